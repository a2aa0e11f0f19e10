//! Keys that work anywhere on the page.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, KeyboardEvent};

use crate::workspace::Depth;

/// A shortcut of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// `←`
    Back,
    /// `→`
    Forward,
    /// `1` to `4`
    Depth(Depth),
    /// `Ctrl+Z`
    Undo,
    /// `Ctrl+Shift+Z` or `Ctrl+Y`
    Redo,
    /// `/`
    Filter,
}

/// Calls `act` for each shortcut that is pressed where keys do not write text. For as long as the page lives.
pub fn on_shortcut(act: impl Fn(Shortcut) + 'static) {
    let closure = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if let Some(shortcut) = shortcut(&event) {
            event.prevent_default();
            act(shortcut);
        }
    });
    if let Some(document) = super::window().and_then(|it| it.document()) {
        document.add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref()).ok();
    }
    closure.forget();
}

fn shortcut(event: &KeyboardEvent) -> Option<Shortcut> {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    if event.default_prevented() || event.alt_key() || super::document::in_text_field(target.as_ref()) {
        return None;
    }
    let command = event.ctrl_key() || event.meta_key();
    match (command, event.shift_key(), event.key().as_str()) {
        (false, false, "ArrowLeft") if !has_own_arrows(target.as_ref()) => Some(Shortcut::Back),
        (false, false, "ArrowRight") if !has_own_arrows(target.as_ref()) => Some(Shortcut::Forward),
        (false, false, number @ ("1" | "2" | "3" | "4")) => {
            number.parse().ok().and_then(Depth::of_number).map(Shortcut::Depth)
        }
        (false, _, "/") => Some(Shortcut::Filter),
        (true, false, "z" | "Z") => Some(Shortcut::Undo),
        (true, true, "z" | "Z") | (true, false, "y" | "Y") => Some(Shortcut::Redo),
        _ => None,
    }
}

/// The tree and tabs use the arrows themselves.
fn has_own_arrows(target: Option<&Element>) -> bool {
    let own = "[role=tree], [role=tablist], dialog";
    target.is_some_and(|it| it.closest(own).ok().flatten().is_some())
}
