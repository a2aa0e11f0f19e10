//! The interface in Node.

#![cfg(target_arch = "wasm32")]

mod api;
