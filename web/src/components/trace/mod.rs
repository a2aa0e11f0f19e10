//! The explanation: step control, depth, gates.

mod control;

use leptos::prelude::*;

use self::control::{DepthControl, StepControl};
use super::chip::Account;
use super::context::use_views;
use super::gate::GateRow;
use super::icon::Mark;
use super::rows::rows;
use crate::components::dynamic::{Derived, derived, maybe, shown, when};
use crate::present::trace::{GateView, SideView};
use crate::workspace::Depth;

/// The whole explanation, where policies were read.
#[component]
pub fn TracePane() -> impl IntoView {
    let views = use_views();
    let has_trace = derived(move || views.trace.read().is_some());
    let trace = derived(move || views.trace.get().unwrap_or_default());
    let depth =
        derived(move || views.workspace.read().document.as_ref().map(|it| it.depth).unwrap_or_default());
    let shared = derived(move || trace.read().shared.clone());
    let sides = derived(move || trace.read().sides.clone());
    view! {
        {when(move || has_trace.get(), move || view! {
            <section class="trace" aria-label="Explanation">
                <div class="trace-tools">
                    <StepControl trace />
                    <DepthControl depth />
                </div>
                {when(move || depth.get() != Depth::Verdict, move || view! {
                    <div class="gates">
                        <Gates gates=shared />
                        <div class="sides">{rows(sides, |_, side| view! { <Side side /> }.into_any())}</div>
                    </div>
                }.into_any())}
            </section>
        }.into_any())}
    }
    .into_any()
}

#[component]
fn Gates(gates: Derived<Vec<GateView>>) -> impl IntoView {
    view! { <ol class="gate-list">{rows(gates, |_, gate| view! { <GateRow gate /> }.into_any())}</ol> }
        .into_any()
}

/// One account's side.
#[component]
fn Side(side: Derived<SideView>) -> impl IntoView {
    let gates = derived(move || side.read().gates.clone());
    let account = move || side.read().account.clone().map(|it| view! { <Account chip=it /> });
    view! {
        <section class="side" aria-label=shown(move || side.read().title)>
            <div class=shown(move || format!("side-head {}", side.read().tone.class()))>
                <h3>{shown(move || side.read().title)}</h3>
                {maybe(account)}
                <span class="side-verdict">
                    <Mark tone=Signal::derive(move || side.read().tone) />
                    {shown(move || side.read().words)}
                </span>
            </div>
            <Gates gates />
        </section>
    }
    .into_any()
}
