//! Lists whose rows stay in place while what they show changes, so that the focus stays too.

use std::sync::Arc;

use leptos::prelude::*;

use super::dynamic::{Derived, derived};

/// One row for each item, by position.
pub(super) fn rows<T>(
    items: Derived<Vec<T>>,
    row: impl Fn(usize, Derived<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let places = move || (0..items.read().len()).map(Key::Place).collect();
    let row = move |key: Key| {
        let Key::Place(idx) = key else { return None };
        // A row is made when its item is there; while it is being removed it shows what it showed first.
        let first = items.read_untracked().get(idx).cloned()?;
        let item = derived(move || items.read().get(idx).cloned().unwrap_or_else(|| first.clone()));
        Some(row(idx, item))
    };
    list(Box::new(places), Arc::new(row))
}

/// One row for each name, wherever it stands. There is none for a name that `row` does not know.
pub(super) fn named_rows(
    names: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> Option<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let keys = move || names().into_iter().map(Key::Name).collect();
    let row = move |key: Key| match key {
        Key::Name(name) => row(name),
        Key::Place(_) => None,
    };
    list(Box::new(keys), Arc::new(row))
}

/// What keeps a row in place. One type for all lists: what keeps rows in place exists once.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Place(usize),
    Name(String),
}

type Row = dyn Fn(Key) -> Option<AnyView> + Send + Sync;

fn list(keys: Box<dyn Fn() -> Vec<Key> + Send + Sync>, row: Arc<Row>) -> AnyView {
    let children = move |key| row(key).unwrap_or_else(|| ().into_any());
    view! { <For each=keys key=Key::clone children /> }.into_any()
}
