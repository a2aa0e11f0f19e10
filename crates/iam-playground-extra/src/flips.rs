//! What would flip an answer: single changes, each of which was tried.

use iam_evaluator::Gate;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::changes::{Changes, OneChange, changed};
use crate::question::{Asked, about, api};

/// The changes that flip the answer to a question, the cheapest first, as JSON. `None` where no policy decides it.
#[wasm_bindgen]
pub fn flips(scenario: &str, question: &str) -> Option<String> {
    about(scenario, question, |asked| {
        let found = found(asked)?;
        let change =
            |it: &iam_analyzer::Flip| OneChange { words: it.change.to_string(), decision: it.decision };
        let changes = found.flips.iter().map(change).collect();
        Some(Changes { changes, nothing: nothing(&found.stopped_by), left_out: None }.json())
    })
}

/// The scenario after one of them, counted from 0.
#[wasm_bindgen]
pub fn take_flip(scenario: &str, question: &str, idx: usize) -> Option<String> {
    about(scenario, question, |asked| {
        let found = found(asked)?;
        changed(asked.scenario, found.flips.get(idx)?.change.edits(asked.scenario, asked.question)?)
    })
}

fn found(asked: &Asked<'_>) -> Option<iam_analyzer::Flips> {
    iam_analyzer::flips(asked.scenario, asked.aws, api(asked.scenario), asked.run, asked.question)
}

fn nothing(stopped_by: &[Gate]) -> String {
    let gates: Vec<&str> = stopped_by.iter().map(|it| gate_kind(*it)).collect();
    match gates.as_slice() {
        [] => "No single change that was tried flips this answer.".to_owned(),
        gates => format!("No single change flips this answer. In its way: {}.", gates.join(", ")),
    }
}

/// What kind of policy a gate reads, in a sentence.
fn gate_kind(gate: Gate) -> &'static str {
    match gate {
        Gate::Service => "the service’s own rules",
        Gate::ExplicitDeny => "an explicit deny",
        Gate::ResourceControl => "the RCPs",
        Gate::ServiceControl => "the SCPs",
        Gate::VpcEndpoint => "the VPC endpoint policy",
        Gate::ResourceBased => "the resource’s policy",
        Gate::IdentityBased => "the identity-based policies",
        Gate::PermissionsBoundary => "the permissions boundary",
        Gate::Session => "the session policy",
    }
}
