//! What several parts of a file have in common: names, paths, policies.

use iam_organization::{PolicyText, is_iam_name, is_iam_path};
use sorted::SortedSet;

use super::error::Errors;
use super::node::Node;

/// The policy that is here.
pub(super) fn policy_text(node: Node<'_>) -> PolicyText {
    let text = node.field("text");
    match text.is_there() {
        true => PolicyText::with_last_valid(text.lines(), node.field("lastValidText").lines()),
        false => PolicyText::new(node.lines()),
    }
}

/// The same, if there is one.
pub(super) fn optional_policy(node: Node<'_>) -> Option<PolicyText> {
    node.is_there().then(|| policy_text(node))
}

/// The names or ids of one kind that were read.
pub(super) struct Names {
    kind: &'static str,
    seen: SortedSet<String>,
}

impl Names {
    pub(super) fn new(kind: &'static str) -> Names {
        Names { kind, seen: SortedSet::new() }
    }

    /// Reads the `name` of the IAM entity that is here. Checks its characters, and that no other has it in any case.
    pub(super) fn name(&mut self, errors: &mut Errors<'_>, entity: Node<'_>) -> String {
        let node = entity.field("name");
        let name = node.string();
        if !is_iam_name(&name) {
            let message = format!("`{name}` cannot be the name of a {}", self.kind);
            errors.add(node, message, "use letters, digits and `_+=,.@-`");
        }
        if !self.seen.insert(name.to_ascii_lowercase()) {
            let message = format!("the {} `{name}` is there twice", self.kind);
            errors.add(node, message, "rename one of the two; upper and lower case are the same");
        }
        name
    }

    /// Reads the `id` of what is here, and checks that it is new.
    pub(super) fn id(&mut self, errors: &mut Errors<'_>, entity: Node<'_>) -> String {
        let node = entity.field("id");
        let id = node.string();
        if !self.seen.insert(id.clone()) {
            let message = format!("the {} `{id}` is there twice", self.kind);
            errors.add(node, message, "give one of the two another id");
        }
        id
    }
}

/// Reads the `path` of the IAM entity that is here.
pub(super) fn iam_path(errors: &mut Errors<'_>, entity: Node<'_>) -> String {
    let node = entity.field("path");
    let path = node.text().unwrap_or("/");
    if !is_iam_path(path) {
        let help = "begin and end it with a slash, such as `/team/`";
        errors.add(node, format!("`{path}` is not a path"), help);
    }
    path.to_owned()
}

/// Help that lists what could be named instead.
pub(super) fn one_of<T: AsRef<str>>(field: &str, names: impl Iterator<Item = T>) -> String {
    const MAX_NAMES: usize = 20;
    let mut names: Vec<String> = names.take(MAX_NAMES + 1).map(|it| format!("`{}`", it.as_ref())).collect();
    if names.len() > MAX_NAMES {
        names.truncate(MAX_NAMES);
        names.push("…".to_owned());
    }
    match names.as_slice() {
        [] => format!("add it to `{field}`"),
        names => format!("add it to `{field}`, or name one of {}", names.join(", ")),
    }
}
