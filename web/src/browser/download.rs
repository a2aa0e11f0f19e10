//! Saving a text as a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers a text as a download.
pub fn save(file_name: &str, text: &str) {
    let parts = Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type("application/json");
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(anchor) = anchor() {
        anchor.set_href(&url);
        anchor.set_download(file_name);
        anchor.click();
    }
    Url::revoke_object_url(&url).ok();
}

fn anchor() -> Option<HtmlAnchorElement> {
    super::window()?.document()?.create_element("a").ok()?.dyn_into().ok()
}
