//! The question as a form, and its answer.

use std::sync::Arc;

use leptos::prelude::*;

use super::analysis::{Flips, MissingKeys};
use super::chip::Account;
use super::combobox::{Combobox, Field};
use super::context::{use_dispatch, use_views};
use super::context_keys::ContextKeys;
use super::dynamic::{Derived, derived, maybe, shown, when};
use super::field::{Problem, note, problem};
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
        <MissingKeys />
        <Flips />
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
    let typed = Arc::new(move |text| dispatch.send(Event::EditQuestion(QuestionEdit::Action(text))));
    let field =
        Field { id: "ask-action", name: None, placeholder: "service:Action", problem: problem("action") };
    let choices = derived(move || ask.read().actions.clone());
    view! {
        <label class="ask-label" for="ask-action">"DO"</label>
        <div class="ask-value">
            <Combobox field choices typed value=shown(move || ask.read().action.clone()) />
            <Problem field="action" id="ask-action-problem" />
            {note(move || ask.read().action_note.clone())}
        </div>
    }
    .into_any()
}

#[component]
fn ResourceField(ask: Derived<AskView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let typed = Arc::new(move |text| dispatch.send(Event::EditQuestion(QuestionEdit::Resource(text))));
    let field =
        Field { id: "ask-resource", name: None, placeholder: "an ARN, or *", problem: problem("resource") };
    let choices = derived(move || ask.read().resources.clone());
    let owner = move || ask.read().owner.clone().map(|it| view! { <Account chip=it /> });
    view! {
        <label class="ask-label" for="ask-resource">"ON"</label>
        <div class="ask-value">
            <div class="ask-row">
                <Combobox field choices typed value=shown(move || ask.read().resource.clone()) />
                {maybe(owner)}
            </div>
            <Problem field="resource" id="ask-resource-problem" />
            {note(move || ask.read().resource_note.clone())}
        </div>
    }
    .into_any()
}
