//! The page: its title, its focus, what is in view.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDetailsElement, HtmlDialogElement, HtmlElement, HtmlInputElement, MouseEvent,
    ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Removes the notice that stands in the page until the app is there.
pub fn remove_boot_notice() {
    if let Some(notice) = element("boot") {
        notice.remove();
    }
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = super::window().and_then(|it| it.document()) {
        document.set_title(title);
    }
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// Selects a part of what is written in an input, by UTF-16 offsets.
pub fn select_text(id: &str, start: usize, end: usize) {
    let input = element(id).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    if let (Some(input), Ok(start), Ok(end)) = (input, u32::try_from(start), u32::try_from(end)) {
        input.focus().ok();
        input.set_selection_range(start, end).ok();
    }
}

/// Brings the element with this id into view, in the panes that scroll, with as little motion as possible.
pub fn reveal(id: &str) {
    if let Some(element) = element(id) {
        scroll_to(&element);
    }
}

fn scroll_to(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Instant);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Brings what fits a selector into view, if there is anything: as many of its elements as there is room for, the first one
/// in any case. The first selector that fits counts.
pub fn reveal_first(selectors: &[&str]) {
    let Some(document) = super::window().and_then(|it| it.document()) else { return };
    let found = selectors.iter().find_map(|it| {
        let list = document.query_selector_all(it).ok()?;
        let elements = (0..list.length()).filter_map(|idx| list.get(idx)?.dyn_into::<Element>().ok());
        Some(elements.collect::<Vec<_>>()).filter(|it| !it.is_empty())
    });
    let found = found.unwrap_or_default();
    for element in found.last().into_iter().chain(found.first()) {
        scroll_to(element);
    }
}

/// Brings a line of a policy into view, and puts the cursor there where the policy is being edited.
pub fn go_to_line(panel: &str, line: usize) {
    let editor = element(panel).and_then(|it| it.query_selector("policy-editor").ok().flatten());
    match editor {
        Some(editor) => super::editor::focus_line(&editor, line),
        None => reveal(&format!("{panel}-line-{line}")),
    }
}

/// Whether the `details` that an event is about is open.
pub fn is_open(event: &Event) -> bool {
    let details = event.target().and_then(|it| it.dyn_into::<HtmlDetailsElement>().ok());
    details.is_some_and(|it| it.open())
}

/// Whether a click was beside the box of the dialog that it was on.
pub fn is_backdrop(event: &MouseEvent) -> bool {
    let dialog = event.target().and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    dialog.is_some_and(|it| {
        let it = it.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        x < it.left() || x > it.right() || y < it.top() || y > it.bottom()
    })
}

/// Opens or closes a dialog. While it is open the rest of the page is out of reach.
pub fn show_dialog(dialog: &HtmlDialogElement, is_open: bool) {
    match (is_open, dialog.open()) {
        (true, false) => drop(dialog.show_modal()),
        (false, true) => dialog.close(),
        (true, true) | (false, false) => {}
    }
}

/// Runs `act` before the next frame is drawn, when the page shows what the state says.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let closure = wasm_bindgen::closure::Closure::once_into_js(act);
    if let Some(window) = super::window() {
        window.request_animation_frame(closure.unchecked_ref()).ok();
    }
}

/// Whether the focus is in a place where keys write text.
pub(super) fn in_text_field(target: Option<&Element>) -> bool {
    target.is_some_and(|it| {
        it.closest("input, textarea, select, policy-editor, [contenteditable]").ok().flatten().is_some()
    })
}

fn element(id: &str) -> Option<Element> {
    super::window()?.document()?.get_element_by_id(id)
}
