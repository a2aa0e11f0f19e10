//! The message that AWS returns for a denied request (section 14 of the evaluation rules).
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>

use iam_evaluator::request::{Action, Request, Resource};
use iam_evaluator::{DecidedBy, Decision, Evaluation};

use crate::names::Names;

/// The whole message, with the ARN of the denying policy where AWS gives it (E230–E232). `None` for an allowed
/// request.
pub fn access_denied(evaluation: &Evaluation, request: &Request, names: &dyn Names) -> Option<String> {
    if evaluation.decision == Decision::Allowed {
        return None;
    }
    let principal = request.principal.display_arn();
    let mut message = format!("User: {principal} is not authorized to perform: {}", printed(&request.action));
    if let Resource::Arn(arn) = &request.resource {
        message.push_str(&format!(" on resource: {arn}"));
    }
    if let Some(reason) = access_denied_reason(evaluation, request) {
        message.push_str(&format!(" {reason}"));
    }
    if let Some(arn) = denying_policy(evaluation, names) {
        message.push_str(&format!(": {arn}"));
    }
    Some(message)
}

/// The reason part of the message, without a policy ARN: `with an explicit deny in …` or `because no … allows …`.
/// `None` for an allowed request, and where the service decides by itself.
pub fn access_denied_reason(evaluation: &Evaluation, request: &Request) -> Option<String> {
    let phrase = phrase(evaluation.decided_by)?;
    match evaluation.decision {
        Decision::Allowed => None,
        Decision::ExplicitDeny => {
            let article = match evaluation.decided_by {
                DecidedBy::Trust => "the",
                DecidedBy::Identity => "an",
                DecidedBy::Resource
                | DecidedBy::Boundary
                | DecidedBy::Session
                | DecidedBy::ServiceControl
                | DecidedBy::ResourceControl
                | DecidedBy::VpcEndpoint
                | DecidedBy::Root
                | DecidedBy::Service => "a",
            };
            Some(format!("with an explicit deny in {article} {phrase}"))
        }
        Decision::ImplicitDeny => {
            Some(format!("because no {phrase} allows the {} action", printed(&request.action)))
        }
    }
}

/// The action as AWS prints it, as far as that is known here: services are written in lower case, and the letters of the name
/// are those of the request.
fn printed(action: &Action) -> String {
    format!("{}:{}", action.service(), action.name())
}

fn phrase(decided_by: DecidedBy) -> Option<&'static str> {
    match decided_by {
        DecidedBy::Identity => Some("identity-based policy"),
        DecidedBy::Resource => Some("resource-based policy"),
        DecidedBy::Trust => Some("role trust policy"),
        DecidedBy::Boundary => Some("permissions boundary"),
        DecidedBy::Session => Some("session policy"),
        DecidedBy::ServiceControl => Some("service control policy"),
        DecidedBy::ResourceControl => Some("resource control policy"),
        DecidedBy::VpcEndpoint => Some("VPC endpoint policy"),
        DecidedBy::Root | DecidedBy::Service => None,
    }
}

/// AWS names the policy only on an explicit deny, only for kinds that have an ARN, and only to callers in the policy's
/// account or organization (E232).
fn denying_policy(evaluation: &Evaluation, names: &dyn Names) -> Option<String> {
    let statement = evaluation.deciding_statement?;
    let is_told = match evaluation.decided_by {
        DecidedBy::Identity | DecidedBy::Boundary | DecidedBy::Session | DecidedBy::ServiceControl => true,
        DecidedBy::ResourceControl => names.is_of_callers_organization(statement),
        DecidedBy::Resource
        | DecidedBy::Trust
        | DecidedBy::VpcEndpoint
        | DecidedBy::Root
        | DecidedBy::Service => false,
    };
    match evaluation.decision {
        Decision::ExplicitDeny if is_told => names.policy(statement)?.arn,
        Decision::ExplicitDeny | Decision::Allowed | Decision::ImplicitDeny => None,
    }
}
