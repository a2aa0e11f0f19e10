//! Drawings, alone or as the mark of an outcome.

use leptos::prelude::*;

use super::dynamic::shown;

use crate::present::tone::{Icon, Tone};

/// One drawing. It says nothing by itself: words stand beside it.
#[component]
pub fn IconSvg(#[prop(into)] icon: Signal<Icon>) -> impl IntoView {
    let class = move || if icon.get().filled() { "icon icon-filled" } else { "icon" };
    view! {
        <svg class=shown(class) viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=shown(move || icon.get().path()) />
        </svg>
    }
    .into_any()
}

/// The shape of an outcome in its colour.
#[component]
pub fn Mark(#[prop(into)] tone: Signal<Tone>) -> impl IntoView {
    view! {
        <span class=shown(move || format!("mark {}", tone.get().class()))>
            <IconSvg icon=Signal::derive(move || tone.get().icon()) />
        </span>
    }
    .into_any()
}
