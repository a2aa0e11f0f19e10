//! `sts:AssumeRole` (S30–S43, S62–S68).

use iam_evaluator::request::RequestContext;
use sorted::SortedSet;

use super::assume_role_parameters::validate;
use super::inherited::Inherited;
use super::role_session::{Asked, Duration, role_session};
use crate::account::Tags;
use crate::api::call::Check;
use crate::api::credentials::may_use_mfa_device;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::refused::{Refused, at};
use crate::api::session_gate;
use crate::api::texts;
use crate::authorize::{Authorization, authenticate_call};
use crate::caller::{Caller, Session};
use crate::published::AwsPublished;
use crate::world::World;

/// The parameters of the call, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssumeRole {
    /// The role to assume.
    pub role_arn: String,
    /// What the session will be called.
    pub role_session_name: String,
    /// What a third party was told to pass: `sts:ExternalId`.
    pub external_id: Option<String>,
    /// How long the session lasts; 3600 if not given.
    pub duration_seconds: Option<u32>,
    /// An inline session policy.
    pub policy: Option<String>,
    /// Managed policies that serve as session policies.
    pub policy_arns: Vec<String>,
    /// Session tags.
    pub tags: Tags,
    /// Which of the tags later sessions of the chain inherit.
    pub transitive_tag_keys: SortedSet<String>,
    /// Who is behind the session; it sticks to the whole chain.
    pub source_identity: Option<String>,
    /// The MFA device whose code was given. The code is taken to be right.
    pub serial_number: Option<String>,
}

/// One call of AssumeRole: what was authorized on the way, and what came of it.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The requests that were decided: `sts:AssumeRole`, then `sts:TagSession` and `sts:SetSourceIdentity` where they
    /// are needed (S35). The last one is the one that was denied, if one was. Empty if the call was refused before.
    pub authorizations: Vec<Authorization>,
    /// The session, or why there is none.
    pub result: Result<Session, ApiError>,
}

/// Calls `sts:AssumeRole` at the world's time. `context` holds what the caller's surroundings add to the request, such
/// as `aws:SourceIp`. Checks come in AWS's order (S20): parameters, credentials, kind of caller, policies, duration.
pub fn assume_role(
    world: &World,
    aws: &dyn AwsPublished,
    caller: &Caller,
    call: &AssumeRole,
    context: &RequestContext,
) -> Hop {
    let mut authorizations = Vec::new();
    let result = checked(world, aws, caller, call, context, &mut authorizations).map_err(|it| it.error);
    Hop { authorizations, result }
}

/// The same, with the check that refused it.
pub(super) fn checked(
    world: &World,
    aws: &dyn AwsPublished,
    caller: &Caller,
    call: &AssumeRole,
    context: &RequestContext,
    authorizations: &mut Vec<Authorization>,
) -> Result<Session, Refused> {
    let (role_arn, policy_arns) = validate(call).map_err(at(Check::Parameters))?;
    authenticate_call(world, caller).map_err(at(Check::Credentials))?;
    session_gate::must_sign(caller, "sts:AssumeRole").map_err(at(Check::Credentials))?;
    session_gate::may_call(caller, "sts:AssumeRole").map_err(at(Check::SessionKind))?;
    second_factor(world, caller, call).map_err(at(Check::Credentials))?;
    let asked = Asked {
        action: "sts:AssumeRole",
        call,
        role_arn: &role_arn,
        policy_arns,
        inherited: Inherited::of(caller),
        token: None,
        session_keys: Vec::new(),
        duration: Duration::OfRole,
    };
    role_session(world, aws, caller, asked, context, authorizations)
}

/// The MFA device must be one that the caller can use: others than users have none (S33).
fn second_factor(world: &World, caller: &Caller, call: &AssumeRole) -> Result<(), ApiError> {
    match &call.serial_number {
        Some(serial) if !may_use_mfa_device(world, caller, serial) => {
            Err(ApiError::new(ErrorCode::AccessDenied, texts::WRONG_MFA_DEVICE))
        }
        Some(_) | None => Ok(()),
    }
}
