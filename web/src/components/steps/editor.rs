//! Calls are written as they stand in a file.

use leptos::prelude::*;

use crate::browser::document;
use crate::components::context::use_dispatch;
use crate::components::dynamic::{act, built};
use crate::components::prose::said;
use crate::present::call_text::{call_text, typed_call};
use crate::workspace::Event;

/// The id of the text.
const TEXT: &str = "call-text";

/// The id of the button that adds a call: where the focus goes when a text is put away.
pub(super) const ADD: &str = "add-call";

/// Which call is written: a new one, or by its step's id; `None` for none.
pub(super) type Written = RwSignal<Option<Option<String>>>;

/// Opens the text of a call.
pub(super) fn write(written: Written, id: Option<String>) {
    written.set(Some(id));
    document::next_frame(|| document::focus(TEXT));
}

/// The text of a call, with what is wrong with it.
pub(super) fn editor(written: Written, id: Option<String>) -> AnyView {
    let dispatch = use_dispatch();
    let scenario = move || dispatch.with_workspace(|it| it.document.as_ref().map(|it| it.scenario().clone()));
    let text = scenario().map(|it| call_text(&it, id.as_deref())).unwrap_or_default();
    let n_rows = text.lines().count() + 2;
    let typed = RwSignal::new(text);
    let problems = RwSignal::new(Vec::<String>::new());
    let close = move || {
        written.set(None);
        document::next_frame(|| document::focus(ADD));
    };
    let is_new = id.is_none();
    let save = move || {
        let Some(scenario) = scenario() else { return };
        match typed_call(&scenario, id.as_deref(), &typed.read_untracked()) {
            Ok(step) => {
                dispatch.send(Event::SaveCall(Box::new(step)));
                close();
            }
            Err(lines) => problems.set(lines),
        }
    };
    let save = StoredValue::new_local(save);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.with_value(|it| it());
    };
    let key = move |event: leptos::ev::KeyboardEvent| match &*event.key() {
        "Escape" => {
            event.stop_propagation();
            close();
        }
        "Enter" if event.ctrl_key() || event.meta_key() => save.with_value(|it| it()),
        _ => {}
    };
    view! {
        <form class="call-editor" on:submit=act(submit) on:keydown=act(key)>
            <label class="small" for=TEXT>{if is_new { "A new call" } else { "The call" }}</label>
            <p class="small muted" id="call-help">
                "As in a file: " <code>"assumeRole"</code> ", or " <code>"api"</code>
                " with any operation of IAM, STS or Organizations and AWS's own parameters. "
                <code>"{\"step\": \"id\"}"</code> " as the caller is the session of an earlier call."
            </p>
            <textarea
                id=TEXT class="field field-mono" rows=n_rows aria-describedby="call-help call-problems" spellcheck="false"
                autocomplete="off" prop:value=typed on:input=act(move |event| typed.set(event_target_value(&event)))
            ></textarea>
            <div id="call-problems" role="alert">
                {built(move || {
                    let line = |it: &String| view! { <p class="ask-error">{said(it)}</p> };
                    problems.read().iter().map(line).collect_view()
                })}
            </div>
            <div class="hop-actions">
                <button class="button button-primary" type="submit">{if is_new { "Make this call" } else { "Save" }}</button>
                <button class="button" type="button" on:click=act(move |_| close())>"Cancel"</button>
            </div>
        </form>
    }
    .into_any()
}
