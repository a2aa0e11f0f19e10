//! The fragment of the page's address: never sent to a server.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The fragment without its `#`.
pub fn read() -> String {
    let hash = super::window().and_then(|it| it.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Replaces the fragment without a new entry in the tab's history, and without telling [`on_change`].
pub fn replace(fragment: &str) {
    if let Some(history) = super::window().and_then(|it| it.history().ok()) {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}"))).ok();
    }
}

/// Sets the fragment with a new entry in the tab's history, so that "back" returns; does not tell [`on_change`].
pub fn push(fragment: &str) {
    if let Some(history) = super::window().and_then(|it| it.history().ok()) {
        history.push_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}"))).ok();
    }
}

/// The page's address without a fragment.
pub fn page_address() -> String {
    let href = super::window().and_then(|it| it.location().href().ok()).unwrap_or_default();
    href.split_once('#').map_or(href.clone(), |(before, _)| before.to_owned())
}

/// Calls `act` when the user changes the fragment: by a link, by "back", by hand. For as long as the page lives.
pub fn on_change(act: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(act);
    if let Some(window) = super::window() {
        let function = closure.as_ref().unchecked_ref();
        window.add_event_listener_with_callback("popstate", function).ok();
    }
    closure.forget();
}
