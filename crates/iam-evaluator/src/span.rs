//! Where in a policy text something stands.

/// A half-open range of byte offsets into the text that was parsed.
///
/// Offsets are `u32`: a text of 4 GiB or more is refused by the JSON parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: clamp(start), end: clamp(end) }
    }

    /// The part of `text` that the span names; empty if it lies outside the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The line, counted from 1, on which the span starts in `text`.
    pub fn line(self, text: &str) -> usize {
        let before = text.as_bytes().get(..self.start as usize).unwrap_or(text.as_bytes());
        1 + before.iter().filter(|&&it| it == b'\n').count()
    }
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
