//! What several parts of a file have in common: names, paths, policies.

use std::collections::BTreeSet;

use iam_organization::PolicyText;

use super::error::{Errors, Path};
use super::text::{BrokenPolicy, Policy};

pub(super) fn policy_text(form: Policy) -> PolicyText {
    match form {
        Policy::Text(text) => PolicyText::new(text.into_string()),
        Policy::Broken(BrokenPolicy { text, last_valid_text }) => {
            PolicyText::with_last_valid(text.into_string(), last_valid_text.into_string())
        }
    }
}

/// The names or ids of one kind that were read.
pub(super) struct Names {
    kind: &'static str,
    seen: BTreeSet<String>,
}

impl Names {
    pub(super) fn new(kind: &'static str) -> Names {
        Names { kind, seen: BTreeSet::new() }
    }

    /// Checks the `name` of the IAM entity at the path: its characters, and that no other has it in any case.
    pub(super) fn check(&mut self, errors: &mut Errors, path: Path<'_>, name: &str) {
        let is_allowed = |it: char| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it);
        if name.is_empty() || name.len() > 128 || !name.chars().all(is_allowed) {
            let message = format!("`{name}` cannot be the name of a {}", self.kind);
            errors.add(path.field("name"), message, "use letters, digits and `_+=,.@-`");
        }
        if !self.seen.insert(name.to_ascii_lowercase()) {
            let message = format!("the {} `{name}` is there twice", self.kind);
            errors.add(
                path.field("name"),
                message,
                "rename one of the two; upper and lower case are the same",
            );
        }
    }

    /// Checks that an id is new.
    pub(super) fn check_id(&mut self, errors: &mut Errors, path: Path<'_>, id: &str) {
        if !self.seen.insert(id.to_owned()) {
            let message = format!("the {} `{id}` is there twice", self.kind);
            errors.add(path, message, "give one of the two another id");
        }
    }
}

pub(super) fn check_path(errors: &mut Errors, path: Path<'_>, text: &str) {
    if !text.starts_with('/') || !text.ends_with('/') {
        let message = format!("`{text}` is not a path");
        errors.add(path.field("path"), message, "begin and end it with a slash, such as `/team/`");
    }
}

/// Help that lists what could be named instead.
pub(super) fn one_of<'a>(field: &str, names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<String> = names.map(|it| format!("`{it}`")).collect();
    match names.as_slice() {
        [] => format!("add it to `{field}`"),
        names => format!("add it to `{field}`, or name one of {}", names.join(", ")),
    }
}
