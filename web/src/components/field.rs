//! What the fields of a question share: what is wrong with them, and what AWS says about them.

use leptos::prelude::*;

use super::context::use_views;
use super::dynamic::{Derived, attribute, derived, maybe, shown};
use super::prose::{prose, said};
use crate::present::ask::FieldProblem;

/// What AWS's catalogue says about what is typed.
pub(super) fn note(words: impl Fn() -> Option<String> + Send + 'static) -> AnyView {
    maybe(move || words().map(|it| view! { <p class="ask-note">{said(&it)}</p> }))
}

/// Whether a field makes no sense, for `aria-invalid`. An empty one is not wrong yet.
pub(super) fn problem(field: &'static str) -> Signal<Option<String>> {
    let view = field_problem(field);
    attribute(move || view.read().as_ref().filter(|it| it.is_error).map(|_| "true"))
}

/// What is wrong with a field, and what to do.
#[component]
pub(super) fn Problem(field: &'static str, id: &'static str) -> impl IntoView {
    let view = field_problem(field);
    let class =
        move || if view.read().as_ref().is_some_and(|it| it.is_error) { "ask-error" } else { "ask-hint" };
    let words = move || view.read().as_ref().map(|it| it.words.clone()).unwrap_or_default();
    view! { <p class=shown(class) id=id role="status">{prose(words)}</p> }.into_any()
}

fn field_problem(field: &'static str) -> Derived<Option<FieldProblem>> {
    let views = use_views();
    derived(move || {
        let (ask, verdict) = (views.ask.read(), views.verdict.read());
        let problem = verdict.as_ref()?.problems.iter().find(|it| it.field == field)?;
        Some(FieldProblem::of(problem, ask.as_ref()?))
    })
}
