//! Session policies and their size (S38, E200).

use iam_evaluator::arn::{AccountId, Arn};

use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::iam::check_session_policy;
use crate::api::texts::{self, text};
use crate::published::is_aws_managed;
use crate::world::PARTITION;

/// How many characters of policies fit as they were typed, and how many of everything once it is packed.
const MAX_CHARACTERS: usize = 2048;

/// What is packed into the token of a session.
pub(super) struct Packed<'a> {
    pub(super) policy: Option<&'a str>,
    pub(super) policy_arns: &'a [Arn],
    pub(super) tags: &'a Tags,
}

impl Packed<'_> {
    /// How much of the space for session policies and tags is used, in percent; `None` if nothing was passed. AWS does not
    /// say how it packs them: here each character counts, but for the white space of the policy.
    pub(super) fn percent(&self) -> Option<i64> {
        let policy = self.policy.unwrap_or_default().chars().filter(|it| !it.is_ascii_whitespace()).count();
        let arns: usize = self.policy_arns.iter().map(|it| it.as_str().len()).sum();
        let tags: usize = self.tags.iter().map(|(key, value)| key.len() + value.len()).sum();
        let n_bytes = policy + arns + tags;
        let percent = i64::try_from((n_bytes * 100).div_ceil(MAX_CHARACTERS)).unwrap_or(i64::MAX);
        (n_bytes > 0).then_some(percent)
    }

    /// The inline policy must be one, name no principal, and fit together with the rest (S38).
    pub(super) fn check(&self) -> Result<(), ApiError> {
        if let Some(policy) = self.policy {
            check_session_policy(policy)?;
        }
        let typed = self.policy.map_or(0, |it| it.chars().count());
        let typed = i64::try_from((typed * 100).div_ceil(MAX_CHARACTERS)).unwrap_or(i64::MAX);
        match self.percent().unwrap_or_default().max(typed) {
            percent if percent > 100 => {
                let message = text(texts::PACKED_TOO_LARGE, &[&percent.to_string()]);
                Err(ApiError::new(ErrorCode::PackedPolicyTooLarge, message))
            }
            _ => Ok(()),
        }
    }
}

/// The managed policies of this account, or of AWS, that are to serve as session policies.
pub(super) fn managed_policies(arns: &[String], account: AccountId) -> Result<Vec<Arn>, ApiError> {
    let read = |typed: &String| {
        let is_own = |it: &Arn| {
            it.service() == "iam" && it.partition() == PARTITION && it.account() == account.as_str()
        };
        let is_there = |it: &Arn| is_own(it) || is_aws_managed(it);
        Arn::parse(typed).ok().filter(is_there).ok_or_else(|| {
            let message = text(texts::SESSION_POLICY_OF_OTHERS, &[typed]);
            ApiError::new(ErrorCode::ValidationError, message)
        })
    };
    arns.iter().map(read).collect()
}
