//! What the maps and sets do beside what the standard library's do.

use std::collections::{BTreeMap, BTreeSet};

use super::{SortedMap, SortedSet, sort_by_key};

/// Numbers that are in no order and come again.
fn numbers() -> impl Iterator<Item = u32> {
    (0..500_u32).map(|it| it.wrapping_mul(2_654_435_761) >> 25)
}

#[test]
fn a_map_does_what_a_tree_does() {
    let mut sorted = SortedMap::new();
    let mut tree = BTreeMap::new();
    for (idx, key) in numbers().enumerate() {
        if key % 3 == 0 {
            assert_eq!(sorted.remove(&(key / 3)), tree.remove(&(key / 3)));
        }
        assert_eq!(sorted.insert(key, idx), tree.insert(key, idx));
        assert_eq!(sorted.get(&(key / 2)), tree.get(&(key / 2)));
        assert!(sorted.iter().eq(&tree));
    }
    assert_eq!(format!("{sorted:?}"), format!("{tree:?}"));
}

#[test]
fn a_set_does_what_a_tree_does() {
    let mut sorted = SortedSet::new();
    let mut tree = BTreeSet::new();
    for item in numbers() {
        if item % 3 == 0 {
            assert_eq!(sorted.remove(&(item / 3)), tree.remove(&(item / 3)));
        }
        assert_eq!(sorted.insert(item), tree.insert(item));
        assert_eq!(sorted.contains(&(item / 2)), tree.contains(&(item / 2)));
        assert!(sorted.iter().eq(&tree));
    }
    assert_eq!(format!("{sorted:?}"), format!("{tree:?}"));
}

#[test]
fn the_last_value_of_a_key_counts() {
    assert_eq!(SortedMap::from([(1, "a"), (0, "b"), (1, "c")]), SortedMap::from([(0, "b"), (1, "c")]));
}

#[test]
fn what_is_equal_stays_in_its_order() {
    let mut sorted: Vec<(u32, usize)> = numbers().zip(0..).collect();
    let mut expected = sorted.clone();
    sort_by_key(&mut sorted, |it| it.0);
    expected.sort_by_key(|it| it.0);
    assert_eq!(sorted, expected);
}
