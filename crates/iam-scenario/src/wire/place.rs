//! From a place in a file to its path: what a reader of JSON knows is line and column.

use std::fmt::Write;

use iam_evaluator::json::{self, Value, ValueKind};
use iam_evaluator::span::Span;

/// The path of the innermost value or member name at a line and column, both counted from 1. Empty for the file as a
/// whole.
pub(super) fn path_at(text: &str, line: usize, column: usize) -> String {
    let line_starts = text.match_indices('\n').map(|(idx, _)| idx + 1);
    let line_start = std::iter::once(0).chain(line_starts).nth(line.saturating_sub(1)).unwrap_or_default();
    let offset = line_start + column.saturating_sub(1);
    let mut path = String::new();
    if let (Some(value), _) = json::parse(text) {
        descend(&value, offset, &mut path);
    }
    path
}

fn descend(value: &Value, offset: usize, path: &mut String) {
    let contains = |span: Span| (span.start as usize..span.end as usize).contains(&offset);
    match &value.kind {
        ValueKind::Object(members) => {
            if let Some(member) = members.iter().find(|it| contains(it.span())) {
                let dot = if path.is_empty() { "" } else { "." };
                path.push_str(dot);
                path.push_str(&member.name);
                descend(&member.value, offset, path);
            }
        }
        ValueKind::Array(values) => {
            if let Some((idx, value)) = values.iter().enumerate().find(|(_, it)| contains(it.span)) {
                // Writing to a string does not fail.
                let _ = write!(path, "[{idx}]");
                descend(value, offset, path);
            }
        }
        ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::String(_) => {}
    }
}
