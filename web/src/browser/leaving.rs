//! Leaving the page.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::BeforeUnloadEvent;

/// Lets the browser ask before the page is left, while `would_lose` something. For as long as the page lives.
pub fn warn_while(would_lose: impl Fn() -> bool + 'static) {
    let closure = Closure::<dyn Fn(BeforeUnloadEvent)>::new(move |event: BeforeUnloadEvent| {
        if would_lose() {
            event.prevent_default();
        }
    });
    if let Some(window) = super::window() {
        window.add_event_listener_with_callback("beforeunload", closure.as_ref().unchecked_ref()).ok();
    }
    closure.forget();
}
