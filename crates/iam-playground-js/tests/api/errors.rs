//! What is thrown.

use iam_playground_js::api::{check, evaluate};
use js_sys::{Error, JSON};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{ALLOW, get, input, set, text};

/// The code of what is thrown, which is an `Error` with a message.
#[track_caller]
pub(super) fn code(thrown: &JsValue) -> String {
    assert!(thrown.is_instance_of::<Error>(), "{thrown:?}");
    assert!(!text(thrown, "message").is_empty());
    text(thrown, "code")
}

#[wasm_bindgen_test]
fn a_broken_policy_is_thrown_with_its_place() {
    let thrown = evaluate(input(r#"{"Version": "2012-10-17", "é": x}"#)).unwrap_err();
    assert_eq!([code(&thrown), text(&thrown, "path")], ["expected-value", "policies.identity[0]"]);
    assert_eq!(JSON::stringify(&get(&thrown, "span")).unwrap(), r#"{"start":31,"end":32}"#);
}

#[wasm_bindgen_test]
fn an_input_of_another_shape_is_thrown() {
    for value in [JsValue::UNDEFINED, JsValue::NULL, 1.into(), "text".into(), js_sys::Object::new().into()] {
        assert_eq!(code(&evaluate(value).unwrap_err()), "invalid-input");
    }
    let input = input(ALLOW);
    set(&get(&input, "request"), "action", 7);
    assert_eq!(code(&evaluate(input).unwrap_err()), "invalid-input");
}

#[wasm_bindgen_test]
fn a_member_that_is_not_known_is_thrown() {
    let misspelt = input(ALLOW);
    set(&get(&misspelt, "policies"), "boundry", ALLOW);
    let thrown = evaluate(misspelt).unwrap_err();
    assert_eq!([code(&thrown), text(&thrown, "path")], ["unknown-member", "policies"]);
    let list = input(ALLOW);
    set(&list, "policies", js_sys::Array::of1(&ALLOW.into()));
    assert_eq!(code(&evaluate(list).unwrap_err()), "invalid-input");
}

#[wasm_bindgen_test]
fn a_request_that_makes_no_sense_is_thrown() {
    for (member, expected) in
        [("action", "invalid-action"), ("resource", "invalid-arn"), ("resourceAccount", "invalid-account-id")]
    {
        let input = input(ALLOW);
        set(&get(&input, "request"), member, "nonsense");
        let thrown = evaluate(input).unwrap_err();
        assert_eq!(
            [code(&thrown), text(&thrown, "path")],
            [expected.to_owned(), format!("request.{member}")]
        );
        assert!(get(&thrown, "span").is_undefined());
    }
}

#[wasm_bindgen_test]
fn files_and_formats_that_are_not_known_are_thrown() {
    assert_eq!(code(&check("{}", None).unwrap_err()), "malformed-file");
    assert_eq!(code(&check("nonsense", None).unwrap_err()), "malformed-file");
    assert_eq!(code(&check("", Some("xml".to_owned())).unwrap_err()), "unknown-format");
}
