//! What is wrong with a file.

use std::fmt;

/// Something in a file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Where: the path from the top of the file, such as `world.accounts[0].users[1].groups[0]`. Empty for the file as
    /// a whole.
    pub path: String,
    /// The line, counted from 1, where the file's syntax breaks; `None` for what is well formed and makes no sense.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Everything that is wrong with a file; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadErrors {
    /// In the order of the file, as far as possible.
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

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, error) in self.errors.iter().enumerate() {
            if idx > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadError {}
impl std::error::Error for ReadErrors {}

/// Collects errors while a file is read. Its path grows and shrinks with the place that is being read.
#[derive(Default)]
pub(super) struct Errors {
    pub(super) errors: Vec<ReadError>,
}

/// A place in the file.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Field(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// A field of the file itself.
    pub(super) fn top(field: &'a str) -> Path<'a> {
        Path { parent: None, segment: Segment::Field(field) }
    }

    /// A field of what is here.
    pub(super) fn field(&'a self, field: &'a str) -> Path<'a> {
        Path { parent: Some(self), segment: Segment::Field(field) }
    }

    /// An element of the array that is here.
    pub(super) fn index(&'a self, idx: usize) -> Path<'a> {
        Path { parent: Some(self), segment: Segment::Index(idx) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.segment {
            Segment::Field(field) if self.parent.is_some() => write!(f, ".{field}"),
            Segment::Field(field) => f.write_str(field),
            Segment::Index(idx) => write!(f, "[{idx}]"),
        }
    }
}

impl Errors {
    pub(super) fn add(&mut self, path: Path<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(ReadError {
            path: path.to_string(),
            line: None,
            message: message.into(),
            help: help.into(),
        });
    }

    /// The value, or its error noted at the path.
    pub(super) fn ok<T, E: fmt::Display>(
        &mut self,
        path: Path<'_>,
        help: &str,
        result: Result<T, E>,
    ) -> Option<T> {
        result.map_err(|it| self.add(path, it.to_string(), help)).ok()
    }
}
