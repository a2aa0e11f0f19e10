//! Input that wants to break the module: it gives an error or a decision, and the next call works.

use iam_playground_js::api::{check, evaluate};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::errors::code;
use super::{ALLOW, get, input, set, text};

const DEPTH: usize = 100_000;
const LONG: usize = 2 * 1024 * 1024;

/// A decision, or the code of what is thrown; the module still works afterwards.
#[track_caller]
fn outcome(input: JsValue) -> String {
    let outcome = match evaluate(input) {
        Ok(output) => text(&output, "decision"),
        Err(thrown) => code(&thrown),
    };
    assert_eq!(text(&evaluate(super::input(ALLOW)).unwrap(), "decision"), "allowed");
    outcome
}

fn policy_with(elements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {elements}}}]}}"#)
}

#[wasm_bindgen_test]
fn policies_that_nest_a_hundred_thousand_levels() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"{"Statement":["#, "]}")] {
        assert_eq!(outcome(input(&open.repeat(DEPTH))), "nested-too-deeply");
        let closed = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
        assert_eq!(outcome(input(&closed)), "nested-too-deeply");
        assert_eq!(outcome(input(&policy_with(&format!(r#""Condition": {closed}"#)))), "nested-too-deeply");
    }
}

#[wasm_bindgen_test]
fn policies_of_two_megabytes() {
    assert_eq!(outcome(input(&"x".repeat(LONG))), "expected-value");
    assert_eq!(outcome(input(&"\"".repeat(LONG))), "second-value");
    assert_eq!(outcome(input(&" ".repeat(LONG))), "empty-text");
    assert_eq!(outcome(input(&",".repeat(LONG))), "expected-value");
    let resources = r#""arn:aws:s3:::notes/other","#.repeat(LONG / 27);
    let policy = policy_with(&format!(r#""Action": "s3:*", "Resource": [{resources}"*"]"#));
    assert_eq!(outcome(input(&policy)), "allowed");
    let statement = r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::a/*"},"#;
    let statements = statement.repeat(LONG / statement.len());
    let policy =
        format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.trim_end_matches(','));
    assert_eq!(outcome(input(&policy)), "implicitDeny");
}

#[wasm_bindgen_test]
fn patterns_that_take_long_to_match() {
    let pattern = "*a".repeat(2_000);
    let input = input(&policy_with(&format!(r#""Action": "s3:*", "Resource": "arn:aws:s3:::{pattern}b""#)));
    set(&get(&input, "request"), "resource", format!("arn:aws:s3:::{}", "a".repeat(2_000)));
    assert_eq!(outcome(input), "implicitDeny");
}

#[wasm_bindgen_test]
fn values_that_nest_a_hundred_thousand_levels() {
    let nested = (0..DEPTH).fold(JsValue::from("x"), |inside, _| Array::of1(&inside).into());
    let context = input(ALLOW);
    let keys = Object::new();
    set(&keys, "aws:TagKeys", nested.clone());
    set(&get(&context, "request"), "context", keys);
    assert_eq!(outcome(context), "invalid-input");
    for member in ["policies", "request", "trace"] {
        let input = input(ALLOW);
        set(&input, member, nested.clone());
        assert_eq!(outcome(input), "invalid-input", "{member}");
    }
    let strange = input(ALLOW);
    set(&strange, "unknown", nested);
    assert_eq!(outcome(strange), "invalid-input");
    let round = input(ALLOW);
    set(&get(&round, "request"), "context", round.clone());
    assert_eq!(outcome(round), "invalid-input");
}

#[wasm_bindgen_test]
fn texts_that_are_no_unicode() {
    let input = input(ALLOW);
    let lone_surrogate = js_sys::JsString::from_char_code(&[0xD800]);
    set(&get(&input, "request"), "resource", lone_surrogate);
    assert_eq!(outcome(input), "invalid-arn");
}

#[wasm_bindgen_test]
fn files_that_are_deep_or_long() {
    let refused = |text: &str| code(&check(text, None).unwrap_err());
    for open in ["[", "{\"a\":", "{\"world\":", "{\"request\":["] {
        assert_eq!(refused(&open.repeat(DEPTH)), "malformed-file");
    }
    assert_eq!(refused(&"x".repeat(LONG)), "malformed-file");
    let world = format!(r#"{{"scenarioVersion": 0, "world": {}1{}}}"#, "[".repeat(DEPTH), "]".repeat(DEPTH));
    assert_eq!(refused(&world), "malformed-file");
    // A file without a case is no file of cases.
    assert_eq!(refused(&"\n".repeat(LONG)), "malformed-file");
    // A policy of a case is kept as text, and is only then found to be too deep.
    let golden = include_str!("../../../../tests/corpus/golden.jsonl").lines().next().unwrap();
    let deep = format!(r#""identityPolicies": [{}{}, "#, "[".repeat(DEPTH), "]".repeat(DEPTH));
    let case = golden.replacen(r#""identityPolicies": ["#, &deep, 1);
    assert_ne!(case, golden);
    assert_eq!(refused(&case), "malformed-file");
}
