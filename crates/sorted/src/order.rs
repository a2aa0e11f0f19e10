//! Sorting with code that exists once.

use std::cmp::Ordering;

/// Sorts the items; those that are equal stay in their order. For lists that are short, or nearly in order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|it| unsorted.get_mut(it)?.take()));
}

/// Sorts the items by what `key` makes of them; those that are equal stay in their order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The numbers below `n` in the order that `compare` gives them.
fn order(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(n);
    for idx in 0..n {
        let place = order.partition_point(|it| compare(*it, idx).is_le());
        order.insert(place, idx);
    }
    order
}
