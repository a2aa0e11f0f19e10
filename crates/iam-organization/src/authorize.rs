//! One request, decided in a world.

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::{Action, Facts, Request, RequestContext, Resource, derive_context};
use iam_evaluator::{Readings, Trace, evaluate_by, explain_by};

use crate::api::{ApiError, ErrorCode, texts};
use crate::applicable::{Applicable, PolicySources};
use crate::caller::Caller;
use crate::context;
use crate::incomplete::Incompleteness;
use crate::published::AwsPublished;

use crate::world::World;

/// Who wants to do what to which resource, in which context.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// What.
    pub action: Action,
    /// To what.
    pub resource: Resource,
    /// Who owns the resource; `None` to take its owner from the world, or from its ARN.
    pub resource_account: Option<AccountId>,
    /// The context keys that the asker sets. They win over what follows from the world (E23).
    pub context: RequestContext,
}

/// A decision with everything that it rests on.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// The request that was evaluated, with every context key that was derived.
    pub request: Request,
    /// The decision and how it came about.
    pub trace: Trace,
    /// For every policy in the trace, where it came from.
    pub sources: PolicySources,
    /// What is missing for the answer to be final.
    pub incomplete: Vec<Incompleteness>,
}

/// Decides a request. Credentials are not looked at here: [`authenticate`] does that, and comes first.
pub fn authorize(world: &World, aws: &dyn AwsPublished, ask: Ask<'_>) -> Authorization {
    let caller = ask.caller;
    let (request, owner_is_unknown) = request(world, aws, ask);
    let mut applicable = Applicable::collect(world, aws, caller, &request);
    if owner_is_unknown {
        applicable.incomplete.push(Incompleteness::UnknownResourceOwner);
    }
    let trace = explain_by(&applicable.policies(), &request, world.readings);
    if aws.takes_no_resource(&request.action).is_none()
        && depends_on_resource(&applicable, &request, &trace, world.readings)
    {
        let action = request.action.clone();
        applicable.incomplete.push(Incompleteness::ActionNotLoaded { action });
    }
    let Applicable { sources, incomplete, .. } = applicable;
    Authorization { request, trace, sources, incomplete }
}

/// Whether the decision would be another one if the action took no resource (E37).
fn depends_on_resource(
    applicable: &Applicable,
    request: &Request,
    trace: &Trace,
    readings: Readings,
) -> bool {
    if request.resource == Resource::Any {
        return false;
    }
    let facts = Facts { action_takes_no_resource: true, ..request.facts };
    let without = evaluate_by(&applicable.policies(), &Request { facts, ..request.clone() }, readings);
    without.decision != trace.evaluation.decision
}

/// Whether the caller's credentials are good at the world's time (S20, S22).
///
/// # Errors
/// `InvalidClientTokenId` for a session whose role or user was deleted, and for one that is made later; `ExpiredToken` for
/// one that has expired.
pub fn authenticate(world: &World, caller: &Caller) -> Result<(), ApiError> {
    if let Some(owner) = caller.deleted_owner(world) {
        let message = texts::text(texts::CREDENTIALS_OF_DELETED, &[owner.as_str()]);
        return Err(ApiError::new(ErrorCode::InvalidClientTokenId, message));
    }
    if caller.issued().is_some_and(|it| it > world.clock) {
        return Err(ApiError::new(ErrorCode::InvalidClientTokenId, texts::NOT_YET_VALID));
    }
    match caller.expires() {
        Some(expires) if expires <= world.clock => {
            Err(ApiError::new(ErrorCode::ExpiredToken, texts::EXPIRED_TOKEN))
        }
        Some(_) | None => Ok(()),
    }
}

/// The same for whoever makes a call: a user or role of an account of the world must be there (S22). A question may name
/// one that is not there yet; its answer says that its policies are unknown.
///
/// # Errors
/// `InvalidClientTokenId` for one that is not there, and those of [`authenticate`].
pub(crate) fn authenticate_call(world: &World, caller: &Caller) -> Result<(), ApiError> {
    authenticate(world, caller)?;
    match caller.is_missing(world) {
        true => Err(ApiError::new(ErrorCode::InvalidClientTokenId, texts::INVALID_CLIENT_TOKEN_ID)),
        false => Ok(()),
    }
}

/// The request as the evaluator wants it, and whether nobody knows who owns the resource.
fn request(world: &World, aws: &dyn AwsPublished, ask: Ask<'_>) -> (Request, bool) {
    let principal = ask.caller.principal(world);
    let (owner, owner_is_unknown) = match (&ask.resource, ask.resource_account) {
        (_, Some(account)) => (Some(account), false),
        (Resource::Any, None) => (None, false),
        (Resource::Arn(arn), None) => {
            let owner = world.owner(arn);
            (owner, owner.is_none())
        }
    };
    let is_management = |account: Option<AccountId>| {
        let organization = world.organization.as_ref();
        organization.is_some_and(|it| account == Some(it.management_account))
    };
    let facts = Facts {
        principal_account_is_management: is_management(principal.account()),
        resource_account_is_management: is_management(owner),
        action_takes_no_resource: aws.takes_no_resource(&ask.action).unwrap_or(false),
        ..Facts::default()
    };
    let Ask { action, resource, context, .. } = ask;
    let action = aws.spelled(&action).unwrap_or(action);
    let mut request = Request { principal, action, resource, resource_account: owner, context, facts };
    context::derive(world, ask.caller, &mut request);
    derive_context(&mut request);
    (request, owner_is_unknown)
}
