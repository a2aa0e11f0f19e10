//! Taking something out of a map or set.
//!
//! The standard library rebalances the tree, and brings the code for that into the browser once for each type of map: 39 KB
//! for ours. Worlds are small, so the map is made anew without the entry.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// Takes the entry with this key out of the map.
pub(super) fn remove<K, V, Q>(map: &mut BTreeMap<K, V>, key: &Q) -> Option<V>
where
    K: Ord + Borrow<Q>,
    Q: Ord + ?Sized,
{
    let mut removed = None;
    for (it, value) in std::mem::take(map) {
        if it.borrow() == key {
            removed = Some(value);
        } else {
            map.insert(it, value);
        }
    }
    removed
}

/// Takes the item out of the set; whether it was there.
pub(super) fn remove_item<T, Q>(set: &mut BTreeSet<T>, item: &Q) -> bool
where
    T: Ord + Borrow<Q>,
    Q: Ord + ?Sized,
{
    let n_before = set.len();
    for it in std::mem::take(set) {
        if it.borrow() != item {
            set.insert(it);
        }
    }
    set.len() < n_before
}
