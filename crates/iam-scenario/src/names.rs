//! The words of files and reports for decisions and for what decided.

use iam_evaluator::{DecidedBy, Decision};

use crate::scenario::ExpectedDecision;

/// `allowed`, `explicitDeny`, `implicitDeny`.
pub fn decision_name(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "allowed",
        Decision::ExplicitDeny => "explicitDeny",
        Decision::ImplicitDeny => "implicitDeny",
    }
}

/// The same, and `denied` for either denial.
pub fn expected_decision_name(decision: ExpectedDecision) -> &'static str {
    match decision {
        ExpectedDecision::Allowed => "allowed",
        ExpectedDecision::ExplicitDeny => "explicitDeny",
        ExpectedDecision::ImplicitDeny => "implicitDeny",
        ExpectedDecision::Denied => "denied",
    }
}

/// `identity`, `resource`, `trust`, `boundary`, `session`, `scp`, `rcp`, `vpce`, `root`, `service`.
pub fn decided_by_name(decided_by: DecidedBy) -> &'static str {
    match decided_by {
        DecidedBy::Identity => "identity",
        DecidedBy::Resource => "resource",
        DecidedBy::Trust => "trust",
        DecidedBy::Boundary => "boundary",
        DecidedBy::Session => "session",
        DecidedBy::ServiceControl => "scp",
        DecidedBy::ResourceControl => "rcp",
        DecidedBy::VpcEndpoint => "vpce",
        DecidedBy::Root => "root",
        DecidedBy::Service => "service",
    }
}

/// The decision that [`expected_decision_name`] calls so.
pub(crate) fn expected_decision_named(name: &str) -> Option<ExpectedDecision> {
    let all = [
        ExpectedDecision::Allowed,
        ExpectedDecision::ExplicitDeny,
        ExpectedDecision::ImplicitDeny,
        ExpectedDecision::Denied,
    ];
    all.into_iter().find(|it| expected_decision_name(*it) == name)
}

/// What [`decided_by_name`] calls so.
pub(crate) fn decided_by_named(name: &str) -> Option<DecidedBy> {
    let all = [
        DecidedBy::Identity,
        DecidedBy::Resource,
        DecidedBy::Trust,
        DecidedBy::Boundary,
        DecidedBy::Session,
        DecidedBy::ServiceControl,
        DecidedBy::ResourceControl,
        DecidedBy::VpcEndpoint,
        DecidedBy::Root,
        DecidedBy::Service,
    ];
    all.into_iter().find(|it| decided_by_name(*it) == name)
}
