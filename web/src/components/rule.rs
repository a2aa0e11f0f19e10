//! The number of a rule, which opens the rule.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, shown};
use crate::browser::document;
use crate::present::rule::RuleView;
use crate::workspace::Event;

/// A small link that opens what the rule says, and where AWS says so.
#[component]
pub fn RuleLink(#[prop(into)] rule: Signal<RuleView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let open = move |_| dispatch.send(Event::Rule(Some(rule.get_untracked())));
    view! {
        <button
            class="rule-link"
            type="button"
            aria-label=shown(move || format!("rule {}", rule.read().number))
            on:click=act(open)
        >
            {shown(move || rule.read().number.clone())}
        </button>
    }
    .into_any()
}

/// The rule that is open. The browser's own dialog keeps the focus in it and gives it back.
#[component]
pub fn RuleBox() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let rule = derived(move || views.workspace.read().rule.clone());
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let is_open = rule.read().is_some();
        if let Some(dialog) = dialog.get() {
            document::show_dialog(&dialog, is_open);
        }
    });
    let close = move |_| dispatch.send(Event::Rule(None));
    let text = move |part: fn(&RuleView) -> &String| move || rule.read().as_ref().map(|it| part(it).clone());
    let number = text(|it| &it.number);
    view! {
        <dialog class="rule-box" node_ref=dialog aria-labelledby="rule-title" on:close=act(close)>
            <h2 id="rule-title">"Rule " {shown(number)}</h2>
            <p>{shown(text(|it| &it.sentence))}</p>
            <p>
                <a href=shown(text(|it| &it.url)) target="_blank" rel="noreferrer">"Read it in AWS’s documentation"</a>
            </p>
            <button class="button" type="button" on:click=act(move |_| dispatch.send(Event::Rule(None)))>"Close"</button>
        </dialog>
    }
    .into_any()
}
