//! What a call needs and what came of it.

use iam_organization::EntityRef;
use leptos::prelude::*;

use crate::components::calls_status::CallsStatus;
use crate::components::chip::Account;
use crate::components::context::use_dispatch;
use crate::components::dynamic::{Derived, act, built, derived, shown, when};
use crate::components::icon::{IconSvg, Mark};
use crate::components::rows::rows;
use crate::present::hop::{HopResult, HopView, PartyView, RequestView, SessionView};
use crate::present::tone::{Icon, Tone};
use crate::workspace::{Event, Subject};

/// Somebody with an account.
#[component]
pub(super) fn Party(party: PartyView) -> impl IntoView {
    view! {
        <span class="arn" title=party.full>
            <span class="arn-name">{party.name}</span>
            {party.account.map(|it| view! { <Account chip=it /> })}
        </span>
    }
    .into_any()
}

/// The requests that the call needs; each can be explained.
#[component]
pub(super) fn Requests(hop: Derived<HopView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let requests = derived(move || hop.read().requests.clone());
    let row = move |nth: usize, request: Derived<RequestView>| {
        let explain = move |_| dispatch.send(Event::Ask(Subject::Step(hop.read_untracked().id.clone(), nth)));
        view! {
            <button class="button button-small" type="button" on:click=act(explain)>
                <Mark tone=Signal::derive(move || request.read().tone) />
                {shown(move || format!("{}: {}", request.read().action, request.read().word.to_ascii_lowercase()))}
            </button>
        }
        .into_any()
    };
    let are_many = derived(move || requests.read().len() > 1);
    view! {
        {when(move || are_many.get(), move || view! {
            <div class="hop-actions" role="group" aria-label="Requests of this call">{rows(requests, row)}</div>
        }.into_any())}
    }
    .into_any()
}

/// The session card, or the error.
#[component]
pub(super) fn Result(hop: Derived<HopView>) -> impl IntoView {
    built(move || match hop.read().result.clone() {
        HopResult::Session(session) => view! { <Session id=hop.read().id.clone() session /> }.into_any(),
        HopResult::Done { only_authorized: true, .. } => view! {
            <p class="small muted">
                "Allowed. Nothing has changed: the playground decides such a call, and does not carry it out."
            </p>
        }
        .into_any(),
        HopResult::Done { given, acts, .. } => {
            view! { <Done id=hop.read().id.clone() given acts /> }.into_any()
        }
        HopResult::Waiting => view! { <CallsStatus /> }.into_any(),
        HopResult::Error { code, message, tone } => view! {
            <div class=format!("error-card {}", tone.class())>
                <p class="error-code">{code}</p>
                <p>{message}</p>
            </div>
        }
        .into_any(),
    })
}

/// What a call gave that is no session of the chain.
#[component]
fn Done(id: String, given: Vec<(String, String)>, acts: bool) -> impl IntoView {
    let dispatch = use_dispatch();
    let act_as = move |_| dispatch.send(Event::ActAs(id.clone()));
    let is_empty = given.is_empty();
    let rows = given
        .into_iter()
        .map(|(name, value)| view! { <dt>{name}</dt><dd><code>{value}</code></dd> })
        .collect_view();
    view! {
        <div class="session-card">
            <p class="hop-line"><Mark tone=Tone::Allowed /> <strong>"Done"</strong></p>
            {(!is_empty).then(|| view! { <dl class="facts small hop-given">{rows}</dl> })}
            {acts.then(|| view! {
                <div class="hop-actions">
                    <button class="button button-small button-primary" type="button" on:click=act(act_as)>"Act as"</button>
                </div>
            })}
        </div>
    }
    .into_any()
}

/// The checks of a call, up to the one that it failed.
#[component]
pub(super) fn Checks(hop: Derived<HopView>) -> impl IntoView {
    built(move || {
        let check = |(name, passed): (&'static str, bool)| {
            let (tone, words) = if passed { (Tone::Allowed, "passed") } else { (Tone::Denied, "failed") };
            view! { <li><Mark tone /> {name} <span class="visually-hidden">{words}</span></li> }
        };
        let checks = hop.read().checks.clone();
        (!checks.is_empty()).then(|| {
            let checks = checks.into_iter().map(check).collect_view();
            view! { <ol class="hop-checks small" aria-label="Checks">{checks}</ol> }
        })
    })
}

#[component]
fn Session(id: String, session: SessionView) -> impl IntoView {
    let dispatch = use_dispatch();
    let step = id.clone();
    let act_as = move |_| dispatch.send(Event::ActAs(step.clone()));
    let show = move |_| dispatch.send(Event::Select(EntityRef::Session(id.clone())));
    let tags = session.tags.into_iter().map(|it| view! { <span class="tag">{it}</span> }).collect_view();
    let notes = session.notes.into_iter().map(|it| view! { <p class="muted small">{it}</p> }).collect_view();
    view! {
        <div class="session-card">
            <p class="hop-line"><IconSvg icon=Icon::Session /> <strong>"Session"</strong> {tags}</p>
            <p class="arn-text">{session.arn}</p>
            {session.expires.map(|it| view! { <p class="small">"expires " {it}</p> })}
            {notes}
            <div class="hop-actions">
                <button class="button button-small button-primary" type="button" on:click=act(act_as)>"Act as"</button>
                <button class="button button-small" type="button" on:click=act(show)>"Show session"</button>
            </div>
        </div>
    }
    .into_any()
}
