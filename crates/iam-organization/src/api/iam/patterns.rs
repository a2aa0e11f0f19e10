//! The forms that IAM's parameters have (S18, S101): each pattern as AWS prints it, and what it means.

use super::super::operation::{Parameter, ParameterKind, matching, optional, required};
use super::super::parameters::is_word;
use crate::edit::{is_iam_path, is_managed_policy_path, is_tag_key};

const PATH_PATTERN: &str = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)";

pub(super) const PATH: Parameter = optional("Path", matching(1, 512, PATH_PATTERN, is_iam_path));
pub(super) const NEW_PATH: Parameter = optional("NewPath", matching(1, 512, PATH_PATTERN, is_iam_path));
pub(super) const POLICY_PATH: Parameter =
    optional("Path", matching(1, 512, r"((/[A-Za-z0-9\.,\+@=_-]+)*)/", is_managed_policy_path));
/// Virtual MFA devices have letters and digits in their paths, and nothing else (S101).
pub(super) const MFA_PATH: Parameter = optional("Path", matching(1, 512, "(/[A-Za-z0-9]+)*/", is_mfa_path));
pub(super) const PATH_PREFIX: Parameter =
    optional("PathPrefix", matching(1, 512, r"\u002F[\u0021-\u007F]*", is_path_prefix));

/// What a role is for.
pub(super) const ROLE_DESCRIPTION: ParameterKind =
    matching(0, 1000, r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*", is_role_description);
pub(super) const SERIAL_NUMBER: Parameter =
    required("SerialNumber", ParameterKind::Text { min: 9, max: 256, also: Some("_+=/:,.@-") });
/// Six digits.
pub(super) const CODE: ParameterKind = matching(6, 6, r"[\d]+", is_digits);
pub(super) const VERSION_ID: Parameter =
    required("VersionId", matching(2, 12, r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", is_version_id));
pub(super) const TAG_KEYS: Parameter = required(
    "TagKeys",
    ParameterKind::TextsMatching { max: 50, pattern: r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", matches: is_tag_key },
);
pub(super) const CLIENT_IDS: ParameterKind =
    ParameterKind::TextsMatching { max: usize::MAX, pattern: ".{1,255}", matches: is_client_id };
pub(super) const THUMBPRINTS: ParameterKind =
    ParameterKind::TextsMatching { max: usize::MAX, pattern: ".{40}", matches: is_thumbprint };

fn is_mfa_path(text: &str) -> bool {
    let is_part = |it: &str| !it.is_empty() && is_word(it, "");
    match text.strip_prefix('/') {
        Some("") => true,
        Some(rest) => rest.strip_suffix('/').is_some_and(|it| it.split('/').all(is_part)),
        None => false,
    }
}

fn is_path_prefix(text: &str) -> bool {
    text.starts_with('/') && text.chars().all(|it| ('\u{21}'..='\u{7f}').contains(&it))
}

fn is_role_description(text: &str) -> bool {
    text.chars().all(|it| matches!(it, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}'))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

fn is_version_id(text: &str) -> bool {
    let (number, rest) = text.strip_prefix('v').map_or(("", ""), |it| it.split_once('.').unwrap_or((it, "")));
    !number.is_empty() && !number.starts_with('0') && is_digits(number) && is_word(rest, "-")
}

fn is_client_id(text: &str) -> bool {
    (1..=255).contains(&text.chars().count())
}

fn is_thumbprint(text: &str) -> bool {
    text.chars().count() == 40
}
