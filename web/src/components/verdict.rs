//! The verdict: word, shape and colour, in a polite live region.

use iam_organization::WorldEdit;
use leptos::prelude::*;

use super::aws_status::AwsStatus;
use super::calls_status::CallsStatus;
use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, maybe, shown, when};
use super::icon::{IconSvg, Mark};
use super::prose::{prose, said};
use crate::present::tone::{Icon, Tone};
use crate::present::verdict::{ExpectedView, VerdictView};
use crate::workspace::{Event, Panel};

/// The verdict on what is answered.
#[component]
pub fn Verdict() -> impl IntoView {
    let views = use_views();
    let tone = derived(move || views.verdict.read().as_ref().map_or(Tone::Neutral, |it| it.tone));
    let text = move |part: fn(&VerdictView) -> String| move || views.verdict.read().as_ref().map(part);
    let expected =
        move || views.verdict.read().as_ref().and_then(|it| it.expected.clone()).map(expected_words);
    let stale = derived(move || views.verdict.read().as_ref().and_then(|it| it.stale));
    let class = move || {
        let stale = if stale.read().is_some() { "is-stale" } else { "" };
        format!("verdict {} {stale}", tone.get().class())
    };
    view! {
        <section class=shown(class) aria-label="Verdict">
            <div class="verdict-live" role="status">
                <p class="verdict-head">
                    <Mark tone />
                    <span class="verdict-word">{shown(text(|it| it.word.clone()))}</span>
                    <span class="verdict-stale">{shown(move || stale.get())}</span>
                    {maybe(expected)}
                </p>
                <p class="verdict-sentence">{prose(move || text(|it| it.sentence.clone())().unwrap_or_default())}</p>
            </div>
            <CallsStatus />
            <Problems />
            <Caveats />
            <AwsStatus />
            <AwsText />
        </section>
    }
    .into_any()
}

/// The verdict in one line, over what is being edited on a narrow screen; a click goes to the whole of it.
#[component]
pub fn VerdictLine() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let tone = derived(move || views.verdict.read().as_ref().map_or(Tone::Neutral, |it| it.tone));
    let word = move || views.verdict.read().as_ref().map(|it| it.word.clone());
    let title = move || {
        let ask = views.ask.read();
        ask.as_ref().map(|it| format!("{} on {}", it.action, it.resource))
    };
    view! {
        <button
            class=shown(move || format!("verdict-line {}", tone.get().class())) type="button"
            on:click=act(move |_| dispatch.send(Event::Show(Panel::Ask)))
        >
            <Mark tone />
            <strong>{shown(word)}</strong>
            <span class="verdict-line-title">{shown(title)}</span>
        </button>
    }
    .into_any()
}

fn expected_words(expected: ExpectedView) -> impl IntoView {
    let icon = if expected.met { Icon::Check } else { Icon::Cross };
    view! {
        <span class="verdict-expected">
            <IconSvg icon=icon />
            {expected.words}
        </span>
    }
    .into_any()
}

/// What is wrong with a call. The fields of a question say it themselves.
#[component]
fn Problems() -> impl IntoView {
    let views = use_views();
    let problems = move || {
        if views.ask.read().is_some() {
            return None;
        }
        let problems = views.verdict.read().as_ref().map(|it| it.problems.clone()).unwrap_or_default();
        let row = |it: iam_scenario::Problem| {
            view! { <li class="verdict-caveat"><IconSvg icon=Icon::Warning /><span>{said(&it.message)}<br /><span class="muted">"help: " {said(&it.help)}</span></span></li> }
        };
        (!problems.is_empty()).then(|| {
            view! { <ul class="verdict-caveats">{problems.into_iter().map(row).collect_view()}</ul> }
        })
    };
    maybe(problems)
}

/// What a reader must know beside the answer.
#[component]
fn Caveats() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let caveats = move || {
        let caveats = views.verdict.read().as_ref().map(|it| it.caveats.clone()).unwrap_or_default();
        let row = |it: String| view! { <li class="verdict-caveat"><IconSvg icon=Icon::Warning /><span>{said(&it)}</span></li> };
        let other = views.verdict.read().as_ref().and_then(|it| it.other_reading);
        let other = other.map(|readings| {
            let take = move |_| dispatch.send(Event::World(WorldEdit::SetReadings(readings)));
            view! {
                <li>
                    <button class="button button-small" type="button" on:click=act(take)>"Take the other reading"</button>
                </li>
            }
        });
        (!caveats.is_empty()).then(|| {
            view! {
                <ul class="verdict-caveats" aria-label="What to know beside the answer">
                    {caveats.into_iter().map(row).collect_view()}
                    {other}
                </ul>
            }
        })
    };
    maybe(caveats)
}

/// The message that AWS returns.
#[component]
fn AwsText() -> impl IntoView {
    let views = use_views();
    let text = derived(move || views.verdict.read().as_ref().and_then(|it| it.aws_text.clone()));
    view! {
        {when(move || text.read().is_some(), move || view! {
            <details class="aws-text">
                <summary>"What AWS would print"</summary>
                <blockquote>{shown(move || text.get())}</blockquote>
            </details>
        }.into_any())}
    }
    .into_any()
}
