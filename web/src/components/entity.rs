//! The selected entity: its facts and its policies.

use leptos::prelude::*;

use super::building::Building;
use super::chip::Account;
use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, maybe, shown, when};
use super::icon::IconSvg;
use super::policy::PolicyPanel;
use super::rows::named_rows;
use super::verdict::VerdictLine;
use crate::present::entity::{EntityView, Fact, FactValue};
use crate::present::policy::PolicyView;
use crate::workspace::Event;

/// The id of the heading: where the focus goes after something was built, or taken away.
pub(super) const ENTITY_NAME: &str = "entity-name";

/// The centre of the workbench.
#[component]
pub fn EntityPane() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let head = move || views.entity.get().map(|it| view! { <EntityHead entity=it /> });
    let has_policies = derived(move || !views.policies.read().is_empty());
    let empty = move || {
        let words = views.entity.read().as_ref().map(|it| it.empty).filter(|it| !it.is_empty());
        words.filter(|_| !has_policies.get()).map(|it| view! { <p class="entity-empty">{it}</p> })
    };
    let gone = move || {
        views.entity.read().is_none().then(|| {
            let first = move |_| dispatch.send(Event::FirstAccount);
            let is_empty = views.tree.read().rows.is_empty();
            let add = is_empty.then(|| {
                view! { <button class="button button-primary" type="button" on:click=act(first)>"Add the first account"</button> }
            });
            let words = if is_empty { "Nothing is here yet. " } else { "Nothing is selected. Pick something in the organization." };
            view! { <p class="entity-empty">{words} {add}</p> }
        })
    };
    // One panel for each policy, by place: typing in one does not touch the others.
    let keys = move || views.policies.read().iter().map(|it| it.element_id.clone()).collect::<Vec<_>>();
    let policy = move |key: String| {
        let first = views.policies.read_untracked().iter().find(|it| it.element_id == key).cloned()?;
        Some(view! { <PolicyOf first /> }.into_any())
    };
    view! {
        <section class="pane pane-edit" aria-label="Selected entity">
            <VerdictLine />
            <div class="entity">
                {maybe(head)}
                <Building />
                {maybe(gone)}
                {maybe(empty)}
                {named_rows(keys, policy)}
                <About />
            </div>
        </section>
    }
    .into_any()
}

/// What the author has to say about the scenario.
#[component]
fn About() -> impl IntoView {
    let views = use_views();
    let text = derived(move || {
        let workspace = views.workspace.read();
        let scenario = workspace.document.as_ref().map(|it| it.scenario());
        scenario.map(|it| (it.description.clone(), it.notes.clone())).unwrap_or_default()
    });
    let notes = move || {
        let (_, notes) = text.get();
        (!notes.is_empty()).then(|| view! { <p class="notes">{notes}</p> })
    };
    view! {
        {when(move || !text.read().0.is_empty() || !text.read().1.is_empty(), move || view! {
            <section class="about" aria-label="About this scenario">
                <h3>"About this scenario"</h3>
                <p>{shown(move || text.get().0)}</p>
                {maybe(notes)}
            </section>
        }.into_any())}
    }
    .into_any()
}

/// A policy by the id of its panel. `first` is what it shows at first.
#[component]
fn PolicyOf(first: PolicyView) -> impl IntoView {
    let views = use_views();
    let policy = derived(move || {
        let policies = views.policies.read();
        policies.iter().find(|it| it.element_id == first.element_id).unwrap_or(&first).clone()
    });
    view! { <PolicyPanel policy /> }.into_any()
}

#[component]
fn EntityHead(entity: EntityView) -> impl IntoView {
    let EntityView { kind, icon, name, account, id, facts, .. } = entity;
    let facts = facts.into_iter().map(|it| view! { <FactRow fact=it /> }).collect_view();
    view! {
        <header class="entity-head">
            <p class="entity-kind">
                <IconSvg icon=icon />
                {kind}
                {account.map(|it| view! { <Account chip=it /> })}
            </p>
            <h2 class="entity-name" id=ENTITY_NAME tabindex="-1">{name}</h2>
            {id.map(|it| view! { <p class="arn-text">{it}</p> })}
        </header>
        <dl class="facts">{facts}</dl>
    }
    .into_any()
}

#[component]
fn FactRow(fact: Fact) -> impl IntoView {
    let values = fact.values.into_iter().map(|it| view! { <Value value=it /> }).collect_view();
    view! {
        <dt>{fact.label}</dt>
        <dd>{values}</dd>
    }
    .into_any()
}

#[component]
fn Value(value: FactValue) -> impl IntoView {
    let dispatch = use_dispatch();
    match value {
        FactValue::Words(words) => view! { <span>{words}</span> }.into_any(),
        FactValue::Code(code) => view! { <code>{code}</code> }.into_any(),
        FactValue::Entity { entity, icon, name, hue } => {
            let class = hue.map_or("fact-link".to_owned(), |it| format!("fact-link account-chip {it}"));
            let icon = hue.is_none().then(|| view! { <IconSvg icon=icon /> });
            let select = move |_| dispatch.send(Event::Select(entity.clone()));
            view! {
                <button class=class type="button" on:click=act(select)>
                    {icon}
                    <span class="account-chip-name">{name}</span>
                </button>
            }
            .into_any()
        }
    }
}
