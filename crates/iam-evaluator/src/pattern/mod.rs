//! Texts with `*`, `?` and `${…}`, made ready for matching.
//!
//! Matching a text takes time proportional to pattern × text at worst. An ARN whose resource holds colons, against a
//! pattern with a star that ends a field, takes that for each colon. Neither is ever exponential.

mod arn;
mod glob;
#[cfg(test)]
mod tests;
mod token;

pub use arn::{ArnMode, ArnPattern, ArnText};
pub use glob::{Case, Pattern};
pub use token::{NoVariables, Resolve, Syntax, Variable};
