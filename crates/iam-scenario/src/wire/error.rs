//! What is wrong with a file.

use std::fmt;

use iam_evaluator::span::{LineIndex, Span};

use super::node::Node;

/// Something in a file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where: the path from the top of the file, such as `world.accounts[0].users[1].groups[0]`. Empty for the file as
    /// a whole.
    pub path: String,
    /// The line, counted from 1. `None` where lines say nothing: for a text on one line, such as that of a link, and for a
    /// scenario that was not read from a text.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Everything that is wrong with a file; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadErrors {
    /// In the order of the file. While its form is broken, what it names is not looked at.
    pub errors: Vec<ReadError>,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        if !self.help.is_empty() {
            write!(f, " (help: {})", self.help)?;
        }
        Ok(())
    }
}

/// One error a line, each with the line of the file that it is on.
impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, error) in self.errors.iter().enumerate() {
            if idx > 0 {
                f.write_str("\n")?;
            }
            if let Some(line) = error.line {
                write!(f, "line {line}: ")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadError {}
impl std::error::Error for ReadErrors {}

/// More errors than this help nobody, and a file of two megabytes can have a million.
const MAX_ERRORS: usize = 100;

/// Collects errors while a file is read.
pub(super) struct Errors<'t> {
    text: &'t str,
    found: Vec<(Span, ReadError)>,
}

impl<'t> Errors<'t> {
    pub(super) fn new(text: &'t str) -> Errors<'t> {
        Errors { text, found: Vec::new() }
    }

    pub(super) fn add(&mut self, node: Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        if self.found.len() < MAX_ERRORS {
            self.add_at(node.span(), node.to_string(), message.into(), help.into());
        }
    }

    pub(super) fn add_at(&mut self, span: Span, path: String, message: String, help: String) {
        // Kept in the order of the file: sorting a hundred of them later is no faster and more code.
        let idx = self.found.partition_point(|(it, _)| it.start <= span.start);
        self.found.insert(idx, (span, ReadError { path, line: None, message, help }));
    }

    /// The value, or its error noted at the place.
    pub(super) fn ok<T, E: fmt::Display>(
        &mut self,
        node: Node<'_>,
        help: &str,
        result: Result<T, E>,
    ) -> Option<T> {
        result.map_err(|it| self.add(node, it.to_string(), help)).ok()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The errors in the order of the file, with their lines.
    pub(super) fn finish(self) -> ReadErrors {
        let Errors { text, found } = self;
        let lines = LineIndex::new(text);
        let has_lines = text.trim().contains('\n');
        let with_line = |(span, error): (Span, ReadError)| ReadError {
            line: has_lines.then(|| lines.line(span.start)),
            ..error
        };
        ReadErrors { errors: found.into_iter().map(with_line).collect() }
    }
}
