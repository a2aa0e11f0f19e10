//! The words of the interface for the evaluator's codes.

use iam_evaluator::diagnostic::Severity;
use iam_evaluator::{Gate, GateOutcome, PolicyType, Side, StatementRef};

pub(crate) fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Service => "service",
        Gate::ExplicitDeny => "explicitDeny",
        Gate::ResourceControl => "resourceControl",
        Gate::ServiceControl => "serviceControl",
        Gate::VpcEndpoint => "vpcEndpoint",
        Gate::ResourceBased => "resourceBased",
        Gate::IdentityBased => "identityBased",
        Gate::PermissionsBoundary => "permissionsBoundary",
        Gate::Session => "session",
    }
}

pub(crate) fn outcome(outcome: GateOutcome) -> &'static str {
    match outcome {
        GateOutcome::NotApplicable => "notApplicable",
        GateOutcome::Passed => "passed",
        GateOutcome::NotNeeded => "notNeeded",
        GateOutcome::NotAllowed => "notAllowed",
        GateOutcome::Denied => "denied",
    }
}

pub(crate) fn side(side: Side) -> &'static str {
    match side {
        Side::Caller => "caller",
        Side::Resource => "resource",
        Side::Both => "both",
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Where in the input a policy stands.
pub(crate) fn policy_path(policy_type: PolicyType, level: u32, policy: u32) -> String {
    match policy_type {
        PolicyType::IdentityBased => format!("policies.identity[{policy}]"),
        PolicyType::ResourceBased => "policies.resource".to_owned(),
        PolicyType::PermissionsBoundary => "policies.boundary".to_owned(),
        PolicyType::Session => format!("policies.session[{policy}]"),
        PolicyType::ServiceControl => format!("policies.scps[{level}][{policy}]"),
        PolicyType::ResourceControl => format!("policies.rcps[{level}][{policy}]"),
        PolicyType::VpcEndpoint => "policies.vpcEndpoint".to_owned(),
    }
}

pub(crate) fn statement_path(statement: StatementRef) -> String {
    policy_path(statement.policy_type, statement.level, statement.policy)
}
