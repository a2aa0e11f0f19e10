//! What AWS's catalogue says about what is typed into a question. Never an error: AWS may have become more since.

use iam_catalog::{Catalog, ConditionKey, KeyType, ServiceAction};
use iam_evaluator::arn::Arn;
use iam_evaluator::condition::is_number;
use iam_evaluator::request::{Action, ContextValue};

use super::ask_choices::Choices;

impl Choices<'_> {
    /// Said under the action: that AWS does not document it.
    pub fn action_note(&self) -> Option<String> {
        let (catalog, typed) = (self.catalog?, self.question.action.trim());
        Action::parse(typed).ok()?;
        match catalog.action(typed) {
            Some(it) if it.service().is_retired() => Some(format!(
                "AWS has retired the service `{}`; it is decided all the same",
                it.service().prefix()
            )),
            Some(_) => None,
            None => Some(format!(
                "AWS documents no action `{typed}` (as of {}); it is decided all the same",
                catalog.date()
            )),
        }
    }

    /// Said under the resource: that the action takes none, or others.
    pub fn resource_note(&self) -> Option<String> {
        let (action, typed) = (self.action()?, self.question.resource.trim());
        if typed == "*" {
            return (!action.takes_no_resource())
                .then(|| format!("`{action}` is about one resource: {}", one_of(action)));
        }
        let arn = Arn::parse(typed).ok()?;
        if action.takes_no_resource() {
            return Some(format!("`{action}` takes no resource: only `\"Resource\": \"*\"` allows it (E37)"));
        }
        if typed.contains("${") {
            return Some("fill in what stands between `${` and `}`".to_owned());
        }
        match self.type_of(Some(action), arn.as_str()) {
            Some(_) => None,
            None => Some(format!("`{action}` is about another resource: {}", one_of(action))),
        }
    }
}

/// The resource types of an action with the form of their ARNs.
fn one_of(action: ServiceAction<'_>) -> String {
    const MAX: usize = 3;
    let types = action.resource_types().map(|it| it.resource_type);
    let mut named: Vec<String> = types
        .filter_map(|it| Some(format!("{} `{}`", it.name(), it.arns().next()?.fill(&[("Partition", "aws")]))))
        .collect();
    let n_more = named.len().saturating_sub(MAX);
    named.truncate(MAX);
    if n_more > 0 {
        named.push(format!("{n_more} others"));
    }
    named.join(", ")
}

/// What does not fit about a context key and its value.
pub fn context_note(catalog: Option<&Catalog>, key: &str, value: &ContextValue) -> Option<String> {
    let is_name = key.split_once(':').is_some_and(|(prefix, name)| !prefix.is_empty() && !name.is_empty());
    if !is_name {
        return Some(format!("`{key}` is not a context key: write `prefix:Name`, such as `aws:SourceIp`"));
    }
    let catalog = catalog?;
    let Some(known) = catalog.condition_key(key) else {
        return Some(format!("AWS documents no context key `{key}` (as of {})", catalog.date()));
    };
    match value {
        ContextValue::Single(_) if known.is_multivalued => {
            Some(format!("`{key}` holds several values: write `[a, b]`, or `[a]` for one"))
        }
        // Nothing at all is how a key is said to be absent.
        ContextValue::Multi(values) if !known.is_multivalued && !values.is_empty() => {
            Some(format!("`{key}` holds one value, not a list"))
        }
        ContextValue::Single(value) => value_note(known, key, value),
        ContextValue::Multi(values) => values.iter().find_map(|it| value_note(known, key, it)),
    }
}

fn value_note(known: ConditionKey<'_>, key: &str, value: &str) -> Option<String> {
    let (fits, form) = match known.key_type {
        KeyType::String => (true, ""),
        KeyType::Bool => (matches!(value, "true" | "false"), "`true` or `false`"),
        KeyType::Numeric => (is_number(value), "a number"),
        KeyType::Date => {
            let is_date =
                value.contains('T') || value.parse::<i64>().is_ok() || value.split('-').count() == 3;
            (is_date, "a time, such as `2026-01-01T10:00:00Z`")
        }
        KeyType::Arn => (value.starts_with("arn:"), "an ARN"),
        KeyType::IpAddress => (value.parse::<std::net::IpAddr>().is_ok(), "an IP address"),
    };
    (!fits && !value.is_empty()).then(|| format!("`{key}` is {form}"))
}
