//! Context values that make conditions hold and fail.

use iam_evaluator::condition::ConditionOutcome;
use iam_evaluator::policy::ConditionOperator;
use iam_evaluator::request::{ContextValue, RequestContext};
use iam_evaluator::span::Span;
use iam_evaluator::{ConditionTrace, Rule};

use crate::context_value::{Wanted, values};

fn condition(operator: &str, policy_values: &[&str]) -> ConditionTrace {
    ConditionTrace {
        operator: operator.to_owned(),
        key: "example:Key".to_owned(),
        policy_values: policy_values.iter().map(|it| Some((*it).to_owned())).collect(),
        request_values: None,
        outcome: ConditionOutcome::NotMatched,
        rule: Rule::E39,
        span: Span::default(),
    }
}

fn first(conditions: &[ConditionTrace], wanted: Wanted) -> String {
    let conditions: Vec<_> = conditions.iter().collect();
    match values(&conditions, &RequestContext::new(), wanted).first() {
        Some(Some(ContextValue::Single(value))) => value.clone(),
        Some(Some(ContextValue::Multi(values))) => format!("{values:?}"),
        Some(None) => "absent".to_owned(),
        None => "nothing".to_owned(),
    }
}

/// What is proposed first for the condition to hold, and to fail.
#[track_caller]
fn check(operator: &str, policy_values: &[&str], holds: &str, fails: &str) {
    let condition = [condition(operator, policy_values)];
    assert_eq!(
        [first(&condition, Wanted::Holds).as_str(), first(&condition, Wanted::Fails).as_str()],
        [holds, fails]
    );
}

#[test]
fn strings() {
    check("StringEquals", &["a", "b"], "a", "other");
    check("StringNotEquals", &["a", "b"], "other", "a");
    check("StringEqualsIgnoreCase", &["A"], "A", "other");
    check("StringLike", &["home/*"], "home/x", "other");
    check("StringLike", &["Dev*"], "Dev", "other");
    check("StringLike", &["*"], "x", "absent");
    check("StringNotLike", &["*"], "absent", "x");
    check("StringEquals", &["other"], "other", "another");
}

#[test]
fn numbers() {
    check("NumericEquals", &["10"], "10", "9");
    check("NumericLessThan", &["10"], "9", "11");
    check("NumericLessThan", &["-0.5"], "-1", "1");
    check("NumericGreaterThan", &["2.5"], "3", "1");
    check("NumericGreaterThanEquals", &["10"], "10", "9");
    check("NumericLessThan", &["ten"], "nothing", "absent");
}

#[test]
fn dates() {
    let noon = "2026-01-15T12:00:00Z";
    let (before, after) = ("2026-01-14T12:00:00Z", "2026-01-16T12:00:00Z");
    check("DateLessThan", &[noon], before, after);
    check("DateGreaterThan", &[noon], after, before);
    check("DateGreaterThanEquals", &[noon], noon, before);
    check("DateLessThan", &["2026-01-15"], "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z");
    check("DateGreaterThan", &["1768478400"], "1768564800", "1768392000");
}

#[test]
fn addresses() {
    check("IpAddress", &["203.0.113.0/24"], "203.0.113.1", "198.51.100.1");
    check("IpAddress", &["198.51.100.77/8"], "198.0.0.1", "192.0.2.1");
    check("NotIpAddress", &["203.0.113.7"], "198.51.100.1", "203.0.113.7");
    check("IpAddress", &["2001:db8::/32"], "2001:db8::", "198.51.100.1");
    check("IpAddress", &["0.0.0.0/0"], "0.0.0.1", "2001:db8::1");
}

#[test]
fn arns() {
    let role = "arn:aws:iam::111122223333:role/A";
    check("ArnEquals", &[role], role, "arn:aws:iam::123456789012:role/other");
    check(
        "ArnLike",
        &["arn:*:iam::*:role/A*"],
        "arn:aws:iam::123456789012:role/A",
        "arn:aws:iam::123456789012:role/other",
    );
}

#[test]
fn presence_and_truth() {
    check("Bool", &["true"], "true", "false");
    check("Bool", &["False"], "false", "true");
    check("Null", &["true"], "absent", "example");
    check("Null", &["false"], "example", "absent");
    check("BinaryEquals", &["QUJD"], "QUJD", "b3RoZXI=");
}

#[test]
fn sets_and_if_exists() {
    check("ForAnyValue:StringEquals", &["a"], r#"["a"]"#, r#"["other"]"#);
    check("ForAllValues:StringNotEquals", &["a"], r#"["other"]"#, r#"["a"]"#);
    check("StringEqualsIfExists", &["a"], "a", "other");
    check("StringLikeIfExists", &["*"], "x", "nothing");
    check("StringEqual", &["a"], "nothing", "nothing");
}

#[test]
fn several_conditions_of_one_key() {
    let both = [condition("NumericGreaterThan", &["5"]), condition("NumericLessThan", &["10"])];
    assert_eq!(first(&both, Wanted::Holds), "6");
    let but_one = [condition("StringLike", &["Dev*"]), condition("StringNotEquals", &["Dev"])];
    assert_eq!(first(&but_one, Wanted::Holds), "Devx");
    let never = [condition("NumericGreaterThan", &["10"]), condition("NumericLessThan", &["5"])];
    assert_eq!(first(&never, Wanted::Holds), "nothing");
}

#[test]
fn every_operator_can_be_made_to_hold_and_to_fail() {
    for name in ConditionOperator::names() {
        let value = match name {
            _ if name.starts_with("Numeric") => "5",
            _ if name.starts_with("Date") => "2026-01-15T12:00:00Z",
            _ if name.contains("Ip") => "203.0.113.0/24",
            _ if name.starts_with("Arn") => "arn:aws:iam::111122223333:role/A",
            "Bool" | "Null" => "true",
            "BinaryEquals" => "QUJD",
            _ => "value",
        };
        for operator in [name.to_owned(), format!("ForAnyValue:{name}"), format!("ForAllValues:{name}")] {
            let constant = name == "Null" && operator.contains(':');
            let condition = [condition(&operator, &[value])];
            for wanted in [Wanted::Holds, Wanted::Fails] {
                assert!(constant || first(&condition, wanted) != "nothing", "{operator} {wanted:?}");
            }
        }
    }
}
