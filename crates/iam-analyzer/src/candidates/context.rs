//! Context keys with another value.

use iam_evaluator::{ConditionTrace, Gate, GateOutcome, StatementTrace};

use crate::change::Change;
use crate::context_value::{Wanted, values};
use crate::situation::Situation;

/// Several values of one key seldom tell more than the first.
const MAX_VALUES: usize = 3;

/// Keys that say who the caller is and whose the resource is: with another value it would be another question.
const FIXED: [&str; 14] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalisawsservice",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:principaltype",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:userid",
    "aws:username",
    "aws:federatedprovider",
];

/// A statement applies when all its conditions hold: one key can do that if all that fail are about it.
pub(super) fn to_hold(situation: &Situation<'_>, statement: &StatementTrace) -> Vec<Change> {
    let mut failing = statement.conditions.iter().filter(|it| !it.outcome.holds());
    let Some(first) = failing.next() else { return Vec::new() };
    if failing.any(|it| !same_key(it, first)) {
        return Vec::new();
    }
    changes(situation, &of_same_key(statement, first), Wanted::Holds)
}

/// A statement no longer applies when one of its conditions fails.
pub(super) fn to_fail(situation: &Situation<'_>, statement: &StatementTrace) -> Vec<Change> {
    let mut found = Vec::new();
    for (idx, it) in statement.conditions.iter().enumerate() {
        let is_new = !statement.conditions.iter().take(idx).any(|before| same_key(before, it));
        if is_new {
            found.extend(changes(situation, &of_same_key(statement, it), Wanted::Fails));
        }
    }
    found
}

/// A request that does not come through a VPC endpoint meets no policy of one.
pub(super) fn past_endpoint(situation: &Situation<'_>) -> Option<Change> {
    const KEY: &str = "aws:SourceVpce";
    let endpoint = situation.gates().iter().find(|it| it.gate == Gate::VpcEndpoint)?;
    let is_set_by_hand = situation.question.context.get(KEY).is_some();
    let has_policy = endpoint.outcome != GateOutcome::NotApplicable;
    (is_set_by_hand && has_policy).then(|| Change::RemoveContextKey { key: KEY.to_owned() })
}

fn of_same_key<'a>(statement: &'a StatementTrace, condition: &ConditionTrace) -> Vec<&'a ConditionTrace> {
    statement.conditions.iter().filter(|it| same_key(it, condition)).collect()
}

fn same_key(one: &ConditionTrace, other: &ConditionTrace) -> bool {
    one.key.eq_ignore_ascii_case(&other.key)
}

fn changes(situation: &Situation<'_>, conditions: &[&ConditionTrace], wanted: Wanted) -> Vec<Change> {
    let Some(key) = conditions.first().map(|it| it.key.clone()) else { return Vec::new() };
    let is_set_by_hand = situation.question.context.get(&key).is_some();
    if FIXED.contains(&key.to_ascii_lowercase().as_str()) && !is_set_by_hand {
        return Vec::new();
    }
    let values = values(conditions, &situation.authorization.request.context, wanted);
    let change = |value| match value {
        Some(value) => Some(Change::SetContextKey { key: key.clone(), value }),
        None => is_set_by_hand.then(|| Change::RemoveContextKey { key: key.clone() }),
    };
    values.into_iter().filter_map(change).take(MAX_VALUES).collect()
}
