//! From policies and a request to a decision, and to the reasons for it (sections 4 to 9 of the evaluation rules).

mod byte_pairs;
mod case;
mod common_conditions;
mod compiled;
mod decide;
mod decision;
mod doubts;
mod element;
mod facts;
mod gates;
mod index;
mod matching;
mod missing;
mod policies;
mod principal;
mod readings;
mod recorder;
mod resource_heads;
mod scan;
mod service_gate;
mod shape;
mod spared;
#[cfg(test)]
mod tests;
mod trace;
mod trace_condition;

pub use compiled::PolicySet;
pub use decide::{evaluate, evaluate_by, explain, explain_by};
pub use decision::{Caveat, Caveats, DecidedBy, Decision, Evaluation};
pub use facts::RESOURCE_CONTROL_SERVICES;
pub use missing::{MissingKey, MissingKeys, missing_keys};
pub use policies::{Policies, PolicyType, ResourcePolicy, ResourcePolicyKind, StatementRef};
pub use principal::PrincipalMatch;
pub use readings::{NamedInTrustPolicy, Readings};
pub use trace::{
    ConditionTrace, ElementOutcome, ElementTrace, Gate, GateOutcome, GateReason, GateTrace, LevelTrace,
    PolicyOutcome, PolicyTrace, PrincipalTrace, Side, StatementTrace, Trace,
};
