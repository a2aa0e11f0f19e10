//! The interface as JavaScript sees it: through `JsValue`, in the stack and memory that WebAssembly has.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

mod conformance;
mod errors;
mod hostile;

use iam_playground_js::api::{evaluate, prepare};
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const ALLOW: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#;

/// The input with one identity-based policy.
fn input(policy: &str) -> JsValue {
    let input = JSON::parse(
        r#"{
            "policies": {"identity": []},
            "request": {
                "principal": {"user": "arn:aws:iam::111122223333:user/ana"},
                "action": "s3:GetObject",
                "resource": "arn:aws:s3:::notes/todo.txt",
                "resourceAccount": "111122223333"
            },
            "trace": true
        }"#,
    );
    let input = input.unwrap();
    set(&get(&get(&input, "policies"), "identity"), "0", policy);
    input
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn set(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    assert!(Reflect::set(object, &name.into(), &value.into()).unwrap());
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_else(|| panic!("no text `{name}` in {object:?}"))
}

#[wasm_bindgen_test]
fn a_decision_is_a_plain_object() {
    let output = evaluate(input(ALLOW)).unwrap();
    assert_eq!([text(&output, "decision"), text(&output, "decidedBy")], ["allowed", "identity"]);
    assert!(
        text(&output, "reason")
            .ends_with("allows s3:GetObject on arn:aws:s3:::notes/todo.txt, and nothing denies it.")
    );
    assert!(get(&output, "accessDenied").is_undefined());
    let statement = JSON::stringify(&get(&output, "decidingStatement")).unwrap();
    assert_eq!(statement, r#"{"policy":"policies.identity[0]","statement":0}"#);
    assert_eq!(js_sys::Array::from(&get(&output, "gates")).length(), 8);
}

#[wasm_bindgen_test]
fn what_is_left_out_may_be_undefined_or_null() {
    let input = input(ALLOW);
    set(&get(&input, "policies"), "boundary", JsValue::UNDEFINED);
    set(&get(&input, "policies"), "resource", JsValue::NULL);
    set(&get(&input, "policies"), "session", JsValue::UNDEFINED);
    set(&get(&input, "policies"), "scps", JsValue::NULL);
    set(&get(&input, "policies"), "resourceKind", JsValue::UNDEFINED);
    set(&get(&input, "request"), "context", JsValue::UNDEFINED);
    set(&get(&input, "request"), "facts", js_sys::Object::new());
    set(&get(&get(&input, "request"), "facts"), "awsManagedKmsKey", JsValue::UNDEFINED);
    set(&input, "trace", JsValue::UNDEFINED);
    assert_eq!(text(&evaluate(input.clone()).unwrap(), "decision"), "allowed");
    set(&get(&input, "request"), "context", js_sys::Object::new());
    set(&get(&input, "request"), "facts", JsValue::UNDEFINED);
    assert_eq!(text(&evaluate(input).unwrap(), "decision"), "allowed");
}

#[wasm_bindgen_test]
fn context_values_are_what_javascript_has() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
        "NumericEquals": {"s3:max-keys": "10"}, "Bool": {"aws:SecureTransport": "true"}, "NumericLessThan": {"x:half": "1"},
        "ForAnyValue:StringEquals": {"aws:TagKeys": "b"}}}]}"#;
    let input = input(policy);
    let context =
        r#"{"s3:max-keys": 10, "aws:SecureTransport": true, "x:half": 0.5, "aws:TagKeys": ["a", "b"]}"#;
    set(&get(&input, "request"), "context", JSON::parse(context).unwrap());
    assert_eq!(text(&evaluate(input).unwrap(), "decision"), "allowed");
}

/// What is prepared once decides as what is read each time.
#[wasm_bindgen_test]
fn prepared_policies_decide_many_requests() {
    let input = input(ALLOW);
    let (policies, request) =
        (Reflect::get(&input, &"policies".into()).unwrap(), Reflect::get(&input, &"request".into()).unwrap());
    let prepared = prepare(policies).unwrap();
    let both = [prepared.evaluate(request.clone(), Some(true)).unwrap(), evaluate(input).unwrap()];
    assert_eq!(JSON::stringify(&both[0]).unwrap(), JSON::stringify(&both[1]).unwrap());
    assert_eq!(prepared.count_allowed(request, 7).unwrap(), 7);
    let misspelt = JSON::parse(r#"{"boundry": "{}"}"#).unwrap();
    assert_eq!(errors::code(&prepare(misspelt).err().unwrap()), "unknown-member");
}
