//! Stepping, and how much of the explanation is open.

use leptos::prelude::*;

use crate::components::context::{use_dispatch, use_views};
use crate::components::dynamic::{Derived, act, derived, flag, shown, truth};
use crate::components::icon::IconSvg;
use crate::present::tone::Icon;
use crate::present::trace::TraceView;
use crate::workspace::{Depth, Event, StepMove};

/// `◀ step 2 of 9 ▶`
#[component]
pub(super) fn StepControl(trace: Derived<TraceView>) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let step = derived(move || views.workspace.read().document.as_ref().and_then(|it| it.step));
    let n_steps = derived(move || trace.read().steps.len());
    let words = move || match step.get() {
        Some(step) => format!("step {} of {}", step + 1, n_steps.get()),
        None => format!("{} steps", n_steps.get()),
    };
    let aloud = move || {
        let step = step.get()?;
        trace.read().steps.get(step).map(|it| it.words.clone())
    };
    view! {
        <div class="step-control" role="group" aria-label="Step through the explanation">
            <button
                class="button button-icon button-quiet" type="button" title="Step back (←)" aria-label="Step back"
                disabled=flag(move || step.get().is_none()) on:click=act(move |_| dispatch.send(Event::Step(StepMove::Back)))
            >
                <IconSvg icon=Icon::Left />
            </button>
            <span class="step-count">{shown(words)}</span>
            <button
                class="button button-icon button-quiet" type="button" title="Step forward (→)" aria-label="Step forward"
                disabled=flag(move || step.get().is_some_and(|it| it + 1 >= n_steps.get()))
                on:click=act(move |_| dispatch.send(Event::Step(StepMove::Forward)))
            >
                <IconSvg icon=Icon::Right />
            </button>
            <span class="visually-hidden" role="status">{shown(aloud)}</span>
        </div>
    }
    .into_any()
}

/// How much is open, from one sentence to the values of conditions.
#[component]
pub(super) fn DepthControl(depth: Derived<Depth>) -> impl IntoView {
    let dispatch = use_dispatch();
    let option = move |it: Depth| {
        let label = format!("Depth {}: {}", it.number(), it.name());
        view! {
            <button
                class="depth-option" type="button" title=format!("{} ({})", it.name(), it.number()) aria-label=label
                aria-pressed=truth(move || depth.get() == it) on:click=act(move |_| dispatch.send(Event::Depth(it)))
            >
                {it.number()}
            </button>
        }
    };
    view! {
        <div class="depth" role="group" aria-label="How much is open">
            <span aria-hidden="true">"depth"</span>
            <span class="depth-options">{Depth::ALL.into_iter().map(option).collect_view()}</span>
        </div>
    }
    .into_any()
}
