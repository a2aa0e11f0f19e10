//! The conditions of a statement, written down.

use super::trace::ConditionTrace;
use crate::condition::{CompiledCondition, ConditionOutcome};
use crate::policy::{Comparison, SetOperator};
use crate::request::RequestContext;
use crate::rule::Rule;

/// A condition with its values and outcome.
pub(super) fn of(condition: &CompiledCondition, context: &RequestContext) -> ConditionTrace {
    let outcome = condition.holds(context);
    ConditionTrace {
        operator: condition.operator_text.to_string(),
        key: condition.key.as_str().to_owned(),
        policy_values: condition.values.iter().map(|it| it.resolved_text(context)).collect(),
        request_values: context.get_key(&condition.key).map(|it| it.values().to_vec()),
        outcome,
        rule: rule(condition, outcome),
        span: condition.span,
    }
}

/// The rule that gave an outcome.
fn rule(condition: &CompiledCondition, outcome: ConditionOutcome) -> Rule {
    let Some(operator) = condition.operator else { return Rule::L60 };
    let is_null = operator.comparison == Comparison::Null;
    match outcome {
        ConditionOutcome::UnknownOperator => Rule::L60,
        ConditionOutcome::Undefined => Rule::L79,
        _ if is_null && operator.set.is_some() => Rule::L120,
        _ if is_null => Rule::L118,
        ConditionOutcome::Matched | ConditionOutcome::NotMatched => Rule::E39,
        ConditionOutcome::KeyMissing | ConditionOutcome::KeyMissingMatched => match operator.set {
            _ if operator.if_exists => Rule::E40,
            Some(SetOperator::ForAllValues | SetOperator::ForAnyValue) => Rule::E41,
            None => Rule::E12,
        },
    }
}
