//! Building on the selected entity: what can be made in it or attached to it, and taking it away.

use iam_organization::EntityRef;
use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, maybe};
use super::entity::ENTITY_NAME;
use super::icon::IconSvg;
use crate::browser::document;
use crate::present::building::{AdditionView, Asks};
use crate::present::tone::Icon;
use crate::workspace::Event;

/// The id of the field of what is being added.
const FIELD: &str = "addition";

/// The buttons, and the field of the one that was pressed.
#[component]
pub(super) fn Building() -> impl IntoView {
    let views = use_views();
    let open = Open::new(None);
    let additions =
        derived(move || views.entity.read().as_ref().map(|it| it.additions.clone()).unwrap_or_default());
    let selected = derived(move || views.workspace.read().document.as_ref().map(|it| it.selection.clone()));
    // What was being added to another entity is not added to this one.
    let adding = derived(move || {
        let (entity, addition) = open.get()?;
        (selected.read().as_ref() == Some(&entity)).then_some((entity, addition))
    });
    view! {
        <div class="building">
            {maybe(move || selected.get().map(|entity| buttons(entity, additions.get(), open)))}
            {maybe(move || adding.get().map(|(entity, addition)| form(entity, addition, open)))}
        </div>
    }
    .into_any()
}

/// What is being added, and to what.
type Open = RwSignal<Option<(EntityRef, AdditionView)>>;

fn buttons(entity: EntityRef, additions: Vec<AdditionView>, open: Open) -> AnyView {
    let views = use_views();
    let dispatch = use_dispatch();
    let picks = matches!(entity, EntityRef::Iam { .. });
    let can_go = views.entity.read_untracked().as_ref().is_some_and(|it| it.can_be_deleted);
    let addition = |it: AdditionView| {
        let place = entity.clone();
        let label = it.label;
        let press = move |_| match it.asks {
            Asks::Nothing => dispatch.send(Event::Build(place.clone(), it.addition, String::new())),
            Asks::Text { .. } | Asks::OneOf(_) => {
                let this = Some((place.clone(), it.clone()));
                open.update(|open| *open = if *open == this { None } else { this });
                document::next_frame(|| document::focus(FIELD));
            }
        };
        view! { <button class="button button-small" type="button" on:click=act(press)><IconSvg icon=Icon::Plus />{label}</button> }
    };
    let additions = additions.into_iter().map(addition).collect_view();
    let for_whom = entity.clone();
    let pick = picks.then(|| {
        let press = move |_| dispatch.send(Event::Pick(Some(for_whom.clone())));
        view! { <button class="button button-small" type="button" on:click=act(press)><IconSvg icon=Icon::Plus />"Managed policy"</button> }
    });
    let delete = can_go.then(|| {
        let press = move |_| {
            dispatch.send(Event::Delete(entity.clone()));
            document::next_frame(|| document::focus(ENTITY_NAME));
        };
        view! { <button class="button button-small button-quiet building-delete" type="button" on:click=act(press)>"Delete"</button> }
    });
    view! { <div class="building-buttons" role="group" aria-label="Build">{additions}{pick}{delete}</div> }
        .into_any()
}

fn form(entity: EntityRef, addition: AdditionView, open: Open) -> AnyView {
    let dispatch = use_dispatch();
    let initial = match &addition.asks {
        Asks::Text { initial, .. } => initial.clone(),
        Asks::OneOf(choices) => choices.first().map(|(key, _)| key.clone()).unwrap_or_default(),
        Asks::Nothing => String::new(),
    };
    let typed = RwSignal::new(initial);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let revision = || dispatch.with_workspace(|it| it.document.as_ref().map(|it| it.revision));
        let before = revision();
        dispatch.send(Event::Build(entity.clone(), addition.addition, typed.get_untracked()));
        // What does not fit stays to be mended.
        if revision() != before {
            close(open);
        }
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close(open);
        }
    };
    view! {
        <form class="building-form" on:submit=act(submit) on:keydown=act(key)>
            <label class="building-label" for=FIELD>{addition.label}</label>
            {field(addition.asks, typed)}
            <button class="button button-primary" type="submit">"Add"</button>
            <button class="button" type="button" on:click=act(move |_| close(open))>"Cancel"</button>
        </form>
    }
    .into_any()
}

/// Puts the field away; the focus stays near.
fn close(open: Open) {
    open.set(None);
    document::next_frame(|| document::focus(ENTITY_NAME));
}

fn field(asks: Asks, typed: RwSignal<String>) -> AnyView {
    let input = act(move |event| typed.set(event_target_value(&event)));
    match asks {
        Asks::Nothing => ().into_any(),
        Asks::Text { placeholder, .. } => view! {
            <input
                id=FIELD class="field" autocomplete="off" spellcheck="false" placeholder=placeholder
                prop:value=typed on:input=input
            />
        }
        .into_any(),
        Asks::OneOf(choices) if choices.is_empty() => {
            view! { <span id=FIELD tabindex="-1" class="muted">"There is nothing left to choose."</span> }
                .into_any()
        }
        Asks::OneOf(choices) => {
            let option = |(key, name): (String, String)| view! { <option value=key>{name}</option> };
            view! { <select id=FIELD class="field" on:change=input>{choices.into_iter().map(option).collect_view()}</select> }
                .into_any()
        }
    }
}
