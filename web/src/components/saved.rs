//! The documents that this browser keeps.

use leptos::prelude::*;

use super::context::use_views;
use super::dynamic::{act, built, derived, maybe, when};
use crate::browser::storage::{SavedDocument, delete_document, list_documents};
use crate::browser::time::ago;
use crate::workspace::StorageState;

/// The list, the last saved first; a note where the browser keeps nothing.
#[component]
pub fn SavedDocuments() -> impl IntoView {
    let views = use_views();
    let is_blocked = derived(move || views.workspace.read().storage == StorageState::Blocked);
    let documents = RwSignal::new(list_documents());
    let list = move || {
        let delete = move |id: &str| {
            delete_document(id);
            documents.set(list_documents());
        };
        documents.get().into_iter().map(|it| row(it, delete)).collect_view()
    };
    let note = move || {
        is_blocked.get().then(|| {
            view! {
                <p class="muted">
                    "This browser blocks storage, so documents are not kept here. Everything else works: share a link or \
                     download the file to keep your work."
                </p>
            }
        })
    };
    view! {
        {when(move || is_blocked.get() || !documents.read().is_empty(), move || view! {
            <section class="start-section" aria-labelledby="saved-title">
                <h2 id="saved-title">"Continue: your saved documents"</h2>
                {maybe(note)}
                {when(move || !documents.read().is_empty(), move || view! {
                    <ul class="saved-list">{built(list)}</ul>
                }.into_any())}
            </section>
        }.into_any())}
    }
    .into_any()
}

fn row(document: SavedDocument, delete: impl Fn(&str) + 'static) -> impl IntoView {
    let SavedDocument { id, title, saved_at } = document;
    let title = if title.trim().is_empty() { "Untitled".to_owned() } else { title };
    let label = format!("Delete {title}");
    view! {
        <li class="saved-item">
            <a href=format!("#doc={id}")>{title}</a>
            <span class="muted small">{ago(saved_at)}</span>
            <button class="button button-small" type="button" aria-label=label on:click=act(move |_| delete(&id))>
                "Delete"
            </button>
        </li>
    }
    .into_any()
}
