//! The workbench: organization, selected entity, question and answer.

use leptos::prelude::*;

use super::ask::AskPane;
use super::bottombar::BottomBar;
use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, either, shown, truth};
use super::entity::EntityPane;
use super::steps::StepsPane;
use super::tree::TreePane;
use crate::workspace::{Event, Panel};

/// The three panes; a narrow screen shows one of them.
#[component]
pub fn Workbench() -> impl IntoView {
    view! {
        <main class="workbench" id="workbench" tabindex="-1">
            <TreePane />
            <EntityPane />
            <section class="pane pane-ask" aria-label="Ask" id="pane-ask">
                <PaneTabs />
                <RightPane />
            </section>
        </main>
        <BottomBar />
    }
    .into_any()
}

/// The question, or the calls.
#[component]
fn RightPane() -> impl IntoView {
    let views = use_views();
    let is_steps = derived(move || views.workspace.read().right_tab() == Panel::Steps);
    view! {
        <div
            class="pane-body"
            role="tabpanel"
            id="right-panel"
            aria-labelledby=shown(move || if is_steps.get() { "tab-steps" } else { "tab-ask" })
        >
            {either(move || is_steps.get(), || view! { <StepsPane /> }.into_any(), || view! { <AskPane /> }.into_any())}
        </div>
    }
    .into_any()
}

/// The tabs of the right pane, where the bottom bar is not there.
#[component]
fn PaneTabs() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let current = derived(move || views.workspace.read().right_tab());
    let n_steps = derived(move || views.hops.read().len());
    let tab = move |panel: Panel| {
        let is_current = move || current.get() == panel;
        let label = move || match panel {
            Panel::Steps => format!("Steps ({})", n_steps.get()),
            Panel::Ask | Panel::Organization | Panel::Edit => panel.title().to_owned(),
        };
        view! {
            <button
                class="tab"
                type="button"
                role="tab"
                id=format!("tab-{}", panel.key())
                aria-selected=truth(is_current)
                aria-controls="right-panel"
                tabindex=shown(move || if is_current() { "0" } else { "-1" })
                on:click=act(move |_| dispatch.send(Event::Show(panel)))
            >
                {shown(label)}
            </button>
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let panel = match (event.key().as_str(), current.get_untracked()) {
            ("ArrowLeft" | "ArrowRight", Panel::Steps) => Panel::Ask,
            ("ArrowLeft" | "ArrowRight", Panel::Ask | Panel::Organization | Panel::Edit) => Panel::Steps,
            _ => return,
        };
        event.prevent_default();
        dispatch.send(Event::Show(panel));
        crate::browser::document::focus(&format!("tab-{}", panel.key()));
    };
    view! {
        <div class="pane-tabs" role="tablist" aria-label="What is answered" on:keydown=act(keys)>
            {tab(Panel::Ask)}
            {tab(Panel::Steps)}
        </div>
    }
    .into_any()
}
