//! The bar at the top: title, saved state, undo, link, file, theme.

mod actions;

use leptos::prelude::*;

use self::actions::DocumentActions;
use super::context::{use_dispatch, use_views};
use super::icon::IconSvg;
use crate::browser::theme::Theme;
use crate::components::dynamic::{act, derived, either, shown, when};
use crate::present::topbar::{SavedView, saved_view};
use crate::workspace::Event;

/// The bar.
#[component]
pub fn TopBar() -> impl IntoView {
    let views = use_views();
    let is_open = derived(move || views.workspace.read().document.is_some());
    view! {
        <header class="topbar">
            <a class="brand" href="#" aria-label="IAM Playground: back to the start">
                <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
                    <path fill="currentColor" d="M12 1.5 21 5v7c0 5.5-3.8 9-9 10.5C6.8 21 3 17.5 3 12V5z" />
                    <path class="brand-check" d="M7.5 12.2l3 3 6-6.4" />
                </svg>
                <span class="brand-name">"IAM Playground"</span>
            </a>
            {either(move || is_open.get(), || view! { <Title /> }.into_any(), || view! { <span class="topbar-title"></span> }.into_any())}
            <div class="topbar-actions">
                {when(move || is_open.get(), move || view! {
                    <DocumentActions />
                }.into_any())}
                <ThemeButton />
            </div>
        </header>
    }
    .into_any()
}

/// The title, to be typed over, and whether it is saved.
#[component]
fn Title() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let title = derived(move || {
        views.workspace.read().document.as_ref().map(|it| it.scenario().title.clone()).unwrap_or_default()
    });
    let saved = derived(move || saved_view(&views.workspace.read()));
    let state = move |part: fn(SavedView) -> &'static str| move || part(saved.get());
    view! {
        <div class="topbar-title">
            <h1 class="visually-hidden">{shown(move || title.get())}</h1>
            <input
                class="title-field"
                aria-label="Title of the scenario"
                placeholder="Untitled"
                autocomplete="off"
                prop:value=shown(move || title.get())
                title=shown(move || title.get())
                on:input=act(move |event| dispatch.send(Event::Rename(event_target_value(&event))))
            />
            <span class=shown(state(|it| it.class)) role="status" title=shown(state(|it| it.help))>
                <span class="saved-state-words">{shown(state(|it| it.words))}</span>
            </span>
        </div>
    }
    .into_any()
}

/// System, light, dark.
#[component]
fn ThemeButton() -> impl IntoView {
    let theme = RwSignal::new(Theme::saved());
    let next = move |_| {
        theme.update(|it| *it = it.next());
        theme.get_untracked().show();
    };
    let label = move || format!("Theme: {}", theme.get().name());
    view! {
        <button class="button button-icon button-quiet" type="button" title=shown(label) aria-label=shown(label) on:click=act(next)>
            <IconSvg icon=Signal::derive(move || theme.get().icon()) />
        </button>
    }
    .into_any()
}
