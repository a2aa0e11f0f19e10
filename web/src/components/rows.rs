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
    let n_rows = Signal::derive(move || items.read().len());
    let row = move |idx: usize| {
        // A row is made when its item is there; while it is being removed it shows what it showed first.
        let Some(first) = items.read_untracked().get(idx).cloned() else { return ().into_any() };
        let item = derived(move || items.read().get(idx).cloned().unwrap_or_else(|| first.clone()));
        row(idx, item)
    };
    list(n_rows, Arc::new(row))
}

fn list(n_rows: Signal<usize>, row: Arc<dyn Fn(usize) -> AnyView + Send + Sync>) -> AnyView {
    let children = move |idx| row(idx);
    view! { <For each=move || 0..n_rows.get() key=|idx| *idx children /> }.into_any()
}
