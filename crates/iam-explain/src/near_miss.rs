//! The statements that came nearest to mattering.

use iam_evaluator::{ElementOutcome, StatementTrace, Trace};

/// Statements that do not apply but whose action matches, those with the fewest failing elements first, then in the
/// order of the trace.
pub fn near_misses(trace: &Trace) -> Vec<&StatementTrace> {
    let statements = trace
        .gates
        .iter()
        .flat_map(|gate| &gate.levels)
        .flat_map(|level| &level.policies)
        .flat_map(|policy| &policy.statements);
    let mut misses: Vec<_> = statements.filter(|it| !it.matched && n_failing(it) < 3).collect();
    misses.sort_by_key(|it| n_failing(it));
    misses
}

/// How many of the four elements keep a statement from applying.
fn n_failing(statement: &StatementTrace) -> usize {
    let principal = statement.principal.as_ref().map(|it| it.outcome);
    let outcomes = [
        principal.unwrap_or(ElementOutcome::Absent),
        statement.action.outcome,
        statement.resource.outcome,
        statement.condition_outcome,
    ];
    outcomes
        .into_iter()
        .filter(|it| matches!(it, ElementOutcome::NotMatched | ElementOutcome::NotReached))
        .count()
}
