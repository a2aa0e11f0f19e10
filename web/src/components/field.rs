//! What the fields of a question share: choices, and what is wrong with them.

use leptos::prelude::*;

use super::context::use_views;
use super::dynamic::{attribute, built, shown};

/// Choices of a text field.
pub(super) fn options(list: impl Fn() -> Vec<String> + Send + 'static) -> AnyView {
    built(move || list().into_iter().map(|it| view! { <option value=it></option> }).collect_view())
}

/// Whether a field makes no sense, for `aria-invalid`.
pub(super) fn problem(field: &'static str) -> Signal<Option<String>> {
    let views = use_views();
    attribute(move || {
        let verdict = views.verdict.read();
        let is_wrong = verdict.as_ref().is_some_and(|it| it.problems.iter().any(|it| it.field == field));
        is_wrong.then_some("true")
    })
}

/// What is wrong with a field, and what to do.
#[component]
pub(super) fn Problem(field: &'static str, id: &'static str) -> impl IntoView {
    let views = use_views();
    let message = move || {
        let verdict = views.verdict.read();
        let problem = verdict.as_ref()?.problems.iter().find(|it| it.field == field)?;
        Some(problem.message.clone())
    };
    view! { <p class="ask-error" id=id role="status">{shown(message)}</p> }.into_any()
}
