//! Where the keys of a context stand, without a search.

use crate::context_key::ContextKey;

/// How many places there are: several times as many as most contexts have keys, so that few share one.
const N_PLACES: usize = 64;

/// For each place, whose key a fingerprint leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyTable([Occupant; N_PLACES]);

/// What is known of the keys whose fingerprints lead to one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occupant {
    /// There is none.
    Nobody,
    /// There is one, with this number.
    One(u8),
    /// They have to be searched.
    Several,
}

impl Default for KeyTable {
    fn default() -> KeyTable {
        KeyTable([Occupant::Nobody; N_PLACES])
    }
}

impl KeyTable {
    /// A table of keys, by their numbers in the order given.
    pub(super) fn of<'k>(keys: impl ExactSizeIterator<Item = &'k ContextKey>) -> KeyTable {
        if keys.len() > usize::from(u8::MAX) {
            return KeyTable([Occupant::Several; N_PLACES]);
        }
        let mut table = KeyTable::default();
        for (number, key) in keys.enumerate() {
            if let Some(it) = table.0.get_mut(place_of(key)) {
                *it = match (*it, u8::try_from(number)) {
                    (Occupant::Nobody, Ok(number)) => Occupant::One(number),
                    _ => Occupant::Several,
                };
            }
        }
        table
    }

    pub(super) fn occupant(&self, key: &ContextKey) -> Occupant {
        self.0.get(place_of(key)).copied().unwrap_or(Occupant::Several)
    }
}

fn place_of(key: &ContextKey) -> usize {
    usize::try_from(key.fingerprint() % N_PLACES as u64).unwrap_or_default()
}
