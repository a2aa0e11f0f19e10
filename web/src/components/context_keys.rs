//! The context keys that are set by hand.

use std::sync::Arc;

use leptos::prelude::*;

use super::combobox::{Combobox, Field, Typed};
use super::context::use_dispatch;
use super::dynamic::{Derived, act, derived, flag, shown};
use super::field::note;
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
            <AddKey ask />
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
                class="field field-mono" aria-label="Context key" autocomplete="off" spellcheck="false"
                title=shown(key) prop:value=shown(key) on:change=act(rename)
            />
            <input
                class="field field-mono" autocomplete="off" spellcheck="false"
                aria-label=shown(move || format!("Value of {}", row.read().key))
                title="write [a, b] for several values, [] for an absent key"
                prop:value=shown(move || row.read().value.clone()) on:input=act(set)
            />
            <button
                class="button button-icon button-quiet" type="button"
                aria-label=shown(move || format!("Remove {}", row.read().key)) on:click=act(remove)
            >
                <IconSvg icon=Icon::Cross />
            </button>
        </div>
        {note(move || row.read().note.clone())}
    }
    .into_any()
}

/// A key that is not there yet. Choosing one adds it.
#[component]
fn AddKey(ask: Derived<AskView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let key = RwSignal::new(String::new());
    let add = move |name: &str| {
        if !name.trim().is_empty() {
            dispatch
                .send(Event::EditQuestion(QuestionEdit::SetContext(name.trim().to_owned(), String::new())));
            key.set(String::new());
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add(&key.get_untracked());
    };
    let choices = derived(move || {
        let typed = key.get().trim().to_ascii_lowercase();
        let ask = ask.read();
        ask.keys
            .iter()
            .filter(|it| it.value.to_ascii_lowercase().contains(&typed))
            .cloned()
            .collect::<Vec<_>>()
    });
    // A key whose name has a blank in it is not whole yet.
    let picked: Typed = Arc::new(move |text: String| match text.contains("${") {
        true => key.set(text),
        false => add(&text),
    });
    let typed: Typed = Arc::new(move |text: String| key.set(text));
    let field = Field {
        id: "ask-key",
        name: Some("New context key"),
        placeholder: "add a context key",
        problem: Signal::derive(|| None),
    };
    view! {
        <form class="context-row context-add" on:submit=act(submit)>
            <Combobox field choices typed picked value=key.into() />
            <button class="button button-small" type="submit" disabled=flag(move || key.read().trim().is_empty())>
                "Add"
            </button>
        </form>
    }
    .into_any()
}
