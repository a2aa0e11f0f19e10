//! What is wrong with a policy text, under it.

use leptos::prelude::*;

use super::dynamic::{Derived, act, derived, maybe, shown, when};
use super::icon::Mark;
use super::prose::{prose, said};
use super::rows::rows;
use crate::browser::document;
use crate::present::diagnostic::DiagnosticView;
use crate::present::policy::PolicyView;

/// The findings, each with its line, which is a way to get there.
#[component]
pub fn Diagnostics(policy: Derived<PolicyView>) -> impl IntoView {
    let diagnostics = derived(move || policy.read().diagnostics.clone());
    let panel = policy.read_untracked().element_id.clone();
    let row = move |_, diagnostic: Derived<DiagnosticView>| {
        let panel = panel.clone();
        let go = move |_| document::go_to_line(&panel, diagnostic.read_untracked().line);
        let help = move || {
            let help = diagnostic.read().help.clone();
            help.map(|it| view! { <p class="diagnostic-help">"help: " {said(&it)}</p> })
        };
        view! {
            <li class=shown(move || format!("diagnostic {}", diagnostic.read().tone.class()))>
                <Mark tone=Signal::derive(move || diagnostic.read().tone) />
                <div>
                    <p class="diagnostic-message">
                        <span class="visually-hidden">{shown(move || diagnostic.read().severity)} ": "</span>
                        {prose(move || diagnostic.read().message.clone())}
                        " "
                        <button class="link-button" type="button" on:click=act(go)>
                            {shown(move || format!("line {}", diagnostic.read().line))}
                        </button>
                    </p>
                    {maybe(help)}
                </div>
            </li>
        }
        .into_any()
    };
    view! {
        {when(move || !diagnostics.read().is_empty(), move || view! {
            <ul class="diagnostics" aria-label="Findings">{rows(diagnostics, row.clone())}</ul>
        }.into_any())}
    }
    .into_any()
}
