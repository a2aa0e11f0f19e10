//! Where in a policy text something stands.

#[cfg(test)]
mod tests;

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

    /// The line, counted from 1, on which the span starts in `text`. Reads the text up to there: for many spans of one
    /// text, build a [`LineIndex`].
    pub fn line(self, text: &str) -> usize {
        let before = text.as_bytes().get(..self.start as usize).unwrap_or(text.as_bytes());
        1 + before.iter().filter(|&&it| it == b'\n').count()
    }
}

/// Where the lines of a text begin: built once, it gives the line of any offset without reading the text again.
///
/// ```
/// use iam_evaluator::span::{LineColumn, LineIndex};
///
/// let lines = LineIndex::new("{\n  \"Statement\": []\n}");
/// assert_eq!(lines.line_column(4), LineColumn { line: 2, column: 2 });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    /// The offsets behind each line feed, ascending. The first line is not here: it begins at 0.
    starts: Box<[u32]>,
}

/// A place as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 0, in bytes.
    pub column: usize,
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> LineIndex {
        let feeds = text.bytes().enumerate().filter(|&(_, it)| it == b'\n');
        LineIndex { starts: feeds.map(|(idx, _)| clamp(idx + 1)).collect() }
    }

    /// The line that holds an offset, counted from 1. An offset behind the text is on its last line.
    pub fn line(&self, offset: u32) -> usize {
        1 + self.starts.partition_point(|&it| it <= offset)
    }

    /// The line and column of an offset.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let n_before = self.starts.partition_point(|&it| it <= offset);
        let start = n_before.checked_sub(1).and_then(|it| self.starts.get(it)).copied().unwrap_or_default();
        LineColumn { line: 1 + n_before, column: (offset - start) as usize }
    }
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
