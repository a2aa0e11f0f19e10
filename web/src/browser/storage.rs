//! The documents that this browser keeps: one record for each, so that tabs with different documents never write
//! over each other.
//!
//! A record is its stamp, its title and the scenario, one after the other, each on a line of its own; the scenario's text
//! goes to the end. The stamp is the time it was saved, and something that no other save has: so a tab sees whether
//! another one has written the same document in the meantime.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Storage, StorageEvent};

const PREFIX: &str = "iam-playground.document.";

/// Why something was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// The browser blocks storage or has no room.
    NoRoom,
    /// Another tab has saved the document since its stamp was seen.
    SavedElsewhere,
}

/// A document as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDocument {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
}

/// A document as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDocument {
    /// Its stamp.
    pub stamp: String,
    /// Its scenario.
    pub scenario: String,
}

/// Saves a document under its id, over the record with the stamp that was `seen` last; the new stamp.
///
/// # Errors
/// [`NotSaved`] says why nothing was written.
pub fn save_document(id: &str, title: &str, scenario: &str, seen: Option<&str>) -> Result<String, NotSaved> {
    let kept = load_document(id);
    if kept.is_some_and(|it| Some(it.stamp.as_str()) != seen) {
        return Err(NotSaved::SavedElsewhere);
    }
    let title = title.replace(['\n', '\r'], " ");
    let stamp = format!("{} {:08x}", js_sys::Date::now() as u64, noise());
    set_item(&format!("{PREFIX}{id}"), &format!("{stamp}\n{title}\n{scenario}"))?;
    Ok(stamp)
}

/// The document with this id.
pub fn load_document(id: &str) -> Option<KeptDocument> {
    let record = get_item(&format!("{PREFIX}{id}"))?;
    let mut lines = record.splitn(3, '\n');
    let (stamp, scenario) = (lines.next()?, lines.nth(1)?);
    Some(KeptDocument { stamp: stamp.to_owned(), scenario: scenario.to_owned() })
}

/// Calls `act` with the id of a document that another tab has saved. For as long as the page lives.
pub fn on_saved_elsewhere(act: impl Fn(String) + 'static) {
    let closure = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        let is_saved = event.new_value().is_some();
        let id = event.key().and_then(|it| it.strip_prefix(PREFIX).map(str::to_owned));
        if let Some(id) = id.filter(|_| is_saved) {
            act(id);
        }
    });
    if let Some(window) = super::window() {
        window.add_event_listener_with_callback("storage", closure.as_ref().unchecked_ref()).ok();
    }
    closure.forget();
}

/// Deletes a document.
pub fn delete_document(id: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(&format!("{PREFIX}{id}")).ok();
    }
}

/// Every document, the last saved first.
pub fn list_documents() -> Vec<SavedDocument> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|idx| storage.key(idx).ok().flatten());
    let mut documents: Vec<SavedDocument> = keys.filter_map(|key| listed(&storage, &key)).collect();
    sorted::sort_by(&mut documents, |a, b| (b.saved_at, &a.id).cmp(&(a.saved_at, &b.id)));
    documents
}

fn listed(storage: &Storage, key: &str) -> Option<SavedDocument> {
    let id = key.strip_prefix(PREFIX)?.to_owned();
    let record = storage.get_item(key).ok()??;
    let mut lines = record.splitn(3, '\n');
    let saved_at = lines.next()?.split(' ').next()?.parse().ok()?;
    Some(SavedDocument { id, title: lines.next()?.to_owned(), saved_at })
}

/// Whether this browser lets the app keep anything.
pub fn is_available() -> bool {
    let key = "iam-playground.probe";
    let written = set_item(key, "1").is_ok();
    if let Some(storage) = storage() {
        storage.remove_item(key).ok();
    }
    written
}

/// A new id, which no other document has.
pub fn new_document_id() -> String {
    format!("{:x}{:08x}", js_sys::Date::now() as u64, noise())
}

fn noise() -> u32 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u32
}

pub(super) fn get_item(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

pub(super) fn set_item(key: &str, value: &str) -> Result<(), NotSaved> {
    let storage = storage().ok_or(NotSaved::NoRoom)?;
    storage.set_item(key, value).map_err(|_| NotSaved::NoRoom)
}

fn storage() -> Option<Storage> {
    super::window()?.local_storage().ok().flatten()
}
