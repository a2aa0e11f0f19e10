//! A policy that is being typed: in the editor, or in a plain text field.

use leptos::prelude::*;

use super::{Mode, leave};
use crate::browser::editor;
use crate::components::context::use_dispatch;
use crate::components::dynamic::{Derived, act, shown};
use crate::components::json_view::JsonLines;
use crate::present::policy::PolicyView;
use crate::workspace::Event;

/// The editor element. It takes text and marks as properties, and tells what is typed.
#[component]
pub(super) fn Editor(policy: Derived<PolicyView>, mode: RwSignal<Mode>) -> impl IntoView {
    let dispatch = use_dispatch();
    let host = NodeRef::<leptos::html::Div>::new();
    let element = StoredValue::new_local(None);
    let typed = move |text: String| {
        dispatch.send(Event::EditPolicy(policy.read_untracked().location.clone(), text));
    };
    host.on_load(move |host| {
        let name = policy.read_untracked().name.clone();
        element.set_value(editor::mount(&host, &name, typed, move || leave(policy, mode)));
        element.with_value(|it| {
            let policy = policy.read_untracked();
            if let Some(editor) = it {
                editor::set_value(editor, &policy.text);
                editor::set_marks(editor, &policy.marks);
                editor::focus(editor);
            }
        });
    });
    Effect::new(move |_| {
        let policy = policy.read();
        element.with_value(|it| {
            if let Some(editor) = it {
                editor::set_value(editor, &policy.text);
                editor::set_marks(editor, &policy.marks);
            }
        });
    });
    view! { <div class="policy-editor-host" node_ref=host></div> }.into_any()
}

/// A plain text field over the lines: they show through, with their colours and marks.
#[component]
pub(super) fn PlainText(policy: Derived<PolicyView>, mode: RwSignal<Mode>) -> impl IntoView {
    let dispatch = use_dispatch();
    let input = NodeRef::<leptos::html::Textarea>::new();
    input.on_load(|it| editor::focus(&it));
    let typed = move |event| {
        let location = policy.read_untracked().location.clone();
        dispatch.send(Event::EditPolicy(location, event_target_value(&event)));
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(policy, mode);
        }
    };
    view! {
        <div class="json json-edit">
            <div class="json-sheet">
                <textarea
                    class="json-input"
                    node_ref=input
                    aria-label=shown(move || format!("{}, JSON", policy.read().name))
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    wrap="off"
                    prop:value=shown(move || policy.read().text.clone())
                    on:input=act(typed)
                    on:keydown=act(key)
                ></textarea>
                <JsonLines policy max=usize::MAX />
            </div>
        </div>
    }
    .into_any()
}
