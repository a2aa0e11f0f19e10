//! Changing a question by hand.

use iam_evaluator::arn::Arn;
use iam_evaluator::request::ContextValue;
use iam_scenario::{Question, Scenario, Who};

/// One change of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionEdit {
    /// Who asks.
    Who(Who),
    /// The action, as typed.
    Action(String),
    /// The resource, as typed.
    Resource(String),
    /// A context key is set; the text is read as `context_value` says.
    SetContext(String, String),
    /// A context key gets another name.
    RenameContext(String, String),
    /// A context key is taken out.
    RemoveContext(String),
}

impl QuestionEdit {
    /// The field that is typed in, so that keystrokes in it are one change.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            QuestionEdit::Action(_) => Some("action"),
            QuestionEdit::Resource(_) => Some("resource"),
            QuestionEdit::SetContext(..) => Some("context"),
            QuestionEdit::Who(Who::Arn(_)) => Some("principal"),
            QuestionEdit::Who(_) | QuestionEdit::RenameContext(..) | QuestionEdit::RemoveContext(_) => None,
        }
    }

    /// The question after the change. A question whose title its author wrote is left alone: the change makes another
    /// one, with a title that says what it asks and without an expected answer.
    pub fn changed(self, scenario: &Scenario, question: &Question) -> Question {
        let mut changed = question.clone();
        match self {
            QuestionEdit::Who(who) => changed.principal = who,
            QuestionEdit::Action(action) => changed.action = action,
            QuestionEdit::Resource(resource) => {
                changed.resource = resource;
                changed.resource_account = None;
            }
            QuestionEdit::SetContext(key, text) => changed.context.set(&key, context_value(&text)),
            QuestionEdit::RenameContext(key, name) => {
                let value = changed.context.get(&key).cloned();
                changed.context.remove(&key);
                if !name.trim().is_empty() {
                    changed.context.set(name.trim(), value.unwrap_or(ContextValue::Single(String::new())));
                }
            }
            QuestionEdit::RemoveContext(key) => changed.context.remove(&key),
        }
        if changed == *question {
            return changed;
        }
        if question.title != generated_title(question) {
            changed.id = fresh_id(scenario);
        }
        changed.expected = None;
        changed.title = generated_title(&changed);
        changed
    }
}

/// An id that no question of the scenario has.
pub fn fresh_id(scenario: &Scenario) -> String {
    let mut ids = (1..).map(|it| format!("own-{it}"));
    ids.find(|id| scenario.question(id).is_none()).unwrap_or_default()
}

/// What a question asks, in a line.
pub fn generated_title(question: &Question) -> String {
    let who = match &question.principal {
        Who::Arn(arn) => arn.rsplit(['/', ':']).next().unwrap_or_default(),
        Who::Step(step) => step,
        Who::Service(name) => name,
        Who::Anonymous => "anonymous",
    };
    let resource = Arn::parse(question.resource.trim()).map(|it| it.resource().to_owned());
    let resource = resource.unwrap_or_else(|_| question.resource.clone());
    format!("{who} · {} · {resource}", question.action)
}

/// Reads a context value: `[a, b]` is a key with several values, anything else is one value.
fn context_value(text: &str) -> ContextValue {
    match text.trim().strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(list) if list.trim().is_empty() => ContextValue::Multi(Vec::new()),
        Some(list) => ContextValue::Multi(list.split(',').map(|it| it.trim().to_owned()).collect()),
        None => ContextValue::Single(text.to_owned()),
    }
}

/// A context value as it is typed.
pub fn context_text(value: &ContextValue) -> String {
    match value {
        ContextValue::Single(value) => value.clone(),
        ContextValue::Multi(values) => format!("[{}]", values.join(", ")),
    }
}

/// The key of who asks, among the choices of the list.
pub fn who_choice(who: &Who) -> String {
    match who {
        Who::Arn(arn) => format!("arn {arn}"),
        Who::Step(step) => format!("step {step}"),
        Who::Service(name) => format!("service {name}"),
        Who::Anonymous => "anonymous".to_owned(),
    }
}

/// Who has this key.
pub fn who_of_choice(key: &str) -> Option<Who> {
    match key.split_once(' ') {
        Some(("arn", arn)) => Some(Who::Arn(arn.to_owned())),
        Some(("step", step)) => Some(Who::Step(step.to_owned())),
        Some(("service", name)) => Some(Who::Service(name.to_owned())),
        Some(_) => None,
        None => (key == "anonymous").then_some(Who::Anonymous),
    }
}
