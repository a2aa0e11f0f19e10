//! Handing a role to a service (S134).

use iam_evaluator::Decision;
use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, RequestContext, Resource};

use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::Needed;
use crate::api::texts;
use crate::authorize::{Ask, authorize};
use crate::caller::Caller;
use crate::world::World;

/// The right to pass the role to the service, for this resource.
pub(super) fn pass_role(role: &str, service: &str, associated: &str) -> Needed {
    Needed::new("iam:PassRole", resource(role))
        .with("iam:PassedToService", service)
        .with("iam:AssociatedResourceArn", associated)
}

/// A role of another account is never passed.
pub(super) fn check_own_account(call: &Incoming<'_>, role: &str) -> Result<(), ApiError> {
    let account = Arn::parse(role).ok().and_then(|it| it.account_id());
    match account.is_some_and(|it| Some(it) == call.account) {
        true => Ok(()),
        false => Err(ApiError::new(ErrorCode::AccessDeniedException, texts::CROSS_ACCOUNT_PASS_ROLE)),
    }
}

/// Whether the role is there and its trust policy lets the service assume it.
pub(super) fn may_assume(world: &World, call: &Incoming<'_>, role: &str, service: &str) -> bool {
    let Some(arn) = Arn::parse(role).ok().filter(|it| world.role(it).is_some()) else { return false };
    let Ok(action) = Action::parse("sts:AssumeRole") else { return false };
    let caller = Caller::Service { name: service.to_owned() };
    let resource_account = arn.account_id();
    let mut context = RequestContext::new();
    if let Some(account) = call.account {
        context.set_default("aws:SourceAccount", account.to_string());
    }
    let ask = Ask { caller: &caller, action, resource: Resource::Arn(arn), resource_account, context };
    authorize(world, call.aws, ask).trace.evaluation.decision == Decision::Allowed
}
