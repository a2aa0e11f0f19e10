//! Making links: only reading them is in the first module.

use iam_scenario::{Link, read};
use wasm_bindgen::prelude::wasm_bindgen;

/// The part of a link that carries the scenario, `s=…`; `None` if it cannot be read.
#[wasm_bindgen]
pub fn link(scenario: &str) -> Option<String> {
    Some(Link { scenario: Some(read(scenario).ok()?), ..Link::default() }.to_fragment())
}
