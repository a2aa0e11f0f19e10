//! The context keys of a request.

use std::fmt;

/// The name of a context key, compared without regard to ASCII case, tag names included (E11).
#[derive(Clone)]
pub struct ContextKey {
    text: Box<str>,
    lower: Box<str>,
}

impl ContextKey {
    /// A key such as `aws:SourceIp` or `aws:ResourceTag/team`; any text is a key.
    pub fn new(text: &str) -> ContextKey {
        ContextKey { text: text.into(), lower: text.to_ascii_lowercase().into() }
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In lower case: the form that is compared.
    pub fn lower(&self) -> &str {
        &self.lower
    }
}

impl PartialEq for ContextKey {
    fn eq(&self, other: &ContextKey) -> bool {
        self.lower == other.lower
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

/// The value or values of a context key (E13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// A single-valued key.
    Single(String),
    /// A multivalued key; it may be empty.
    Multi(Vec<String>),
}

impl ContextValue {
    /// All values: one for a single-valued key.
    pub fn values(&self) -> &[String] {
        match self {
            ContextValue::Single(value) => std::slice::from_ref(value),
            ContextValue::Multi(values) => values,
        }
    }
}

/// Keys and values, sorted by key. An absent key is not there: it is never an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestContext {
    entries: Vec<(ContextKey, ContextValue)>,
    has_wildcards: bool,
}

impl RequestContext {
    /// No keys.
    pub fn new() -> RequestContext {
        RequestContext::default()
    }

    /// Sets a key, replacing its value if it is there under any case.
    pub fn set(&mut self, key: &str, value: ContextValue) {
        let key = ContextKey::new(key);
        self.has_wildcards |= value.values().iter().any(|it| it.contains(['*', '?']));
        match self.entries.binary_search_by(|(it, _)| it.cmp(&key)) {
            Ok(idx) => {
                if let Some(entry) = self.entries.get_mut(idx) {
                    *entry = (key, value);
                }
            }
            Err(idx) => self.entries.insert(idx, (key, value)),
        }
    }

    /// Sets a single-valued key.
    pub fn set_single(&mut self, key: &str, value: impl Into<String>) {
        self.set(key, ContextValue::Single(value.into()));
    }

    /// Sets a single-valued key unless it is there.
    pub fn set_default(&mut self, key: &str, value: impl Into<String>) {
        if self.get(key).is_none() {
            self.set_single(key, value);
        }
    }

    /// Removes a key.
    pub fn remove(&mut self, key: &str) {
        let lower = key.to_ascii_lowercase();
        self.entries.retain(|(it, _)| it.lower() != lower);
    }

    /// The value of a key in any case.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.get_lower(&key.to_ascii_lowercase())
    }

    /// The value of a key whose name is already in lower case. Allocates nothing.
    pub fn get_lower(&self, lower: &str) -> Option<&ContextValue> {
        let idx = self.entries.binary_search_by(|(it, _)| it.lower().cmp(lower)).ok()?;
        self.entries.get(idx).map(|(_, value)| value)
    }

    /// Whether some value has, or had, a `*` or `?` in it: as a variable it may surprise (E36).
    pub fn has_wildcards(&self) -> bool {
        self.has_wildcards
    }

    /// All entries, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&ContextKey, &ContextValue)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}
