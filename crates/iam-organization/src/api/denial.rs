//! The error of a request that policies deny (S100).

use iam_evaluator::request::Resource;
use iam_evaluator::{DecidedBy, Decision, Evaluation, GateReason};

use super::error::ApiError;
use super::error_code::ErrorCode;
use super::texts::{self, text};
use crate::authorize::Authorization;

/// The error for a request that was not allowed, with the reason: one kind of policy is named, even where several deny.
pub(super) fn denial(authorization: &Authorization) -> Option<ApiError> {
    let evaluation = authorization.trace.evaluation;
    if evaluation.decision == Decision::Allowed {
        return None;
    }
    let request = &authorization.request;
    let action = request.action.to_string();
    let mut message = text(texts::DENIED, &[&request.principal.display_arn(), &action]);
    if let Resource::Arn(arn) = &request.resource {
        message.push_str(&text(texts::ON_RESOURCE, &[arn.as_str()]));
    }
    message.push_str(&reason(&evaluation, &action).unwrap_or_default());
    if let Some(arn) = denying_policy(authorization) {
        message.push_str(": ");
        message.push_str(arn);
    }
    let authorization = Some(Box::new(authorization.clone()));
    Some(ApiError { code: ErrorCode::AccessDenied, message, authorization })
}

/// The error for a change of a role that only AWS changes (S98).
pub(super) fn protected(authorization: &Authorization) -> Option<ApiError> {
    let only_aws = authorization.trace.gates.iter().any(|it| it.reason == GateReason::OnlyAwsChanges);
    let Resource::Arn(arn) = &authorization.request.resource else { return None };
    let is_protected = only_aws && arn.resource().starts_with("role/");
    let name = arn.resource().rsplit('/').next().unwrap_or_default();
    let message = text(texts::PROTECTED_ROLE, &[name]);
    let authorization = Some(Box::new(authorization.clone()));
    is_protected.then_some(ApiError { code: ErrorCode::UnmodifiableEntity, message, authorization })
}

/// S100's table; nothing where the service decides by itself.
fn reason(evaluation: &Evaluation, action: &str) -> Option<String> {
    let (article, policy) = match evaluation.decided_by {
        DecidedBy::Identity => ("an", "identity-based policy"),
        DecidedBy::Boundary => ("a", "permissions boundary"),
        DecidedBy::Session => ("a", "session policy"),
        DecidedBy::ServiceControl => ("a", "service control policy"),
        DecidedBy::ResourceControl => ("a", "resource control policy"),
        DecidedBy::Resource => ("a", "resource-based policy"),
        DecidedBy::Trust => ("the", "role trust policy"),
        DecidedBy::VpcEndpoint => ("a", "VPC endpoint policy"),
        DecidedBy::Root | DecidedBy::Service => return None,
    };
    match evaluation.decision {
        Decision::Allowed => None,
        Decision::ExplicitDeny => Some(text(texts::EXPLICIT_DENY, &[article, policy])),
        Decision::ImplicitDeny => Some(text(texts::NO_ALLOW, &[policy, action])),
    }
}

/// The policy is named where it denies by a statement and has an ARN (E232).
fn denying_policy(authorization: &Authorization) -> Option<&str> {
    let evaluation = &authorization.trace.evaluation;
    match evaluation.decision {
        Decision::ExplicitDeny => authorization.sources.of(evaluation.deciding_statement?)?.arn.as_deref(),
        Decision::Allowed | Decision::ImplicitDeny => None,
    }
}
