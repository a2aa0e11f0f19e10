//! The file form of a scenario, version 0: a draft that may still change.
//!
//! The types here are the form and nothing else. [`read`] turns it into the domain types and checks every reference;
//! [`write()`] is its inverse. Policy texts are strings, or arrays of lines where a person shall read them.

mod entities;
mod error;
mod form;
mod indent;
mod names;
mod place;
mod questions;
mod read;
mod read_account;
mod read_organization;
mod read_questions;
mod text;
mod write;
mod write_questions;

#[cfg(test)]
mod tests;

pub(crate) use questions::DecidedBy;
pub(crate) use read_questions::decided_by;

pub use error::{ReadError, ReadErrors};
pub use read::{problems, read};
pub use write::{write, write_compact};
