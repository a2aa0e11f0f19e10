//! Test files: the cases of the conformance corpus, one JSON object a line, and scenario files.
//!
//! A golden case is a whole decision over bare documents; a condition case is one operator, or one Condition block, in a
//! context. Unknown fields are errors.

mod condition;
mod file;
mod golden;
mod policies;

#[cfg(test)]
mod tests;

pub use crate::check::DiagnosticWords;
pub use file::{FileProblem, FileReport, MalformedFile, Words, run_file};
