//! Whether a file has the form that it should have: fields, types, words. What the values mean is looked at later.

use iam_evaluator::json::ValueKind;
use sorted::{SortedMap, SortedSet};

use super::error::Errors;
use super::fields::BROKEN_POLICY;
use super::form::{ChoiceForm, Field, Form, ObjectForm, Presence, Word};
use super::node::Node;

/// Notes everything about the object that its form does not allow.
pub(super) fn check_object(errors: &mut Errors<'_>, node: Node<'_>, form: &ObjectForm) {
    let Some(ValueKind::Object(_)) = node.kind() else {
        return mismatch(errors, node, "an object", form.doc);
    };
    check_names(errors, node);
    for (name, value) in node.members() {
        match form.fields.iter().find(|it| it.name == name) {
            Some(Field { presence: Presence::Optional, .. }) if is_null(value) => {}
            Some(field) => check(errors, value, field),
            None => {
                let help = format!("leave it out, or write one of {}", names(form.fields));
                errors.add(value, format!("unknown field `{}`", beginning(name)), help);
            }
        }
    }
    for field in form.fields {
        let is_missing = || !node.members().any(|(name, _)| name == field.name);
        if field.presence == Presence::Required && is_missing() {
            let message = format!("the field `{}` is missing", field.name);
            errors.add(node.field(field.name), message, format!("write it: {}", field.doc));
        }
    }
}

fn check(errors: &mut Errors<'_>, node: Node<'_>, field: &Field) {
    let doc = field.doc;
    match &field.form {
        Form::Text => check_text(errors, node, doc),
        Form::Number(max) => {
            let is_number = node.number().is_some_and(|it| it <= *max);
            if !is_number {
                mismatch(errors, node, &format!("a whole number up to {max}"), doc);
            }
        }
        Form::Word(words) => check_word(errors, node, words),
        Form::Words(words) => {
            if is_array(errors, node, "an array of strings", doc) {
                node.items().for_each(|it| check_word(errors, it, words));
            }
        }
        Form::Texts => {
            if is_array(errors, node, "an array of strings", doc) {
                node.items().for_each(|it| check_text(errors, it, doc));
            }
        }
        Form::TextOrTexts => check_text_or_texts(errors, node, doc),
        Form::Policy => check_policy(errors, node),
        Form::Tags => {
            if is_map(errors, node, "an object of strings", doc) {
                node.members().for_each(|(_, it)| check_text(errors, it, doc));
            }
        }
        Form::Context => {
            if is_map(errors, node, "an object of strings and of arrays of strings", doc) {
                check_keys(errors, node);
                node.members().for_each(|(_, it)| check_text_or_texts(errors, it, doc));
            }
        }
        Form::Flag => {
            if !matches!(node.kind(), Some(ValueKind::Bool(_))) {
                mismatch(errors, node, "`true` or `false`", doc);
            }
        }
        Form::Parameters => {
            is_map(errors, node, "an object", doc);
        }
        Form::Object(form) => check_object(errors, node, form),
        Form::Objects(form) => {
            if is_array(errors, node, "an array of objects", doc) {
                node.items().for_each(|it| check_object(errors, it, form));
            }
        }
        Form::Choice(form) => check_choice(errors, node, form),
    }
}

fn check_text(errors: &mut Errors<'_>, node: Node<'_>, doc: &str) {
    if node.text().is_none() {
        mismatch(errors, node, "a string", doc);
    }
}

fn check_text_or_texts(errors: &mut Errors<'_>, node: Node<'_>, doc: &str) {
    if node.text().is_none() && is_array(errors, node, "a string or an array of strings", doc) {
        node.items().for_each(|it| check_text(errors, it, doc));
    }
}

fn check_word(errors: &mut Errors<'_>, node: Node<'_>, words: &[Word]) {
    let help = || format!("write one of {}", quoted(words.iter().map(|(word, _)| *word)));
    match node.text() {
        Some(text) if words.iter().any(|(word, _)| *word == text) => {}
        Some(text) => errors.add(node, format!("unknown word `{}`", beginning(text)), help()),
        None => mismatch(errors, node, "a string", &help()),
    }
}

fn check_policy(errors: &mut Errors<'_>, node: Node<'_>) {
    const TEXT: &str = "the text of a policy, as a string or as an array of lines";
    const HELP: &str =
        "put the policy into a string, with its quotes escaped, or into an array with a string for each line";
    match node.kind() {
        Some(ValueKind::Object(_)) if node.field("text").is_there() => {
            check_object(errors, node, &BROKEN_POLICY);
        }
        Some(ValueKind::Object(_)) => mismatch(errors, node, TEXT, HELP),
        Some(ValueKind::String(_)) => {}
        Some(_) | None => {
            if is_array(errors, node, TEXT, HELP) {
                node.items().for_each(|it| check_text(errors, it, HELP));
            }
        }
    }
}

fn check_choice(errors: &mut Errors<'_>, node: Node<'_>, form: &ChoiceForm) {
    let fields = names(form.fields);
    let help = match form.word {
        Some((word, _)) => {
            format!("write {}: `\"{word}\"`, or an object with one of {fields}", form.doc)
        }
        None => format!("write {}: an object with one of {fields}", form.doc),
    };
    match node.kind() {
        Some(ValueKind::String(text)) if form.word.is_some_and(|(word, _)| word == text) => {}
        Some(ValueKind::String(text)) => {
            errors.add(node, format!("unknown word `{}`", beginning(text)), help)
        }
        Some(ValueKind::Object(members)) if members.len() == 1 => {
            for (name, value) in node.members() {
                match form.fields.iter().find(|it| it.name == name) {
                    Some(field) => check(errors, value, field),
                    None => errors.add(value, format!("unknown field `{}`", beginning(name)), help.as_str()),
                }
            }
        }
        Some(ValueKind::Object(members)) => {
            errors.add(node, format!("expected exactly one field, found {}", members.len()), help);
        }
        Some(_) | None => mismatch(errors, node, "a string or an object", &help),
    }
}

fn is_array(errors: &mut Errors<'_>, node: Node<'_>, expected: &str, help: &str) -> bool {
    let is_array = matches!(node.kind(), Some(ValueKind::Array(_)));
    if !is_array {
        mismatch(errors, node, expected, help);
    }
    is_array
}

fn is_map(errors: &mut Errors<'_>, node: Node<'_>, expected: &str, help: &str) -> bool {
    let is_map = matches!(node.kind(), Some(ValueKind::Object(_)));
    if is_map {
        check_names(errors, node);
    } else {
        mismatch(errors, node, expected, help);
    }
    is_map
}

/// Whether each field of the object stands there once.
fn check_names(errors: &mut Errors<'_>, node: Node<'_>) {
    let mut seen = SortedSet::new();
    for (name, value) in node.members() {
        if !seen.insert(name) {
            errors.add(
                value,
                format!("the field `{}` is there twice", beginning(name)),
                "leave one of the two out",
            );
        }
    }
}

/// Whether no two keys of a context differ in case only: they are one key (E11).
fn check_keys(errors: &mut Errors<'_>, node: Node<'_>) {
    let mut seen = SortedMap::new();
    for (key, value) in node.members() {
        if let Some(other) = seen.insert(key.to_ascii_lowercase(), key)
            && other != key
        {
            let message =
                format!("the context key `{}` is there as `{}` too", beginning(key), beginning(other));
            errors.add(value, message, "leave one of the two out: upper and lower case are the same in keys");
        }
    }
}

fn mismatch(errors: &mut Errors<'_>, node: Node<'_>, expected: &str, help: &str) {
    let found = match node.kind() {
        None | Some(ValueKind::Null) => "`null`".to_owned(),
        Some(ValueKind::Bool(it)) => format!("`{it}`"),
        Some(ValueKind::Number(it)) => format!("the number `{}`", beginning(it)),
        Some(ValueKind::String(it)) => format!("the string `{}`", beginning(it)),
        Some(ValueKind::Array(_)) => "an array".to_owned(),
        Some(ValueKind::Object(_)) => "an object".to_owned(),
    };
    errors.add(node, format!("expected {expected}, found {found}"), help);
}

/// As much of a text as helps to find it.
fn beginning(text: &str) -> String {
    const MAX_CHARS: usize = 40;
    match text.char_indices().nth(MAX_CHARS) {
        Some((idx, _)) => format!("{}…", text.get(..idx).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn is_null(node: Node<'_>) -> bool {
    matches!(node.kind(), Some(ValueKind::Null))
}

fn names(fields: &[Field]) -> String {
    quoted(fields.iter().map(|it| it.name))
}

fn quoted(words: impl Iterator<Item = &'static str>) -> String {
    words.map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}
