//! Who asks: somebody of the world, or an ARN that is typed.

use leptos::prelude::*;

use super::chip::Account;
use super::context::use_dispatch;
use super::dynamic::{Derived, act, built, derived, flag, maybe, shown, when};
use super::field::{Problem, problem};
use crate::present::ask::{AskView, WhoGroup};
use crate::workspace::{Event, QuestionEdit, who_of_choice};

/// The key of the choice "another ARN".
const OTHER: &str = "other";

/// The list, and under it a text field where the list does not have who asks.
#[component]
pub fn WhoField(ask: Derived<AskView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let groups = derived(move || ask.read().who_groups.clone());
    let chosen = derived(move || match ask.read().who_text {
        Some(_) => OTHER.to_owned(),
        None => ask.read().who.clone(),
    });
    let account = move || ask.read().who_account.clone().map(|it| view! { <Account chip=it /> });
    let choose = move |event| {
        let key = event_target_value(&event);
        let who = who_of_choice(&key).unwrap_or(iam_scenario::Who::Arn(String::new()));
        dispatch.send(Event::EditQuestion(QuestionEdit::Who(who)));
    };
    view! {
        <label class="ask-label" for="ask-who">"WHO"</label>
        <div class="ask-value">
            <div class="ask-row">
            <select id="ask-who" class="field" on:change=act(choose) prop:value=shown(move || {
                // The choices come first: a value that is not among them would be dropped.
                groups.read();
                chosen.get()
            })>
                {built(move || groups.get().into_iter().map(move |it| group(it, chosen)).collect_view())}
                <option value=OTHER selected=flag(move || *chosen.read() == OTHER)>"another ARN…"</option>
            </select>
            {maybe(account)}
            </div>
            <WhoText ask />
            <Problem field="principal" id="ask-who-problem" />
        </div>
    }
    .into_any()
}

fn group(group: WhoGroup, chosen: Derived<String>) -> impl IntoView {
    let option = move |(key, name): (String, String)| {
        let is_chosen = *chosen.read_untracked() == key;
        view! { <option value=key selected=is_chosen>{name}</option> }
    };
    view! { <optgroup label=group.title>{group.choices.into_iter().map(option).collect_view()}</optgroup> }
        .into_any()
}

#[component]
fn WhoText(ask: Derived<AskView>) -> impl IntoView {
    let dispatch = use_dispatch();
    let is_text = derived(move || ask.read().who_text.is_some());
    let typed = move |event| {
        let who = iam_scenario::Who::Arn(event_target_value(&event));
        dispatch.send(Event::EditQuestion(QuestionEdit::Who(who)));
    };
    view! {
        {when(move || is_text.get(), move || view! {
            <input
                class="field field-mono"
                aria-label="ARN of who asks"
                placeholder="arn:aws:iam::111122223333:user/NAME"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=problem("principal")
                aria-describedby="ask-who-problem"
                prop:value=shown(move || ask.read().who_text.clone().unwrap_or_default())
                on:input=act(typed)
            />
        }.into_any())}
    }
    .into_any()
}
