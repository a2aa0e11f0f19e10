//! Text into a policy.

use super::Policy;
use super::condition::ConditionBlock;
use super::read::Reader;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json;

/// Reads a policy as IAM does when it saves one.
///
/// Never fails. `None` where IAM refuses the text: a finding of [`Severity::Error`] then says why.
pub fn parse(text: &str) -> (Option<Policy>, Vec<Diagnostic>) {
    let (policy, diagnostics) = read(text);
    let accepted = diagnostics.iter().all(|it| it.severity() != Severity::Error);
    (policy.filter(|_| accepted), diagnostics)
}

/// Reads as much of a policy as can be read, also where IAM refuses to save it: old stored policies, and tests of what
/// a broken statement does.
///
/// Never fails. `None` where the text is not JSON, or not an object. A statement that cannot be read is left out and
/// stands in [`Policy::unreadable`]; a part that AWS does not know matches nothing.
pub fn read(text: &str) -> (Option<Policy>, Vec<Diagnostic>) {
    let (value, diagnostics) = json::parse(text);
    let mut reader = Reader::new(diagnostics);
    let policy = match value {
        Some(value) if reader.diagnostics.is_empty() => reader.policy(&value),
        Some(_) | None => None,
    };
    (policy, reader.into_diagnostics())
}

/// Reads the value of a Condition element on its own.
pub fn read_condition_block(text: &str) -> (Option<ConditionBlock>, Vec<Diagnostic>) {
    let (value, diagnostics) = json::parse(text);
    let mut reader = Reader::new(diagnostics);
    let block = match value {
        Some(value) if reader.diagnostics.is_empty() => reader.condition(&value),
        Some(_) | None => None,
    };
    (block, reader.into_diagnostics())
}
