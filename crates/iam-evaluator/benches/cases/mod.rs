//! What is measured, for `evaluate` and `instructions` alike.

mod case;

pub(crate) use case::Case;
