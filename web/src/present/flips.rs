//! What would flip the answer: single changes, each of which was tried.

use iam_analyzer::Flip;
use iam_aws_data::AwsData;
use iam_scenario::{Edit, Question, Run, Scenario};

use super::gate_words::gate_kind;
use super::tone::Tone;
use super::verdict::{decision_tone, decision_word};

/// The changes that flip an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlipsView {
    /// The cheapest first.
    pub flips: Vec<FlipView>,
    /// Said where no single change does it.
    pub nothing: Option<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlipView {
    /// What to do.
    pub words: String,
    /// The colour of the answer after it.
    pub tone: Tone,
    /// That answer.
    pub word: &'static str,
    /// The events that do it.
    pub edits: Vec<Edit>,
}

/// What would flip the answer to a question; `None` where no policy decides it.
pub fn flips_view(scenario: &Scenario, aws: &AwsData, run: &Run, question: &Question) -> Option<FlipsView> {
    let found = iam_analyzer::flips(scenario, aws, run, question)?;
    let view = |it: &Flip| {
        Some(FlipView {
            words: it.change.to_string(),
            tone: decision_tone(it.decision),
            word: decision_word(it.decision),
            edits: it.change.edits(scenario, question)?,
        })
    };
    let flips: Vec<FlipView> = found.flips.iter().filter_map(view).collect();
    let gates: Vec<&str> = found.stopped_by.iter().map(|it| gate_kind(*it)).collect();
    let nothing = match gates.as_slice() {
        [] => "No single change that was tried flips this answer.".to_owned(),
        gates => format!("No single change flips this answer. In its way: {}.", gates.join(", ")),
    };
    Some(FlipsView { nothing: flips.is_empty().then_some(nothing), flips })
}
