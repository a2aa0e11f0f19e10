//! Temporary credentials: kept under their access key, and shown once.

use crate::api::credentials::AccessKeyPair;
use crate::api::value::{Fields, Value};
use crate::caller::Caller;
use crate::unique_id::{IdPrefix, unique_id};
use crate::world::World;

/// Gives a session an access key, and returns the credentials as AWS shows them (S41).
pub(super) fn issue(world: &mut World, session: Caller) -> Value {
    let number = world.count_id();
    let id = unique_id(world.seed, IdPrefix::TemporaryKey, &format!("temporary key {number}"));
    let pair = AccessKeyPair::temporary(world, &id);
    let mut credentials = Fields::of([
        ("AccessKeyId", Value::text(&id)),
        ("SecretAccessKey", Value::text(pair.secret_access_key)),
    ]);
    credentials.set_some("SessionToken", pair.session_token.map(Value::Text));
    credentials.set_some("Expiration", session.expires().map(|it| Value::text(it.to_string())));
    world.sessions.insert(id, session);
    Value::Map(credentials)
}
