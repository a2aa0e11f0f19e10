//! One row of the tree.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use crate::components::context::{Dispatch, use_dispatch, use_views};
use crate::components::dynamic::{Derived, act, attribute, derived, maybe, shown, truth, when};
use crate::components::icon::IconSvg;
use crate::present::entity_key::element_id;
use crate::present::tone::Icon;
use crate::present::tree::TreeRow;
use crate::workspace::Event;

/// Selects an entity; folds or opens a heading.
pub(super) fn activate(row: &TreeRow, dispatch: Dispatch) {
    match &row.entity {
        Some(entity) => dispatch.send(Event::Select(entity.clone())),
        None => dispatch.send(Event::Toggle(row.key.clone())),
    }
}

/// The id of a row's element.
pub(super) fn row_id(key: &str) -> String {
    format!("tree-{}", element_id(key))
}

/// A row: a click selects it, a click on its arrow folds or opens it. `first` is what it shows at first.
#[component]
pub(super) fn Row(
    first: TreeRow,
    selected: Derived<String>,
    tab_stop: Derived<String>,
    focused: RwSignal<String>,
) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let id = row_id(&first.key);
    let row = derived(move || views.tree.read().rows.get(&first.key).unwrap_or(&first).clone());
    let select = move |_: leptos::ev::MouseEvent| {
        let row = row.read_untracked();
        focused.set(row.key.clone());
        activate(&row, dispatch);
    };
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        dispatch.send(Event::Toggle(row.read_untracked().key.clone()));
    };
    let is_selected = move || *selected.read() == row.read().key;
    let is_tab_stop = move || *tab_stop.read() == row.read().key;
    let open_words = move || row.read().open.map(|it| if it { "true" } else { "false" });
    view! {
        <div
            role="treeitem"
            id=id
            class=shown(move || row.read().class())
            {..custom_attribute("aria-level", shown(move || row.read().depth + 1))}
            aria-selected=truth(is_selected)
            aria-expanded=attribute(open_words)
            tabindex=shown(move || if is_tab_stop() { "0" } else { "-1" })
            title=shown(move || row.read().name.clone())
            on:click=act(select)
        >
            <span class="tree-twist" on:click=act(toggle)>
                {when(move || row.read().open.is_some(), || view! { <IconSvg icon=Icon::Chevron /> }.into_any())}
            </span>
            <Contents row />
        </div>
    }
    .into_any()
}

/// Kind, name and badges.
#[component]
fn Contents(row: Derived<TreeRow>) -> impl IntoView {
    let kind = move || {
        let row = row.read();
        let icon = row.entity.as_ref().map(|_| row.icon);
        icon.map(|it| view! { <span class="tree-kind"><IconSvg icon=it /></span> }.into_any())
    };
    let badges = move || {
        let badges = row.read().badges.clone();
        let badge =
            |it: crate::present::tree::Badge| view! { <span class="badge" title=it.title>{it.text}</span> };
        (!badges.is_empty()).then(|| badges.into_iter().map(badge).collect_view().into_any())
    };
    let deciding = move || {
        row.read().deciding.map(|tone| {
            view! {
                <span class=format!("tree-deciding {}", tone.class()) title="decided">
                    <IconSvg icon=tone.icon() />
                    <span class="visually-hidden">"decided"</span>
                </span>
            }
            .into_any()
        })
    };
    view! {
        {maybe(kind)}
        <span class="tree-name">{shown(move || row.read().name.clone())}</span>
        <span class="tree-badges">{maybe(badges)} {maybe(deciding)}</span>
    }
    .into_any()
}
