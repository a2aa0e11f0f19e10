//! Accounts and ARNs as chips.

use leptos::prelude::*;

use super::dynamic::shown;

use crate::present::hue::AccountChip;

/// An account: its hue and its name; the id on hover.
#[component]
pub fn Account(#[prop(into)] chip: Signal<AccountChip>) -> impl IntoView {
    view! {
        <span
            class=shown(move || format!("account-chip {}", chip.read().class))
            title=shown(move || format!("account {}", chip.read().id))
        >
            <span class="account-chip-name">{shown(move || chip.read().name.clone())}</span>
        </span>
    }
    .into_any()
}
