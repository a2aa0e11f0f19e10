//! The question as a form, and its answer.

use leptos::prelude::*;

use super::chip::Account;
use super::context::{use_dispatch, use_views};
use super::context_keys::ContextKeys;
use super::dynamic::{Derived, act, derived, maybe, shown, when};
use super::field::{Problem, options, problem};
use super::questions::Questions;
use super::trace::TracePane;
use super::verdict::Verdict;
use super::who::WhoField;
use crate::present::ask::AskView;
use crate::workspace::{Event, QuestionEdit};

/// The right pane while a question is answered.
#[component]
pub fn AskPane() -> impl IntoView {
    let views = use_views();
    let has_question = derived(move || views.ask.read().is_some());
    let ask = derived(move || views.ask.get().unwrap_or_default());
    view! {
        <Questions />
        {when(move || has_question.get(), move || view! {
            <AskForm ask />
        }.into_any())}
        <Verdict />
        <TracePane />
    }
    .into_any()
}

/// Who, do, on, with.
#[component]
fn AskForm(ask: Derived<AskView>) -> impl IntoView {
    view! {
        <section class="section" aria-label="Question">
            <div class="ask-form">
                <WhoField ask />
                <ActionField ask />
                <ResourceField ask />
                <ContextKeys ask />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn ActionField(ask: Derived<AskView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let typed = move |event| {
        dispatch.send(Event::EditQuestion(QuestionEdit::Action(event_target_value(&event))));
    };
    view! {
        <label class="ask-label" for="ask-action">"DO"</label>
        <div class="ask-value">
            <input
                id="ask-action"
                class="field field-mono"
                list="ask-actions"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=problem("action")
                aria-describedby="ask-action-problem"
                prop:value=shown(move || ask.read().action.clone())
                on:input=act(typed)
            />
            <Problem field="action" id="ask-action-problem" />
            <datalist id="ask-actions">{options(move || ask.read().actions.clone())}</datalist>
        </div>
    }
    .into_any()
}

#[component]
fn ResourceField(ask: Derived<AskView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let typed = move |event| {
        dispatch.send(Event::EditQuestion(QuestionEdit::Resource(event_target_value(&event))));
    };
    let owner = move || ask.read().owner.clone().map(|it| view! { <Account chip=it /> });
    view! {
        <label class="ask-label" for="ask-resource">"ON"</label>
        <div class="ask-value">
            <div class="ask-row">
            <input
                id="ask-resource"
                class="field field-mono"
                list="ask-resources"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                title=shown(move || ask.read().resource.clone())
                aria-invalid=problem("resource")
                aria-describedby="ask-resource-problem"
                prop:value=shown(move || ask.read().resource.clone())
                on:input=act(typed)
            />
            {maybe(owner)}
            </div>
            <Problem field="resource" id="ask-resource-problem" />
            <datalist id="ask-resources">{options(move || ask.read().resources.clone())}</datalist>
        </div>
    }
    .into_any()
}
