//! The text of a policy: lines to read, and once the reader wants to type, the editor, or a plain text field where the
//! editor cannot be loaded.

mod typing;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::typing::{Editor, PlainText};
use super::json_view::ReadLines;
use crate::browser::{document, editor};
use crate::components::dynamic::{Derived, act, built, shown};
use crate::present::policy::PolicyView;

/// How a policy's text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// To read.
    Lines,
    /// In the editor.
    Editor,
    /// In a plain text field over the lines.
    Plain,
}

/// Loads the editor and shows the text in it; in a plain text field if it does not come.
pub(super) fn edit(policy: Derived<PolicyView>, mode: RwSignal<Mode>) {
    if !policy.read_untracked().editable || mode.get_untracked() != Mode::Lines {
        return;
    }
    spawn_local(async move {
        let loaded = editor::load().await;
        mode.try_set(if loaded.is_ok() { Mode::Editor } else { Mode::Plain });
    });
}

/// Shows the text to read again, with the focus on it: from there the arrow keys step.
pub(super) fn leave(policy: Derived<PolicyView>, mode: RwSignal<Mode>) {
    mode.set(Mode::Lines);
    let id = lines_id(&policy.read_untracked());
    document::next_frame(move || document::focus(&id));
}

fn lines_id(policy: &PolicyView) -> String {
    format!("{}-lines", policy.element_id)
}

/// The text in the way that it is shown now.
#[component]
pub fn PolicyText(policy: Derived<PolicyView>, mode: RwSignal<Mode>) -> impl IntoView {
    built(move || match mode.get() {
        Mode::Lines => view! { <Lines policy mode /> }.into_any(),
        Mode::Editor => view! { <Editor policy mode /> }.into_any(),
        Mode::Plain => view! { <PlainText policy mode /> }.into_any(),
    })
}

/// To read: a place that scrolls, and that turns into the editor on Enter or a double click. A click alone leaves it, so
/// that the arrow keys go on stepping.
#[component]
fn Lines(policy: Derived<PolicyView>, mode: RwSignal<Mode>) -> impl IntoView {
    let label = move || match policy.read().editable {
        true => format!("{}, JSON. Press Enter to edit", policy.read().name),
        false => format!("{}, JSON", policy.read().name),
    };
    let id = lines_id(&policy.read_untracked());
    let key = move |event: leptos::ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | "F2") {
            event.prevent_default();
            edit(policy, mode);
        }
    };
    view! {
        <div
            class="json json-view"
            id=id
            role="group"
            tabindex="0"
            aria-label=shown(label)
            on:dblclick=act(move |_| edit(policy, mode))
            on:keydown=act(key)
        >
            <div class="json-sheet"><ReadLines policy /></div>
        </div>
    }
    .into_any()
}
