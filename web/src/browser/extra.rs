//! The second WebAssembly module: loaded when it is first wanted, and called with texts.

use std::cell::RefCell;

use iam_aws_data::AwsFile;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The module could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

thread_local! {
    /// What its glue exports, once it is started.
    static MODULE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// AWS's files that came and that it has not got yet.
    static FILES: RefCell<Vec<(AwsFile, Uint8Array)>> = const { RefCell::new(Vec::new()) };
}

/// Loads the module; again and again is fine.
///
/// # Errors
/// [`NotLoaded`] if one of its files does not come, or is damaged.
pub async fn load() -> Result<(), NotLoaded> {
    if MODULE.with_borrow(Option::is_some) {
        return Ok(());
    }
    let module = start().await.map_err(|_| NotLoaded)?;
    MODULE.set(Some(module));
    Ok(())
}

/// Only JavaScript can import a module while it runs: see `web/boot.js`.
async fn start() -> Result<JsValue, JsValue> {
    let start: Function = get(&js_sys::global(), "loadExtra")?.dyn_into()?;
    let started: Promise = start.call0(&JsValue::NULL)?.dyn_into()?;
    JsFuture::from(started).await
}

/// Keeps a file with AWS's data for the module, which needs the same as the app.
pub fn keep(file: AwsFile, bytes: &[u8]) {
    FILES.with_borrow_mut(|files| files.push((file, Uint8Array::from(bytes))));
}

/// Calls a function of the module that takes texts, and maybe a number, and gives a text. `None` if it gives none, or the
/// module is not there.
pub fn call(function: &str, texts: &[&str], number: Option<usize>) -> Option<String> {
    MODULE.with_borrow(|module| {
        let module = module.as_ref()?;
        for (file, bytes) in FILES.take() {
            let arguments = Array::of2(&JsValue::from_str(file.name()), &bytes);
            apply(module, "add_aws_file", &arguments).ok();
        }
        let arguments: Array = texts.iter().map(|it| JsValue::from_str(it)).collect();
        if let Some(number) = number {
            arguments.push(&JsValue::from_f64(number as f64));
        }
        apply(module, function, &arguments).ok()?.as_string()
    })
}

fn apply(module: &JsValue, function: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let function: Function = get(module, function)?.dyn_into()?;
    function.apply(&JsValue::NULL, arguments)
}

fn get(object: &JsValue, key: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(key))
}
