//! The answer in one sentence.

use iam_evaluator::request::{Request, Resource};
use iam_evaluator::{DecidedBy, Decision, Gate, GateOutcome, GateReason, Rule, Trace};

use crate::names::{Names, PolicyName};
use crate::words;

/// One sentence: what was decided and by what.
pub fn summary(trace: &Trace, request: &Request, names: &dyn Names) -> String {
    let evaluation = &trace.evaluation;
    let what = match &request.resource {
        Resource::Any => request.action.to_string(),
        Resource::Arn(arn) => format!("{} on {arn}", request.action),
    };
    match evaluation.decision {
        Decision::ExplicitDeny => {
            format!("{} denies {what}.", capitalised(&decider(trace, request, names)))
        }
        Decision::Allowed => allowed(trace, request, &what, names),
        Decision::ImplicitDeny => missing(trace, request, &what, names),
    }
}

/// The policy with the deciding statement, as well as it can be named.
fn decider(trace: &Trace, request: &Request, names: &dyn Names) -> String {
    let decided_by = trace.evaluation.decided_by;
    let Some(statement) = trace.evaluation.deciding_statement else {
        return words::decided_by(decided_by).to_owned();
    };
    let Some(policy) = names.policy(statement) else {
        return format!(
            "statement {} of {}",
            statement.statement + 1,
            words::policy_type(statement.policy_type)
        );
    };
    let kind = words::decided_by(decided_by).trim_start_matches("a ").trim_start_matches("the ");
    match decided_by {
        // These are named after what they are attached to.
        DecidedBy::Resource => format!("{} of {}", resource_policy(request), policy.name),
        DecidedBy::Trust => format!("the trust policy of the role {}", policy.name),
        DecidedBy::Identity => named_policy("identity-based policy", policy),
        DecidedBy::Boundary
        | DecidedBy::Session
        | DecidedBy::ServiceControl
        | DecidedBy::ResourceControl
        | DecidedBy::VpcEndpoint
        | DecidedBy::Root
        | DecidedBy::Service => named_policy(kind, policy),
    }
}

/// What AWS calls the policy of the resource, where it has a word for it.
fn resource_policy(request: &Request) -> &'static str {
    let Resource::Arn(arn) = &request.resource else { return "the resource's policy" };
    match arn.service() {
        // Access points have an account in their ARN, and policies of their own.
        "s3" if arn.account().is_empty() => "the bucket policy",
        "sqs" => "the queue policy",
        "sns" => "the topic policy",
        "kms" => "the key policy",
        "lambda" => "the function policy",
        "secretsmanager" => "the secret's policy",
        _ => "the resource's policy",
    }
}

fn named_policy(kind: &str, policy: PolicyName) -> String {
    match policy.attached_to {
        Some(owner) => format!("the {kind} {} of {owner}", policy.name),
        None => format!("the {kind} {}", policy.name),
    }
}

fn allowed(trace: &Trace, request: &Request, what: &str, names: &dyn Names) -> String {
    match trace.evaluation.decided_by {
        DecidedBy::Root => format!("The root user may perform {what}: nothing denies it."),
        DecidedBy::Service => format!("{} always works, whatever policies say.", capitalised(what)),
        DecidedBy::Resource | DecidedBy::Trust if trace.cross_account => {
            let own = trace.gates.iter().find(|it| it.gate == Gate::IdentityBased);
            let own = own.and_then(|it| it.statement).and_then(|it| names.policy(it));
            let caller =
                own.map_or("the caller's side".to_owned(), |it| named_policy("identity-based policy", it));
            format!("Both accounts allow {what}: {caller}, and {}.", decider(trace, request, names))
        }
        DecidedBy::Identity
        | DecidedBy::Resource
        | DecidedBy::Trust
        | DecidedBy::Boundary
        | DecidedBy::Session
        | DecidedBy::ServiceControl
        | DecidedBy::ResourceControl
        | DecidedBy::VpcEndpoint => {
            format!("{} allows {what}, and nothing denies it.", capitalised(&decider(trace, request, names)))
        }
    }
}

fn missing(trace: &Trace, request: &Request, what: &str, names: &dyn Names) -> String {
    let gate = |gate| trace.gates.iter().find(move |it| it.gate == gate);
    let stopped = |it| gate(it).filter(|it| it.outcome == GateOutcome::NotAllowed);
    let is_empty = gate(Gate::ResourceBased).is_some_and(|it| it.reason == GateReason::NoPolicies);
    let policy = resource_policy(request);
    // Services and anonymous callers have no identity-based policies to speak of.
    let has_account = request.principal.account().is_some();
    let key_policy_must = || stopped(Gate::ResourceBased).is_some_and(|it| it.rule == Rule::E126);
    let reason = match trace.evaluation.decided_by {
        DecidedBy::Identity => "no identity-based policy of the caller allows it".to_owned(),
        DecidedBy::Resource if is_empty => "the resource has no policy that could admit the caller".to_owned(),
        DecidedBy::Resource if has_account && key_policy_must() => format!(
            "{policy} neither admits the caller nor delegates to its account, and for KMS an identity-based policy \
             alone is not enough"
        ),
        DecidedBy::Resource if trace.cross_account => {
            format!("{policy} does not admit the caller from the other account")
        }
        DecidedBy::Resource => format!("{policy} does not allow it"),
        DecidedBy::Trust if !has_account => "the role's trust policy does not admit the caller".to_owned(),
        DecidedBy::Trust => {
            "the role's trust policy does not admit the caller, and an identity-based policy alone is not enough"
                .to_owned()
        }
        DecidedBy::Boundary => "the caller's permissions boundary does not allow it".to_owned(),
        DecidedBy::Session => match stopped(Gate::Session).map(|it| it.reason) {
            Some(GateReason::NoSessionPolicyPassed) => {
                "the federated user session was made without a session policy".to_owned()
            }
            Some(_) | None => "the session policy does not allow it".to_owned(),
        },
        DecidedBy::ServiceControl => level(trace, Gate::ServiceControl, "service control policy", names),
        DecidedBy::ResourceControl => level(trace, Gate::ResourceControl, "resource control policy", names),
        DecidedBy::VpcEndpoint => "the VPC endpoint policy does not allow it".to_owned(),
        DecidedBy::Root | DecidedBy::Service => {
            let reason = stopped(Gate::Service).map(|it| crate::gate_reason(it, names));
            return format!("{} is refused. {}", capitalised(what), reason.unwrap_or_default());
        }
    };
    format!("Nothing denies {what}, but {reason}.")
}

fn level(trace: &Trace, gate: Gate, kind: &str, names: &dyn Names) -> String {
    let reason = trace.gates.iter().find(|it| it.gate == gate).map(|it| it.reason);
    let policy_type = match gate {
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
    match reason {
        Some(GateReason::LevelAllowsNothing { level }) => {
            let level = names.level(policy_type, level).unwrap_or_else(|| format!("level {}", level + 1));
            format!("no {kind} attached to {level} allows it")
        }
        Some(_) | None => format!("no {kind} allows it"),
    }
}

fn capitalised(text: &str) -> String {
    let mut capitalised = text.to_owned();
    if text.starts_with("the ") || text.starts_with("a ") || text.starts_with("statement ") {
        capitalised.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    }
    capitalised
}
