//! The list of managed policies: found by name, read, and attached.

use iam_aws_data::AwsFile;
use iam_organization::WorldEdit;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::aws_status::FileStatus;
use super::context::{use_dispatch, use_views};
use super::dynamic::{Derived, act, derived, maybe, shown, truth, when};
use super::json_view::json_line;
use super::rows::rows;
use crate::browser::document;
use crate::present::picker::{PickedView, PickerRow, picked_view, picker_view};
use crate::workspace::{Event, FileState};

/// The dialog.
#[component]
pub(super) fn Picker() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let is_open = derived(move || views.workspace.read().picking.is_some());
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            document::show_dialog(&dialog, is_open.get());
        }
    });
    let close = move |_| dispatch.send(Event::Pick(None));
    let beside = move |event: leptos::ev::MouseEvent| {
        if document::is_backdrop(&event) {
            dispatch.send(Event::Pick(None));
        }
    };
    view! {
        <dialog class="picker" node_ref=dialog aria-labelledby="picker-title" on:close=act(close) on:click=act(beside)>
            {when(move || is_open.get(), || view! { <PickerBody /> }.into_any())}
        </dialog>
    }
    .into_any()
}

#[component]
fn PickerBody() -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let filter = RwSignal::new(String::new());
    let picked = RwSignal::new(None::<String>);
    let list = derived(move || {
        let workspace = views.workspace.read();
        let document = workspace.document.as_ref()?;
        let entity = workspace.picking.as_ref()?;
        Some(picker_view(&document.scenario().world, workspace.aws.data(), entity, &filter.read()))
    });
    let items = derived(move || list.read().as_ref().map(|it| it.rows.clone()).unwrap_or_default());
    let is_loaded =
        derived(move || views.workspace.read().aws.state(AwsFile::ManagedTop) == FileState::Loaded);
    let more = move || {
        let n_more = list.read().as_ref().map_or(0, |it| it.n_more);
        (n_more > 0).then(
            || view! { <p class="muted small">{format!("and {n_more} more: write more of the name")}</p> },
        )
    };
    view! {
        <header class="picker-head">
            <h2 id="picker-title">"Managed policies for " {shown(move || list.read().as_ref().map(|it| it.title.clone()))}</h2>
            <button class="button" type="button" on:click=act(move |_| dispatch.send(Event::Pick(None)))>"Close"</button>
        </header>
        <input
            class="field" type="search" aria-label="Find a managed policy" placeholder="find by words of its name or path, such as s3 read" autofocus
            autocomplete="off" spellcheck="false" prop:value=filter
            on:input=act(move |event| filter.set(event_target_value(&event)))
        />
        <FileStatus file=AwsFile::ManagedTop />
        <div class="picker-columns">
            <div class="picker-list">
                <ul aria-label="Policies">{rows(items, move |_, row| view! { <Row row picked /> }.into_any())}</ul>
                {maybe(more)}
                {when(move || is_loaded.get() && items.read().is_empty(), || view! { <p class="muted">"No policy has that in its name."</p> }.into_any())}
            </div>
            <Picked picked />
        </div>
    }
    .into_any()
}

#[component]
fn Row(row: Derived<PickerRow>, picked: RwSignal<Option<String>>) -> impl IntoView {
    let pick = move |_| picked.set(Some(row.read_untracked().arn.clone()));
    let is_picked = move || picked.read().as_ref() == Some(&row.read().arn);
    view! {
        <li>
            <button class="picker-row" type="button" aria-pressed=truth(is_picked) on:click=act(pick)>
                <span class="picker-name">{shown(move || row.read().name.clone())}</span>
                <span class="picker-about">
                    {shown(move || row.read().is_attached.then_some("attached · "))}
                    {shown(move || row.read().about.clone())}
                </span>
            </button>
        </li>
    }
    .into_any()
}

/// The policy that is looked at, with what can be done with it.
#[component]
fn Picked(picked: RwSignal<Option<String>>) -> impl IntoView {
    let views = use_views();
    let dispatch = use_dispatch();
    let view = derived(move || {
        let arn = picked.get()?;
        let workspace = views.workspace.read();
        let document = workspace.document.as_ref()?;
        let entity = workspace.picking.as_ref()?;
        picked_view(&document.scenario().world, workspace.aws.data(), entity, &arn)
    });
    let is_missing = derived(move || view.read().as_ref().is_some_and(|it| it.lines.is_none()));
    let body = move || {
        view.get().map(|PickedView { name, arn, lines, attach, bound }| {
            let lines = lines.into_iter().flatten().map(|it| json_line(&it)).collect_view();
            let change = move |edit: WorldEdit| {
                dispatch.send(Event::World(edit));
                dispatch.send(Event::Pick(None));
            };
            let button = move |class: &'static str, label: &'static str, edit: Option<WorldEdit>| {
                edit.map(|edit| view! { <button class=class type="button" on:click=act(move |_| change(edit.clone()))>{label}</button> })
            };
            view! {
                <h3>{name}</h3>
                <p class="arn-text">{arn}</p>
                <div class="picker-actions">{button("button button-primary", "Attach", attach)} {button("button", "Set as permissions boundary", bound)}</div>
                <pre class="json picker-text" tabindex="0">{lines}</pre>
            }
        })
    };
    let read = move || {
        is_missing.get().then(|| {
            let load = move |_| dispatch.send(Event::WantAws(AwsFile::ManagedRest));
            view! { <p><button class="button" type="button" on:click=act(load)>"Load its text: 418 KB"</button></p> }
        })
    };
    view! {
        <section class="picker-policy" aria-label="Policy">
            {when(move || view.read().is_none(), || view! { <p class="muted">"Choose a policy to read it."</p> }.into_any())}
            {maybe(body)}
            {maybe(read)}
            <FileStatus file=AwsFile::ManagedRest />
        </section>
    }
    .into_any()
}
