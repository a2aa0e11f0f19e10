//! The statements that came nearest to changing the answer, each with what kept it from applying.

use iam_evaluator::policy::Effect;
use iam_evaluator::{
    ConditionTrace, Decision, ElementOutcome, GateOutcome, GateReason, GateTrace, LevelTrace, PolicyOutcome,
    StatementTrace, Trace,
};

use crate::condition;

/// A statement that does not apply, though it nearly does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss<'t> {
    /// The statement.
    pub statement: &'t StatementTrace,
    /// What keeps it from applying.
    pub failed: Vec<FailedElement<'t>>,
}

/// Something that keeps a statement from applying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailedElement<'t> {
    /// It is about other principals.
    Principal,
    /// It is about other actions.
    Action,
    /// It is about other resources.
    Resource,
    /// One of its conditions does not hold.
    Condition(&'t ConditionTrace),
    /// It has an element that its kind of policy cannot have, or lacks one.
    Shape,
}

/// The statements that nearly changed the answer, the nearest first, then in the order of the trace: for a denied
/// request allows where one is missing, for an allowed one denies. Half of the elements match at least.
pub fn near_misses(trace: &Trace) -> Vec<NearMiss<'_>> {
    let decision = trace.evaluation.decision;
    let levels = trace.gates.iter().flat_map(|gate| gate.levels.iter().map(move |level| (gate, level)));
    let mut misses = Vec::new();
    for (gate, level) in levels {
        let statements = level.policies.iter().flat_map(|it| &it.statements);
        let relevant = statements.filter(|it| !it.matched && could_change(decision, gate, level, it.effect));
        misses.extend(relevant.filter(|it| n_failing(it) < 3).map(near_miss_of));
    }
    sorted::sort_by_key(&mut misses, |it| (n_failing(it.statement), it.failed.len()));
    misses
}

/// What keeps the statement from applying, as sentences.
pub fn near_miss(miss: &NearMiss<'_>) -> String {
    let sentences = miss.failed.iter().map(|it| match it {
        FailedElement::Principal => "It is about other principals.".to_owned(),
        FailedElement::Action => "It is about other actions.".to_owned(),
        FailedElement::Resource => match miss.statement.resource.unresolved {
            Some(_) => {
                "It is about other resources: a variable in it has no value in this request.".to_owned()
            }
            None => "It is about other resources.".to_owned(),
        },
        FailedElement::Condition(trace) => condition(trace),
        FailedElement::Shape => "This kind of policy cannot have such a statement.".to_owned(),
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// Whether a statement that applied would make the answer another one, or take away one of the reasons for it.
fn could_change(decision: Decision, gate: &GateTrace, level: &LevelTrace, effect: Effect) -> bool {
    match (effect, gate.outcome) {
        (_, GateOutcome::NotApplicable) => false,
        (Effect::Deny, _) => decision == Decision::Allowed,
        (Effect::Allow, GateOutcome::NotAllowed) => level.outcome == PolicyOutcome::Silent,
        // In one account, an allow here would have been enough.
        (Effect::Allow, GateOutcome::NotNeeded) => {
            decision == Decision::ImplicitDeny && gate.reason == GateReason::IdentityPolicyIsEnough
        }
        (Effect::Allow, GateOutcome::Passed | GateOutcome::Denied) => false,
    }
}

fn near_miss_of(statement: &StatementTrace) -> NearMiss<'_> {
    let mut failed = Vec::new();
    let elements = [
        (statement.action.outcome, FailedElement::Action),
        (statement.resource.outcome, FailedElement::Resource),
        (principal_outcome(statement), FailedElement::Principal),
    ];
    failed.extend(elements.into_iter().filter(|it| fails(it.0)).map(|it| it.1));
    let conditions = statement.conditions.iter().filter(|it| !it.outcome.holds());
    failed.extend(conditions.map(FailedElement::Condition));
    if failed.is_empty() {
        failed.push(FailedElement::Shape);
    }
    NearMiss { statement, failed }
}

fn principal_outcome(statement: &StatementTrace) -> ElementOutcome {
    statement.principal.as_ref().map_or(ElementOutcome::Absent, |it| it.outcome)
}

/// How many of the four elements keep a statement from applying.
fn n_failing(statement: &StatementTrace) -> usize {
    let outcomes = [
        principal_outcome(statement),
        statement.action.outcome,
        statement.resource.outcome,
        statement.condition_outcome,
    ];
    outcomes.into_iter().filter(|&it| fails(it)).count()
}

fn fails(outcome: ElementOutcome) -> bool {
    match outcome {
        ElementOutcome::NotMatched | ElementOutcome::NotReached => true,
        ElementOutcome::Matched | ElementOutcome::Absent => false,
    }
}
