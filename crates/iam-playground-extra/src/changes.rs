//! Changes of a scenario that somebody may take, each with the decision after it; as text and made.

use iam_evaluator::Decision;
use iam_scenario::{Edit, Event, Scenario, apply, decision_name, write_compact};
use serde_json::{Value, json};

/// A list of changes.
pub(crate) struct Changes {
    pub(crate) changes: Vec<OneChange>,
    /// Said where there are none.
    pub(crate) nothing: String,
    /// Said behind them, if they are not all that there may be.
    pub(crate) left_out: Option<&'static str>,
}

/// One change.
pub(crate) struct OneChange {
    pub(crate) words: String,
    pub(crate) decision: Decision,
}

impl Changes {
    /// `{"changes": [{"words", "decision"}], "nothing"}`; `nothing` is there where `changes` is empty, or not all.
    pub(crate) fn json(&self) -> String {
        let change = |it: &OneChange| json!({ "words": it.words, "decision": decision_name(it.decision) });
        let changes: Vec<Value> = self.changes.iter().map(change).collect();
        let nothing = changes.is_empty().then_some(self.nothing.as_str());
        let behind: Vec<&str> = nothing.into_iter().chain(self.left_out).collect();
        match behind.is_empty() {
            true => json!({ "changes": changes }).to_string(),
            false => json!({ "changes": changes, "nothing": behind.join(" ") }).to_string(),
        }
    }
}

/// The scenario after some edits; `None` if they do not fit.
pub(crate) fn changed(scenario: &Scenario, edits: Vec<Edit>) -> Option<String> {
    let mut scenario = scenario.clone();
    for edit in edits {
        apply(&mut scenario, Event::Edit(edit)).ok()?;
    }
    Some(write_compact(&scenario))
}
