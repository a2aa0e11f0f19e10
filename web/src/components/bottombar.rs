//! The bar of a narrow screen.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, attribute, derived};
use super::icon::IconSvg;
use crate::present::tone::Icon;
use crate::workspace::{Event, Panel};

/// One button for each panel.
#[component]
pub fn BottomBar() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let current = derived(move || views.workspace.read().panel);
    let item = move |panel: Panel| {
        let icon = match panel {
            Panel::Organization => Icon::Organization,
            Panel::Edit => Icon::Policy,
            Panel::Ask => Icon::Check,
            Panel::Steps => Icon::Session,
        };
        view! {
            <button
                class="bottombar-item"
                type="button"
                aria-current=attribute(move || (current.get() == panel).then_some("page"))
                on:click=act(move |_| dispatch.send(Event::Show(panel)))
            >
                <IconSvg icon=icon />
                {panel.title()}
            </button>
        }
    };
    view! {
        <nav class="bottombar" aria-label="Panels">
            {Panel::ALL.into_iter().map(item).collect_view()}
        </nav>
    }
    .into_any()
}
