//! Undo, redo, link and file.

use iam_scenario::History;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clipboard, download, extra};
use crate::components::context::{Dispatch, use_dispatch, use_views};
use crate::components::dynamic::{act, derived, flag};
use crate::components::icon::IconSvg;
use crate::outside;
use crate::present::tone::Icon;
use crate::present::topbar::{NO_LINK, file_name, link_copied};
use crate::workspace::Event;

/// What can be done with the document.
#[component]
pub(super) fn DocumentActions() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let can = move |part: fn(&History) -> bool| {
        derived(move || views.workspace.read().document.as_ref().is_some_and(|it| part(&it.history)))
    };
    let (can_undo, can_redo) = (can(History::can_undo), can(History::can_redo));
    view! {
        <button
            class="button button-icon" type="button" title="Undo (Ctrl+Z)" aria-label="Undo"
            disabled=flag(move || !can_undo.get()) on:click=act(move |_| dispatch.send(Event::Undo))
        >
            <IconSvg icon=Icon::Undo />
        </button>
        <button
            class="button button-icon" type="button" title="Redo (Ctrl+Shift+Z)" aria-label="Redo"
            disabled=flag(move || !can_redo.get()) on:click=act(move |_| dispatch.send(Event::Redo))
        >
            <IconSvg icon=Icon::Redo />
        </button>
        <button
            class="button" type="button" aria-label="Copy link"
            on:pointerenter=act(move |_| prepare_link()) on:focus=act(move |_| prepare_link())
            on:click=act(move |_| copy_link(dispatch))
        >
            <IconSvg icon=Icon::Link />
            <span class="button-label">"Copy link"</span>
        </button>
        <button
            class="button" type="button" aria-label="Download as a .json file"
            on:click=act(move |_| save_file(dispatch))
        >
            <IconSvg icon=Icon::Download />
            <span class="button-label">"Download"</span>
        </button>
    }
    .into_any()
}

/// The second module makes links. Some browsers let a text be copied only right after a click: by then it should be there.
fn prepare_link() {
    spawn_local(async {
        extra::load().await.ok();
    });
}

fn copy_link(dispatch: Dispatch) {
    spawn_local(async move {
        let loaded = extra::load().await;
        let link = loaded.ok().and_then(|()| dispatch.with_workspace(outside::link));
        let message = match link {
            Some(link) => link_copied(&link, clipboard::copy(&link).await.is_ok()),
            None => NO_LINK.to_owned(),
        };
        dispatch.send(Event::Toast(Some(message)));
    });
}

fn save_file(dispatch: Dispatch) {
    dispatch.with_workspace(|workspace| {
        if let Some(document) = &workspace.document {
            let scenario = document.scenario();
            download::save(&file_name(&scenario.title), &iam_scenario::write(scenario));
        }
    });
}
