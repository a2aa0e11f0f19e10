//! Parameters and results as CloudTrail writes them: names begin in lower case, and secrets are left out (S168).

use crate::api::parameters::lower_camel;
use crate::api::tags::tags_of;
use crate::api::value::{Fields, Value};
use crate::time::Timestamp;

/// What is never written, wherever it stands. The token of a session is no secret without its key, and is written.
const SECRETS: [&str; 17] = [
    "SecretAccessKey",
    "Password",
    "OldPassword",
    "NewPassword",
    "ServicePassword",
    "TokenCode",
    "AuthenticationCode1",
    "AuthenticationCode2",
    "Base32StringSeed",
    "QRCodePNG",
    "WebIdentityToken",
    "SAMLAssertion",
    "TradeInToken",
    "PrivateKey",
    "AddPrivateKey",
    "SecretString",
    "SecretBinary",
];

pub(super) fn fields(fields: &Fields) -> Fields {
    let mut logged = Fields::new();
    for (name, value) in fields.iter().filter(|(name, _)| !is_secret(name)) {
        logged.set(&lower_camel(name), value_of(name, value));
    }
    logged
}

fn is_secret(name: &str) -> bool {
    SECRETS.iter().any(|it| it.eq_ignore_ascii_case(name))
}

fn value_of(name: &str, value: &Value) -> Value {
    match (name, value) {
        // Tags may be given by name: their keys are no names of parameters.
        ("Tags", Value::Map(_)) => any(&Value::tags(&tags_of(value))),
        ("PolicyArns", Value::List(arns)) => Value::List(arns.iter().map(arn).collect()),
        ("Expiration" | "CreateDate", Value::Text(text)) => Value::Text(date(text)),
        (_, value) => any(value),
    }
}

fn any(value: &Value) -> Value {
    match value {
        Value::Map(it) => Value::Map(fields(it)),
        Value::List(items) => Value::List(items.iter().map(any).collect()),
        Value::Text(_) | Value::Number(_) | Value::Bool(_) => value.clone(),
    }
}

fn arn(value: &Value) -> Value {
    match value {
        Value::Text(arn) => Value::Map(Fields::of([("arn", Value::text(arn))])),
        other => any(other),
    }
}

/// `Jul 18, 2023, 4:07:39 PM` (S168).
fn date(text: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let shown = || {
        let text = Timestamp::parse(text).ok()?.to_string();
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<usize>().ok();
        let month = MONTHS.get(number(5, 7)?.checked_sub(1)?)?;
        let (year, day, hour) = (text.get(..4)?, number(8, 10)?, number(11, 13)?);
        let half = if hour < 12 { "AM" } else { "PM" };
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        Some(format!("{month} {day}, {year}, {hour}{} {half}", text.get(13..19)?))
    };
    shown().unwrap_or_else(|| text.to_owned())
}
