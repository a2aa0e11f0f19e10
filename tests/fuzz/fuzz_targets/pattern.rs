//! Looks for an input that breaks the laws of `laws/pattern.rs`.

#![no_main]

#[path = "../laws/pattern.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold(data));
