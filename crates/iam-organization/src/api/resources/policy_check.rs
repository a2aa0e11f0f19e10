//! Whether a service saves a resource's policy (L138, L173, L174).

use iam_evaluator::arn::AccountId;
use iam_evaluator::diagnostic::Severity;
use iam_evaluator::policy::{
    ActionElement, Policy, PrincipalElement, PrincipalKind, PrincipalValue, ResourceElement, Statement, parse,
};

use super::kind::Kind;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::iam::check_principal;
use crate::api::texts;
use crate::world::World;

pub(super) fn check_policy(
    world: &World,
    owner: AccountId,
    kind: &Kind,
    document: &str,
) -> Result<(), ApiError> {
    if document.len() > kind.max_policy_size {
        return Err(ApiError::new(kind.codes.policy_size, texts::POLICY_TOO_LARGE));
    }
    let code = kind.codes.policy;
    for statement in &read(code, document)?.statements {
        // Every statement says whom it is about, and principals that are not there are refused.
        let principal = match &statement.principal {
            Some(PrincipalElement::Principal(it) | PrincipalElement::NotPrincipal(it)) => it,
            None => return Err(ApiError::new(code, texts::PRINCIPAL_NEEDED)),
        };
        let principal = without_canonical_users(kind, principal);
        check_principal(world, owner, &principal).map_err(|it| ApiError { code, ..it })?;
    }
    Ok(())
}

/// The policy, if it has the form that policies of resources and VPC endpoints have.
pub(super) fn read(code: ErrorCode, document: &str) -> Result<Policy, ApiError> {
    let malformed = || ApiError::new(code, texts::SYNTAX_ERRORS);
    let (policy, diagnostics) = parse(document);
    let has_errors = diagnostics.iter().any(|it| it.severity() == Severity::Error);
    let policy = policy.filter(|it| !has_errors && it.unreadable.is_empty() && !it.statements.is_empty());
    let policy = policy.ok_or_else(malformed)?;
    if policy.statements.iter().all(names_actions_and_resources) { Ok(policy) } else { Err(malformed()) }
}

fn names_actions_and_resources(statement: &Statement) -> bool {
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    let resources = match &statement.resource {
        Some(ResourceElement::Resource(it) | ResourceElement::NotResource(it)) => !it.entries.is_empty(),
        None => false,
    };
    resources && !actions.entries.is_empty()
}

/// S3 knows accounts by canonical ids, too (L35): those are not looked up.
fn without_canonical_users(kind: &Kind, principal: &PrincipalValue) -> PrincipalValue {
    match principal {
        PrincipalValue::Map(values, place) if kind.service == "s3" => {
            let others = values.iter().filter(|it| it.kind != PrincipalKind::CanonicalUser);
            PrincipalValue::Map(others.cloned().collect(), *place)
        }
        PrincipalValue::Map(..) | PrincipalValue::Any(_) => principal.clone(),
    }
}
