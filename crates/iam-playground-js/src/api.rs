//! The functions that JavaScript calls. Values are converted here and nowhere else.

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::check::{Format, as_text, check_text};
use crate::error::InputError;
use crate::evaluate::{PreparedPolicies, decide};
use crate::input::RequestInput;
use crate::members;

/// The types, as TypeScript sees them. The two functions are declared there too.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

/// Decides a request: see `evaluate` in `types.d.ts`.
///
/// # Errors
/// An `Error` with `code`, and where they are known `path` and `span`.
#[wasm_bindgen(skip_typescript)]
pub fn evaluate(input: JsValue) -> Result<JsValue, JsValue> {
    members::check(&input).map_err(|it| error(&it))?;
    decide(from_js(input)?).map_err(|it| error(&it)).and_then(|it| value(&it))
}

/// Policies that were read once: see `prepare` in `types.d.ts`.
#[wasm_bindgen(skip_typescript)]
pub struct Prepared(PreparedPolicies);

/// Reads and compiles policies: see `prepare` in `types.d.ts`.
///
/// # Errors
/// An `Error` with `code`, and where they are known `path` and `span`.
#[wasm_bindgen(skip_typescript)]
pub fn prepare(policies: JsValue) -> Result<Prepared, JsValue> {
    members::check_below(&["policies"], &policies).map_err(|it| error(&it))?;
    let policies = from_js(policies)?;
    PreparedPolicies::read(policies).map(Prepared).map_err(|it| error(&it))
}

#[wasm_bindgen]
impl Prepared {
    /// Decides a request.
    ///
    /// # Errors
    /// An `Error` with `code`, and where it is known `path`.
    #[wasm_bindgen(skip_typescript)]
    pub fn evaluate(&self, request: JsValue, trace: Option<bool>) -> Result<JsValue, JsValue> {
        let decided = self.0.decide(read_request(request)?, trace.unwrap_or(false));
        decided.map_err(|it| error(&it)).and_then(|it| value(&it))
    }

    /// Decides a request so many times; how often it was allowed.
    ///
    /// # Errors
    /// An `Error` with `code`, and where it is known `path`.
    #[wasm_bindgen(js_name = countAllowed, skip_typescript)]
    pub fn count_allowed(&self, request: JsValue, times: u32) -> Result<u32, JsValue> {
        self.0.count_allowed(read_request(request)?, times).map_err(|it| error(&it))
    }
}

fn read_request(request: JsValue) -> Result<RequestInput, JsValue> {
    members::check_below(&["request"], &request).map_err(|it| error(&it))?;
    from_js(request)
}

fn from_js<T: DeserializeOwned>(input: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(input).map_err(|it| error(&InputError::new("invalid-input", "", it)))
}

/// Runs corpus lines or a scenario: see `check` in `types.d.ts`.
///
/// # Errors
/// An `Error` with `code`.
#[wasm_bindgen(skip_typescript)]
pub fn check(text: &str, format: Option<String>) -> Result<JsValue, JsValue> {
    let format = format.as_deref().map_or(Ok(Format::Json), Format::parse).map_err(|it| error(&it))?;
    let report = check_text(text).map_err(|it| error(&it))?;
    match format {
        Format::Json => value(&report),
        Format::Text => Ok(as_text(&report).into()),
    }
}

fn value(output: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new();
    output.serialize(&serializer).map_err(|it| error(&InputError::new("invalid-output", "", it)))
}

fn error(input_error: &InputError) -> JsValue {
    let InputError { code, message, path, span } = input_error;
    let error: JsValue = Error::new(message).unchecked_into();
    let set = |name: &str, value: &JsValue| {
        // An object that was just made takes every property.
        let _ = Reflect::set(&error, &name.into(), value);
    };
    set("code", &(*code).into());
    if let Some(path) = path {
        set("path", &path.as_str().into());
    }
    if let Some(span) = span.and_then(|it| serde_wasm_bindgen::to_value(&it).ok()) {
        set("span", &span);
    }
    error
}
