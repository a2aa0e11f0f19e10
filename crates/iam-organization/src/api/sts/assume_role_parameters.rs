//! The syntax of AssumeRole's parameters (S30).

use iam_evaluator::arn::Arn;

use super::assume_role::AssumeRole;
use super::session_policies::managed_policies;
use super::session_tags::{self, is_session_name, is_source_identity};
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::parameters::{is_word, refuse};
use crate::api::texts::{self, text};

const MAX_POLICY_ARNS: usize = 10;

/// The role and the managed session policies, or every parameter that is out of its range in one `ValidationError` (S21).
pub(super) fn validate(call: &AssumeRole) -> Result<(Arn, Vec<Arn>), ApiError> {
    let mut problems = Vec::new();
    let mut check = |is_valid: bool, name: &str, value: &str, constraint: &str| {
        if !is_valid {
            problems.push(format!(
                "Value '{value}' at '{name}' failed to satisfy constraint: Member must {constraint}"
            ));
        }
    };
    let role = role(&call.role_arn);
    check(role.is_some(), "roleArn", &call.role_arn, "be the ARN of a role");
    let name = &call.role_session_name;
    check(is_session_name(name), "roleSessionName", name, SESSION_NAME);
    if let Some(external_id) = &call.external_id {
        let is_valid = (2..=1224).contains(&external_id.len()) && is_word(external_id, "_+=,.@:/-");
        check(is_valid, "externalId", external_id, EXTERNAL_ID);
    }
    if let Some(source_identity) = &call.source_identity {
        check(is_source_identity(source_identity), "sourceIdentity", source_identity, SOURCE_IDENTITY);
    }
    if let Some(seconds) = call.duration_seconds {
        let value = seconds.to_string();
        check(seconds >= 900, "durationSeconds", &value, "have value greater than or equal to 900");
        check(seconds <= 43_200, "durationSeconds", &value, "have value less than or equal to 43200");
    }
    for (value, name, constraint) in session_tags::problems(&call.tags) {
        check(false, name, &value, constraint);
    }
    let n_arns = call.policy_arns.len();
    let is_valid = n_arns <= MAX_POLICY_ARNS;
    check(is_valid, "policyArns", &n_arns.to_string(), "have length less than or equal to 10");
    refuse(&problems)?;

    let missing =
        || ApiError::new(ErrorCode::ValidationError, text(texts::NO_SUCH_RESOURCE, &[&call.role_arn]));
    let role = role.ok_or_else(missing)?;
    let account = role.account_id().ok_or_else(missing)?;
    Ok((role, managed_policies(&call.policy_arns, account)?))
}

/// The ARN of a role that may be there or not.
fn role(text: &str) -> Option<Arn> {
    Arn::parse(text).ok().filter(|it| it.account_id().is_some())
}

const SESSION_NAME: &str = r"satisfy regular expression pattern: [\w+=,.@-]* and have a length of 2 to 64";
const SOURCE_IDENTITY: &str =
    r"satisfy regular expression pattern: [\w+=,.@-]*, have a length of 2 to 64 and not begin with aws:";
const EXTERNAL_ID: &str =
    r"satisfy regular expression pattern: [\w+=,.@:\/-]* and have a length of 2 to 1224";
