//! The calls: who assumes which role, what came of it, and the decision behind it.

mod editor;
mod result;

use leptos::prelude::*;

use self::editor::{ADD, Written, editor, write};
use self::result::{Checks, Party, Requests, Result};
use super::context::{use_dispatch, use_views};
use super::icon::{IconSvg, Mark};
use super::rows::rows;
use super::trace::TracePane;
use super::verdict::Verdict;
use crate::browser::document;
use crate::components::dynamic::{Derived, act, attribute, built, derived, maybe, shown, truth, when};
use crate::present::hop::HopView;
use crate::present::tone::Icon;
use crate::workspace::{Event, Subject};

/// The right pane while a call is explained.
#[component]
pub fn StepsPane() -> impl IntoView {
    let views = use_views();
    let is_empty = derived(move || views.hops.read().is_empty());
    let written = Written::new(None);
    let is_new = derived(move || matches!(*written.read(), Some(None)));
    view! {
        {when(move || is_empty.get(), move || view! {
            <p class="section muted">
                "This scenario makes no calls. Steps are API calls, such as AssumeRole, whose sessions can ask questions."
            </p>
        }.into_any())}
        <ol class="hops">{rows(views.hops, move |idx, hop| view! { <Hop number=idx + 1 hop written /> }.into_any())}</ol>
        <div class="section call-new">
            {when(move || is_new.get(), move || editor(written, None))}
            <button id=ADD class="button button-small" type="button" on:click=act(move |_| write(written, None))>
                <IconSvg icon=Icon::Plus />"Add a call"
            </button>
        </div>
    }
    .into_any()
}

/// One call. The current one is open, with its decision; a click on another opens that.
#[component]
fn Hop(number: usize, hop: Derived<HopView>, written: Written) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let is_current = derived(move || {
        let workspace = views.workspace.read();
        let subject = workspace.document.as_ref().map(|it| &it.subject);
        matches!(subject, Some(Subject::Step(id, _)) if *id == hop.read().id)
    });
    let open = move |_| dispatch.send(Event::Ask(Subject::Step(hop.read_untracked().id.clone(), 0)));
    let unexpected = move || {
        let expected = hop.read().expected.clone().filter(|it| !it.met);
        expected.map(|it| view! { <span class="question-expected is-wrong">{it.words}</span> })
    };
    view! {
        <li class="hop" aria-current=attribute(move || is_current.get().then_some("step"))>
            <button class="hop-head" type="button" aria-expanded=truth(move || is_current.get()) on:click=act(open)>
                <Mark tone=Signal::derive(move || hop.read().tone()) />
                <span class="hop-number">{number}</span>
                <span class="hop-title">{shown(move || hop.read().title.clone())}</span>
                {maybe(unexpected)}
                <span class="hop-word">{shown(move || hop.read().word())}</span>
            </button>
            {when(move || is_current.get(), move || view! {
                <HopBody hop written />
            }.into_any())}
        </li>
    }
    .into_any()
}

/// Who assumes which role, with what, and what came of it.
#[component]
fn HopBody(hop: Derived<HopView>, written: Written) -> impl IntoView {
    let dispatch = use_dispatch();
    let id = move || hop.read_untracked().id.clone();
    let is_written = derived(move || written.read().as_ref() == Some(&Some(hop.read().id.clone())));
    let remove = move |_| {
        dispatch.send(Event::RemoveCall(id()));
        document::next_frame(|| document::focus(ADD));
    };
    let parameters = move || {
        let parameters = hop.read().parameters.clone();
        let row = |(name, value): (String, String)| view! { <dt>{name}</dt><dd><code>{value}</code></dd> };
        parameters.into_iter().map(row).collect_view()
    };
    view! {
        <div class="hop-body">
            <p class="hop-line">
                {built(move || view! { <Party party=hop.read().caller.clone() /> })}
                <span class="hop-arrow"><IconSvg icon=Icon::Right /><span class="visually-hidden">{shown(move || hop.read().verb)}</span></span>
                {built(move || view! { <Party party=hop.read().role.clone() /> })}
            </p>
            <dl class="facts small">{built(parameters)}</dl>
            {when(move || is_written.get(), move || editor(written, Some(id())))}
            {when(move || !is_written.get(), move || view! {
                <div class="hop-actions" role="group" aria-label="This call">
                    <button class="button button-small" type="button" on:click=act(move |_| write(written, Some(id())))>
                        "Edit the call"
                    </button>
                    <button class="button button-small button-quiet" type="button" on:click=act(remove)>"Remove"</button>
                </div>
            }.into_any())}
            <Checks hop />
            <Result hop />
            <Requests hop />
        </div>
        <Verdict />
        <TracePane />
    }
    .into_any()
}
