//! Why something could not be opened.

use leptos::prelude::*;

use super::context::{use_dispatch, use_views};
use super::dynamic::{act, derived, maybe};
use super::icon::Mark;
use super::prose::said;
use crate::present::tone::Tone;
use crate::workspace::{Event, Opened};

/// The notice, until it is put away.
#[component]
pub fn Problem() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let problem = derived(move || views.workspace.read().problem.clone());
    let dismiss = move |_| dispatch.send(Event::DismissProblem);
    view! {
        <div class="notice-region" role="alert">
            {maybe(move || {
                problem.get().map(|problem| {
                    let tone = match problem.opened {
                        Opened::Nothing => Tone::Denied,
                        Opened::Document => Tone::Missing,
                    };
                    view! {
                        <div class=format!("notice {}", tone.class())>
                            <Mark tone />
                            <div class="notice-text">
                                <p><strong>{said(&problem.what)}</strong></p>
                                {problem.lines.iter().map(|it| view! { <p>{said(it)}</p> }).collect_view()}
                            </div>
                            <button class="button button-small" type="button" on:click=act(dismiss)>"Dismiss"</button>
                        </div>
                    }
                })
            })}
        </div>
    }
    .into_any()
}
