//! The start screen: built-in scenarios, and the ways to open something else.

use leptos::prelude::*;

use super::context::use_dispatch;
use super::dynamic::act;
use super::saved::SavedDocuments;
use crate::browser::files;
use crate::opening::{open_file, open_pasted};
use crate::present::gallery::{EXAMPLES, Example};

/// The start screen. A file can be dropped anywhere on it.
#[component]
pub fn Start() -> impl IntoView {
    let dispatch = use_dispatch();
    let dropping = RwSignal::new(false);
    let over = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        dropping.set(true);
    };
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        dropping.set(false);
        open_file(files::dropped(&event), move |event| dispatch.send(event));
    };
    view! {
        <main
            class="start"
            class:is-dropping=dropping
            on:dragover=act(over)
            on:dragleave=act(move |_| dropping.set(false))
            on:drop=act(drop)
        >
            <div class="start-head">
                <div>
                    <h1>"Learn IAM by asking it."</h1>
                    <p class="start-lead">
                        "Build an AWS organization, ask who may do what to which resource, and step through the answer \
                         down to the JSON that decided it. All of it runs in this tab."
                    </p>
                </div>
                <Doors />
            </div>
            <Gallery />
            <SavedDocuments />
            <PasteLink />
            <p class="start-foot">
                "An independent project, not made or endorsed by AWS. No account, no server, no telemetry: what you type \
                 stays in this browser until you share it."
            </p>
        </main>
    }
    .into_any()
}

/// The built-in scenarios; what comes out is not told.
#[component]
fn Gallery() -> impl IntoView {
    let card = |example: &'static Example| {
        let tags = example.tags.iter().map(|it| view! { <li class="tag">{*it}</li> }).collect_view();
        view! {
            <li>
                <a class="card" href=format!("#x={}", example.id)>
                    <h3 class="card-title">{example.title}</h3>
                    <p class="card-summary">{example.summary}</p>
                    <ul class="card-tags" aria-label="Concepts">{tags}</ul>
                </a>
            </li>
        }
    };
    view! {
        <section class="start-section" aria-labelledby="gallery-title">
            <h2 id="gallery-title">"Scenarios"</h2>
            <ul class="cards">{EXAMPLES.iter().map(card).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Blank organization, and a file.
#[component]
fn Doors() -> impl IntoView {
    let dispatch = use_dispatch();
    let picked = move |event| open_file(files::picked(&event), move |event| dispatch.send(event));
    view! {
        <div class="doors">
            <a class="button button-primary" href="#new">"Blank organization"</a>
            <label class="button file-door">
                "Open a file"
                <input class="visually-hidden" type="file" accept=".json,application/json" on:change=act(picked) />
            </label>
        </div>
    }
    .into_any()
}

/// A link, or the text of a scenario.
#[component]
fn PasteLink() -> impl IntoView {
    let dispatch = use_dispatch();
    let text = RwSignal::new(String::new());
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        open_pasted(&text.read_untracked(), move |event| dispatch.send(event));
    };
    view! {
        <section class="start-section" aria-labelledby="paste-title">
            <h2 id="paste-title">"Somebody sent you a link?"</h2>
            <form class="paste" on:submit=act(open)>
                <label for="paste">"A playground link, or the text of a scenario file"</label>
                <div class="paste-row">
                    <input
                        id="paste"
                        class="field field-mono"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=text
                        on:input=act(move |event| text.set(event_target_value(&event)))
                    />
                    <button class="button" type="submit">"Open"</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
