//! Looks for an input that breaks the laws of `laws/evaluate.rs`.

#![no_main]

#[path = "../laws/evaluate.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold(data));
