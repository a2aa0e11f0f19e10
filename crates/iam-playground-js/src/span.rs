//! Where something stands, in the unit of JavaScript's strings.

use iam_evaluator::span::Span;
use serde::Serialize;

/// A half-open range of UTF-16 code units: what `text.slice(start, end)` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Utf16Span {
    /// The first unit.
    pub start: usize,
    /// The unit after the last one.
    pub end: usize,
}

impl Utf16Span {
    /// The same place as a span of bytes in a text.
    pub fn new(span: Span, text: &str) -> Utf16Span {
        let units = |until: u32| {
            let before = text.get(..until as usize).unwrap_or(text);
            before.chars().map(char::len_utf16).sum()
        };
        Utf16Span { start: units(span.start), end: units(span.end) }
    }
}
