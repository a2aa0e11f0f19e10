//! A condition and why it holds or does not.

use iam_evaluator::ConditionTrace;
use iam_evaluator::condition::ConditionOutcome;

/// Why a condition has its outcome, as a sentence.
pub fn condition(trace: &ConditionTrace) -> String {
    let ConditionTrace { operator, key, .. } = trace;
    match trace.outcome {
        ConditionOutcome::Matched => format!("{} satisfies {operator}.", request_values(trace)),
        ConditionOutcome::NotMatched => match unresolved(trace) {
            true => format!("A variable of {operator} has no value in this request, so nothing equals it."),
            false => format!("{} does not satisfy {operator}.", request_values(trace)),
        },
        ConditionOutcome::KeyMissing => format!("{key} is not in the request, and {operator} needs it."),
        ConditionOutcome::KeyMissingMatched => {
            format!("{key} is not in the request, and {operator} is satisfied by that.")
        }
        ConditionOutcome::Undefined => {
            format!("{key} has several values, and {operator} has no ForAllValues or ForAnyValue.")
        }
        ConditionOutcome::UnknownOperator => format!("{operator} is not a condition operator."),
    }
}

fn unresolved(trace: &ConditionTrace) -> bool {
    trace.policy_values.iter().any(Option::is_none)
}

fn request_values(trace: &ConditionTrace) -> String {
    match trace.request_values.as_deref() {
        Some([one]) => format!("{} = {one}", trace.key),
        Some(many) => format!("{} = [{}]", trace.key, many.join(", ")),
        None => format!("{} (absent)", trace.key),
    }
}
