//! What would flip the answer, worked out when it is looked at. Each change can be made, and taken back by undo.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{Derived, act, derived, maybe, shown, when};
use super::icon::Mark;
use super::prose::{prose, said};
use super::rows::rows;
use crate::present::flips::{FlipView, flips_view};
use crate::workspace::Event;

/// The list, behind a summary.
#[component]
pub(super) fn Flips() -> impl IntoView {
    let views = use_views();
    let is_open = RwSignal::new(false);
    let has_trace = derived(move || views.trace.read().is_some() && views.ask.read().is_some());
    let toggled = move |event: leptos::ev::Event| is_open.set(crate::browser::document::is_open(&event));
    when(
        move || has_trace.get(),
        move || {
            view! {
                <details class="flips" on:toggle=act(toggled)>
                    <summary>"What would flip it"</summary>
                    {when(move || is_open.get(), || view! { <FlipList /> }.into_any())}
                </details>
            }
            .into_any()
        },
    )
}

#[component]
fn FlipList() -> impl IntoView {
    let views = use_views();
    let found = derived(move || {
        let workspace = views.workspace.read();
        let document = workspace.document.as_ref()?;
        let evaluated = document.evaluated();
        flips_view(document.scenario(), workspace.aws.data(), &evaluated.run, document.question()?)
    });
    let flips = derived(move || found.read().as_ref().map(|it| it.flips.clone()).unwrap_or_default());
    let nothing = move || {
        let words = found.read().as_ref().and_then(|it| it.nothing.clone());
        words.map(|it| view! { <p class="muted">{said(&it)}</p> })
    };
    view! {
        <ul class="flip-list">{rows(flips, |_, flip| view! { <FlipRow flip /> }.into_any())}</ul>
        {maybe(nothing)}
    }
    .into_any()
}

#[component]
fn FlipRow(flip: Derived<FlipView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let make = move |_| dispatch.send(Event::Flip(flip.read_untracked().edits.clone()));
    view! {
        <li class="flip">
            <Mark tone=Signal::derive(move || flip.read().tone) />
            <span class="flip-words">
                {prose(move || flip.read().words.clone())}
                <span class="visually-hidden">": " {shown(move || flip.read().word)}</span>
            </span>
            <button class="button button-small" type="button" title="Undo takes it back" on:click=act(make)>"Try it"</button>
        </li>
    }
    .into_any()
}
