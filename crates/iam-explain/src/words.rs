//! One word or phrase for each outcome.

use iam_evaluator::{DecidedBy, Decision, ElementOutcome, GateOutcome, PolicyType, PrincipalMatch};

/// The three answers.
pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "Allowed",
        Decision::ExplicitDeny => "Explicit deny",
        Decision::ImplicitDeny => "Implicit deny",
    }
}

/// What decided.
pub fn decided_by(decided_by: DecidedBy) -> &'static str {
    match decided_by {
        DecidedBy::Identity => "identity-based policies",
        DecidedBy::Resource => "the resource's policy",
        DecidedBy::Trust => "the role's trust policy",
        DecidedBy::Boundary => "the permissions boundary",
        DecidedBy::Session => "the session policy",
        DecidedBy::ServiceControl => "a service control policy",
        DecidedBy::ResourceControl => "a resource control policy",
        DecidedBy::VpcEndpoint => "the VPC endpoint policy",
        DecidedBy::Root => "being the root user",
        DecidedBy::Service => "the service itself",
    }
}

/// The outcome of a gate, in a word or two.
pub fn gate_outcome(outcome: GateOutcome) -> &'static str {
    match outcome {
        GateOutcome::NotApplicable => "does not apply",
        GateOutcome::Passed => "passed",
        GateOutcome::NotNeeded => "not needed",
        GateOutcome::NotAllowed => "no allow",
        GateOutcome::Denied => "denied",
    }
}

/// The outcome of an element, in a word or two.
pub fn element_outcome(outcome: ElementOutcome) -> &'static str {
    match outcome {
        ElementOutcome::Matched => "matches",
        ElementOutcome::NotMatched => "does not match",
        ElementOutcome::Absent => "none",
        ElementOutcome::NotReached => "not looked at",
    }
}

/// A kind of policy, with its article.
pub fn policy_type(policy_type: PolicyType) -> &'static str {
    match policy_type {
        PolicyType::IdentityBased => "an identity-based policy",
        PolicyType::ResourceBased => "a resource-based policy",
        PolicyType::PermissionsBoundary => "a permissions boundary",
        PolicyType::Session => "a session policy",
        PolicyType::ServiceControl => "a service control policy",
        PolicyType::ResourceControl => "a resource control policy",
        PolicyType::VpcEndpoint => "a VPC endpoint policy",
    }
}

/// How a policy names the caller.
pub fn principal_match(class: PrincipalMatch) -> &'static str {
    match class {
        PrincipalMatch::Itself => "names the caller",
        PrincipalMatch::Any => "names everyone",
        PrincipalMatch::Entity => "names the caller's role or user",
        PrincipalMatch::Service => "names the service",
        PrincipalMatch::Federated => "names the identity provider",
        PrincipalMatch::Account => "names the caller's account",
    }
}
