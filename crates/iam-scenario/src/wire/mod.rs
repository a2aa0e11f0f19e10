//! The file form of a scenario, version 0: a draft that may still change.
//!
//! [`read`] parses a file, checks it against the tables of its form, and turns it into the domain types while it checks
//! every reference; [`write()`] is its inverse. Policy texts are strings, or arrays of lines where a person shall read
//! them. The tables are also what `scenario.schema.json` is written from.

mod calls;
mod error;
mod fields;
mod form;
mod json;
mod names;
mod node;
mod parameters;
mod question_fields;
mod read;
mod read_account;
mod read_credentials;
mod read_organization;
mod read_questions;
mod read_sessions;
#[cfg(feature = "cases")]
mod refused;
#[cfg(test)]
mod schema;
mod session_fields;
mod shape;
mod syntax;
mod write;
mod write_account;
mod write_questions;
mod write_sessions;
mod write_world;

#[cfg(test)]
mod tests;

pub(crate) use calls::{CallWriter, RecordedCall, read_calls};
pub use error::{ReadError, ReadErrors};
pub use read::{problems, read};
pub use read_questions::read_step;
#[cfg(feature = "cases")]
pub(crate) use refused::refused_texts;
pub use write::{write, write_compact, write_step};
