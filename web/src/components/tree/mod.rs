//! The organization as an ARIA tree: one row has the focus, arrows move it.

mod row;

use leptos::prelude::*;

use self::row::{Row, activate, row_id};
use super::context::{Dispatch, use_dispatch, use_views};
use crate::browser::document;
use crate::components::dynamic::{act, derived, shown, when};
use crate::components::rows::named_rows;
use crate::present::entity_key::entity_key;
use crate::present::tree::{OrganizationTreeView, TreeMove};
use crate::workspace::Event;

/// The tree with its filter.
#[component]
pub fn TreePane() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let filter = derived(move || {
        views.workspace.read().document.as_ref().map(|it| it.filter.clone()).unwrap_or_default()
    });
    view! {
        <nav class="pane pane-organization" aria-label="Organization">
            <div class="tree-tools">
                <input
                    id="tree-filter"
                    class="field"
                    type="search"
                    placeholder="Filter…"
                    aria-label="Filter the organization"
                    prop:value=shown(move || filter.get())
                    on:input=act(move |event| dispatch.send(Event::Filter(event_target_value(&event))))
                />
            </div>
            <Tree />
            {when(move || views.tree.read().order.is_empty(), move || view! {
                <p class="tree-empty">{shown(move || if filter.read().is_empty() { "No accounts yet." } else { "Nothing here has that name." })}</p>
            }.into_any())}
        </nav>
    }
    .into_any()
}

#[component]
fn Tree() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let selected = derived(move || {
        views.workspace.read().document.as_ref().map(|it| entity_key(&it.selection)).unwrap_or_default()
    });
    // The row that Tab reaches: the one that had the focus last, else the selected one, else the first.
    let focused = RwSignal::new(String::new());
    let tab_stop = derived(move || {
        let tree = views.tree.read();
        let focused = focused.read();
        let candidates = [focused.as_str(), &selected.read()].map(str::to_owned);
        let found = candidates.into_iter().find(|it| tree.order.contains(it));
        found.or_else(|| tree.order.first().cloned()).unwrap_or_default()
    });
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let Some(act) = TreeMove::of_key(&event.key()) else { return };
        event.prevent_default();
        let tree = views.tree.read_untracked();
        if let Some(key) = act_on(&tree, &tab_stop.read_untracked(), act, dispatch) {
            focused.set(key.clone());
            document::next_frame(move || document::focus(&row_id(&key)));
        }
    };
    let row = move |key: String| {
        let first = views.tree.read_untracked().rows.get(&key).cloned()?;
        Some(view! { <Row first selected tab_stop focused /> }.into_any())
    };
    view! {
        <div class="tree" role="tree" aria-label="Organization" on:keydown=act(keys)>
            {named_rows(move || views.tree.read().order.clone(), row)}
        </div>
    }
    .into_any()
}

/// Does what a key asks for; the row that gets the focus.
fn act_on(tree: &OrganizationTreeView, key: &str, act: TreeMove, dispatch: Dispatch) -> Option<String> {
    match act {
        TreeMove::Activate => {
            activate(tree.rows.get(key)?, dispatch);
            None
        }
        TreeMove::Open | TreeMove::Fold if tree.toggles(key, act) => {
            dispatch.send(Event::Toggle(key.to_owned()));
            None
        }
        TreeMove::Open
        | TreeMove::Fold
        | TreeMove::Up
        | TreeMove::Down
        | TreeMove::First
        | TreeMove::Last => tree.moved(key, act),
    }
}
