//! The context keys of a request.

use super::key_table::{KeyTable, Occupant};
use crate::context_key::ContextKey;
use crate::data_type::Reading;

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
    entries: Vec<Entry>,
    table: KeyTable,
    has_wildcards: bool,
    has_ambiguous: bool,
}

/// What a context holds under a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held<'c> {
    /// The values; none where the key is absent.
    pub(crate) values: &'c [String],
    /// What each says as an address, a date or an ARN.
    pub(crate) readings: &'c [Reading],
}

impl Held<'_> {
    pub(crate) const NOTHING: Held<'static> = Held { values: &[], readings: &[] };
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    key: ContextKey,
    value: ContextValue,
    /// What each value says as an address, a date or an ARN.
    readings: Readings,
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
        let entry = Entry { key, readings: Readings::of(&value), value, is_ambiguous: false };
        match found {
            Ok(idx) => {
                if let Some(it) = self.entries.get_mut(idx) {
                    *it = entry;
                }
            }
            Err(idx) => {
                self.entries.insert(idx, entry);
                self.keys_changed();
            }
        }
    }

    fn keys_changed(&mut self) {
        self.table = KeyTable::of(self.entries.iter().map(|it| &it.key));
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
        self.keys_changed();
    }

    /// Removes a key.
    pub fn remove(&mut self, key: &str) {
        let lower = key.to_ascii_lowercase();
        self.entries.retain(|it| it.key.lower() != lower);
        self.keys_changed();
    }

    /// The value of a key in any case.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.get_key(&ContextKey::new(key))
    }

    /// The same for a name that is made ready. Allocates nothing.
    pub fn get_key(&self, key: &ContextKey) -> Option<&ContextValue> {
        self.place(key).and_then(|it| self.entries.get(it)).map(|it| &it.value)
    }

    /// The values of a key.
    pub(crate) fn held(&self, key: &ContextKey) -> Held<'_> {
        self.place(key).map_or(Held::NOTHING, |it| self.held_at(it))
    }

    /// The number of a key among those that are there.
    pub(crate) fn place(&self, key: &ContextKey) -> Option<usize> {
        match self.table.occupant(key) {
            Occupant::Nobody => None,
            Occupant::One(number) => {
                let place = usize::from(number);
                self.entries.get(place).is_some_and(|it| it.key == *key).then_some(place)
            }
            Occupant::Several => self.find(key.lower()).ok(),
        }
    }

    /// The values of the key with a number.
    #[inline]
    pub(crate) fn held_at(&self, place: usize) -> Held<'_> {
        match self.entries.get(place) {
            Some(it) => Held { values: it.value.values(), readings: it.readings.as_slice() },
            None => Held::NOTHING,
        }
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

/// The readings of a value, as many as it has texts.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Readings {
    One(Reading),
    Many(Box<[Reading]>),
}

impl Readings {
    fn of(value: &ContextValue) -> Readings {
        match value {
            ContextValue::Single(it) => Readings::One(Reading::of(it)),
            ContextValue::Multi(values) => Readings::Many(values.iter().map(|it| Reading::of(it)).collect()),
        }
    }

    fn as_slice(&self) -> &[Reading] {
        match self {
            Readings::One(it) => std::slice::from_ref(it),
            Readings::Many(them) => them,
        }
    }
}

fn has_wildcards(value: &ContextValue) -> bool {
    value.values().iter().any(|it| it.contains(['*', '?']))
}
