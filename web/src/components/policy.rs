//! One policy: its name, its text with marks, and what is wrong with it.

use leptos::prelude::*;

use super::diagnostics::Diagnostics;
use super::dynamic::{Derived, act, derived, maybe, shown, when};
use super::icon::{IconSvg, Mark};
use super::policy_text::{Mode, PolicyText, edit};
use crate::present::policy::PolicyView;
use crate::present::tone::{Icon, Tone};

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
    let has_text = derived(move || policy.read().editable || !policy.read().text.is_empty());
    view! {
        <article class=shown(class) id=id aria-label=shown(move || format!("Policy {}", policy.read().name))>
            <PolicyHead policy mode />
            {maybe(note)}
            {when(move || has_text.get(), move || view! {
                <PolicyText policy mode />
            }.into_any())}
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
    let can_edit = derived(move || policy.read().editable && mode.get() == Mode::Lines);
    let edit_button = move || {
        can_edit.get().then(|| {
            let label = format!("Edit {}", policy.read_untracked().name);
            view! {
                <button
                    class="button button-small" type="button" aria-label=label
                    on:click=act(move |_| edit(policy, mode))
                >
                    "Edit"
                </button>
            }
        })
    };
    let read_only =
        move || (!policy.read().editable).then(|| view! { <span class="badge">"read only"</span> });
    view! {
        <header class="policy-head">
            <h3 class="policy-name">{shown(move || policy.read().name.clone())}</h3>
            <span class="policy-source">{shown(move || policy.read().relation.clone())}</span>
            <span class="policy-head-end">{maybe(deciding)} {maybe(read_only)} {maybe(edit_button)}</span>
        </header>
    }
    .into_any()
}
