//! A statement with its four marks, and its conditions with their values.

use leptos::prelude::*;

use super::context::use_dispatch;
use super::dynamic::{Derived, act, derived, shown, when};
use super::icon::{IconSvg, Mark};
use super::rows::rows;
use super::rule::RuleLink;
use crate::present::statement::{ConditionView, ElementView, StatementView};
use crate::present::trace::StepPlace;
use crate::workspace::Event;

/// A statement. A click on it, or on one of its marks, marks it in its text.
#[component]
pub fn StatementRow(statement: Derived<StatementView>, with_conditions: Derived<bool>) -> impl IntoView {
    let dispatch = use_dispatch();
    let class = move || {
        let statement = statement.read();
        let matched = if statement.matched { "is-matched" } else { "" };
        let deciding = if statement.deciding { "is-deciding" } else { "" };
        format!("statement {} {matched} {deciding}", statement.tone.class())
    };
    let show = move |_| {
        if let Some(place) = statement.read_untracked().place() {
            dispatch.send(Event::Mark(place));
        }
    };
    let elements = derived(move || statement.read().elements.clone());
    let conditions = derived(move || statement.read().conditions.clone());
    view! {
        <div class=shown(class)>
            <div class="statement-row">
                <button class="statement-name" type="button" on:click=act(show)>
                    {shown(move || format!("{} {}", statement.read().effect, statement.read().name))}
                </button>
                <span class="elements">
                    {rows(elements, move |_, element| view! { <Element element statement /> }.into_any())}
                </span>
                <span class="statement-place">
                    {shown(move || format!("{} · line {}", statement.read().policy, statement.read().line))}
                </span>
            </div>
            {when(move || with_conditions.get() && !conditions.read().is_empty(), move || view! {
                <ul class="conditions">{rows(conditions, |_, condition| view! { <Condition condition /> }.into_any())}</ul>
            }.into_any())}
        </div>
    }
    .into_any()
}

/// `A✓`
#[component]
fn Element(element: Derived<ElementView>, statement: Derived<StatementView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let show = move |_| {
        let location = statement.read_untracked().location.clone();
        if let (Some(location), Some(span)) = (location, element.read_untracked().span) {
            dispatch.send(Event::Mark(StepPlace { location, span }));
        }
    };
    view! {
        <button
            class=shown(move || format!("element {}", element.read().tone.class()))
            type="button"
            title=shown(move || element.read().words.clone())
            aria-label=shown(move || element.read().words.clone())
            on:click=act(show)
        >
            {shown(move || element.read().letter)}
            <IconSvg icon=Signal::derive(move || element.read().icon) />
        </button>
    }
    .into_any()
}

/// An operator with one key, its values, and why it holds or does not.
#[component]
fn Condition(condition: Derived<ConditionView>) -> impl IntoView {
    let text = move |part: fn(&ConditionView) -> &String| move || part(&condition.read()).clone();
    view! {
        <li class="condition">
            <Mark tone=Signal::derive(move || condition.read().tone) />
            <div>
                <p class="condition-head">{shown(text(|it| &it.operator))} " " {shown(text(|it| &it.key))}</p>
                <p class="condition-values">
                    "policy " <code>{shown(text(|it| &it.policy_values))}</code> " · request "
                    <code>{shown(text(|it| &it.request_values))}</code>
                </p>
                <p class="condition-values">
                    {shown(text(|it| &it.words))} " "
                    <RuleLink rule=Signal::derive(move || condition.read().rule.clone()) />
                </p>
            </div>
        </li>
    }
    .into_any()
}
