//! Looks for an input that breaks the laws of `laws/json.rs`.

#![no_main]

#[path = "../laws/json.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold(data));
