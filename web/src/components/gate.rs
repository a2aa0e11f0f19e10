//! A gate, with what it read.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{Derived, act, attribute, derived, flag, maybe, shown, when};
use super::icon::Mark;
use super::prose::prose;
use super::rows::rows;
use super::rule::RuleLink;
use super::statement::StatementRow;
use crate::present::trace::{GateView, LevelView};
use crate::workspace::{Depth, Event, StepMove};

/// One gate. A click makes it the current step; the current step and the depth decide what is open.
#[component]
pub fn GateRow(gate: Derived<GateView>) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let is_current = derived(move || {
        let step = views.workspace.read().document.as_ref().and_then(|it| it.step);
        step.is_some_and(|it| gate.read().steps().contains(&it))
    });
    let depth =
        derived(move || views.workspace.read().document.as_ref().map(|it| it.depth).unwrap_or_default());
    let is_open = derived(move || {
        is_current.get() || (depth.get() >= Depth::Statements && !gate.read().levels.is_empty())
    });
    let class = move || {
        let deciding = if gate.read().deciding { "is-deciding" } else { "" };
        format!("gate {} {deciding}", gate.read().tone.class())
    };
    let go = move |_| dispatch.send(Event::Step(StepMove::To(gate.read_untracked().step)));
    let id = format!("gate-{}", gate.read_untracked().number);
    view! {
        <li class=shown(class) id=id aria-current=attribute(move || is_current.get().then_some("step"))>
            <button class="gate-row" type="button" aria-expanded=move || is_open.get().to_string() on:click=act(go)>
                <Mark tone=Signal::derive(move || gate.read().tone) />
                <span class="gate-name">{shown(move || gate.read().name)}</span>
                <span class="gate-words">{shown(move || gate.read().words.clone())}</span>
            </button>
            {when(move || is_open.get(), move || view! {
                <GateBody gate depth is_current />
            }.into_any())}
        </li>
    }
    .into_any()
}

#[component]
fn GateBody(gate: Derived<GateView>, depth: Derived<Depth>, is_current: Derived<bool>) -> impl IntoView {
    let levels = derived(move || gate.read().levels.clone());
    // The current step shows its conditions, whatever the depth.
    let with_conditions = derived(move || is_current.get() || depth.get() >= Depth::Conditions);
    let rule = Signal::derive(move || gate.read().rule.clone());
    view! {
        <div class="gate-body">
            <p class="gate-reason">
                {prose(move || gate.read().reason.clone())} " "
                <RuleLink rule />
            </p>
            {rows(levels, move |_, level| view! { <Level level with_conditions /> }.into_any())}
        </div>
    }
    .into_any()
}

/// The policies that are attached to one level, or all policies of the gate.
#[component]
fn Level(level: Derived<LevelView>, with_conditions: Derived<bool>) -> impl IntoView {
    let views = use_views();
    let is_current = derived(move || {
        let step = views.workspace.read().document.as_ref().and_then(|it| it.step);
        level.read().name.is_some() && step == Some(level.read().step)
    });
    let statements = derived(move || level.read().statements.clone());
    let head = move || {
        level.read().name.clone().map(|name| {
            view! {
                <p class="level-name">
                    <Mark tone=level.read().tone />
                    <strong>{name}</strong>
                    {level.read().words}
                </p>
            }
        })
    };
    let others = move || {
        let n = level.read().n_others;
        let words = if n == 1 {
            "1 statement about other actions".to_owned()
        } else {
            format!("{n} statements about other actions")
        };
        (n > 0).then(|| view! { <p class="muted">{words}</p> })
    };
    view! {
        <div class="level" class:is-current=flag(move || is_current.get())>
            {maybe(head)}
            {rows(statements, move |_, statement| view! { <StatementRow statement with_conditions /> }.into_any())}
            {maybe(others)}
        </div>
    }
    .into_any()
}
