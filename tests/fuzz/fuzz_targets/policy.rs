//! Looks for an input that breaks the laws of `laws/policy.rs`.

#![no_main]

#[path = "../laws/policy.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold(data));
