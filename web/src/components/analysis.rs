//! What the second module works out about the question, when it is looked at. Each change can be made, and taken back by
//! undo.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{Derived, act, derived, flag, maybe, shown, truth, when};
use super::icon::Mark;
use super::prose::{prose, said};
use super::rows::rows;
use crate::browser::document;
use crate::present::changes::{ChangeView, Progress, analysis_view};
use crate::workspace::{Analysis, Event, ExtraEvent};

/// Single changes that flip the answer.
#[component]
pub(super) fn Flips() -> impl IntoView {
    let views = use_views();
    when(
        move || views.trace.read().is_some() && views.ask.read().is_some(),
        || view! { <Panel analysis=Analysis::Flips title="What would flip it" verb="Try it" /> }.into_any(),
    )
}

/// The absent context keys that could change the answer, where a statement asks for one.
#[component]
pub(super) fn MissingKeys() -> impl IntoView {
    let views = use_views();
    let lacks_keys = move || views.verdict.read().as_ref().is_some_and(|it| it.lacks_keys);
    when(
        move || lacks_keys() && views.ask.read().is_some(),
        || {
            let title = "Context keys that could change this";
            view! { <Panel analysis=Analysis::MissingKeys title verb="Add it" /> }.into_any()
        },
    )
}

/// A list, behind a summary.
#[component]
fn Panel(analysis: Analysis, title: &'static str, verb: &'static str) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let is_open = derived(move || views.workspace.read().extra.is_wanted(analysis));
    let toggled = move |event: leptos::ev::Event| match (document::is_open(&event), is_open.get_untracked()) {
        (true, false) => dispatch.send(Event::Extra(ExtraEvent::Open(analysis))),
        (false, true) => dispatch.send(Event::Extra(ExtraEvent::Close(analysis))),
        (true, true) | (false, false) => {}
    };
    view! {
        <details class="changes" open=flag(move || is_open.get()) on:toggle=act(toggled)>
            <summary>{title}</summary>
            {when(move || is_open.get(), move || view! { <List analysis verb /> }.into_any())}
        </details>
    }
    .into_any()
}

#[component]
fn List(analysis: Analysis, verb: &'static str) -> impl IntoView {
    let views = use_views();
    let found = derived(move || analysis_view(&views.workspace.read(), analysis));
    let progress = derived(move || found.read().0);
    let changes = derived(move || found.read().1.changes.clone());
    let nothing = move || {
        let words = found.read().1.nothing.clone();
        words.map(|it| view! { <p class="muted">{said(&it)}</p> })
    };
    let is_busy = derived(move || progress.get() != Progress::Done);
    view! {
        <div role="status">{status(analysis, progress)}</div>
        <ul class="change-list" aria-busy=truth(move || is_busy.get())>
            {rows(changes, move |idx, change| view! { <Change analysis verb idx change is_busy /> }.into_any())}
        </ul>
        {maybe(nothing)}
    }
    .into_any()
}

/// A line about what is not there yet, or did not come.
fn status(analysis: Analysis, progress: Derived<Progress>) -> AnyView {
    let dispatch = use_dispatch();
    let again = move |words: &'static str| {
        view! {
            <p class="file-status is-failed">
                {words} " "
                <button
                    class="link-button" type="button"
                    on:click=act(move |_| dispatch.send(Event::Extra(ExtraEvent::Open(analysis))))
                >
                    "Try again"
                </button>
            </p>
        }
        .into_any()
    };
    let line = |words: &'static str| view! { <p class="file-status">{words}</p> }.into_any();
    maybe(move || match progress.get() {
        Progress::Loading => Some(line("Loading what works this out, 320 KB…")),
        Progress::Working => Some(line("Working it out…")),
        Progress::NotLoaded => Some(again("Not loaded: what works this out, 320 KB. Everything else works.")),
        Progress::Failed => Some(again("This could not be worked out.")),
        Progress::WorkingAgain | Progress::Done => None,
    })
}

#[component]
fn Change(
    analysis: Analysis,
    verb: &'static str,
    idx: usize,
    change: Derived<ChangeView>,
    is_busy: Derived<bool>,
) -> impl IntoView {
    let dispatch = use_dispatch();
    view! {
        <li class="change">
            <Mark tone=Signal::derive(move || change.read().tone) />
            <span class="change-words">
                {prose(move || change.read().words.clone())}
                <span class="visually-hidden">": " {shown(move || change.read().word)}</span>
            </span>
            <button
                class="button button-small" type="button" title="Undo takes it back"
                disabled=flag(move || is_busy.get()) on:click=act(move |_| dispatch.take(analysis, idx))
            >
                {verb}
            </button>
        </li>
    }
    .into_any()
}
