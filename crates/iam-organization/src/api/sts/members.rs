//! JSON objects as identity providers fill them: what a token or an assertion says.

use iam_evaluator::json::{self, Member, Value, ValueKind};

/// The members of an object. Of two with one name the first counts.
pub(super) struct Members(Vec<Member>);

impl Members {
    /// Reads a JSON text; `None` if it is not one, or no object.
    pub(super) fn read(text: &str) -> Option<Members> {
        match json::parse(text) {
            (Some(Value { kind: ValueKind::Object(members), .. }), problems) if problems.is_empty() => {
                Some(Members(members))
            }
            _ => None,
        }
    }

    fn get(&self, name: &str) -> Option<&ValueKind> {
        self.0.iter().find(|it| it.name == name).map(|it| &it.value.kind)
    }

    /// Whether there is such a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A single value as text; of a list, the first.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    /// All values of a member, one or a list, as texts.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.get(name) {
            Some(ValueKind::Array(items)) => items.iter().filter_map(|it| text(&it.kind)).collect(),
            Some(one) => text(one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// A number of seconds; parts of a second are cut off. `None` for what is no number (S50).
    pub(super) fn seconds(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            ValueKind::Number(number) => number.split('.').next()?.parse().ok(),
            ValueKind::Null
            | ValueKind::Bool(_)
            | ValueKind::String(_)
            | ValueKind::Array(_)
            | ValueKind::Object(_) => None,
        }
    }

    /// The members of a member.
    pub(super) fn inner(&self, name: &str) -> Option<Members> {
        match self.get(name)? {
            ValueKind::Object(members) => Some(Members(members.clone())),
            ValueKind::Null
            | ValueKind::Bool(_)
            | ValueKind::Number(_)
            | ValueKind::String(_)
            | ValueKind::Array(_) => None,
        }
    }

    /// All names, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|it| it.name.as_str())
    }
}

fn text(kind: &ValueKind) -> Option<String> {
    match kind {
        ValueKind::String(text) | ValueKind::Number(text) => Some(text.clone()),
        ValueKind::Bool(it) => Some(it.to_string()),
        ValueKind::Null | ValueKind::Array(_) | ValueKind::Object(_) => None,
    }
}
