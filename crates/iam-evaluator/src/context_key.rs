//! The names of context keys.

use std::fmt;

use crate::fingerprint::fingerprint;

/// The name of a context key, compared without regard to ASCII case, tag names included (E11).
#[derive(Clone)]
pub struct ContextKey {
    text: Box<str>,
    lower: Box<str>,
    /// A number that tells most names apart.
    fingerprint: u64,
}

impl ContextKey {
    /// A key such as `aws:SourceIp` or `aws:ResourceTag/team`; any text is a key.
    pub fn new(text: &str) -> ContextKey {
        let lower = text.to_ascii_lowercase();
        ContextKey { text: text.into(), fingerprint: fingerprint(&lower), lower: lower.into() }
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A number that equal keys share, and few others.
    pub(crate) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// In lower case: the form that is compared.
    pub fn lower(&self) -> &str {
        &self.lower
    }
}

impl PartialEq for ContextKey {
    fn eq(&self, other: &ContextKey) -> bool {
        self.fingerprint == other.fingerprint && self.lower == other.lower
    }
}

impl Eq for ContextKey {}

impl PartialOrd for ContextKey {
    fn partial_cmp(&self, other: &ContextKey) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ContextKey {
    fn cmp(&self, other: &ContextKey) -> std::cmp::Ordering {
        self.lower.cmp(&other.lower)
    }
}

impl fmt::Debug for ContextKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
