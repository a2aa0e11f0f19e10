//! The syntax of AssumeRole's parameters (S30).

use super::assume_role::AssumeRole;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::policy_text::{PolicyText, UsablePolicy};
use iam_evaluator::arn::Arn;

const MAX_SESSION_POLICY_CHARACTERS: usize = 2048;
const MAX_POLICY_ARNS: usize = 10;
const MAX_TAGS: usize = 50;

/// Every parameter that is out of its range, in one `ValidationError` as AWS words it (S21).
pub(super) fn validate(call: &AssumeRole) -> Result<Arn, ApiError> {
    let mut problems = Vec::new();
    let mut check = |is_valid: bool, name: &str, value: &str, constraint: &str| {
        if !is_valid {
            problems.push(format!(
                "Value '{value}' at '{name}' failed to satisfy constraint: Member must {constraint}"
            ));
        }
    };
    let role_arn = Arn::parse(&call.role_arn).ok().filter(|it| it.account_id().is_some());
    check(role_arn.is_some(), "roleArn", &call.role_arn, "be the ARN of a role");
    let name = &call.role_session_name;
    check(is_word(name, 2, 64, "_+=,.@-"), "roleSessionName", name, SESSION_NAME);
    if let Some(external_id) = &call.external_id {
        let is_valid = is_word(external_id, 2, 1224, "_+=,.@:/-");
        check(is_valid, "externalId", external_id, EXTERNAL_ID);
    }
    if let Some(source_identity) = &call.source_identity {
        let is_valid = is_word(source_identity, 2, 64, "_+=,.@-") && !source_identity.starts_with("aws:");
        check(is_valid, "sourceIdentity", source_identity, SESSION_NAME);
    }
    if let Some(seconds) = call.duration_seconds {
        let value = seconds.to_string();
        check(seconds >= 900, "durationSeconds", &value, "have value greater than or equal to 900");
        check(seconds <= 43_200, "durationSeconds", &value, "have value less than or equal to 43200");
    }
    let n_tags = call.tags.len();
    check(n_tags <= MAX_TAGS, "tags", &n_tags.to_string(), "have length less than or equal to 50");
    for (key, value) in &call.tags {
        let is_key = (1..=128).contains(&key.chars().count()) && !key.starts_with("aws:");
        check(is_key, "tags.key", key, "have length less than or equal to 128");
        let is_value = value.chars().count() <= 256;
        check(is_value, "tags.value", value, "have length less than or equal to 256");
    }
    let n_arns = call.policy_arns.len();
    let is_valid = n_arns <= MAX_POLICY_ARNS;
    check(is_valid, "policyArns", &n_arns.to_string(), "have length less than or equal to 10");

    match (problems.len(), role_arn) {
        (0, Some(role_arn)) => Ok(role_arn),
        (n_problems, _) => Err(ApiError::new(
            ErrorCode::ValidationError,
            format!(
                "{n_problems} validation error{} detected: {}",
                if n_problems == 1 { "" } else { "s" },
                problems.join("; ")
            ),
        )),
    }
}

const SESSION_NAME: &str = r"satisfy regular expression pattern: [\w+=,.@-]* and have a length of 2 to 64";
const EXTERNAL_ID: &str =
    r"satisfy regular expression pattern: [\w+=,.@:\/-]* and have a length of 2 to 1224";

/// `[\w…]*` of so many characters: AWS's `\w` is ASCII.
fn is_word(text: &str, min: usize, max: usize, also: &str) -> bool {
    (min..=max).contains(&text.len())
        && text.chars().all(|it| it.is_ascii_alphanumeric() || also.contains(it))
}

/// The session policies must parse, fit, and belong to the role's account (S38, E200).
pub(super) fn validate_session_policies(call: &AssumeRole, role_arn: &Arn) -> Result<Vec<Arn>, ApiError> {
    if let Some(text) = &call.policy {
        if matches!(PolicyText::new(text.as_str()).usable(), UsablePolicy::None) {
            return Err(ApiError::new(
                ErrorCode::MalformedPolicyDocument,
                "This policy contains invalid Json",
            ));
        }
        let n_characters = text.chars().count();
        if n_characters > MAX_SESSION_POLICY_CHARACTERS {
            return Err(ApiError::new(
                ErrorCode::PackedPolicyTooLarge,
                format!(
                    "Packed size of session policy consumes {}% of allotted space.",
                    n_characters * 100 / MAX_SESSION_POLICY_CHARACTERS
                ),
            ));
        }
    }
    let mut arns = Vec::new();
    for text in &call.policy_arns {
        let account = [role_arn.account(), "aws"];
        match Arn::parse(text) {
            Ok(arn) if arn.service() == "iam" && account.contains(&arn.account()) => arns.push(arn),
            Ok(_) | Err(_) => {
                return Err(ApiError::new(
                    ErrorCode::ValidationError,
                    format!("The policy `{text}` is not a managed policy of the role's account."),
                ));
            }
        }
    }
    Ok(arns)
}
