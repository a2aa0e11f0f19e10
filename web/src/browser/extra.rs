//! The second WebAssembly module: loaded when it is first wanted, and called with texts.

use std::cell::{Cell, RefCell};

use iam_aws_data::AwsFile;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where its glue lies, relative to the page.
const GLUE: &str = "./extra/iam-playground-extra.js";

/// The module could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

thread_local! {
    /// What its glue exports, once it is started.
    static MODULE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// AWS's files that came and that it has not got yet.
    static FILES: RefCell<Vec<(AwsFile, Uint8Array)>> = const { RefCell::new(Vec::new()) };
    static N_FAILED: Cell<u32> = const { Cell::new(0) };
}

/// Loads the module; again and again is fine.
///
/// # Errors
/// [`NotLoaded`] if one of its files does not come, or is damaged.
pub async fn load() -> Result<(), NotLoaded> {
    if MODULE.with_borrow(Option::is_some) {
        return Ok(());
    }
    match start().await {
        Ok(module) => {
            MODULE.set(Some(module));
            Ok(())
        }
        Err(_) => {
            N_FAILED.set(N_FAILED.get() + 1);
            Err(NotLoaded)
        }
    }
}

/// Only JavaScript can import a module while it runs: `web/boot.js` lends its `import`.
async fn start() -> Result<JsValue, JsValue> {
    let import: Function = get(&js_sys::global(), "importModule")?.dyn_into()?;
    // A browser may remember that an address gave no module: what failed is asked for by another one.
    let address = match N_FAILED.get() {
        0 => GLUE.to_owned(),
        n_failed => format!("{GLUE}?again={n_failed}"),
    };
    let imported: Promise = import.call1(&JsValue::NULL, &JsValue::from_str(&address))?.dyn_into()?;
    let module = JsFuture::from(imported).await?;
    let init: Function = get(&module, "default")?.dyn_into()?;
    let started: Promise = init.call0(&JsValue::NULL)?.dyn_into()?;
    JsFuture::from(started).await?;
    Ok(module)
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
