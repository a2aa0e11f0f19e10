//! Whether the calls of the scenario are made, where the second module makes them.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, maybe};
use crate::present::calls::{CallsProgress, calls_progress};
use crate::workspace::{Event, ExtraEvent};

/// A line while they are not, with a way to try again.
#[component]
pub(super) fn CallsStatus() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let retry = move |_| dispatch.send(Event::Extra(ExtraEvent::Retry));
    maybe(move || match calls_progress(&views.workspace.read())? {
        CallsProgress::Loading => Some(
            view! { <p class="file-status" role="status">"Making the calls: loading 320 KB…"</p> }.into_any(),
        ),
        CallsProgress::NotLoaded => Some(
            view! {
                <p class="file-status is-failed" role="status">
                    "Not loaded: what makes the calls, 320 KB. "
                    <button class="link-button" type="button" on:click=act(retry)>"Try again"</button>
                </p>
            }
            .into_any(),
        ),
        CallsProgress::Failed => Some(
            view! { <p class="file-status is-failed" role="status">"The calls could not be made."</p> }
                .into_any(),
        ),
    })
}
