//! Changes that may flip a decision, read off its trace. None of them is believed before the question has been decided
//! again with it.

mod attachments;
mod context;
mod statements;

use iam_evaluator::policy::Effect;
use iam_evaluator::{Decision, GateOutcome, GateTrace};

use crate::change::Change;
use crate::situation::Situation;

/// Everything worth trying, the cheapest first.
pub(crate) fn candidates(situation: &Situation<'_>) -> Vec<Change> {
    let mut changes = match situation.authorization.trace.evaluation.decision {
        Decision::Allowed => towards_denial(situation),
        Decision::ExplicitDeny | Decision::ImplicitDeny => towards_allow(situation),
    };
    sorted::sort_by_key(&mut changes, Change::cost);
    changes
}

/// Denials of last resort, for a request that nothing else keeps from being allowed: a new Deny.
pub(crate) fn new_denies(situation: &Situation<'_>) -> Vec<Change> {
    statements::new_denies(situation)
}

fn towards_allow(situation: &Situation<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for it in situation.statements().filter(|it| it.applies(Effect::Deny)) {
        changes.extend(context::to_fail(situation, it.statement));
        changes.extend(attachments::without(situation, &it));
        changes.extend(statements::removed(&it));
        if it.has_not_principal() {
            changes.extend(statements::with_principal(situation, &it));
        }
    }
    changes.extend(context::past_endpoint(situation));
    let mut gates: Vec<&GateTrace> = situation.gates().iter().filter(|it| may_grant(it)).collect();
    sorted::sort_by_key(&mut gates, |it| it.outcome != GateOutcome::NotAllowed);
    for gate in gates {
        for it in situation.statements_of(gate).filter(|it| it.statement.effect == Effect::Allow) {
            if it.only_conditions_fail() {
                changes.extend(context::to_hold(situation, it.statement));
            }
            if it.only_principal_fails() {
                changes.extend(statements::with_principal(situation, &it));
            }
        }
        changes.extend(attachments::granting(situation, gate));
        changes.extend(statements::granting(situation, gate));
    }
    changes
}

/// Whether an allow at the gate could make a difference: where one is missing, and in the resource's policy, which may
/// make others unnecessary.
fn may_grant(gate: &GateTrace) -> bool {
    let is_resource = gate.gate == iam_evaluator::Gate::ResourceBased;
    match gate.outcome {
        GateOutcome::NotAllowed => true,
        GateOutcome::NotNeeded | GateOutcome::NotApplicable | GateOutcome::Passed => is_resource,
        GateOutcome::Denied => false,
    }
}

fn towards_denial(situation: &Situation<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut statements: Vec<_> = situation.statements().collect();
    // What binds a whole organization comes last: a change of it concerns many others.
    sorted::sort_by_key(&mut statements, |it| it.is_of_organization());
    for it in statements {
        match it.statement.effect {
            Effect::Deny if it.only_conditions_fail() => {
                changes.extend(context::to_hold(situation, it.statement));
            }
            Effect::Allow if it.statement.matched => {
                changes.extend(context::to_fail(situation, it.statement));
                changes.extend(attachments::without(situation, &it));
                changes.extend(statements::removed(&it));
            }
            Effect::Deny | Effect::Allow => {}
        }
    }
    changes
}
