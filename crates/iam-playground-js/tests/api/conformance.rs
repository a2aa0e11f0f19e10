//! The conformance corpus gives in WebAssembly the numbers that it gives natively.

use std::collections::BTreeMap;

use iam_playground_js::api::check;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::get;

include!(concat!(env!("OUT_DIR"), "/corpus.rs"));

/// Passed, failed, not covered.
type Counts = [usize; 3];

/// The rows of the table in the section Conformance, which `tests/corpus.rs` holds to natively.
fn published() -> BTreeMap<&'static str, Counts> {
    let text = include_str!("../../../../ARCHITECTURE.md");
    let section = text.split("## Conformance").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter(|it| it.starts_with("| ") && it.contains(".jsonl"));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let number = |idx: usize| cells[idx].parse().unwrap();
        (cells[0], [number(1), number(2), number(3)])
    })
    .collect()
}

fn counts(report: &JsValue) -> Counts {
    ["passed", "failed", "notCovered"].map(|it| get(report, it).as_f64().unwrap() as usize)
}

#[wasm_bindgen_test]
fn the_corpus_gives_the_published_numbers() {
    let found: BTreeMap<&str, Counts> =
        CORPUS.iter().map(|(name, text)| (*name, counts(&check(text, None).unwrap()))).collect();
    assert_eq!(found, published());
}

#[wasm_bindgen_test]
fn a_scenario_is_checked() {
    let scenario = include_str!("../../../../web/examples/third-party-auditor.json");
    let [passed, failed, _] = counts(&check(scenario, Some("json".to_owned())).unwrap());
    assert!(passed > 5 && failed == 0);
    let text = check(scenario, Some("text".to_owned())).unwrap().as_string().unwrap();
    assert_eq!(text, format!("{passed} passed, 0 failed\n"));
}
