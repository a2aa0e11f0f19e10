//! Files that the user picks or drops.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

/// A file that the user gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A file that was picked or dropped, not read yet.
#[derive(Clone, Debug)]
pub struct UnreadFile(File);

/// The first file of an `<input type="file">` that changed. The input is emptied, so that the same file can be
/// picked again.
pub fn picked(event: &Event) -> Option<UnreadFile> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file.map(UnreadFile)
}

/// The first file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<UnreadFile> {
    event.data_transfer()?.files()?.get(0).map(UnreadFile)
}

/// Reads a file as text.
pub async fn read(UnreadFile(file): UnreadFile) -> Option<GivenFile> {
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    Some(GivenFile { name: file.name(), text })
}
