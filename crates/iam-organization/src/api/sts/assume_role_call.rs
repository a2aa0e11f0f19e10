//! `sts:AssumeRole` as a call: its parameters and its result (S30, S41).

use sorted::SortedSet;

use super::assume_role::{AssumeRole, Hop, assume_role};
use super::issue::issue;
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::{ARN, Body, Operation, Parameter, ParameterKind, TAGS, optional, required, text};
use crate::api::value::{Fields, Value};
use crate::caller::{Caller, Session};
use crate::world::World;

/// A name of a session, a source identity: two characters at least.
pub(super) const SESSION_NAME: ParameterKind = ParameterKind::Text { min: 2, max: 64, also: Some("_+=,.@-") };
pub(super) const POLICY: Parameter = optional("Policy", text(1, 2048));
pub(super) const POLICY_ARNS: Parameter = optional("PolicyArns", ParameterKind::Arns(10));
pub(super) const ROLE_ARN: Parameter = required("RoleArn", ARN);
pub(super) const ROLE_DURATION: Parameter =
    optional("DurationSeconds", ParameterKind::Number { min: 900, max: 43_200 });

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    service: "sts",
    name: "AssumeRole",
    parameters: &[
        ROLE_ARN,
        required("RoleSessionName", SESSION_NAME),
        POLICY_ARNS,
        POLICY,
        ROLE_DURATION,
        TAGS,
        optional("TransitiveTagKeys", ParameterKind::Texts(50)),
        optional("ExternalId", ParameterKind::Text { min: 2, max: 1224, also: Some("_+=,.@:/-") }),
        optional("SerialNumber", text(9, 256)),
        optional("TokenCode", ParameterKind::Text { min: 6, max: 6, also: Some("") }),
        optional("SourceIdentity", SESSION_NAME),
    ],
    read_only: true,
    body: Body::Session(run),
}];

fn run(world: &mut World, call: &mut Incoming<'_>) -> Result<Fields, ApiError> {
    let optional = |name| call.optional_text(name).map(str::to_owned);
    let mut transitive_tag_keys = SortedSet::new();
    transitive_tag_keys.extend(call.texts("TransitiveTagKeys"));
    let typed = AssumeRole {
        role_arn: call.text("RoleArn").to_owned(),
        role_session_name: call.text("RoleSessionName").to_owned(),
        external_id: optional("ExternalId"),
        duration_seconds: call.number("DurationSeconds").and_then(|it| u32::try_from(it).ok()),
        policy: optional("Policy"),
        policy_arns: call.texts("PolicyArns"),
        tags: call.tags("Tags"),
        transitive_tag_keys,
        source_identity: optional("SourceIdentity"),
        serial_number: optional("SerialNumber"),
    };
    let Hop { authorizations, result } =
        assume_role(world, call.aws, &call.caller, &typed, call.surroundings);
    call.authorizations = authorizations;
    Ok(shown(world, result?, call))
}

/// The result of a call that gives a role session (S41).
pub(super) fn shown(world: &mut World, session: Session, call: &Incoming<'_>) -> Fields {
    let role_id = world.role(&session.role_arn).map(|it| it.it.unique_id.clone()).unwrap_or_default();
    let user = Fields::of([
        ("AssumedRoleId", Value::text(format!("{role_id}:{}", session.name))),
        ("Arn", Value::text(session.arn.as_str())),
    ]);
    let source_identity = session.source_identity.clone();
    let credentials = issue(world, Caller::RoleSession(Box::new(session)));
    let mut fields = Fields::of([("Credentials", credentials), ("AssumedRoleUser", Value::Map(user))]);
    fields.set_some("PackedPolicySize", packed_size(call).map(Value::Number));
    fields.set_some("SourceIdentity", source_identity.map(Value::Text));
    fields
}

/// How much of the space for session policies and tags is used, in percent (S38). AWS does not say how it packs them: here
/// each character counts as one of 2048.
pub(super) fn packed_size(call: &Incoming<'_>) -> Option<i64> {
    let tags = call.tags("Tags");
    let n_tags: usize = tags.iter().map(|(key, value)| key.len() + value.len()).sum();
    let n_arns: usize = call.texts("PolicyArns").iter().map(String::len).sum();
    let n_bytes = call.text("Policy").len() + n_arns + n_tags;
    let percent = i64::try_from(n_bytes * 100 / 2048).unwrap_or(i64::MAX);
    (n_bytes > 0).then_some(percent.max(1))
}
