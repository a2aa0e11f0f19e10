//! Whether AWS's own data is there: said where it is missed, with a way to try again.

use iam_aws_data::AwsFile;
use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, maybe, when};
use crate::workspace::{Event, FileState, file_words};

/// A line about one file; nothing once it is loaded, or while nobody has asked for it.
#[component]
pub(super) fn FileStatus(file: AwsFile) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let again = move |_| dispatch.send(Event::WantAws(file));
    maybe(move || match views.workspace.read().aws.state(file) {
        FileState::NotLoaded | FileState::Loaded => None,
        FileState::Loading => {
            Some(view! { <p class="file-status">{format!("Loading {}…", file_words(file))}</p> }.into_any())
        }
        FileState::Failed => Some(
            view! {
                <p class="file-status is-failed">
                    {format!("Not loaded: {}. Everything else works. ", file_words(file))}
                    <button
                        class="link-button" type="button"
                        on:pointerdown=act(|event: leptos::ev::PointerEvent| event.prevent_default())
                        on:mousedown=act(|event: leptos::ev::MouseEvent| event.prevent_default())
                        on:click=act(again)
                    >
                        "Try again"
                    </button>
                </p>
            }
            .into_any(),
        ),
    })
}

/// The line about the catalogue.
#[component]
pub(super) fn CatalogStatus() -> impl IntoView {
    view! { <FileStatus file=AwsFile::Catalog /> }
}

/// Lines about the files that the answer misses.
#[component]
pub(super) fn AwsStatus() -> impl IntoView {
    let views = use_views();
    let misses =
        derived(move || views.verdict.read().as_ref().map(|it| it.misses.clone()).unwrap_or_default());
    let line = |file: AwsFile| {
        when(move || misses.read().contains(&file), move || view! { <FileStatus file /> }.into_any())
    };
    view! { <div class="aws-status" role="status">{AwsFile::ALL.map(line).into_iter().collect_view()}</div> }
        .into_any()
}
