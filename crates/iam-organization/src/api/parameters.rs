//! Whether the parameters of a call have the right form (S20, S21).

use super::error::ApiError;
use super::error_code::ErrorCode;
use super::operation::{Operation, ParameterKind};
use super::service_codes::{parameter_code, takes_key_alone};
use super::tags::{TagNames, are_well_formed, tags_of};
use super::value::{Fields, Value};
use crate::edit::{is_tag_key, is_tag_value};

/// Every parameter that is missing, unknown or out of its range, in one `ValidationError` as AWS words it (S21).
pub(super) fn validate(operation: &Operation, parameters: &Fields) -> Result<(), ApiError> {
    let mut problems = Vec::new();
    for (name, value) in parameters.iter() {
        match operation.parameters.iter().find(|it| it.name == name) {
            Some(parameter) => {
                let needs_value = !takes_key_alone(operation.service);
                problems.extend(problem(name, value, parameter.kind, needs_value));
            }
            None => problems.push(format!("{} has no parameter '{name}'", operation.name)),
        }
    }
    for it in operation.parameters.iter().filter(|it| it.required && parameters.get(it.name).is_none()) {
        let name = lower_camel(it.name);
        problems
            .push(format!("Value null at '{name}' failed to satisfy constraint: Member must not be null"));
    }
    refuse(&problems).map_err(|it| ApiError { code: parameter_code(operation.service), ..it })
}

/// One error for all the problems, if there are some.
pub(super) fn refuse(problems: &[String]) -> Result<(), ApiError> {
    if problems.is_empty() {
        return Ok(());
    }
    let n_problems = problems.len();
    let plural = if n_problems == 1 { "" } else { "s" };
    let message = format!("{n_problems} validation error{plural} detected: {}", problems.join("; "));
    Err(ApiError::new(ErrorCode::ValidationError, message))
}

/// Keys of tags have 1 to 128 such characters, values up to 256 (S18).
const TAG_PATTERN: &str = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";

/// What is wrong with a value, as AWS words it. `needs_value` is about tags.
fn problem(name: &str, value: &Value, kind: ParameterKind, needs_value: bool) -> Option<String> {
    let unfit = |shown: &str, constraint: String| {
        let name = lower_camel(name);
        Some(format!("Value '{shown}' at '{name}' failed to satisfy constraint: Member must {constraint}"))
    };
    let too_many = |n: usize, max: usize| match n > max {
        true => unfit(&n.to_string(), format!("have length less than or equal to {max}")),
        false => None,
    };
    let wrong_length = |text: &str, min: usize, max: usize| match text.chars().count() {
        n if n < min => unfit(text, format!("have length greater than or equal to {min}")),
        n if n > max => unfit(text, format!("have length less than or equal to {max}")),
        _ => None,
    };
    let wrong_form =
        |text: &str, pattern: &str| unfit(text, format!("satisfy regular expression pattern: {pattern}"));
    match (kind, value) {
        (ParameterKind::Text { min, max, also }, Value::Text(text)) => {
            wrong_length(text, min, max).or_else(|| {
                let also = also.filter(|it| !is_word(text, it))?;
                wrong_form(text, &format!("[\\w{also}]+"))
            })
        }
        (ParameterKind::Matching { min, max, pattern, matches }, Value::Text(text)) => {
            let misfit = || if matches(text) { None } else { wrong_form(text, pattern) };
            wrong_length(text, min, max).or_else(misfit)
        }
        (ParameterKind::Word(words), Value::Text(text)) => match words.contains(&text.as_str()) {
            true => None,
            false => unfit(text, format!("satisfy enum value set: [{}]", words.join(", "))),
        },
        (ParameterKind::Number { min, max }, Value::Number(number)) => match *number {
            it if it < min => unfit(&it.to_string(), format!("have value greater than or equal to {min}")),
            it if it > max => unfit(&it.to_string(), format!("have value less than or equal to {max}")),
            _ => None,
        },
        (ParameterKind::Bool, Value::Bool(_)) => None,
        (ParameterKind::SomeTexts(_), Value::List(items)) if items.is_empty() => {
            unfit("[]", "have length greater than or equal to 1".to_owned())
        }
        (
            ParameterKind::Texts(max) | ParameterKind::SomeTexts(max) | ParameterKind::Arns(max),
            Value::List(items),
        ) => {
            let is_text = |it: &Value| it.as_text().is_some();
            let is_arn = |it: &Value| it.as_map().is_some_and(|it| it.text("arn").is_some());
            match items.iter().all(|it| is_text(it) || is_arn(it)) {
                true => too_many(items.len(), max),
                false => unfit("[…]", "be texts".to_owned()),
            }
        }
        (ParameterKind::TextsMatching { max, pattern, matches }, Value::List(items)) => {
            let texts: Vec<&str> = items.iter().filter_map(Value::as_text).collect();
            match texts.iter().find(|it| !matches(it)) {
                Some(text) => wrong_form(text, pattern),
                None if texts.len() < items.len() => unfit("[…]", "be texts".to_owned()),
                None => too_many(items.len(), max),
            }
        }
        (ParameterKind::Tags, Value::List(_) | Value::Map(_)) => {
            let tags = tags_of(value);
            let bad_key = || tags.keys().find(|it| !is_tag_key(it));
            let bad_value = || tags.values().find(|it| !is_tag_value(it));
            match bad_key().or_else(bad_value) {
                Some(text) => wrong_form(text, TAG_PATTERN),
                None if !are_well_formed(value, TagNames::USUAL, needs_value) => {
                    unfit("[…]", "be tags".to_owned())
                }
                None => too_many(value.items().len().max(tags.len()), 50),
            }
        }
        (ParameterKind::Map, Value::Map(_)) => None,
        (ParameterKind::Maps(max), Value::List(items)) => {
            match items.iter().all(|it| it.as_map().is_some()) {
                true => too_many(items.len(), max),
                false => unfit("[…]", "be structures".to_owned()),
            }
        }
        (kind, _) => unfit("…", format!("be {}", words(kind))),
    }
}

fn words(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Text { .. } | ParameterKind::Matching { .. } | ParameterKind::Word(_) => "a text",
        ParameterKind::Number { .. } => "a whole number",
        ParameterKind::Bool => "true or false",
        ParameterKind::Texts(_) | ParameterKind::SomeTexts(_) | ParameterKind::TextsMatching { .. } => {
            "a list of texts"
        }
        ParameterKind::Arns(_) => "a list of ARNs",
        ParameterKind::Map => "a structure",
        ParameterKind::Maps(_) => "a list of structures",
        ParameterKind::Tags => "tags",
    }
}

/// Whether the text has only letters, digits and the others: AWS's `\w` is ASCII.
pub(super) fn is_word(text: &str, also: &str) -> bool {
    text.chars().all(|it| it.is_ascii_alphanumeric() || also.contains(it))
}

/// Whether a policy may have these characters.
pub(super) fn is_document(text: &str) -> bool {
    text.chars().all(|it| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{ff}'))
}

/// `UserName` → `userName`, as AWS's messages and CloudTrail write it.
pub(super) fn lower_camel(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|it| it.to_ascii_lowercase()).into_iter().chain(chars).collect()
}
