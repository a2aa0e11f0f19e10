//! The `<policy-editor>` element: CodeMirror in a shadow root, loaded when it is first wanted.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, Element, Event, HtmlElement, HtmlScriptElement};

use crate::present::policy::LineMark;
use crate::present::tone::Tone;

const SCRIPT: &str = "./editor/policy-editor.js";
const ELEMENT: &str = "policy-editor";

/// The editor could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// Loads the editor; again and again is fine.
///
/// # Errors
/// [`NotLoaded`] if its script does not come, or does not define the element.
pub async fn load() -> Result<(), NotLoaded> {
    if is_defined() {
        return Ok(());
    }
    let promise = Promise::new(&mut |resolve, reject| {
        if append_script(&resolve, &reject).is_none() {
            reject.call0(&JsValue::NULL).ok();
        }
    });
    JsFuture::from(promise).await.map_err(|_| NotLoaded)?;
    if is_defined() { Ok(()) } else { Err(NotLoaded) }
}

fn is_defined() -> bool {
    let registry = super::window().map(|it| it.custom_elements());
    registry.is_some_and(|it| !it.get(ELEMENT).is_undefined())
}

fn append_script(resolve: &js_sys::Function, reject: &js_sys::Function) -> Option<()> {
    let document = super::window()?.document()?;
    let script: HtmlScriptElement = document.create_element("script").ok()?.dyn_into().ok()?;
    script.set_type("module");
    script.set_onload(Some(resolve));
    script.set_onerror(Some(reject));
    script.set_src(SCRIPT);
    document.head()?.append_child(&script).ok().map(drop)
}

/// Puts an editor into `host`; `typed` gets the text after every keystroke, and `left` is told when the user leaves it by
/// Escape, for as long as the editor lives.
pub fn mount(
    host: &Element,
    name: &str,
    typed: impl Fn(String) + 'static,
    left: impl Fn() + 'static,
) -> Option<Element> {
    let editor = super::window()?.document()?.create_element(ELEMENT).ok()?;
    editor.set_attribute("label", &format!("{name}, JSON")).ok();
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(text) = input_value(&event) {
            typed(text);
        }
    });
    let function = listener.into_js_value();
    editor.add_event_listener_with_callback("policy-input", function.unchecked_ref()).ok();
    let function = Closure::<dyn Fn()>::new(left).into_js_value();
    editor.add_event_listener_with_callback("policy-leave", function.unchecked_ref()).ok();
    host.append_child(&editor).ok()?;
    Some(editor)
}

/// Shows a text in the editor, unless it is there already: the cursor stays where it is.
pub fn set_value(editor: &Element, value: &str) {
    let key = JsValue::from_str("value");
    let shown = Reflect::get(editor, &key).ok().and_then(|it| it.as_string());
    if shown.as_deref() != Some(value) {
        Reflect::set(editor, &key, &JsValue::from_str(value)).ok();
    }
}

/// Shows the marks beside the lines.
pub fn set_marks(editor: &Element, marks: &[LineMark]) {
    let list: Array = marks.iter().map(mark_object).collect();
    Reflect::set(editor, &JsValue::from_str("marks"), &list).ok();
}

fn mark_object(mark: &LineMark) -> JsValue {
    let object = Object::new();
    let set = |key: &str, value: JsValue| Reflect::set(&object, &JsValue::from_str(key), &value).is_ok();
    set("fromLine", JsValue::from_f64(mark.from_line as f64));
    set("toLine", JsValue::from_f64(mark.to_line as f64));
    if let Some((from, to)) = mark.columns {
        set("fromColumn", JsValue::from_f64(from as f64));
        set("toColumn", JsValue::from_f64(to as f64));
    }
    set("kind", JsValue::from_str(mark.kind.name()));
    match mark.tone {
        Tone::Allowed => set("tone", JsValue::from_str("allow")),
        Tone::Denied => set("tone", JsValue::from_str("deny")),
        Tone::Missing | Tone::Neutral => true,
    };
    set("message", JsValue::from_str(&mark.message));
    object.into()
}

fn input_value(event: &Event) -> Option<String> {
    let detail = event.dyn_ref::<CustomEvent>()?.detail();
    Reflect::get(&detail, &JsValue::from_str("value")).ok()?.as_string()
}

/// Gives the editor the focus.
pub fn focus(editor: &Element) {
    if let Some(editor) = editor.dyn_ref::<HtmlElement>() {
        editor.focus().ok();
    }
}

/// Puts the cursor on a line.
pub fn focus_line(editor: &Element, line: usize) {
    call_with_line(editor, "focusLine", line);
}

/// Brings the marked lines of the editors on the page into view; whether there were any.
pub fn reveal_marks() -> bool {
    let document = super::window().and_then(|it| it.document());
    let Some(editors) = document.and_then(|it| it.query_selector_all(ELEMENT).ok()) else { return false };
    let editors = (0..editors.length()).filter_map(|idx| editors.get(idx)?.dyn_into::<Element>().ok());
    let marked: Vec<_> = editors.filter_map(|it| Some((marked_line(&it)?, it))).collect();
    let strongest = marked.iter().find(|((kind, _), _)| kind == "step").or(marked.first());
    if let Some(((_, line), editor)) = strongest {
        call_with_line(editor, "revealLine", *line);
    }
    strongest.is_some()
}

/// The kind and first line of the step's mark, or of the mark of what decided.
fn marked_line(editor: &Element) -> Option<(String, usize)> {
    let marks = Array::from(&Reflect::get(editor, &JsValue::from_str("marks")).ok()?);
    let field = |mark: &JsValue, key: &str| Reflect::get(mark, &JsValue::from_str(key)).ok();
    let kind = |mark: &JsValue| field(mark, "kind").and_then(|it| it.as_string()).unwrap_or_default();
    let find = |wanted: &str| marks.iter().find(|it| kind(it) == wanted);
    let mark = find("step").or_else(|| find("deciding"))?;
    Some((kind(&mark), field(&mark, "fromLine")?.as_f64()? as usize))
}

fn call_with_line(editor: &Element, method: &str, line: usize) {
    let function = Reflect::get(editor, &JsValue::from_str(method)).ok();
    if let Some(function) = function.and_then(|it| it.dyn_into::<js_sys::Function>().ok()) {
        function.call1(editor, &JsValue::from_f64(line as f64)).ok();
    }
}
