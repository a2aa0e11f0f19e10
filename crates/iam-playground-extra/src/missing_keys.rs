//! Context keys that the request lacks, and that could change its answer.

use iam_scenario::Edit;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::changes::{Changes, OneChange, changed};
use crate::question::{Asked, about};

/// The absent keys that could change the answer to a question, each with a value that does, as JSON.
#[wasm_bindgen]
pub fn missing_keys(scenario: &str, question: &str) -> Option<String> {
    about(scenario, question, |asked| {
        let iam_evaluator::MissingKeys { keys, is_complete } = found(asked);
        let change = |it: &iam_evaluator::MissingKey| OneChange {
            words: iam_explain::missing_key(it),
            decision: it.decision,
        };
        let nothing = "No context key that is absent would change this answer by itself.".to_owned();
        let left_out = (!is_complete).then(iam_explain::missing_keys_cut);
        Some(Changes { changes: keys.iter().map(change).collect(), nothing, left_out }.json())
    })
}

/// The scenario with one of them put into the question, counted from 0.
#[wasm_bindgen]
pub fn take_missing_key(scenario: &str, question: &str, idx: usize) -> Option<String> {
    about(scenario, question, |asked| {
        let question = iam_analyzer::with_key(asked.question, found(asked).keys.get(idx)?);
        changed(asked.scenario, vec![Edit::SetQuestion(question)])
    })
}

fn found(asked: &Asked<'_>) -> iam_evaluator::MissingKeys {
    iam_analyzer::missing_keys(asked.scenario, asked.aws, asked.run, asked.question)
}
