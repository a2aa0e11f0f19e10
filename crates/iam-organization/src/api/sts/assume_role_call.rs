//! `sts:AssumeRole` as a call: its parameters and its result (S30, S41).

use sorted::SortedSet;

use super::assume_role::{AssumeRole, checked};
use super::issue::issue;
use super::mfa_code::has_mfa_code;
use super::session_policies::Packed;
use super::session_tags;
use crate::api::call::Check;
use crate::api::incoming::Incoming;
use crate::api::operation::{ARN, Body, Operation, Parameter, ParameterKind, TAGS, optional, required, text};
use crate::api::refused::{Refused, at};
use crate::api::value::{Fields, Value};
use crate::caller::{Caller, Session};
use crate::world::World;

/// A name of a session, a source identity: two characters at least.
pub(super) const SESSION_NAME: ParameterKind = ParameterKind::Text { min: 2, max: 64, also: Some("_+=,.@-") };
/// AssumeRole alone takes a policy of any length, and refuses it once it is packed.
const POLICY_OF_ANY_LENGTH: Parameter = optional("Policy", text(1, 131_072));
pub(super) const POLICY: Parameter = optional("Policy", text(1, 2048));
pub(super) const POLICY_ARNS: Parameter = optional("PolicyArns", ParameterKind::Arns(10));
pub(super) const ROLE_ARN: Parameter = required("RoleArn", ARN);
pub(super) const ROLE_DURATION: Parameter =
    optional("DurationSeconds", ParameterKind::Number { min: 900, max: 43_200 });
pub(super) const SERIAL_NUMBER: Parameter =
    optional("SerialNumber", ParameterKind::Text { min: 9, max: 256, also: Some("_+=/:,.@-") });
pub(super) const TOKEN_CODE: Parameter =
    optional("TokenCode", ParameterKind::Text { min: 6, max: 6, also: Some("") });

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    service: "sts",
    name: "AssumeRole",
    parameters: &[
        ROLE_ARN,
        required("RoleSessionName", SESSION_NAME),
        POLICY_ARNS,
        POLICY_OF_ANY_LENGTH,
        ROLE_DURATION,
        TAGS,
        optional("TransitiveTagKeys", ParameterKind::Texts(50)),
        optional("ExternalId", ParameterKind::Text { min: 2, max: 1224, also: Some("_+=,.@:/-") }),
        SERIAL_NUMBER,
        TOKEN_CODE,
        optional("SourceIdentity", SESSION_NAME),
    ],
    read_only: true,
    body: Body::Session(run),
}];

fn run(world: &mut World, call: &mut Incoming<'_>) -> Result<Fields, Refused> {
    let mut typed = passed(call);
    call.text("RoleSessionName").clone_into(&mut typed.role_session_name);
    typed.external_id = call.optional_text("ExternalId").map(str::to_owned);
    typed.source_identity = call.optional_text("SourceIdentity").map(str::to_owned);
    typed.tags = session_tags::passed(call).map_err(at(Check::Parameters))?;
    typed.transitive_tag_keys = SortedSet::new();
    typed.transitive_tag_keys.extend(call.texts("TransitiveTagKeys"));
    if has_mfa_code(call)? {
        typed.serial_number = call.optional_text("SerialNumber").map(str::to_owned);
    }
    let session =
        checked(world, call.aws, &call.caller, &typed, call.surroundings, &mut call.authorizations)?;
    Ok(shown(world, &typed, session))
}

/// The parameters that all calls have that give role sessions.
pub(super) fn passed(call: &Incoming<'_>) -> AssumeRole {
    AssumeRole {
        role_arn: call.text("RoleArn").to_owned(),
        duration_seconds: call.number("DurationSeconds").and_then(|it| u32::try_from(it).ok()),
        policy: call.optional_text("Policy").map(str::to_owned),
        policy_arns: call.texts("PolicyArns"),
        ..AssumeRole::default()
    }
}

/// The result of a call that gives a role session (S41). Of what was passed, not of what was inherited, it says how much
/// space it takes.
pub(super) fn shown(world: &mut World, call: &AssumeRole, session: Session) -> Fields {
    let role_id = session.role_id.as_deref().unwrap_or_default();
    let user = Fields::of([
        ("AssumedRoleId", Value::text(format!("{role_id}:{}", session.name))),
        ("Arn", Value::text(session.arn.as_str())),
    ]);
    let packed =
        Packed { policy: call.policy.as_deref(), policy_arns: &session.policy_arns, tags: &call.tags };
    let packed_size = packed.percent();
    let source_identity = session.source_identity.clone();
    let credentials = issue(world, Caller::RoleSession(Box::new(session)));
    let mut fields = Fields::of([("Credentials", credentials), ("AssumedRoleUser", Value::Map(user))]);
    fields.set_some("PackedPolicySize", packed_size.map(Value::Number));
    fields.set_some("SourceIdentity", source_identity.map(Value::Text));
    fields
}
