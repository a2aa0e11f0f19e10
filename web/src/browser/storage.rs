//! The documents that this browser keeps: one record for each, so that tabs with different documents never write
//! over each other.
//!
//! A record is the time it was saved, its title and the scenario, one after the other, each on a line of its own;
//! the scenario's text goes to the end.

use web_sys::Storage;

const PREFIX: &str = "iam-playground.document.";

/// Why something was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSaved;

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

/// Saves a document under its id.
///
/// # Errors
/// [`NotSaved`] if the browser blocks storage or has no room.
pub fn save_document(id: &str, title: &str, scenario: &str) -> Result<(), NotSaved> {
    let title = title.replace(['\n', '\r'], " ");
    set_item(&format!("{PREFIX}{id}"), &format!("{}\n{title}\n{scenario}", js_sys::Date::now() as u64))
}

/// The scenario of a document.
pub fn load_document(id: &str) -> Option<String> {
    let record = get_item(&format!("{PREFIX}{id}"))?;
    record.splitn(3, '\n').nth(2).map(str::to_owned)
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
    documents.sort_unstable_by(|a, b| (b.saved_at, &a.id).cmp(&(a.saved_at, &b.id)));
    documents
}

fn listed(storage: &Storage, key: &str) -> Option<SavedDocument> {
    let id = key.strip_prefix(PREFIX)?.to_owned();
    let record = storage.get_item(key).ok()??;
    let mut lines = record.splitn(3, '\n');
    let saved_at = lines.next()?.parse().ok()?;
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
    let time = js_sys::Date::now() as u64;
    let noise = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{time:x}{noise:08x}")
}

pub(super) fn get_item(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

pub(super) fn set_item(key: &str, value: &str) -> Result<(), NotSaved> {
    storage().ok_or(NotSaved)?.set_item(key, value).map_err(|_| NotSaved)
}

fn storage() -> Option<Storage> {
    super::window()?.local_storage().ok().flatten()
}
