//! Lists in pages (S138).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Parameter, ParameterKind, optional, text};
use super::super::texts;
use super::super::value::{Fields, Value};

pub(super) const MARKER: Parameter = optional("Marker", text(1, 320));
pub(super) const MAX_ITEMS: Parameter = optional("MaxItems", ParameterKind::Number { min: 1, max: 1000 });

/// How many items a page has if nobody says.
const DEFAULT_ITEMS: usize = 100;

/// The page of a list that the call asks for, and where the next one begins. The marker says how many items came before:
/// AWS's says nothing to a reader either.
pub(super) fn page(call: &Incoming<'_>, name: &str, items: Vec<Value>) -> Result<Fields, ApiError> {
    let invalid = || ApiError::new(ErrorCode::ValidationError, texts::INVALID_MARKER);
    let start = match call.optional_text("Marker") {
        Some(marker) => marker.parse().ok().filter(|it| *it <= items.len()).ok_or_else(invalid)?,
        None => 0,
    };
    let max = call.number("MaxItems").and_then(|it| usize::try_from(it).ok()).unwrap_or(DEFAULT_ITEMS);
    let n_items = items.len();
    let end = n_items.min(start + max);
    let shown = items.into_iter().take(end).skip(start).collect();
    let is_truncated = end < n_items;
    let mut fields = Fields::of([(name, Value::List(shown)), ("IsTruncated", Value::Bool(is_truncated))]);
    fields.set_some("Marker", is_truncated.then(|| Value::text(end.to_string())));
    Ok(fields)
}
