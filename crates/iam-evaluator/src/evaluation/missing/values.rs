//! Values that decide a condition one way or the other.

use crate::condition::CompiledCondition;
use crate::policy::Comparison;
use crate::request::{ContextValue, Request, Resource};

/// A text that policies do not expect. It is the same for every key, so that two absent keys can be equal.
const OTHER_TEXT: &str = "another-value";

/// As many values of a key that is there.
const MAX_HELD: usize = 4;

/// Values of a variable that a condition compares its key with: what the key holds.
pub(super) fn of_variable(condition: &CompiledCondition, request: &Request) -> Vec<ContextValue> {
    let held = request.context.get_key(&condition.key).map_or(&[][..], |it| it.values());
    let held = held.iter().take(MAX_HELD).map(String::as_str);
    held.chain([OTHER_TEXT]).map(|it| ContextValue::Single(it.to_owned())).collect()
}

/// Values of a variable in a resource pattern: parts of the resource that is asked for.
pub(super) fn of_resource(request: &Request) -> Vec<ContextValue> {
    let resource = match &request.resource {
        Resource::Any => "",
        Resource::Arn(arn) => arn.resource(),
    };
    let parts = resource.split(['/', ':']).chain([resource, OTHER_TEXT]);
    parts.filter(|it| !it.is_empty()).take(8).map(|it| ContextValue::Single(it.to_owned())).collect()
}

/// Values that satisfy a comparison with a policy's value, and the nearest that do not.
pub(super) fn around(comparison: Comparison, text: &str) -> Vec<String> {
    match comparison {
        Comparison::StringEquals | Comparison::StringEqualsIgnoreCase | Comparison::BinaryEquals => {
            vec![text.to_owned()]
        }
        Comparison::StringLike | Comparison::ArnEquals | Comparison::ArnLike => fill(text).to_vec(),
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => match text.parse::<i64>() {
            Ok(number) => [0, -1, 1].iter().map(|it| number.saturating_add(*it).to_string()).collect(),
            Err(_) => vec![text.to_owned(), "-1000000000".to_owned(), "1000000000".to_owned()],
        },
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => {
            [text, "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"].map(str::to_owned).to_vec()
        }
        Comparison::Bool => ["true", "false"].map(str::to_owned).to_vec(),
        Comparison::IpAddress => {
            vec![text.split('/').next().unwrap_or_default().to_owned(), "198.51.100.1".to_owned()]
        }
        Comparison::Null => Vec::new(),
    }
}

/// Texts that a pattern matches, with one, no and several characters for each star.
pub(super) fn fill(pattern: &str) -> [String; 3] {
    ["x", "", "xyz"].map(|it| pattern.replace('*', it).replace('?', "x"))
}

/// A value of the right type that a policy hardly names.
pub(super) fn other(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::Null => OTHER_TEXT,
        Comparison::ArnEquals | Comparison::ArnLike => "arn:aws:iam::999999999999:role/another-role",
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => "123456789",
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => "2001-02-03T04:05:06Z",
        Comparison::Bool => "false",
        Comparison::BinaryEquals => "YW5vdGhlcg==",
        Comparison::IpAddress => "192.0.2.1",
    }
}
