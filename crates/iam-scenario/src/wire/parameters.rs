//! The parameters of a call: any JSON, as the operation takes it.

use iam_evaluator::json::ValueKind;
use iam_organization::{ApiCall, Fields, Value};

use super::json::Json;
use super::node::Node;
use super::write::TextStyle;

pub(super) fn api_call(node: Node<'_>) -> ApiCall {
    let mut parameters = Fields::new();
    for (name, value) in node.field("parameters").members() {
        parameters.set_some(name, parameter(name, value));
    }
    ApiCall { operation: node.field("operation").string(), parameters }
}

/// Any values by name.
pub(super) fn fields(node: Node<'_>) -> Fields {
    let mut fields = Fields::new();
    for (name, it) in node.members() {
        fields.set_some(name, value(it));
    }
    fields
}

pub(super) fn fields_json(fields: &Fields) -> Json {
    Json::Object(fields.iter().map(|(name, it)| (name.to_owned(), json(it))).collect())
}

/// Parameters that are policies: they can be given line by line.
fn is_document(name: &str) -> bool {
    name.ends_with("Policy")
        || name.ends_with("PolicyDocument")
        || matches!(name, "Content" | "SAMLMetadataDocument")
}

fn parameter(name: &str, node: Node<'_>) -> Option<Value> {
    match node.kind() {
        Some(ValueKind::Array(_)) if is_document(name) => Some(Value::Text(node.lines())),
        _ => value(node),
    }
}

/// `null` is as good as not there.
fn value(node: Node<'_>) -> Option<Value> {
    Some(match node.kind()? {
        ValueKind::Null => return None,
        ValueKind::Bool(it) => Value::Bool(*it),
        // A number that is no whole one is kept as its text, and refused when the call is made.
        ValueKind::Number(text) => text.parse().map_or_else(|_| Value::text(text.as_str()), Value::Number),
        ValueKind::String(text) => Value::text(text.as_str()),
        ValueKind::Array(_) => Value::List(node.items().filter_map(value).collect()),
        ValueKind::Object(_) => Value::Map(fields(node)),
    })
}

pub(super) fn api_call_json(call: &ApiCall, style: TextStyle) -> Json {
    let ApiCall { operation, parameters } = call;
    let fields = parameters.iter().map(|(name, value)| {
        let value = match value {
            Value::Text(text) if is_document(name) => style.text(text),
            value => json(value),
        };
        (name.to_owned(), value)
    });
    Json::object(vec![
        ("operation", Some(Json::text(operation))),
        ("parameters", Json::Object(fields.collect()).unless_empty()),
    ])
}

fn json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::text(text),
        Value::Number(number) => Json::Literal(number.to_string()),
        Value::Bool(it) => Json::Literal(it.to_string()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(fields) => fields_json(fields),
    }
}
