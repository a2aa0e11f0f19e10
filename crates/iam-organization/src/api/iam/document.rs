//! Whether IAM saves an identity-based policy (S123).

use iam_evaluator::diagnostic::Severity;
use iam_evaluator::policy::{ActionElement, LanguageVersion, Policy, ResourceElement, Statement, parse};

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::parameters::is_word;
use super::super::texts::{self, text};

pub(super) fn malformed(message: impl Into<String>) -> ApiError {
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
pub(super) fn read(document: &str, broken: &str) -> Result<Policy, ApiError> {
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
    check_statements(&policy)
}

/// Whether STS takes it as a session policy: it is one like those of identities (S38). Of which version it must be, AWS does
/// not say.
pub(in crate::api) fn check_session_policy(document: &str) -> Result<(), ApiError> {
    check_statements(&read(document, texts::SYNTAX_ERRORS)?)
}

fn check_statements(policy: &Policy) -> Result<(), ApiError> {
    for statement in &policy.statements {
        if statement.principal.is_some() {
            return Err(malformed(texts::NO_PRINCIPAL_HERE));
        }
        check_actions(statement)?;
        check_resources(statement)?;
    }
    check_sids(policy, texts::SAME_SIDS)
}

pub(super) fn check_sids(policy: &Policy, message: &str) -> Result<(), ApiError> {
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
        let action = &it.value.0;
        match action.split_once(':') {
            None if action == "*" => {}
            None => return Err(malformed(texts::VENDOR_NEEDED)),
            Some((_, name)) if name.contains(':') => return Err(malformed(texts::ONE_COLON)),
            Some((vendor, _)) if !is_word(vendor, "_.-*?") => {
                return Err(malformed(text(texts::NO_SUCH_VENDOR, &[vendor])));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

const PARTITIONS: [&str; 9] =
    ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "*"];

fn check_resources(statement: &Statement) -> Result<(), ApiError> {
    let Some(ResourceElement::Resource(resources) | ResourceElement::NotResource(resources)) =
        &statement.resource
    else {
        return Err(malformed(texts::RESOURCES_NEEDED));
    };
    if resources.entries.is_empty() {
        return Err(malformed(texts::RESOURCES_NEEDED));
    }
    resources.entries.iter().try_for_each(|it| check_resource(&it.value.0))
}

/// What follows the partition may be left out, if nothing that follows is empty.
fn check_resource(resource: &str) -> Result<(), ApiError> {
    let parts: Vec<&str> = resource.splitn(6, ':').collect();
    let (partition, service, rest) = match parts.as_slice() {
        ["*"] => return Ok(()),
        ["arn", _] => return Err(malformed(texts::RESOURCE_VENDOR)),
        ["arn", partition, service, rest @ ..] => (*partition, *service, rest),
        _ => return Err(malformed(text(texts::NOT_AN_ARN, &[resource]))),
    };
    if !PARTITIONS.contains(&partition) {
        return Err(malformed(text(texts::NO_SUCH_PARTITION, &[partition, resource])));
    }
    if service.is_empty() || (rest.len() < 3 && resource.contains("::")) {
        return Err(malformed(texts::LEGACY_PARSING));
    }
    match (service, rest) {
        ("iam", [region, _, _]) if is_filled(region) => Err(malformed(text(texts::IAM_REGION, &[resource]))),
        ("iam", [_, _, path]) if !is_iam_resource(path) => Err(malformed(texts::IAM_PATH)),
        // Access points and jobs of S3 have a region and an account; buckets have neither.
        ("s3", [region, "", _]) if is_filled(region) => Err(malformed(text(texts::S3_REGION, &[resource]))),
        _ => Ok(()),
    }
}

fn is_filled(region: &str) -> bool {
    !region.is_empty() && region != "*"
}

/// Whether IAM has such things. A wildcard or variable in the kind may stand for one.
fn is_iam_resource(path: &str) -> bool {
    const KINDS: [&str; 13] = [
        "user",
        "federated-user",
        "role",
        "group",
        "instance-profile",
        "mfa",
        "server-certificate",
        "policy",
        "sms-mfa",
        "saml-provider",
        "oidc-provider",
        "report",
        "access-report",
    ];
    match path.split_once('/') {
        Some((kind, _)) => KINDS.contains(&kind) || kind == "u2f" || kind.contains(['*', '?', '$']),
        None => path == "root" || path.contains(['*', '?', '$']),
    }
}
