//! Looks for an input that breaks the laws of `laws/link.rs`.

#![no_main]

#[path = "../laws/link.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold(data));
