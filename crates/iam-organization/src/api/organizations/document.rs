//! Whether Organizations saves an SCP or RCP (S146, S151, E160, E172).

use iam_evaluator::RESOURCE_CONTROL_SERVICES;
use iam_evaluator::diagnostic::Severity;
use iam_evaluator::policy::{
    ActionElement, Effect, Policy, PrincipalElement, PrincipalValue, ResourceElement, Statement, parse,
};

use super::refusals::constraint;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::texts::{self, text};
use crate::organization::OrganizationPolicyType;

/// How long a policy is at most: every character counts, as it is sent (L171, L172).
fn max_size(policy_type: OrganizationPolicyType) -> usize {
    match policy_type {
        OrganizationPolicyType::ServiceControl => 10_240,
        OrganizationPolicyType::ResourceControl => 5_120,
    }
}

fn malformed(what: &str) -> ApiError {
    let message = text(texts::MALFORMED_ORGANIZATION_POLICY, &[what]);
    ApiError::new(ErrorCode::MalformedPolicyDocumentException, message)
}

pub(super) fn check(policy_type: OrganizationPolicyType, document: &str) -> Result<(), ApiError> {
    let max = max_size(policy_type);
    if document.chars().count() > max {
        let message = format!("a policy of this type has at most {max} characters");
        return Err(constraint("POLICY_CONTENT_LIMIT_EXCEEDED", &message));
    }
    let policy = read(document)?;
    for statement in &policy.statements {
        match policy_type {
            OrganizationPolicyType::ServiceControl => check_service_control(statement)?,
            OrganizationPolicyType::ResourceControl => check_resource_control(statement)?,
        }
        let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
        if actions.entries.is_empty() {
            return Err(malformed("a statement names no action"));
        }
        match &statement.resource {
            Some(ResourceElement::Resource(it) | ResourceElement::NotResource(it))
                if !it.entries.is_empty() => {}
            Some(_) | None => return Err(malformed("a statement names no resource")),
        }
    }
    Ok(())
}

fn read(document: &str) -> Result<Policy, ApiError> {
    let (policy, diagnostics) = parse(document);
    let has_errors = diagnostics.iter().any(|it| it.severity() == Severity::Error);
    match policy {
        Some(policy) if !has_errors && policy.unreadable.is_empty() && !policy.statements.is_empty() => {
            Ok(policy)
        }
        Some(_) | None => Err(malformed("it is no policy")),
    }
}

/// The whole language, but for whom it is about (S151).
fn check_service_control(statement: &Statement) -> Result<(), ApiError> {
    match statement.principal {
        Some(_) => Err(malformed("an SCP names no principal")),
        None => Ok(()),
    }
}

/// Deny, for everybody, and actions of services that are named (E172) and that RCPs cover (E174).
fn check_resource_control(statement: &Statement) -> Result<(), ApiError> {
    if statement.effect != Effect::Deny {
        return Err(malformed("an RCP only denies"));
    }
    let principal = statement.principal.as_ref();
    if !matches!(principal, Some(PrincipalElement::Principal(PrincipalValue::Any(_)))) {
        return Err(malformed("the principal of an RCP is \"*\""));
    }
    let ActionElement::Action(actions) = &statement.action else {
        return Err(malformed("an RCP has no NotAction"));
    };
    for action in &actions.entries {
        let service = action.value.0.split_once(':').map(|(service, _)| service.to_ascii_lowercase());
        let Some(service) = service.filter(|it| !it.contains(['*', '?'])) else {
            return Err(malformed("an action of an RCP names its service, such as s3:*"));
        };
        if RESOURCE_CONTROL_SERVICES.binary_search(&service.as_str()).is_err() {
            return Err(malformed(&format!("RCPs do not cover the service {service}")));
        }
    }
    Ok(())
}
