//! The calls of a scenario, made with everything that AWS's APIs do.

use iam_scenario::{RecordingApi, read, run_steps};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::aws::with_aws;

/// Makes all the calls of a scenario, and writes down what came of them: see [`iam_scenario::RecordedCalls`]. `None` if the
/// scenario cannot be read.
#[wasm_bindgen]
pub fn calls(scenario: &str) -> Option<String> {
    let scenario = read(scenario).ok()?;
    let api = RecordingApi::new(iam_organization::call);
    with_aws(|aws| run_steps(&scenario, aws, Some(&api)));
    Some(api.into_text())
}
