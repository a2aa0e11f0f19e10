//! The only room that touches the browser. Everything else is plain Rust or a component.

pub mod clipboard;
pub mod document;
pub mod download;
pub mod editor;
pub mod extra;
pub mod fetch;
pub mod files;
pub mod fragment;
pub mod keyboard;
pub mod leaving;
pub mod storage;
pub mod theme;
pub mod time;

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
