//! Condition keys: what type their values have, and whether they have several.

use std::fmt;

use crate::arn_template::{Part, parts};

/// The type of a condition key's values, which says which condition operators make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyType {
    /// `StringEquals` and its siblings.
    String,
    /// `NumericEquals` and its siblings.
    Numeric,
    /// `DateEquals` and its siblings.
    Date,
    /// `Bool`.
    Bool,
    /// `ArnEquals` and `ArnLike`.
    Arn,
    /// `IpAddress` and `NotIpAddress`.
    IpAddress,
}

impl KeyType {
    const ALL: [KeyType; 6] =
        [KeyType::String, KeyType::Numeric, KeyType::Date, KeyType::Bool, KeyType::Arn, KeyType::IpAddress];

    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            KeyType::String => "String",
            KeyType::Numeric => "Numeric",
            KeyType::Date => "Date",
            KeyType::Bool => "Bool",
            KeyType::Arn => "ARN",
            KeyType::IpAddress => "IPAddress",
        }
    }
}

impl fmt::Display for KeyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionKey<'a> {
    /// As AWS writes it, with `${…}` for what differs: `aws:RequestTag/${TagKey}`.
    pub name: &'a str,
    /// The type of one value.
    pub key_type: KeyType,
    /// Whether a request can hold several values, so that `ForAnyValue` and `ForAllValues` are meant for it.
    pub is_multivalued: bool,
}

/// A key that does not belong to one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlobalKey<'a> {
    /// The key itself.
    pub key: ConditionKey<'a>,
    /// What it says something about: `principal`, `session`, `network`, `resource` or `request`.
    pub category: &'a str,
}

/// How the type of a key is written in the text: `ARN`, or `ArrayOfARN` for a multivalued one.
pub(crate) fn parse_type(text: &str) -> Option<(KeyType, bool)> {
    let (name, is_multivalued) = match text.strip_prefix("ArrayOf") {
        Some(name) => (name, true),
        None => (text, false),
    };
    let key_type = KeyType::ALL.into_iter().find(|it| it.as_str() == name)?;
    Some((key_type, is_multivalued))
}

/// How the type of a key is written in the file: its number, and one bit for a multivalued one.
pub(crate) fn type_to_byte(key_type: KeyType, is_multivalued: bool) -> u8 {
    (key_type as u8) << 1 | u8::from(is_multivalued)
}

pub(crate) fn type_from_byte(byte: u8) -> Option<(KeyType, bool)> {
    let key_type = KeyType::ALL.into_iter().find(|it| *it as u8 == byte >> 1)?;
    Some((key_type, byte & 1 == 1))
}

/// Whether a key as it stands in a policy is one of those that a name with `${…}` stands for: `aws:RequestTag/team` is
/// one of `aws:RequestTag/${TagKey}`. A blank holds at least one character.
pub(crate) fn is_instance(template: &str, lower_key: &str) -> bool {
    let mut pattern = Vec::with_capacity(template.len());
    for part in parts(template) {
        match part {
            Part::Text(text) => pattern.extend(text.bytes().map(|it| it.to_ascii_lowercase())),
            Part::Placeholder(_) => pattern.extend(b"?*"),
        }
    }
    crate::glob::matches(&pattern, lower_key.as_bytes())
}
