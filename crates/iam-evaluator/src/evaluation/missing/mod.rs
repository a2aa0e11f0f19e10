//! Which context keys, absent from a request, could change its decision: found by deciding again with them.
//!
//! AWS's simulator lists every key that some statement names. Here a key counts only if it takes part in a change: with
//! it, and maybe with others beside it, the decision is another one, and without it that change is gone.

mod candidates;
mod classes;
mod pool;
mod search;
#[cfg(test)]
mod tests;
mod values;

pub use search::{MissingKey, MissingKeys, missing_keys};
