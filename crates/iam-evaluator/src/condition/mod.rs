//! Condition blocks, made ready and decided.
//!
//! Negation, `IfExists` and the set operators are applied in one place, [`holds`](CompiledCondition::holds); the
//! comparisons below it answer one positive question about one policy value and one request value (design invariant 4).

mod between;
mod compiled;
mod dispute;
mod holds;
mod long_list;
mod plain_texts;
#[cfg(test)]
mod tests;
mod value;

pub use between::between;
pub(crate) use dispute::Dispute;

pub use compiled::{CompiledCondition, compile_block};
pub use holds::ConditionOutcome;
pub use value::ConditionValue;

use crate::data_type::Decimal;
use crate::policy::{ConditionBlock, LanguageVersion};
use crate::request::RequestContext;

/// Whether the numeric operators read the text of a context key as a number (L92).
pub fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// Whether a whole block holds in a context: every key of every operator does (E39).
pub fn block_holds(block: &ConditionBlock, version: LanguageVersion, context: &RequestContext) -> bool {
    compile_block(block, version).iter().all(|it| it.holds(context).holds())
}
