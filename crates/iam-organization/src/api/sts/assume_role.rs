//! `sts:AssumeRole` (S30–S43, S62–S68).

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, ContextValue, RequestContext, Resource};
use sorted::SortedSet;

use super::assume_role_parameters::{validate, validate_session_policies};
use crate::account::{Role, Tags};
use crate::api::credentials::may_use_mfa_device;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::denial;
use crate::api::texts;
use crate::authorize::{Ask, Authorization, authenticate, authorize};
use crate::caller::{Caller, Session, TokenOwner};
use crate::policy_text::PolicyText;
use crate::published::AwsPublished;
use crate::world::{Found, World};

const DEFAULT_DURATION_SECONDS: u32 = 3600;
/// The longest session of a role that a role session assumed (E207).
const MAX_CHAINED_SECONDS: u32 = 3600;

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
    let result = validate(call).and_then(|role_arn| {
        authenticate(world, caller)?;
        may_call(world, caller, call)?;
        let inherited = Inherited::of(caller);
        let policy_arns = validate_session_policies(call, &role_arn)?;
        for action in actions(call, &inherited) {
            let context = request_context(context, call, &inherited, action);
            let asked = ask(world, aws, caller, action, &role_arn, context)?;
            let denial = denial(&asked);
            authorizations.push(asked);
            denial.map_or(Ok(()), Err)?;
        }
        let role = world.role(&role_arn).ok_or_else(|| not_authorized(caller, world, &role_arn))?;
        inherited.check(call)?;
        let duration = duration(role.it, call, &inherited)?;
        session(world, role, &role_arn, call, policy_arns, inherited, duration)
    });
    Hop { authorizations, result }
}

/// What a role session hands on to the next one.
#[derive(Default)]
struct Inherited {
    tags: Tags,
    source_identity: Option<String>,
    is_chain: bool,
}

impl Inherited {
    fn of(caller: &Caller) -> Inherited {
        let Caller::RoleSession(session) = caller else {
            return Inherited::default();
        };
        let is_transitive = |key: &str| session.transitive_tag_keys.contains(key);
        let transitive = session.tags.iter().filter(|(key, _)| is_transitive(key));
        let mut tags = Tags::new();
        tags.extend(transitive.map(|(key, value)| (key.clone(), value.clone())));
        Inherited { tags, source_identity: session.source_identity.clone(), is_chain: true }
    }

    /// Inherited tags and source identity cannot be passed again (S63, S68).
    fn check(&self, call: &AssumeRole) -> Result<(), ApiError> {
        let invalid = |message: String| Err(ApiError::new(ErrorCode::InvalidParameterValue, message));
        if let Some(key) = call.tags.keys().find(|it| has_key(&self.tags, it)) {
            return invalid(format!("The tag key `{key}` was inherited from the calling session."));
        }
        if let Some(key) = call.transitive_tag_keys.iter().find(|it| !has_key(&call.tags, it)) {
            return invalid(format!("The transitive tag key `{key}` is not among the passed tags."));
        }
        match (&self.source_identity, &call.source_identity) {
            (Some(inherited), Some(passed)) if inherited != passed => Err(ApiError::new(
                ErrorCode::AccessDenied,
                "The source identity of a session cannot be changed.",
            )),
            _ => Ok(()),
        }
    }
}

/// Tag keys are compared without regard to case (S18).
fn has_key(tags: &Tags, key: &str) -> bool {
    tags.keys().any(|it| it.eq_ignore_ascii_case(key))
}

/// Some callers are refused before any policy is read (S31–S33).
fn may_call(world: &World, caller: &Caller, call: &AssumeRole) -> Result<(), ApiError> {
    let denied = |message: &str| Err(ApiError::new(ErrorCode::AccessDenied, message));
    match caller {
        Caller::Root { .. } => denied("Roles may not be assumed by root accounts."),
        Caller::FederatedUser(_) => denied("Cannot call AssumeRole with federated user credentials"),
        Caller::Anonymous | Caller::Federated { .. } => Err(ApiError::new(
            ErrorCode::MissingAuthenticationToken,
            "Request is missing Authentication Token",
        )),
        Caller::SessionToken(session) if matches!(session.owner, TokenOwner::Root(_)) => {
            denied("Roles may not be assumed by root accounts.")
        }
        Caller::RoleSession(_) | Caller::SessionToken(_) | Caller::Service { .. }
            if call.serial_number.is_some() =>
        {
            denied(texts::WRONG_MFA_DEVICE)
        }
        Caller::User { .. } => match &call.serial_number {
            Some(serial) if !may_use_mfa_device(world, caller, serial) => denied(texts::WRONG_MFA_DEVICE),
            Some(_) | None => Ok(()),
        },
        Caller::RoleSession(_) | Caller::SessionToken(_) | Caller::Service { .. } => Ok(()),
    }
}

/// The actions that the call needs (S35).
fn actions(call: &AssumeRole, inherited: &Inherited) -> Vec<&'static str> {
    let mut actions = vec!["sts:AssumeRole"];
    if !call.tags.is_empty() || !inherited.tags.is_empty() {
        actions.push("sts:TagSession");
    }
    if call.source_identity.is_some() || inherited.source_identity.is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    actions
}

/// The keys of the call's parameters, each for the actions that have it (S47).
fn request_context(
    surroundings: &RequestContext,
    call: &AssumeRole,
    inherited: &Inherited,
    action: &str,
) -> RequestContext {
    let mut context = surroundings.clone();
    let is_assume_role = action == "sts:AssumeRole";
    if is_assume_role {
        context.set_default("sts:RoleSessionName", call.role_session_name.as_str());
        if let Some(external_id) = &call.external_id {
            context.set_default("sts:ExternalId", external_id.as_str());
        }
    }
    let source_identity = call.source_identity.as_ref().or(inherited.source_identity.as_ref());
    if let Some(source_identity) = source_identity.filter(|_| action != "sts:TagSession") {
        context.set_default("sts:SourceIdentity", source_identity.as_str());
    }
    if action != "sts:SetSourceIdentity" && !call.tags.is_empty() {
        for (key, value) in &call.tags {
            context.set_default(&format!("aws:RequestTag/{key}"), value.as_str());
        }
        let keys = call.tags.keys().cloned().collect();
        context.set("aws:TagKeys", ContextValue::Multi(keys));
        if !call.transitive_tag_keys.is_empty() {
            let keys = call.transitive_tag_keys.iter().cloned().collect();
            context.set("sts:TransitiveTagKeys", ContextValue::Multi(keys));
        }
    }
    if call.serial_number.is_some() {
        context.set_default("aws:MultiFactorAuthPresent", "true");
        context.set_default("aws:MultiFactorAuthAge", "0");
    }
    context
}

fn ask(
    world: &World,
    aws: &dyn AwsPublished,
    caller: &Caller,
    action: &str,
    role_arn: &Arn,
    context: RequestContext,
) -> Result<Authorization, ApiError> {
    let action =
        Action::parse(action).map_err(|it| ApiError::new(ErrorCode::ValidationError, it.to_string()))?;
    let resource = Resource::Arn(role_arn.clone());
    let resource_account = role_arn.account_id();
    Ok(authorize(world, aws, Ask { caller, action, resource, resource_account, context }))
}

/// A role that does not exist looks like one that may not be assumed (S34).
fn not_authorized(caller: &Caller, world: &World, role_arn: &Arn) -> ApiError {
    let caller = caller.principal(world).display_arn();
    let message =
        format!("User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role_arn}");
    ApiError::new(ErrorCode::AccessDenied, message)
}

/// How long the session lasts (S36).
fn duration(role: &Role, call: &AssumeRole, inherited: &Inherited) -> Result<u32, ApiError> {
    let seconds = call.duration_seconds.unwrap_or(DEFAULT_DURATION_SECONDS);
    let refused = |message: &str| Err(ApiError::new(ErrorCode::ValidationError, message));
    if inherited.is_chain && seconds > MAX_CHAINED_SECONDS {
        return refused(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        );
    }
    if seconds > role.max_session_duration {
        return refused("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    Ok(seconds)
}

/// The session that comes out (S41).
fn session(
    world: &World,
    role: Found<'_, Role>,
    role_arn: &Arn,
    call: &AssumeRole,
    policy_arns: Vec<Arn>,
    inherited: Inherited,
    duration: u32,
) -> Result<Session, ApiError> {
    let name = &call.role_session_name;
    let Found { account, name: role_name, .. } = role;
    let arn = Arn::parse(&format!("arn:aws:sts::{account}:assumed-role/{role_name}/{name}"))
        .map_err(|it| ApiError::new(ErrorCode::ValidationError, it.to_string()))?;
    let mut transitive_tag_keys = call.transitive_tag_keys.clone();
    transitive_tag_keys.extend(inherited.tags.keys().cloned());
    let mut tags = call.tags.clone();
    tags.extend(inherited.tags);
    Ok(Session {
        label: arn.to_string(),
        arn,
        role_arn: role_arn.clone(),
        name: name.clone(),
        issued: world.clock,
        expires: Some(world.clock.plus_seconds(duration)),
        policy: call.policy.as_deref().map(PolicyText::new),
        policy_arns,
        tags,
        transitive_tag_keys,
        source_identity: inherited.source_identity.or_else(|| call.source_identity.clone()),
        chained: inherited.is_chain,
        keys: Vec::new(),
    })
}
