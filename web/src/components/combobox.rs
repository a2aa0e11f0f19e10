//! A text field with choices: anything can be typed, and what fits is listed under it.

use std::sync::Arc;

use iam_aws_data::AwsFile;
use leptos::prelude::*;

use super::aws_status::CatalogStatus;
use super::context::use_dispatch;
use super::dynamic::{Derived, act, attribute, derived, shown, truth, when};
use super::rows::rows;
use crate::browser::document;
use crate::present::ask_choices::{Choice, MAX_CHOICES};
use crate::workspace::Event;

/// What is done with the text.
pub(super) type Typed = Arc<dyn Fn(String) + Send + Sync>;

/// What a combobox is for.
#[derive(Clone)]
pub(super) struct Field {
    /// The id of the input; that of the list follows from it.
    pub(super) id: &'static str,
    /// Its name, where no label names it.
    pub(super) name: Option<&'static str>,
    /// Shown while it is empty.
    pub(super) placeholder: &'static str,
    /// Whether what is typed is wrong.
    pub(super) problem: Signal<Option<String>>,
}

/// The state of the list.
#[derive(Clone, Copy)]
struct List {
    is_open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    choices: Derived<Vec<Choice>>,
}

impl List {
    fn close(self) {
        self.is_open.set(false);
        self.active.set(None);
    }

    /// Opens the list, or moves in it, around its ends.
    fn walk(self, forward: bool) {
        let n = self.choices.read_untracked().len();
        if !self.is_open.get_untracked() {
            return self.is_open.set(true);
        }
        let next = match (self.active.get_untracked(), forward) {
            _ if n == 0 => None,
            (None, true) => Some(0),
            (None, false) => Some(n - 1),
            (Some(idx), true) => Some((idx + 1) % n),
            (Some(idx), false) => Some((idx + n - 1) % n),
        };
        self.active.set(next);
    }

    fn active_choice(self) -> Option<String> {
        let idx = self.active.get_untracked().filter(|_| self.is_open.get_untracked())?;
        self.choices.read_untracked().get(idx).map(|it| it.value.clone())
    }
}

/// The field. The catalogue is asked for when it first gets the focus.
#[component]
pub(super) fn Combobox(
    field: Field,
    value: Signal<String>,
    choices: Derived<Vec<Choice>>,
    typed: Typed,
    /// What is done with a choice, where that is more than writing it.
    #[prop(optional)]
    picked: Option<Typed>,
) -> impl IntoView {
    let dispatch = use_dispatch();
    let list = List { is_open: RwSignal::new(false), active: RwSignal::new(None), choices };
    let Field { id, name, placeholder, problem } = field;
    let choose: Typed = Arc::new({
        let picked = picked.unwrap_or_else(|| typed.clone());
        move |choice: String| chosen(list, id, choice, &picked)
    });
    let key = {
        let choose = choose.clone();
        move |event: leptos::ev::KeyboardEvent| press(list, id, &event, &choose)
    };
    let input = move |event| {
        list.is_open.set(true);
        list.active.set(None);
        typed(event_target_value(&event));
    };
    view! {
        <div class="combobox">
            <input
                id=id class="field field-mono" role="combobox" aria-label=name placeholder=placeholder
                aria-autocomplete="list" aria-controls=format!("{id}-list")
                aria-expanded=truth(move || list.is_open.get() && !list.choices.read().is_empty())
                aria-activedescendant=active_id(list, id)
                aria-invalid=problem aria-describedby=format!("{id}-problem")
                autocomplete="off" autocapitalize="off" spellcheck="false" title=shown(move || value.get())
                prop:value=value on:input=act(input) on:keydown=act(key)
                on:focus=act(move |_| dispatch.send(Event::WantAws(AwsFile::Catalog)))
                on:click=act(move |_| list.is_open.set(true)) on:blur=act(move |_| list.close())
            />
            <Options id list choose />
        </div>
    }
    .into_any()
}

fn active_id(list: List, id: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || list.active.get().map(|idx| format!("{id}-option-{idx}")))
}

fn press(list: List, id: &'static str, event: &leptos::ev::KeyboardEvent, choose: &Typed) {
    match event.key().as_str() {
        key @ ("ArrowDown" | "ArrowUp") => {
            event.prevent_default();
            list.walk(key == "ArrowDown");
            if let Some(idx) = list.active.get_untracked() {
                document::next_frame(move || document::reveal(&format!("{id}-option-{idx}")));
            }
        }
        "Enter" => {
            if let Some(choice) = list.active_choice() {
                event.prevent_default();
                choose(choice);
            }
        }
        "Escape" if list.is_open.get_untracked() => {
            event.stop_propagation();
            list.close();
        }
        _ => {}
    }
}

/// A service is only the beginning of an action: the list stays. What is to be filled in is selected.
fn chosen(list: List, id: &'static str, choice: String, typed: &Typed) {
    let blank =
        choice.find("${").and_then(|start| Some((start, start + choice.get(start..)?.find('}')? + 1)));
    let is_whole = !choice.ends_with(':');
    typed(choice);
    list.active.set(None);
    list.is_open.set(!is_whole);
    if let Some((start, end)) = blank {
        document::next_frame(move || document::select_text(id, start, end));
    }
}

#[component]
fn Options(id: &'static str, list: List, choose: Typed) -> impl IntoView {
    let row = move |idx: usize, choice: Derived<Choice>| {
        let choose = choose.clone();
        let is_active = derived(move || list.active.get() == Some(idx));
        // The field keeps the focus: it would close the list.
        let press = move |event: leptos::ev::PointerEvent| event.prevent_default();
        let pick = move |_: leptos::ev::MouseEvent| choose(choice.read_untracked().value.clone());
        view! {
            <li
                role="option" id=format!("{id}-option-{idx}") class="option"
                aria-selected=truth(move || is_active.get()) on:pointerdown=act(press) on:mousedown=act(|event: leptos::ev::MouseEvent| event.prevent_default())
                on:click=act(pick)
            >
                <span class="option-value">{shown(move || choice.read().value.clone())}</span>
                <span class="option-hint">{shown(move || choice.read().hint.clone())}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <div class="options" class:is-open=Signal::derive(move || list.is_open.get())>
            <ul role="listbox" tabindex="-1" id=format!("{id}-list") aria-label="Choices" hidden=attribute(move || list.choices.read().is_empty().then_some(""))>
                {when(move || list.is_open.get(), move || rows(list.choices, row.clone()))}
            </ul>
            {when(move || list.is_open.get() && list.choices.read().len() >= MAX_CHOICES, || view! {
                <p class="file-status">{format!("the first {MAX_CHOICES}: type more to see others")}</p>
            }.into_any())}
            {when(move || list.is_open.get(), || view! { <CatalogStatus /> }.into_any())}
        </div>
    }
    .into_any()
}
