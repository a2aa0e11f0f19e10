//! What serde does not see of a JavaScript object is looked at first.
//!
//! Members that `evaluate` does not know are refused: a boundary that is misspelt and left out in silence would allow too
//! much, and serde reads only the members that it looks for. Values that are nested deeper than any input are refused,
//! because describing one in an error message exhausts the stack.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::InputError;

/// The members of each object in the input, by the way to it.
const MEMBERS: [(&[&str], &[&str]); 4] = [
    (&[], &["policies", "request", "trace"]),
    (
        &["policies"],
        &[
            "identity",
            "boundary",
            "session",
            "resource",
            "resourceKind",
            "vpcEndpoint",
            "scps",
            "rcps",
            "boundaryOfTrustedUser",
        ],
    ),
    (&["request"], &["principal", "action", "resource", "resourceAccount", "context", "facts"]),
    (
        &["request", "facts"],
        &[
            "principalAccountIsManagement",
            "resourceAccountIsManagement",
            "principalIsServiceLinkedRole",
            "awsManagedKmsKey",
            "actionTakesNoResource",
        ],
    ),
];

/// The deepest input is a policy in `policies.scps[0][0]`.
const MAX_DEPTH: u32 = 6;

/// Refuses members that are not known, and what is no object where there must be one.
pub(crate) fn check(input: &JsValue) -> Result<(), InputError> {
    check_below(&[], input)
}

/// The same for what stands at a member of the input.
pub(crate) fn check_below(top: &[&str], input: &JsValue) -> Result<(), InputError> {
    if is_deeper_than(input, MAX_DEPTH) {
        return Err(InputError::new("invalid-input", "", "the input is nested too deeply"));
    }
    for (way, known) in MEMBERS {
        let path = way.join(".");
        let Some(way) = way.strip_prefix(top) else { continue };
        let value = way.iter().try_fold(input.clone(), |value, name| get(&value, name));
        let Some(value) = value.filter(|it| !it.is_undefined() && !it.is_null()) else { continue };
        let object = value.dyn_ref::<Object>().filter(|it| !Array::is_array(it));
        let object = object.ok_or_else(|| InputError::new("invalid-input", &path, "expected an object"))?;
        let names: Vec<String> = Object::keys(object).iter().filter_map(|it| it.as_string()).collect();
        if let Some(unknown) = names.iter().find(|it| !known.contains(&it.as_str())) {
            let message = format!("unknown member `{unknown}`: known are {}", known.join(", "));
            return Err(InputError::new("unknown-member", &path, message));
        }
    }
    Ok(())
}

fn is_deeper_than(value: &JsValue, depth: u32) -> bool {
    let Some(object) = value.dyn_ref::<Object>() else { return false };
    depth == 0 || Object::values(object).iter().any(|it| is_deeper_than(&it, depth - 1))
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}
