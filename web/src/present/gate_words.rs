//! Gates and their outcomes in a few words; the sentences come from `iam-explain`.

use iam_evaluator::{Gate, GateOutcome, GateReason, GateTrace};
use iam_organization::{Authorization, PolicySource, SourceKind, World};

use super::english::SceneNames;
use super::names;
use super::tone::Tone;

/// The colour of an outcome.
pub fn outcome_tone(outcome: GateOutcome) -> Tone {
    match outcome {
        GateOutcome::NotApplicable | GateOutcome::NotNeeded => Tone::Neutral,
        GateOutcome::Passed => Tone::Allowed,
        GateOutcome::NotAllowed => Tone::Missing,
        GateOutcome::Denied => Tone::Denied,
    }
}

/// What the gate is called for this request.
pub fn gate_name(gate: Gate, authorization: &Authorization) -> &'static str {
    match gate {
        Gate::Service => "Service rules",
        Gate::ExplicitDeny => "Explicit denies",
        Gate::ResourceControl => "RCPs",
        Gate::ServiceControl => "SCPs",
        Gate::VpcEndpoint => "VPC endpoint policy",
        Gate::ResourceBased if is_about_trust(authorization) => "Trust policy",
        Gate::ResourceBased => "Resource-based policy",
        Gate::IdentityBased => "Identity-based policies",
        Gate::PermissionsBoundary => "Permissions boundary",
        Gate::Session => "Session policies",
    }
}

fn is_about_trust(authorization: &Authorization) -> bool {
    authorization.sources.iter().any(|(_, it)| it.kind == SourceKind::Trust)
}

/// The outcome as a reader understands it. In one account an identity-based policy is enough: where that is missing too,
/// the resource's policy is not merely not needed.
pub fn shown_outcome(gate: &GateTrace, authorization: &Authorization) -> GateOutcome {
    let gates = &authorization.trace.gates;
    let identity = gates.iter().find(|it| it.gate == Gate::IdentityBased);
    let is_missing = identity.is_some_and(|it| it.outcome == GateOutcome::NotAllowed);
    match gate.reason {
        GateReason::IdentityPolicyIsEnough if is_missing => GateOutcome::NotAllowed,
        _ => gate.outcome,
    }
}

/// How the gate turned out, in a few words.
pub fn gate_outcome(gate: &GateTrace, authorization: &Authorization) -> String {
    let policy = gate.statement.and_then(|it| authorization.sources.of(it)).map(|it| it.name.as_str());
    match (shown_outcome(gate, authorization), policy) {
        (GateOutcome::Denied, Some(policy)) => format!("denied by {policy}"),
        (GateOutcome::Denied, None) => "denied".to_owned(),
        (GateOutcome::NotAllowed, _) => "nothing allows it".to_owned(),
        (GateOutcome::NotNeeded, _) => "not needed".to_owned(),
        (GateOutcome::NotApplicable, _) => not_applicable(gate.reason).to_owned(),
        (GateOutcome::Passed, _) if gate.gate == Gate::ExplicitDeny => "none".to_owned(),
        (GateOutcome::Passed, Some(policy)) => format!("allowed by {policy}"),
        (GateOutcome::Passed, None) => passed(gate.reason).to_owned(),
    }
}

fn not_applicable(reason: GateReason) -> &'static str {
    match reason {
        GateReason::NoPolicies => "none",
        GateReason::ManagementAccountExempt => "management account",
        GateReason::ServiceLinkedRoleExempt => "service-linked role",
        GateReason::CallerHasNoAccount => "no account of its own",
        GateReason::NotCoveredByResourceControl => "not covered",
        GateReason::CallerHasNoPolicies => "caller has none",
        GateReason::NoDeny
        | GateReason::StatementDenies
        | GateReason::StatementAllows
        | GateReason::NoStatementAllows
        | GateReason::LevelAllowsNothing { .. }
        | GateReason::GrantsCallerDirectly
        | GateReason::GrantsCallersEntity
        | GateReason::DelegatesToAccount
        | GateReason::AdmitsOtherAccount
        | GateReason::RootUser
        | GateReason::GrantedByResourcePolicy
        | GateReason::IdentityPolicyIsEnough
        | GateReason::NoSessionPolicyPassed
        | GateReason::AlwaysAllowed
        | GateReason::NoPermissionNeeded
        | GateReason::RootCannotAssumeRoles
        | GateReason::CredentialsMayNotCall
        | GateReason::OnlyAwsChanges
        | GateReason::KmsNotCrossAccount
        | GateReason::BucketPolicyLockoutGuard => "does not apply",
    }
}

fn passed(reason: GateReason) -> &'static str {
    match reason {
        GateReason::RootUser => "root user",
        GateReason::AlwaysAllowed => "always allowed",
        GateReason::NoPermissionNeeded => "no permission needed",
        GateReason::DelegatesToAccount => "delegates to the account",
        GateReason::AdmitsOtherAccount => "admits the caller",
        GateReason::StatementAllows | GateReason::GrantsCallerDirectly | GateReason::GrantsCallersEntity => {
            "allowed"
        }
        GateReason::NoPolicies
        | GateReason::NoDeny
        | GateReason::StatementDenies
        | GateReason::NoStatementAllows
        | GateReason::LevelAllowsNothing { .. }
        | GateReason::ManagementAccountExempt
        | GateReason::ServiceLinkedRoleExempt
        | GateReason::CallerHasNoAccount
        | GateReason::NotCoveredByResourceControl
        | GateReason::GrantedByResourcePolicy
        | GateReason::IdentityPolicyIsEnough
        | GateReason::NoSessionPolicyPassed
        | GateReason::CallerHasNoPolicies
        | GateReason::RootCannotAssumeRoles
        | GateReason::CredentialsMayNotCall
        | GateReason::OnlyAwsChanges
        | GateReason::KmsNotCrossAccount
        | GateReason::BucketPolicyLockoutGuard => "passed",
    }
}

/// Why the gate has its outcome, in a sentence.
pub fn gate_reason(world: &World, gate: &GateTrace, authorization: &Authorization) -> String {
    if shown_outcome(gate, authorization) != gate.outcome {
        return "It does not allow this. In one account, it or an identity-based policy must.".to_owned();
    }
    iam_explain::gate_reason(gate, &SceneNames { world, authorization })
}

/// A policy with what it is attached to: "inline policy `ReadLogs` of the user ann".
pub fn source_words(world: &World, source: &PolicySource) -> String {
    let owner = names::entity_name(world, &source.attached_to);
    let name = &source.name;
    match source.kind {
        SourceKind::Inline => {
            format!("{name}, inline in the {} {}", owner.kind.to_ascii_lowercase(), owner.name)
        }
        SourceKind::CustomerManaged | SourceKind::AwsManaged => {
            format!("{name}, attached to the {} {}", owner.kind.to_ascii_lowercase(), owner.name)
        }
        SourceKind::Trust => format!("trust policy of the role {name}"),
        SourceKind::Resource => format!("policy of {name}"),
        SourceKind::Session => format!("session policy of {}", owner.name),
        SourceKind::ServiceControl => format!("SCP {name} on {}", owner.name),
        SourceKind::ResourceControl => format!("RCP {name} on {}", owner.name),
        SourceKind::VpcEndpoint => format!("policy of {name}"),
    }
}
