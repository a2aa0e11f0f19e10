//! Texts with `*`, `?` and `${…}`, made ready for matching.
//!
//! Matching a text takes time proportional to pattern × text at worst, which only `?` amid other characters brings about, and
//! allocates nothing unless both are thousands of characters long.

mod arn;
mod find;
mod flat;
mod floating;
mod glob;
#[cfg(test)]
mod tests;
mod token;

pub use arn::{ArnMode, ArnPattern, ArnText};
pub use glob::{Case, Pattern};
pub use token::{NoVariables, Resolve, Syntax, Variable};
