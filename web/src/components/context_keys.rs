//! The context keys that are set by hand.

use leptos::prelude::*;

use super::context::use_dispatch;
use super::dynamic::{Derived, act, derived, flag, shown};
use super::field::options;
use super::icon::IconSvg;
use super::rows::rows;
use crate::present::ask::{AskView, ContextRow};
use crate::present::tone::Icon;
use crate::workspace::{Event, QuestionEdit};

/// One row for each key, and a way to add one.
#[component]
pub fn ContextKeys(ask: Derived<AskView>) -> impl IntoView {
    let context = derived(move || ask.read().context.clone());
    view! {
        <span class="ask-label" id="ask-with">"WITH"</span>
        <div class="ask-value context-rows" role="group" aria-labelledby="ask-with">
            {rows(context, |_, row| view! { <Row row /> }.into_any())}
            <AddKey />
            <datalist id="ask-keys">{options(move || ask.read().keys.clone())}</datalist>
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Derived<ContextRow>) -> impl IntoView {
    let dispatch = use_dispatch();
    let key = move || row.read().key.clone();
    let edit = move |edit| dispatch.send(Event::EditQuestion(edit));
    let rename = move |event| edit(QuestionEdit::RenameContext(key(), event_target_value(&event)));
    let set = move |event| edit(QuestionEdit::SetContext(key(), event_target_value(&event)));
    let remove = move |_| edit(QuestionEdit::RemoveContext(key()));
    view! {
        <div class="context-row">
            <input
                class="field field-mono" list="ask-keys" aria-label="Context key" autocomplete="off" spellcheck="false"
                title=shown(key) prop:value=shown(key) on:change=act(rename)
            />
            <input
                class="field field-mono" autocomplete="off" spellcheck="false"
                aria-label=shown(move || format!("Value of {}", row.read().key))
                title="write [a, b] for several values"
                prop:value=shown(move || row.read().value.clone()) on:input=act(set)
            />
            <button
                class="button button-icon button-quiet" type="button"
                aria-label=shown(move || format!("Remove {}", row.read().key)) on:click=act(remove)
            >
                <IconSvg icon=Icon::Cross />
            </button>
        </div>
    }
    .into_any()
}

/// A key that is not there yet.
#[component]
fn AddKey() -> impl IntoView {
    let dispatch = use_dispatch();
    let key = RwSignal::new(String::new());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = key.get_untracked().trim().to_owned();
        if !name.is_empty() {
            dispatch.send(Event::EditQuestion(QuestionEdit::SetContext(name, String::new())));
            key.set(String::new());
        }
    };
    view! {
        <form class="context-row context-add" on:submit=act(add)>
            <input
                class="field field-mono" list="ask-keys" aria-label="New context key" placeholder="add a context key"
                autocomplete="off" spellcheck="false" prop:value=key
                on:input=act(move |event| key.set(event_target_value(&event)))
            />
            <button class="button button-small" type="submit" disabled=flag(move || key.read().trim().is_empty())>
                "Add"
            </button>
        </form>
    }
    .into_any()
}
