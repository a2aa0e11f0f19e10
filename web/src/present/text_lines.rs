//! A text with the places of its lines, found once.

use iam_evaluator::span::LineIndex;

/// A text and where its lines begin.
#[derive(Clone, Debug)]
pub struct TextLines<'a> {
    text: &'a str,
    index: LineIndex,
}

impl<'a> TextLines<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> TextLines<'a> {
        TextLines { text, index: LineIndex::new(text) }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The line of an offset, counted from 1.
    pub fn line(&self, offset: u32) -> usize {
        self.index.line(offset)
    }

    /// The column of an offset in UTF-16 units, counted from 1.
    pub fn column(&self, offset: u32) -> usize {
        let start = (offset as usize).saturating_sub(self.index.line_column(offset).column);
        let before = self.text.get(start..offset as usize).unwrap_or_default();
        before.encode_utf16().count() + 1
    }
}
