//! A short message that goes away by itself or by a click.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, maybe};
use super::prose::said;
use crate::workspace::Event;

/// The message, in a polite live region.
#[component]
pub fn Toast() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let toast = derived(move || views.workspace.read().toast.clone());
    view! {
        <div class="toast-region" role="status">
            {maybe(move || {
                toast.get().map(|text| {
                    view! {
                        <div class="toast">
                            <span>{said(&text)}</span>
                            <button
                                class="button button-quiet button-small"
                                type="button"
                                on:click=act(move |_| dispatch.send(Event::Toast(None)))
                            >
                                "Dismiss"
                            </button>
                        </div>
                    }
                })
            })}
        </div>
    }
    .into_any()
}
