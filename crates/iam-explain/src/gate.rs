//! The gates of an evaluation, and why each has its outcome.

use iam_evaluator::{Gate, GateReason, GateTrace, Rule};

use crate::names::Names;
use crate::words;

/// The name of a gate.
pub fn gate_title(gate: Gate) -> &'static str {
    match gate {
        Gate::Service => "The service itself",
        Gate::ExplicitDeny => "Explicit denies",
        Gate::ResourceControl => "Resource control policies",
        Gate::ServiceControl => "Service control policies",
        Gate::VpcEndpoint => "VPC endpoint policy",
        Gate::ResourceBased => "Resource-based policy",
        Gate::IdentityBased => "Identity-based policies",
        Gate::PermissionsBoundary => "Permissions boundary",
        Gate::Session => "Session policy",
    }
}

/// Why a gate has its outcome, as a sentence.
pub fn gate_reason(gate: &GateTrace, names: &dyn Names) -> String {
    let policy = gate.statement.and_then(|it| names.policy(it));
    let named = |verb: &str| policy.as_ref().map(|it| format!("{} {verb}.", it.name));
    match gate.reason {
        GateReason::StatementDenies => {
            let kind = gate.statement.map(|it| words::policy_type(it.policy_type));
            named("denies this").unwrap_or_else(|| match kind {
                Some(kind) => format!("A statement in {kind} denies this."),
                None => "A statement denies this.".to_owned(),
            })
        }
        GateReason::StatementAllows => {
            named("allows this").unwrap_or_else(|| "A statement allows this.".to_owned())
        }
        GateReason::LevelAllowsNothing { level } => {
            let kind = match gate.gate {
                Gate::ResourceControl => iam_evaluator::PolicyType::ResourceControl,
                Gate::Service
                | Gate::ExplicitDeny
                | Gate::ServiceControl
                | Gate::VpcEndpoint
                | Gate::ResourceBased
                | Gate::IdentityBased
                | Gate::PermissionsBoundary
                | Gate::Session => iam_evaluator::PolicyType::ServiceControl,
            };
            let level = names.level(kind, level).unwrap_or_else(|| format!("level {}", level + 1));
            format!("No policy attached to {level} allows this; every level must.")
        }
        GateReason::NoStatementAllows if gate.rule == Rule::E126 => {
            "No statement allows this. The key policy must admit the caller or delegate to its account: for KMS, an \
             identity-based policy alone is not enough."
                .to_owned()
        }
        GateReason::NoStatementAllows if gate.rule == Rule::E120 => {
            "No statement allows this. The trust policy must admit the caller, whatever other policies allow."
                .to_owned()
        }
        reason => fixed(reason, gate.gate).to_owned(),
    }
}

/// The reasons that need no argument.
fn fixed(reason: GateReason, gate: Gate) -> &'static str {
    match reason {
        GateReason::NoPolicies => no_policies(gate),
        GateReason::NoDeny => "No statement of any policy denies this.",
        GateReason::NoStatementAllows => "No statement allows this.",
        GateReason::ManagementAccountExempt => "The management account is exempt.",
        GateReason::ServiceLinkedRoleExempt => "Service-linked roles are exempt.",
        GateReason::CallerHasNoAccount => "The caller belongs to no account whose SCPs could bind it.",
        GateReason::NotCoveredByResourceControl => "Resource control policies do not cover this call.",
        GateReason::GrantsCallerDirectly => {
            "It grants to the caller: no other allow is needed in the same account."
        }
        GateReason::GrantsCallersEntity => {
            "It grants to the caller's role or user: no identity policy is needed, but boundary and session policy \
             still limit."
        }
        GateReason::DelegatesToAccount => "It admits the account: identity-based policies decide.",
        GateReason::AdmitsOtherAccount => "It admits the caller from the other account.",
        GateReason::RootUser => match gate {
            Gate::ResourceBased => "The root user may do everything in its own account that nothing denies.",
            Gate::Service
            | Gate::ExplicitDeny
            | Gate::ResourceControl
            | Gate::ServiceControl
            | Gate::VpcEndpoint
            | Gate::IdentityBased
            | Gate::PermissionsBoundary
            | Gate::Session => "The root user needs no identity-based policy.",
        },
        GateReason::GrantedByResourcePolicy => {
            "It does not allow this, but the resource's policy grants it already."
        }
        GateReason::IdentityPolicyIsEnough => {
            "It does not allow this, and need not: in one account an identity-based policy is enough."
        }
        GateReason::NoSessionPolicyPassed => {
            "No session policy was passed, so the session has no permissions."
        }
        GateReason::CallerHasNoPolicies => "The caller has no policies of its own.",
        GateReason::AlwaysAllowed => "sts:GetCallerIdentity always works.",
        GateReason::NoPermissionNeeded => {
            "sts:GetSessionToken needs no permission, and no policy can control it."
        }
        GateReason::RootCannotAssumeRoles => "The root user cannot assume roles.",
        GateReason::CredentialsMayNotCall => "These credentials can never make this call.",
        GateReason::OnlyAwsChanges => "Only AWS can change this.",
        GateReason::KmsNotCrossAccount => "KMS does not offer this operation to other accounts.",
        GateReason::BucketPolicyLockoutGuard => {
            "The bucket owner's root user can always repair the bucket policy, whatever it denies."
        }
        GateReason::StatementDenies | GateReason::StatementAllows | GateReason::LevelAllowsNothing { .. } => {
            ""
        }
    }
}

fn no_policies(gate: Gate) -> &'static str {
    match gate {
        Gate::ResourceControl => "No resource control policies are in force for the resource.",
        Gate::ServiceControl => "No service control policies are in force for the caller.",
        Gate::VpcEndpoint => "The request does not come through a VPC endpoint.",
        Gate::ResourceBased => "The resource has no policy.",
        Gate::IdentityBased => "The caller has no identity-based policies.",
        Gate::PermissionsBoundary => "The caller has no permissions boundary.",
        Gate::Session => "No session policy was passed.",
        Gate::Service | Gate::ExplicitDeny => "There is nothing to check.",
    }
}
