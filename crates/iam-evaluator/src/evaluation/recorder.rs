//! Who listens while a request is evaluated: nobody, or the trace.

use super::policies::PolicyType;
use super::trace::{GateTrace, LevelTrace, PolicyOutcome, PolicyTrace, StatementTrace};

/// Hears what an evaluation does. The evaluation is the same whoever listens (design invariant 3).
pub(super) trait Recorder {
    /// Whether elements are looked at that no longer matter for the decision.
    const RECORDS: bool;

    /// The policies of a kind, or of one of its levels, are read from here on.
    fn begin_level(&mut self, policy_type: PolicyType, level: u32);
    /// One policy of the level is read from here on.
    fn begin_policy(&mut self, policy: u32);
    /// A statement was compared.
    fn statement(&mut self, trace: impl FnOnce() -> StatementTrace);
    /// The policy was read.
    fn end_policy(&mut self);
    /// The level was read.
    fn end_level(&mut self);
    /// A gate has its outcome.
    fn gate(&mut self, trace: impl FnOnce() -> GateTrace, policy_type: Option<PolicyType>);
}

/// Hears nothing, and costs nothing.
pub(super) struct Silent;

impl Recorder for Silent {
    const RECORDS: bool = false;

    fn begin_level(&mut self, _: PolicyType, _: u32) {}
    fn begin_policy(&mut self, _: u32) {}
    fn statement(&mut self, _: impl FnOnce() -> StatementTrace) {}
    fn end_policy(&mut self) {}
    fn end_level(&mut self) {}
    fn gate(&mut self, _: impl FnOnce() -> GateTrace, _: Option<PolicyType>) {}
}

/// Writes the trace.
#[derive(Default)]
pub(super) struct Recording {
    levels: Vec<LevelTrace>,
    policies: Vec<PolicyTrace>,
    statements: Vec<StatementTrace>,
    pub(super) gates: Vec<GateTrace>,
}

impl Recorder for Recording {
    const RECORDS: bool = true;

    fn begin_level(&mut self, policy_type: PolicyType, level: u32) {
        let outcome = PolicyOutcome::Silent;
        self.levels.push(LevelTrace { policy_type, level, outcome, policies: Vec::new() });
    }

    fn begin_policy(&mut self, policy: u32) {
        let outcome = PolicyOutcome::Silent;
        self.policies.push(PolicyTrace { policy, outcome, statements: Vec::new() });
    }

    fn statement(&mut self, trace: impl FnOnce() -> StatementTrace) {
        self.statements.push(trace());
    }

    fn end_policy(&mut self) {
        let statements = std::mem::take(&mut self.statements);
        if let Some(policy) = self.policies.last_mut() {
            let matched = || statements.iter().filter(|it| it.matched).map(|it| it.effect);
            policy.outcome = PolicyOutcome::of(matched());
            policy.statements = statements;
        }
    }

    fn end_level(&mut self) {
        let policies = std::mem::take(&mut self.policies);
        if let Some(level) = self.levels.last_mut() {
            let statements = policies.iter().flat_map(|it| &it.statements);
            level.outcome = PolicyOutcome::of(statements.filter(|it| it.matched).map(|it| it.effect));
            level.policies = policies;
        }
    }

    fn gate(&mut self, trace: impl FnOnce() -> GateTrace, policy_type: Option<PolicyType>) {
        let mut gate = trace();
        let of_gate = |it: &LevelTrace| Some(it.policy_type) == policy_type;
        gate.levels = self.levels.extract_if(.., |it| of_gate(it)).collect();
        self.gates.push(gate);
    }
}
