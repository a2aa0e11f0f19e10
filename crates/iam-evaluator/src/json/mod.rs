//! JSON that keeps spans and duplicate members, and goes on after an error (L5).
//!
//! Policies are read with it because IAM's own rules need what a plain JSON reader throws away: where each value
//! stands, and whether a member name stands twice. Every syntax error is found, not only the first.

mod lexer;
mod parser;
#[cfg(test)]
mod tests;

pub use parser::parse;

use crate::span::Span;

/// A JSON value with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands; quotes and brackets included.
    pub span: Span,
}

/// What a JSON value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Members in their order, duplicates kept.
    Object(Vec<Member>),
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, unescaped.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The value.
    pub value: Value,
}

impl Member {
    /// From the name to the end of the value.
    pub fn span(&self) -> Span {
        Span { start: self.name_span.start, end: self.value.span.end }
    }
}
