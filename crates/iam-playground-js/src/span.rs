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

/// A text of which many places are asked.
pub(crate) struct Utf16Text<'a> {
    text: &'a str,
    /// How many units stand before each `STEP` bytes, at the next character.
    units_before: Vec<usize>,
}

/// Bytes between two counts: a place costs as much to find.
const STEP: usize = 512;

impl<'a> Utf16Text<'a> {
    /// Counts the units of a text once.
    pub(crate) fn new(text: &'a str) -> Utf16Text<'a> {
        let mut units_before = Vec::with_capacity(text.len() / STEP + 1);
        let mut units = 0;
        for (at, it) in text.char_indices() {
            if at >= units_before.len() * STEP {
                units_before.push(units);
            }
            units += it.len_utf16();
        }
        Utf16Text { text, units_before }
    }

    /// The same place as a span of bytes.
    pub(crate) fn span(&self, span: Span) -> Utf16Span {
        Utf16Span { start: self.units(span.start as usize), end: self.units(span.end as usize) }
    }

    /// How many units stand before a byte; a place that is none is the end.
    fn units(&self, until: usize) -> usize {
        let until = if self.text.is_char_boundary(until) { until } else { self.text.len() };
        let step = (until / STEP).min(self.units_before.len().saturating_sub(1));
        let from = (step * STEP..=until).find(|&it| self.text.is_char_boundary(it)).unwrap_or(until);
        let before = self.units_before.get(step).copied().unwrap_or(0);
        let rest = self.text.get(from..until).unwrap_or("");
        before + rest.chars().map(char::len_utf16).sum::<usize>()
    }
}
