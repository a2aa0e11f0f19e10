//! One policy: its name, its text with marks, and what is wrong with it.

use leptos::prelude::*;

use super::context::use_dispatch;
use super::diagnostics::Diagnostics;
use super::dynamic::{Derived, act, derived, maybe, shown, when};
use super::entity::ENTITY_NAME;
use super::icon::{IconSvg, Mark};
use super::policy_text::{Mode, PolicyText, edit, leave};
use super::prose::said;
use crate::browser::document;
use crate::present::entity::Removal;
use crate::present::policy::PolicyView;
use crate::present::tone::{Icon, Tone};
use crate::workspace::Event;

/// A policy as a panel.
#[component]
pub fn PolicyPanel(policy: Derived<PolicyView>) -> impl IntoView {
    let id = policy.read_untracked().element_id.clone();
    let mode = RwSignal::new(Mode::Lines);
    let class = move || match policy.read().deciding {
        Some(tone) => format!("policy is-deciding {}", tone.class()),
        None => "policy".to_owned(),
    };
    let note = move || {
        policy.read().note.map(|it| {
            view! { <p class="policy-note"><IconSvg icon=Icon::Warning /> <span>{it}</span></p> }
        })
    };
    let panel = policy.read_untracked().element_id.clone();
    let nearest = move || {
        policy.read().nearest.clone().map(|it| {
            let panel = panel.clone();
            let go = move |_| document::go_to_line(&panel, it.line);
            view! {
                <p class="policy-nearest">
                    <Mark tone=Tone::Missing />
                    <span>
                        "Nearest to matching: "
                        <button class="link-button" type="button" on:click=act(go)>{format!("line {}", it.line)}</button>
                        ". " {said(&it.words)}
                    </span>
                </p>
            }
        })
    };
    let has_text = derived(move || policy.read().editable || !policy.read().text.is_empty());
    view! {
        <article class=shown(class) id=id aria-label=shown(move || format!("Policy {}", policy.read().name))>
            <PolicyHead policy mode />
            {when(move || has_text.get(), move || view! {
                <PolicyText policy mode />
            }.into_any())}
            {maybe(note)}
            {maybe(nearest)}
            <Diagnostics policy />
        </article>
    }
    .into_any()
}

/// Where nothing allows, no statement decided.
fn decided_words(tone: Tone) -> &'static str {
    match tone {
        Tone::Allowed | Tone::Denied => "decided",
        Tone::Missing | Tone::Neutral => "no allow here",
    }
}

fn change_button(change: Removal, policy: Derived<PolicyView>) -> AnyView {
    let dispatch = use_dispatch();
    let Removal { verb, edit } = change;
    let label = format!("{verb} {}", policy.read_untracked().name);
    let make = move |_| {
        dispatch.send(Event::World(edit.clone()));
        document::next_frame(|| document::focus(ENTITY_NAME));
    };
    view! {
        <button class="button button-small button-quiet" type="button" aria-label=label on:click=act(make)>{verb}</button>
    }
    .into_any()
}

#[component]
fn PolicyHead(policy: Derived<PolicyView>, mode: RwSignal<Mode>) -> impl IntoView {
    let deciding = move || {
        policy.read().deciding.map(|tone| {
            view! {
                <span class=format!("badge badge-tone {}", tone.class())>
                    <Mark tone=tone />
                    {decided_words(tone)}
                </span>
            }
        })
    };
    let can_edit = derived(move || policy.read().editable);
    let is_read = derived(move || mode.get() == Mode::Lines);
    let edit_button = move || {
        can_edit.get().then(|| {
            let (verb, title) = match is_read.get() {
                true => ("Edit", "Edit (Enter, or a double click on the text)"),
                false => ("Done", "Back to reading (Esc)"),
            };
            let label = format!("{verb} {}", policy.read_untracked().name);
            let toggle = move |_| match mode.get_untracked() {
                Mode::Lines => edit(policy, mode),
                Mode::Editor | Mode::Plain => leave(policy, mode),
            };
            view! {
                <button class="button button-small" type="button" title=title aria-label=label on:click=act(toggle)>
                    {verb}
                </button>
            }
        })
    };
    // Said up here too, so that it is seen however long the text is, and so that nothing moves while somebody types.
    let errors = move || {
        let policy = policy.read();
        let errors = policy.diagnostics.iter().filter(|it| it.tone == Tone::Denied);
        let first = errors.clone().next()?.line;
        let words = match errors.count() {
            1 => format!("error in line {first}"),
            n => format!("{n} errors, line {first}"),
        };
        let panel = policy.element_id.clone();
        Some(view! {
            <button
                class="badge badge-tone badge-button tone-denied" type="button"
                on:click=act(move |_| document::go_to_line(&panel, first))
            >
                <Mark tone=Tone::Denied />
                {words}
            </button>
        })
    };
    let removal = move || policy.read().removal.clone().map(|it| change_button(it, policy));
    let acceptance = move || policy.read().acceptance.clone().map(|it| change_button(it, policy));
    let read_only =
        move || (!policy.read().editable).then(|| view! { <span class="badge">"read only"</span> });
    view! {
        <header class="policy-head">
            <h3 class="policy-name">{shown(move || policy.read().name.clone())}</h3>
            <span class="policy-source">{shown(move || policy.read().relation.clone())}</span>
            <span class="policy-head-end">{maybe(errors)} {maybe(deciding)} {maybe(read_only)} {maybe(acceptance)} {maybe(removal)} {maybe(edit_button)}</span>
        </header>
    }
    .into_any()
}
