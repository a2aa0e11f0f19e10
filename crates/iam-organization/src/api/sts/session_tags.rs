//! Whether session tags and source identities have the right form (S18, S30, S64).

use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::tags::key_listed_twice;
use crate::api::texts;

const MAX_TAGS: usize = 50;
/// What may stand in a tag beside letters, digits and spaces.
const TAG_CHARACTERS: &str = "_.:/=+-@ ";

/// What is wrong with the tags: the value, which part it is, and what it must be.
pub(super) fn problems(tags: &Tags) -> Vec<(String, &'static str, &'static str)> {
    let mut problems = Vec::new();
    if tags.len() > MAX_TAGS {
        problems.push((tags.len().to_string(), "tags", "have length less than or equal to 50"));
    }
    for (key, value) in tags {
        if !(1..=128).contains(&key.chars().count()) {
            problems.push((key.clone(), "tags.key", "have length less than or equal to 128"));
        }
        if begins_with_aws(key) {
            problems.push((key.clone(), "tags.key", "not begin with aws:"));
        }
        if tags.keys().take_while(|it| *it != key).any(|it| it.eq_ignore_ascii_case(key)) {
            problems.push((key.clone(), "tags.key", "be there once, whatever its case"));
        }
        if !is_tag_text(key) {
            problems.push((key.clone(), "tags.key", TAG_PATTERN));
        }
        if value.chars().count() > 256 {
            problems.push((value.clone(), "tags.value", "have length less than or equal to 256"));
        }
        if !is_tag_text(value) {
            problems.push((value.clone(), "tags.value", TAG_PATTERN));
        }
    }
    problems
}

/// The tags that a call passes: no key twice, whatever its case (S18).
pub(super) fn passed(call: &Incoming<'_>) -> Result<Tags, ApiError> {
    let listed = call.parameters.get("Tags");
    match listed.and_then(|it| key_listed_twice(it, str::eq_ignore_ascii_case)) {
        Some(_) => Err(ApiError::new(ErrorCode::ValidationError, texts::DUPLICATE_TAG_KEYS)),
        None => Ok(call.tags("Tags")),
    }
}

const TAG_PATTERN: &str = r"satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*";

/// Letters of every script may stand there: what is not ASCII is taken to be one.
fn is_tag_text(text: &str) -> bool {
    text.chars().all(|it| !it.is_ascii() || it.is_ascii_alphanumeric() || TAG_CHARACTERS.contains(it))
}

/// 2 to 64 characters of `[\w+=,.@-]`, and not AWS's own prefix.
pub(super) fn is_source_identity(text: &str) -> bool {
    is_session_name(text) && !begins_with_aws(text)
}

/// 2 to 64 characters of `[\w+=,.@-]`: AWS's `\w` is ASCII.
pub(super) fn is_session_name(text: &str) -> bool {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it);
    (2..=64).contains(&text.len()) && text.chars().all(is_allowed)
}

fn begins_with_aws(text: &str) -> bool {
    text.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("aws:"))
}
