//! What would flip an answer.

use iam_evaluator::{Decision, Gate, GateOutcome, Trace};
use iam_organization::AwsPublished;
use iam_scenario::{Answer, Api, Edit, Event, Question, Run, Scenario, apply, ask, ask_after};

use crate::candidates::{candidates, new_denies};
use crate::change::{Change, Cost};
use crate::situation::Situation;

/// How often a question is decided again, at most.
pub const MAX_DECISIONS: usize = 200;

/// The single changes that flip an answer, and what stands in the way where none does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flips {
    /// The decision as it is.
    pub decision: Decision,
    /// The changes, the cheapest first. With each of them alone an allowed request is denied, or a denied one allowed.
    pub flips: Vec<Flip>,
    /// The gates that stop the request as it is; none for an allowed one. Where there are no flips, no single change
    /// opens all of them.
    pub stopped_by: Vec<Gate>,
    /// How often the question was decided again.
    pub n_decisions: usize,
}

/// A change that was made in a copy of the scenario, and flipped the answer there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The change.
    pub change: Change,
    /// The decision with it.
    pub decision: Decision,
    /// How much it asks for.
    pub cost: Cost,
}

/// The single changes that flip the answer to a question. `None` if no policy decides it: the credentials are refused, or
/// the question cannot be asked as it stands.
///
/// `run` is what came of the scenario's steps with the same `api`, as [`ask_after`] takes it.
pub fn flips(
    scenario: &Scenario,
    aws: &dyn AwsPublished,
    api: Option<&dyn Api>,
    run: &Run,
    question: &Question,
) -> Option<Flips> {
    let Answer::Decided(authorization) = ask_after(scenario, aws, run, question) else { return None };
    let authorization = &*authorization;
    let situation = Situation { scenario, aws, api, question, authorization };
    let trace = &authorization.trace;
    let mut found = Flips {
        decision: trace.evaluation.decision,
        flips: Vec::new(),
        stopped_by: stopping(trace),
        n_decisions: 0,
    };
    found.try_all(&situation, run, candidates(&situation));
    if found.flips.is_empty() && found.decision == Decision::Allowed {
        found.try_all(&situation, run, new_denies(&situation));
    }
    Some(found)
}

impl Flips {
    fn try_all(&mut self, situation: &Situation<'_>, run: &Run, candidates: Vec<Change>) {
        let mut tried: Vec<Change> = Vec::new();
        for change in candidates {
            if self.n_decisions == MAX_DECISIONS {
                return;
            }
            if tried.contains(&change) || self.flips.iter().any(|it| tells_the_same(&it.change, &change)) {
                continue;
            }
            tried.push(change.clone());
            self.n_decisions += 1;
            let decision = decision_with(situation, run, &change);
            if let Some(decision) = decision.filter(|it| is_flip(self.decision, *it)) {
                self.flips.push(Flip { cost: change.cost(), change, decision });
            }
        }
    }
}

/// The decision after a change, by the same way by which it would be made. `None` if it does not fit, or leaves no
/// question that policies decide.
fn decision_with(situation: &Situation<'_>, run: &Run, change: &Change) -> Option<Decision> {
    let Situation { scenario, aws, api, question, .. } = *situation;
    let edits = change.edits(scenario, question)?;
    let answer = match edits.as_slice() {
        // The world stays as it is, and with it what came of the steps.
        [Edit::SetQuestion(changed)] => ask_after(scenario, aws, run, changed),
        _ => {
            let mut changed = scenario.clone();
            for edit in edits {
                apply(&mut changed, Event::Edit(edit)).ok()?;
            }
            ask(&changed, aws, api, question)
        }
    };
    match answer {
        Answer::Decided(authorization) => Some(authorization.trace.evaluation.decision),
        Answer::Refused(_) | Answer::NoSession { .. } | Answer::Unreadable(_) => None,
    }
}

fn is_flip(before: Decision, after: Decision) -> bool {
    (before == Decision::Allowed) != (after == Decision::Allowed)
}

/// Whether a change only says again what one before it said: the same key with another value, the same statement with
/// another name of the caller.
fn tells_the_same(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (
            Change::SetContextKey { key: one, .. } | Change::RemoveContextKey { key: one },
            Change::SetContextKey { key: other, .. } | Change::RemoveContextKey { key: other },
        ) => one.eq_ignore_ascii_case(other),
        (Change::AddPrincipal { statement: one, .. }, Change::AddPrincipal { statement: other, .. }) => {
            one == other
        }
        (one, other) => one == other,
    }
}

/// The gates that end the request. The gate of explicit denies repeats what another says.
fn stopping(trace: &Trace) -> Vec<Gate> {
    let stops = |outcome| match outcome {
        GateOutcome::Denied | GateOutcome::NotAllowed => true,
        GateOutcome::NotApplicable | GateOutcome::Passed | GateOutcome::NotNeeded => false,
    };
    let gates = trace.gates.iter().filter(|it| stops(it.outcome) && it.gate != Gate::ExplicitDeny);
    gates.map(|it| it.gate).collect()
}
