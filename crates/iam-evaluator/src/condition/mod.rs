//! Condition blocks, made ready and decided.
//!
//! Negation, `IfExists` and the set operators are applied in one place, [`holds`](CompiledCondition::holds); the
//! comparisons below it answer one positive question about one policy value and one request value (design invariant 4).

mod compiled;
mod holds;
#[cfg(test)]
mod tests;
mod value;

pub use compiled::{CompiledCondition, compile_block};
pub use holds::ConditionOutcome;
pub use value::ConditionValue;

use crate::policy::{ConditionBlock, LanguageVersion};
use crate::request::RequestContext;

/// Whether a whole block holds in a context: every key of every operator does (E39).
pub fn block_holds(block: &ConditionBlock, version: LanguageVersion, context: &RequestContext) -> bool {
    compile_block(block, version).iter().all(|it| it.holds(context).holds())
}
