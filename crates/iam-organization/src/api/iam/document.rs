//! Whether IAM saves a policy (S44–S46, S123).

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::diagnostic::Severity;
use iam_evaluator::policy::{
    ActionElement, LanguageVersion, Policy, PrincipalElement, PrincipalKind, PrincipalValue, ResourceElement,
    Statement, parse,
};

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::texts::{self, text};
use crate::identity_provider::BUILT_IN_ISSUERS;
use crate::world::World;

fn malformed(message: impl Into<String>) -> ApiError {
    ApiError::new(ErrorCode::MalformedPolicyDocument, message)
}

/// How long a policy is: white space does not count (L166, L188).
pub(super) fn size(document: &str) -> usize {
    document.chars().filter(|it| !it.is_whitespace()).count()
}

/// Whether a policy is within its quota.
pub(super) fn check_size(document: &str, max: usize, quota: &str) -> Result<(), ApiError> {
    match size(document) <= max {
        true => Ok(()),
        false => {
            let message = text(texts::QUOTA, &[quota, &max.to_string()]);
            Err(ApiError::new(ErrorCode::LimitExceeded, message))
        }
    }
}

/// The policy, if nothing in it is of a wrong form.
fn read(document: &str, broken: &str) -> Result<Policy, ApiError> {
    let (policy, diagnostics) = parse(document);
    let has_errors = diagnostics.iter().any(|it| it.severity() == Severity::Error);
    match policy {
        Some(policy) if !has_errors && policy.unreadable.is_empty() && !policy.statements.is_empty() => {
            Ok(policy)
        }
        Some(_) | None => Err(malformed(broken)),
    }
}

/// Whether IAM saves it as an identity-based policy (S123).
pub(super) fn check_identity_policy(document: &str) -> Result<(), ApiError> {
    let policy = read(document, texts::SYNTAX_ERRORS)?;
    if policy.language_version() != LanguageVersion::V2012_10_17 {
        return Err(malformed(texts::OLD_VERSION));
    }
    for statement in &policy.statements {
        if statement.principal.is_some() {
            return Err(malformed(texts::NO_PRINCIPAL_HERE));
        }
        check_actions(statement)?;
        check_resources(statement)?;
    }
    check_sids(&policy, texts::SAME_SIDS)
}

fn check_sids(policy: &Policy, message: &str) -> Result<(), ApiError> {
    let sids: Vec<&str> = policy.statements.iter().filter_map(|it| it.sid.as_deref()).collect();
    let is_twice = |(idx, sid): (usize, &&str)| sids.iter().take(idx).any(|it| it == sid);
    if sids.iter().enumerate().any(is_twice) { Err(malformed(message)) } else { Ok(()) }
}

fn check_actions(statement: &Statement) -> Result<(), ApiError> {
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    if actions.entries.is_empty() {
        return Err(malformed(texts::ACTIONS_NEEDED));
    }
    for it in &actions.entries {
        match it.value.0.matches(':').count() {
            0 if it.value.0 == "*" => {}
            0 => return Err(malformed(texts::VENDOR_NEEDED)),
            1 => {}
            _ => return Err(malformed(texts::ONE_COLON)),
        }
    }
    Ok(())
}

const PARTITIONS: [&str; 6] = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "*"];

fn check_resources(statement: &Statement) -> Result<(), ApiError> {
    let Some(ResourceElement::Resource(resources) | ResourceElement::NotResource(resources)) =
        &statement.resource
    else {
        return Err(malformed(texts::RESOURCES_NEEDED));
    };
    if resources.entries.is_empty() {
        return Err(malformed(texts::RESOURCES_NEEDED));
    }
    for it in &resources.entries {
        let resource = &it.value.0;
        let mut parts = resource.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("*"), None, None) => {}
            (Some("arn"), Some(partition), Some(_)) if PARTITIONS.contains(&partition) => {}
            (Some("arn"), Some(partition), Some(_)) => {
                return Err(malformed(text(texts::NO_SUCH_PARTITION, &[partition, resource])));
            }
            _ => return Err(malformed(text(texts::NOT_AN_ARN, &[resource]))),
        }
    }
    Ok(())
}

/// How long a trust policy is at most, without white space (L168).
const MAX_TRUST_POLICY_SIZE: usize = 2048;

/// Whether IAM saves it as a role's trust policy (S44, S45).
pub(super) fn check_trust_policy(world: &World, account: AccountId, document: &str) -> Result<(), ApiError> {
    let policy = read(document, texts::INVALID_JSON)?;
    for statement in &policy.statements {
        if statement.resource.is_some() {
            return Err(malformed(texts::NO_RESOURCE_HERE));
        }
        let principal = match &statement.principal {
            Some(PrincipalElement::Principal(principal)) => principal,
            Some(PrincipalElement::NotPrincipal(_)) => return Err(malformed(texts::NO_NOT_PRINCIPAL_HERE)),
            None => return Err(malformed(texts::PRINCIPAL_NEEDED)),
        };
        check_trust_actions(statement)?;
        check_principal(world, account, principal)?;
    }
    check_sids(&policy, texts::TRUST_SIDS)?;
    check_size(document, MAX_TRUST_POLICY_SIZE, "ACLSizePerRole")
}

fn check_trust_actions(statement: &Statement) -> Result<(), ApiError> {
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    let is_sts = |it: &str| it.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("sts:"));
    match actions.entries.iter().all(|it| is_sts(&it.value.0)) {
        true if !actions.entries.is_empty() => Ok(()),
        true => Err(malformed("Missing required field Action")),
        false => Err(malformed(texts::STS_ACTIONS_ONLY)),
    }
}

/// Every principal must be there (S45, S46): what is in no account of the world cannot be looked up, and is believed.
pub(in crate::api) fn check_principal(
    world: &World,
    account: AccountId,
    principal: &PrincipalValue,
) -> Result<(), ApiError> {
    let PrincipalValue::Map(values, _) = principal else { return Ok(()) };
    for values in values {
        for name in &values.names.entries {
            let name = &name.value;
            let (kind, is_there) = match values.kind {
                PrincipalKind::Aws => ("AWS", is_aws_principal(world, name)),
                PrincipalKind::Service => ("SERVICE", name.contains('.') && !name.contains(['*', '?'])),
                PrincipalKind::Federated => ("Federated", is_provider(world, account, name)),
                PrincipalKind::CanonicalUser => ("CanonicalUser", false),
            };
            if !is_there {
                return Err(malformed(text(texts::INVALID_PRINCIPAL, &[kind, name])));
            }
        }
    }
    Ok(())
}

fn is_aws_principal(world: &World, name: &str) -> bool {
    if name == "*" || AccountId::parse(name).is_ok() {
        return true;
    }
    let Ok(arn) = Arn::parse(name) else {
        // The unique id of something that was deleted may stay (S9).
        return name.starts_with("AIDA") || name.starts_with("AROA");
    };
    let account_is_known = arn.account_id().is_some_and(|it| world.accounts.contains_key(&it));
    let is_whole = arn.account_id().is_some() && !name.contains(['*', '?']);
    match (arn.service(), arn.resource().split('/').next().unwrap_or_default()) {
        ("iam", "root") => arn.resource() == "root" && is_whole,
        ("iam", "user") => is_whole && (!account_is_known || world.user(&arn).is_some()),
        ("iam", "role") => is_whole && (!account_is_known || world.role(&arn).is_some()),
        ("sts", "assumed-role") => is_whole && (!account_is_known || world.role_of_session(&arn).is_some()),
        ("sts", "federated-user") => is_whole,
        // User groups are no principals (S11).
        _ => false,
    }
}

fn is_provider(world: &World, account: AccountId, name: &str) -> bool {
    if BUILT_IN_ISSUERS.contains(&name) {
        return true;
    }
    let own = format!("arn:aws:iam::{account}:");
    let Some(account) = world.accounts.get(&account) else { return false };
    let rest = name.strip_prefix(&own).unwrap_or_default();
    let saml = rest.strip_prefix("saml-provider/").is_some_and(|it| account.saml_providers.contains_key(it));
    saml || rest.strip_prefix("oidc-provider/").is_some_and(|it| account.oidc_providers.contains_key(it))
}
