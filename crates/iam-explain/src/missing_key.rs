//! What a key that the request lacks would change.

use iam_evaluator::request::{ContextKey, ContextValue};
use iam_evaluator::{Decision, MissingKey};

/// With which value the key would change the answer, as a sentence or two.
pub fn missing_key(missing: &MissingKey) -> String {
    let MissingKey { key, value, together_with, decision } = missing;
    let mut keys = vec![assignment(key, value)];
    keys.extend(together_with.iter().map(|(key, value)| assignment(key, value)));
    let answer = match decision {
        Decision::Allowed => "the request would be allowed",
        Decision::ExplicitDeny => "a statement would deny the request",
        Decision::ImplicitDeny => "nothing would allow the request",
    };
    format!("{} is not in the request. With {}, {answer}.", key.as_str(), keys.join(" and "))
}

/// What to say behind the keys where [`MissingKeys::is_complete`](iam_evaluator::MissingKeys::is_complete) is false.
pub fn missing_keys_cut() -> &'static str {
    "The policies ask for too many keys and values to try them all together: others may change the answer too."
}

fn assignment(key: &ContextKey, value: &ContextValue) -> String {
    match value {
        ContextValue::Single(value) => format!("{} = {value}", key.as_str()),
        ContextValue::Multi(values) => format!("{} = [{}]", key.as_str(), values.join(", ")),
    }
}
