//! The questions of the scenario, each with its answer.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{Derived, act, attribute, derived, maybe, shown};
use super::icon::{IconSvg, Mark};
use super::rows::rows;
use crate::present::ask::{QuestionRow, expected_count};
use crate::present::tone::Icon;
use crate::workspace::{Event, Subject};

/// The list.
#[component]
pub fn Questions() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    view! {
        <section class="section" aria-label="Questions">
            <div class="section-head">
                <h2>"Questions"</h2>
                <ExpectedCount />
                <span class="section-actions">
                    <button class="button button-small" type="button" on:click=act(move |_| dispatch.send(Event::NewQuestion))>
                        "New"
                    </button>
                </span>
            </div>
            <ul class="question-list">{rows(views.questions, |_, row| view! { <Row row /> }.into_any())}</ul>
        </section>
    }
    .into_any()
}

/// How many answers are what was expected.
#[component]
fn ExpectedCount() -> impl IntoView {
    let views = use_views();
    let count = derived(move || expected_count(&views.questions.read()));
    let class = move || {
        if count.read().as_ref().is_some_and(|it| !it.met) { "section-note is-wrong" } else { "section-note" }
    };
    view! { <span class=shown(class)>{shown(move || count.read().as_ref().map(|it| it.words.clone()))}</span> }
        .into_any()
}

#[component]
fn Row(row: Derived<QuestionRow>) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let is_current = derived(move || {
        let workspace = views.workspace.read();
        let subject = workspace.document.as_ref().map(|it| &it.subject);
        matches!(subject, Some(Subject::Question(id)) if *id == row.read().id)
    });
    let ask = move |_| dispatch.send(Event::Ask(Subject::Question(row.read_untracked().id.clone())));
    // What is as expected is said once, in the heading.
    let unexpected = move || {
        let expected = row.read().expected.clone().filter(|it| !it.met);
        expected.map(|it| view! { <span class="question-expected is-wrong">{it.words}</span> })
    };
    let remove = move || {
        is_current.get().then(|| {
            let label = format!("Remove the question “{}”", row.read().title);
            view! {
                <button
                    class="button button-icon button-quiet question-remove" type="button" title=label.clone()
                    aria-label=label on:click=act(move |_| dispatch.send(Event::RemoveQuestion))
                >
                    <IconSvg icon=Icon::Cross />
                </button>
            }
        })
    };
    view! {
        <li class="question-item">
            <button
                class="question"
                type="button"
                title=shown(move || row.read().title.clone())
                aria-current=attribute(move || is_current.get().then_some("true"))
                on:click=act(ask)
            >
                <Mark tone=Signal::derive(move || row.read().tone) />
                <span class="question-title">
                    {shown(move || row.read().title.clone())}
                    <span class="visually-hidden">": " {shown(move || row.read().word)}</span>
                </span>
                {maybe(unexpected)}
            </button>
            {maybe(remove)}
        </li>
    }
    .into_any()
}
