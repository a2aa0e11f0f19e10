//! Who did it: from a session back to who asked for it (S171).

use super::TrailEvent;
use crate::api::value::{Fields, Value};

/// The event in which the session that made this one was given. Whoever made that event may be a session in its turn: asked
/// again and again, the answers lead to somebody with long-term credentials, or out of what was recorded.
pub fn issuer_of<'t>(trail: &'t [TrailEvent], event: &TrailEvent) -> Option<&'t TrailEvent> {
    let seen = full_view(trail, event).unwrap_or(event);
    let access_key_id = identity(seen)?.text("accessKeyId")?;
    let gave_it = |it: &&TrailEvent| given_key(it) == Some(access_key_id) && !is_view_from_outside(it);
    trail.iter().find(gave_it)
}

/// The same call in the trail of the account that it came from, where that is another one.
fn full_view<'t>(trail: &'t [TrailEvent], event: &TrailEvent) -> Option<&'t TrailEvent> {
    let shared = event.record.text("sharedEventID").filter(|_| is_view_from_outside(event))?;
    let mut same = trail.iter().filter(|it| it.record.text("sharedEventID") == Some(shared));
    same.find(|it| !is_view_from_outside(it))
}

fn identity(event: &TrailEvent) -> Option<&Fields> {
    event.record.get("userIdentity")?.as_map()
}

fn is_view_from_outside(event: &TrailEvent) -> bool {
    identity(event).and_then(|it| it.text("type")) == Some("AWSAccount")
}

/// The access key that the call gave.
fn given_key(event: &TrailEvent) -> Option<&str> {
    let elements = event.record.get("responseElements").and_then(Value::as_map)?;
    elements.get("credentials")?.as_map()?.text("accessKeyId")
}
