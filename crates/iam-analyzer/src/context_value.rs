//! Values of a context key that make a condition hold, or keep it from holding.
//!
//! What is proposed here is only a proposal: the condition's own truth table sorts out what does not do it, and a change
//! is believed only after the whole question has been decided again.

use std::net::{IpAddr, Ipv4Addr};

use iam_evaluator::ConditionTrace;
use iam_evaluator::condition::{CompiledCondition, ConditionValue};
use iam_evaluator::policy::{Comparison, ConditionOperator, LanguageVersion};
use iam_evaluator::request::{ContextValue, RequestContext};
use iam_evaluator::span::Span;
use iam_organization::Timestamp;

/// What a condition should come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Holds,
    Fails,
}

/// What the key of the conditions can be, the plainest first: a value, or `None` for its absence. All conditions are of
/// one key; all hold with it, or one of them fails.
pub(crate) fn values(
    conditions: &[&ConditionTrace],
    context: &RequestContext,
    wanted: Wanted,
) -> Vec<Option<ContextValue>> {
    let Some(key) = conditions.first().map(|it| it.key.as_str()) else { return Vec::new() };
    let compiled: Vec<_> = conditions.iter().filter_map(|it| compile(it)).collect();
    let mut values: Vec<Option<ContextValue>> = Vec::new();
    for value in conditions.iter().flat_map(|it| proposals(it, wanted)) {
        let mut changed = context.clone();
        match &value {
            Some(value) => changed.set(key, value.clone()),
            None => changed.remove(key),
        }
        let all_hold = compiled.iter().all(|it| it.holds(&changed).holds());
        let does_it = match wanted {
            Wanted::Holds => all_hold,
            Wanted::Fails => !all_hold,
        };
        if does_it && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// The condition with its variables resolved, which is what the trace holds. `None` for an operator that AWS does not
/// know: no value makes it hold.
fn compile(condition: &ConditionTrace) -> Option<CompiledCondition> {
    let operator = ConditionOperator::parse(&condition.operator).ok()?;
    let resolved = condition.policy_values.iter().flatten();
    let compile =
        |text: &String| ConditionValue::compile(text, operator.comparison, LanguageVersion::V2008_10_17);
    let values = resolved.map(compile).collect();
    let operator = (Some(operator), condition.operator.as_str());
    Some(CompiledCondition::new(operator, &condition.key, values, Span::default()))
}

fn proposals(condition: &ConditionTrace, wanted: Wanted) -> Vec<Option<ContextValue>> {
    let Ok(operator) = ConditionOperator::parse(&condition.operator) else { return Vec::new() };
    let policy_values = condition.policy_values.iter().flatten();
    let should_match = (wanted == Wanted::Holds) != operator.negated;
    let texts: Vec<String> = match should_match {
        true => policy_values.flat_map(|it| matching(operator.comparison, it)).collect(),
        false => {
            let different = policy_values.flat_map(|it| differing(operator.comparison, it));
            usual(&condition.key).map(str::to_owned).chain(different).collect()
        }
    };
    let value = |text| match operator.set {
        Some(_) => ContextValue::Multi(vec![text]),
        None => ContextValue::Single(text),
    };
    texts.into_iter().map(|it| Some(value(it))).chain([None]).collect()
}

/// Values that somebody would choose for a key, where any other value will do.
fn usual(key: &str) -> impl Iterator<Item = &'static str> {
    let values: &[&str] = match key.to_ascii_lowercase().as_str() {
        "aws:requestedregion" => &["eu-west-1", "us-east-1", "us-west-2"],
        _ => &[],
    };
    values.iter().copied()
}

/// Texts that satisfy a comparison with a policy value.
fn matching(comparison: Comparison, value: &str) -> Vec<String> {
    match comparison {
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::BinaryEquals
        | Comparison::NumericEquals
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThanEquals
        | Comparison::DateEquals
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThanEquals => vec![value.to_owned()],
        Comparison::Bool => vec![value.to_ascii_lowercase()],
        Comparison::StringLike => vec![example(value), value.replace(['*', '?'], "x")],
        Comparison::ArnEquals | Comparison::ArnLike => {
            vec![arn_example(value), value.replace(['*', '?'], "x")]
        }
        Comparison::NumericLessThan => integer_beside(value, -1).into_iter().collect(),
        Comparison::NumericGreaterThan => integer_beside(value, 1).into_iter().collect(),
        Comparison::DateLessThan => days_beside(value, -1),
        Comparison::DateGreaterThan => days_beside(value, 1),
        Comparison::IpAddress => address_in(value).into_iter().collect(),
        Comparison::Null => vec!["example".to_owned()],
    }
}

/// Texts that may not satisfy it.
fn differing(comparison: Comparison, value: &str) -> Vec<String> {
    let texts = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect();
    match comparison {
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::StringLike => {
            texts(&["other", "another"])
        }
        Comparison::BinaryEquals => texts(&["b3RoZXI="]),
        Comparison::Bool => texts(&["true", "false"]),
        Comparison::ArnEquals | Comparison::ArnLike => texts(&["arn:aws:iam::123456789012:role/other"]),
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => {
            [-1, 1].into_iter().filter_map(|it| integer_beside(value, it)).collect()
        }
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => {
            [-1, 1].into_iter().flat_map(|it| days_beside(value, it)).collect()
        }
        Comparison::IpAddress => {
            texts(&["198.51.100.1", "192.0.2.1", "203.0.113.1", "10.0.0.1", "2001:db8::1"])
        }
        Comparison::Null => texts(&["example"]),
    }
}

/// A text that a pattern stands for: nothing for a star after a word, else something short.
fn example(pattern: &str) -> String {
    let mut text = String::new();
    for it in pattern.chars() {
        match it {
            '*' if text.ends_with(|it: char| it.is_ascii_alphanumeric()) => {}
            '*' | '?' => text.push('x'),
            it => text.push(it),
        }
    }
    text
}

/// The same for an ARN, whose account is twelve digits.
fn arn_example(pattern: &str) -> String {
    let fields = pattern.splitn(6, ':').enumerate().map(|(idx, field)| match (idx, field) {
        (1, "*") => "aws".to_owned(),
        (4, "*") => "123456789012".to_owned(),
        (_, field) => example(field),
    });
    fields.collect::<Vec<_>>().join(":")
}

/// A whole number below or above a decimal.
fn integer_beside(value: &str, step: i64) -> Option<String> {
    let integer: i64 = value.split('.').next()?.parse().ok()?;
    integer.checked_add(step).map(|it| it.to_string())
}

/// The instant some days before or after another, and one that is long before or after any.
fn days_beside(value: &str, days: i64) -> Vec<String> {
    let seconds = days * 24 * 3600;
    let moved = match (value.parse::<i64>(), Timestamp::parse(value)) {
        (Ok(epoch), _) if value.len() > 4 => epoch.checked_add(seconds).map(|it| it.to_string()),
        (_, Ok(time)) => {
            Some(Timestamp::from_epoch_seconds(time.epoch_seconds().saturating_add(seconds)).to_string())
        }
        (Ok(_) | Err(_), Err(_)) => None,
    };
    let far = if days < 0 { "1970-01-01T00:00:00Z" } else { "9999-12-31T23:59:59Z" };
    moved.into_iter().chain([far.to_owned()]).collect()
}

/// The first address of a range that a host can have.
fn address_in(range: &str) -> Option<String> {
    let (address, prefix) = range.split_once('/').unwrap_or((range, "128"));
    let prefix: u32 = prefix.parse().ok()?;
    match address.parse().ok()? {
        IpAddr::V4(it) if prefix < 31 => {
            let network = u32::from(it) & u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
            Some(Ipv4Addr::from(network | 1).to_string())
        }
        it => Some(it.to_string()),
    }
}
