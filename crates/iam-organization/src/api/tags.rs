//! Tags as calls give them: listed as `Key` and `Value`, or by name (S18).

use super::value::{Fields, Value};
use crate::account::Tags;

/// What a service calls the two parts of a tag.
#[derive(Clone, Copy)]
pub(super) struct TagNames {
    pub(super) key: &'static str,
    pub(super) value: &'static str,
}

impl TagNames {
    pub(super) const USUAL: TagNames = TagNames { key: "Key", value: "Value" };
    /// As KMS writes them.
    pub(super) const OF_KMS: TagNames = TagNames { key: "TagKey", value: "TagValue" };
}

/// Tags as a call gives them: `[{"Key": …, "Value": …}]`, or by name.
pub(super) fn tags_of(value: &Value) -> Tags {
    let mut tags = Tags::new();
    match value {
        Value::Map(fields) => {
            let tag = |(key, value): (&str, &Value)| Some((key.to_owned(), value.as_text()?.to_owned()));
            tags.extend(fields.iter().filter_map(tag));
        }
        Value::List(items) => {
            let tag = |it: &Value| {
                let fields = it.as_map()?;
                let value = fields.text(TagNames::USUAL.value).unwrap_or_default();
                Some((fields.text(TagNames::USUAL.key)?.to_owned(), value.to_owned()))
            };
            tags.extend(items.iter().filter_map(tag));
        }
        Value::Text(_) | Value::Number(_) | Value::Bool(_) => {}
    }
    tags
}

/// Whether all of them are tags: texts by name, or keys and values and nothing else. `needs_value` is false for services
/// that take a key alone.
pub(super) fn are_well_formed(value: &Value, names: TagNames, needs_value: bool) -> bool {
    let is_text = |it: Option<&Value>| it.is_some_and(|it| it.as_text().is_some());
    let is_tag = |fields: &Fields| {
        let value = fields.get(names.value);
        is_text(fields.get(names.key))
            && (is_text(value) || (value.is_none() && !needs_value))
            && fields.iter().all(|(name, _)| name == names.key || name == names.value)
    };
    match value {
        Value::Map(fields) => fields.iter().all(|(_, it)| it.as_text().is_some()),
        Value::List(items) => items.iter().all(|it| it.as_map().is_some_and(is_tag)),
        Value::Text(_) | Value::Number(_) | Value::Bool(_) => false,
    }
}

/// A key that is listed twice. By name, none can be.
pub(super) fn key_listed_twice<'v>(
    value: &'v Value,
    is_same: impl Fn(&str, &str) -> bool,
) -> Option<&'v str> {
    let key = |it: &'v Value| {
        let fields = it.as_map()?;
        fields.text(TagNames::USUAL.key).or_else(|| fields.text(TagNames::OF_KMS.key))
    };
    let keys: Vec<&str> = value.items().iter().filter_map(key).collect();
    let is_twice = |(idx, key): &(usize, &&str)| keys.iter().take(*idx).any(|it| is_same(it, key));
    keys.iter().enumerate().find(is_twice).map(|(_, key)| *key)
}
