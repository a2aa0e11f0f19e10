//! The room that touches the browser, in a browser.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::browser::storage::NotSaved;
use web::browser::{document, fragment, storage, theme::Theme};

wasm_bindgen_test_configure!(run_in_browser);

fn scenario(id: &str) -> Option<String> {
    storage::load_document(id).map(|it| it.scenario)
}

#[wasm_bindgen_test]
fn a_document_is_kept_listed_and_deleted() {
    let id = storage::new_document_id();
    assert!(storage::save_document(&id, "two\nlines", "{\n  \"a\": 1\n}", None).is_ok());
    assert_eq!(scenario(&id).as_deref(), Some("{\n  \"a\": 1\n}"));
    let listed = storage::list_documents().into_iter().find(|it| it.id == id);
    assert_eq!(listed.map(|it| it.title).as_deref(), Some("two lines"));
    storage::delete_document(&id);
    assert_eq!(storage::load_document(&id), None);
}

#[wasm_bindgen_test]
fn documents_do_not_share_a_record() {
    let (one, other) = (storage::new_document_id(), storage::new_document_id());
    assert_ne!(one, other);
    assert!(storage::save_document(&one, "one", "1", None).is_ok());
    assert!(storage::save_document(&other, "other", "2", None).is_ok());
    assert_eq!(scenario(&one).as_deref(), Some("1"));
    storage::delete_document(&one);
    storage::delete_document(&other);
}

#[wasm_bindgen_test]
fn what_another_tab_has_saved_is_not_written_over() {
    let id = storage::new_document_id();
    let first = storage::save_document(&id, "first", "1", None).ok();
    let second = storage::save_document(&id, "second", "2", first.as_deref()).ok();
    assert!(first.is_some() && second.is_some() && first != second);
    let late = storage::save_document(&id, "late", "3", first.as_deref());
    assert_eq!(late, Err(NotSaved::SavedElsewhere));
    assert_eq!(scenario(&id).as_deref(), Some("2"));
    storage::delete_document(&id);
    // What was deleted meanwhile is there again.
    assert!(storage::save_document(&id, "late", "3", second.as_deref()).is_ok());
    storage::delete_document(&id);
}

#[wasm_bindgen_test]
fn the_fragment_is_replaced_and_read() {
    fragment::replace("x=a&q=b%20c");
    assert_eq!(fragment::read(), "x=a&q=b%20c");
    assert!(!fragment::page_address().contains('#'));
    fragment::replace("");
    assert_eq!(fragment::read(), "");
}

#[wasm_bindgen_test]
fn a_theme_is_remembered() {
    Theme::Dark.show();
    assert_eq!(Theme::saved(), Theme::Dark);
    Theme::System.show();
    assert_eq!(Theme::saved(), Theme::System);
}

#[wasm_bindgen_test]
fn what_is_not_on_the_page_is_left_alone() {
    document::focus("nothing");
    document::reveal_first(&["#nothing"]);
    document::go_to_line("nothing", 3);
}
