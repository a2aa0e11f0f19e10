//! Changes in English, in AWS's words.

use std::fmt;

use iam_evaluator::policy::{ActionElement, Effect, ResourceElement, Statement};
use iam_evaluator::request::ContextValue;
use iam_organization::{IamEntity, OrganizationPolicyType, OrganizationTarget, PolicyLocation};

use crate::attachment::Attachment;
use crate::change::{Change, StatementAt};

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::SetContextKey { key, value } => {
                write!(f, "set the context key `{key}` to {}", value_words(value))
            }
            Change::RemoveContextKey { key } => {
                write!(f, "take the context key `{key}` out of the request")
            }
            Change::Attach(attachment) => f.write_str(&attach(attachment)),
            Change::Detach(attachment) => f.write_str(&detach(attachment)),
            Change::RemovePolicy(location) => write!(f, "delete {}", policy(location)),
            Change::AddPolicy { location, statement } => {
                write!(f, "add {} that {}", new_policy(location), statement_words(statement))
            }
            Change::AddStatement { location, statement } => {
                write!(f, "add a statement to {} that {}", policy(location), statement_words(statement))
            }
            Change::RemoveStatement(at) => {
                write!(f, "remove {} from {}", statement_name(at), policy(&at.location))
            }
            Change::AddPrincipal { statement, principal } => {
                let (name, at) = (&principal.name, statement);
                write!(f, "add the principal `{name}` to {} of {}", statement_name(at), policy(&at.location))
            }
        }
    }
}

fn value_words(value: &ContextValue) -> String {
    match value {
        ContextValue::Single(value) => format!("`{value}`"),
        ContextValue::Multi(values) => {
            let quoted: Vec<String> = values.iter().map(|it| format!("`{it}`")).collect();
            format!("[{}]", quoted.join(", "))
        }
    }
}

fn attach(attachment: &Attachment) -> String {
    match attachment {
        Attachment::ManagedPolicy { entity, policy, .. } => {
            format!("attach the policy `{policy}` to {}", entity_words(entity))
        }
        Attachment::PermissionsBoundary { entity, policy, .. } => {
            format!("make the policy `{policy}` the permissions boundary of {}", entity_words(entity))
        }
        Attachment::GroupMembership { user, group, .. } => {
            format!("add the user `{user}` to the group `{group}`")
        }
        Attachment::OrganizationPolicy { policy_type, policy, target } => {
            format!("attach the {} `{policy}` to {}", type_words(*policy_type), target_words(target))
        }
    }
}

fn detach(attachment: &Attachment) -> String {
    match attachment {
        Attachment::ManagedPolicy { entity, policy, .. } => {
            format!("detach the policy `{policy}` from {}", entity_words(entity))
        }
        Attachment::PermissionsBoundary { entity, policy, .. } => {
            format!("remove the permissions boundary `{policy}` from {}", entity_words(entity))
        }
        Attachment::GroupMembership { user, group, .. } => {
            format!("remove the user `{user}` from the group `{group}`")
        }
        Attachment::OrganizationPolicy { policy_type, policy, target } => {
            format!("detach the {} `{policy}` from {}", type_words(*policy_type), target_words(target))
        }
    }
}

fn entity_words(entity: &IamEntity) -> String {
    match entity {
        IamEntity::User(name) => format!("the user `{name}`"),
        IamEntity::Group(name) => format!("the group `{name}`"),
        IamEntity::Role(name) => format!("the role `{name}`"),
    }
}

fn target_words(target: &OrganizationTarget) -> String {
    match target {
        OrganizationTarget::Root => "the root".to_owned(),
        OrganizationTarget::OrganizationalUnit(id) => format!("the OU `{id}`"),
        OrganizationTarget::Account(account) => format!("the account `{account}`"),
    }
}

fn type_words(policy_type: OrganizationPolicyType) -> &'static str {
    match policy_type {
        OrganizationPolicyType::ServiceControl => "SCP",
        OrganizationPolicyType::ResourceControl => "RCP",
    }
}

fn policy(location: &PolicyLocation) -> String {
    match location {
        PolicyLocation::Managed { name, .. } => format!("the policy `{name}`"),
        PolicyLocation::Inline { entity, name, .. } => {
            format!("the inline policy `{name}` of {}", entity_words(entity))
        }
        PolicyLocation::Trust { role, .. } => format!("the trust policy of the role `{role}`"),
        PolicyLocation::Resource { arn, .. } => format!("the policy of `{arn}`"),
        PolicyLocation::VpcEndpoint { id, .. } => format!("the policy of the VPC endpoint `{id}`"),
        PolicyLocation::Organization(id) => format!("the organization's policy `{id}`"),
        PolicyLocation::Session(step) => format!("the session policy of the step `{step}`"),
        PolicyLocation::AwsManaged(arn) => format!("the AWS managed policy `{arn}`"),
    }
}

fn new_policy(location: &PolicyLocation) -> String {
    match location {
        PolicyLocation::Inline { entity, name, .. } => {
            format!("an inline policy `{name}` to {}", entity_words(entity))
        }
        PolicyLocation::Resource { arn, .. } => format!("a policy to `{arn}`"),
        PolicyLocation::Managed { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::Session(_)
        | PolicyLocation::AwsManaged(_) => policy(location),
    }
}

/// `allows `s3:GetObject` on `arn:…``.
fn statement_words(statement: &Statement) -> String {
    let verb = match statement.effect {
        Effect::Allow => "allows",
        Effect::Deny => "denies",
    };
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    let actions: Vec<String> = actions.entries.iter().map(|it| format!("`{}`", it.value.0)).collect();
    let words = format!("{verb} {}", actions.join(", "));
    match &statement.resource {
        Some(ResourceElement::Resource(it) | ResourceElement::NotResource(it)) => {
            let resources: Vec<String> = it.entries.iter().map(|it| format!("`{}`", it.value.0)).collect();
            format!("{words} on {}", resources.join(", "))
        }
        None => words,
    }
}

fn statement_name(at: &StatementAt) -> String {
    match &at.sid {
        Some(sid) => format!("the statement `{sid}`"),
        None => format!("statement {}", at.index + 1),
    }
}
