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

/// Up to so many keys are looked through one by one.
const FEW: usize = 32;

/// Keys and values, sorted by key. An absent key is not there: it is never an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestContext {
    entries: Vec<Entry>,
    has_wildcards: bool,
    has_ambiguous: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    key: ContextKey,
    value: ContextValue,
    /// Another value was given under a key that differs in case only (L77).
    is_ambiguous: bool,
}

impl RequestContext {
    /// No keys.
    pub fn new() -> RequestContext {
        RequestContext::default()
    }

    /// Sets a key, replacing its value if it is there under any case.
    pub fn set(&mut self, key: &str, value: ContextValue) {
        let key = ContextKey::new(key);
        self.has_wildcards |= has_wildcards(&value);
        let found = self.find(key.lower());
        let entry = Entry { key, value, is_ambiguous: false };
        match found {
            Ok(idx) => {
                if let Some(it) = self.entries.get_mut(idx) {
                    *it = entry;
                }
            }
            Err(idx) => self.entries.insert(idx, entry),
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

    /// Adds one of several keys that come together, such as the tags of a resource. Where one is there under another case
    /// already, with another value, AWS does not say which counts: the first does, and the key is ambiguous (E11, L77).
    pub fn add(&mut self, key: &str, value: ContextValue) {
        let found = self.find(&key.to_ascii_lowercase());
        match found.ok().and_then(|idx| self.entries.get_mut(idx)) {
            Some(entry) if entry.value == value => {}
            Some(entry) => {
                entry.is_ambiguous = true;
                self.has_ambiguous = true;
            }
            None => self.set(key, value),
        }
    }

    /// Adds the keys of another context that are not there yet, ambiguous ones as such.
    pub fn set_defaults(&mut self, others: RequestContext) {
        self.has_wildcards |= others.has_wildcards;
        self.has_ambiguous |= others.has_ambiguous;
        for entry in others.entries {
            if let Err(idx) = self.find(entry.key.lower()) {
                self.entries.insert(idx, entry);
            }
        }
    }

    /// Removes a key.
    pub fn remove(&mut self, key: &str) {
        let lower = key.to_ascii_lowercase();
        self.entries.retain(|it| it.key.lower() != lower);
    }

    /// The value of a key in any case.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.get_lower(&key.to_ascii_lowercase())
    }

    /// The value of a key whose name is already in lower case. Allocates nothing.
    pub fn get_lower(&self, lower: &str) -> Option<&ContextValue> {
        // Texts of other lengths are unequal at once, so that few keys are looked through sooner than they are halved.
        let entry = match self.entries.len() {
            0..=FEW => self.entries.iter().find(|it| it.key.lower() == lower),
            _ => self.find(lower).ok().and_then(|idx| self.entries.get(idx)),
        };
        entry.map(|it| &it.value)
    }

    /// Whether some value has, or had, a `*` or `?` in it: as a variable it may surprise (E36).
    pub fn has_wildcards(&self) -> bool {
        self.has_wildcards
    }

    /// Whether some key is, or was, ambiguous.
    pub fn has_ambiguous_keys(&self) -> bool {
        self.has_ambiguous
    }

    /// Whether a key, given in lower case, was added with different values under names that differ in case (L77).
    pub fn is_ambiguous(&self, lower: &str) -> bool {
        let entry = self.find(lower).ok().and_then(|idx| self.entries.get(idx));
        entry.is_some_and(|it| it.is_ambiguous)
    }

    /// All entries, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&ContextKey, &ContextValue)> {
        self.entries.iter().map(|it| (&it.key, &it.value))
    }

    fn find(&self, lower: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|it| it.key.lower().cmp(lower))
    }
}

fn has_wildcards(value: &ContextValue) -> bool {
    value.values().iter().any(|it| it.contains(['*', '?']))
}
