//! Policies with a statement or principal more or less.

use iam_evaluator::policy::{
    self, Entries, Entry, LanguageVersion, Place, Policy, PrincipalElement, PrincipalValue, PrincipalValues,
    Statement,
};
use iam_organization::{PolicyLocation, WorldEdit};
use iam_scenario::{Call, Scenario};

use crate::change::PrincipalName;

/// The policy that is kept there, if it can be edited. A text that does not parse is left to its author: writing it anew
/// would lose what was typed.
pub(crate) fn editable(scenario: &Scenario, location: &PolicyLocation) -> Option<Policy> {
    let text = match location {
        PolicyLocation::Session(step) => match &scenario.step(step)?.call {
            Call::AssumeRole(call) => call.policy.as_deref()?,
            Call::Api(_) => return None,
        },
        PolicyLocation::Managed { .. }
        | PolicyLocation::Inline { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::Resource { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::AwsManaged(_) => scenario.world.policy_text(location)?.text(),
    };
    policy::parse(text).0.filter(|it| it.unreadable.is_empty())
}

/// Makes a policy there. `None` where there is none of its own.
pub(crate) fn creation(location: &PolicyLocation) -> Option<WorldEdit> {
    match location.clone() {
        PolicyLocation::Inline { account, entity, name } => {
            Some(WorldEdit::CreateInlinePolicy { account, entity, name })
        }
        PolicyLocation::Resource { account, arn } => Some(WorldEdit::CreateResourcePolicy { account, arn }),
        PolicyLocation::Managed { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::Session(_)
        | PolicyLocation::AwsManaged(_) => None,
    }
}

/// Deletes the policy there. `None` for one that others may have too, or that cannot be deleted.
pub(crate) fn deletion(location: &PolicyLocation) -> Option<WorldEdit> {
    match location.clone() {
        PolicyLocation::Inline { account, entity, name } => {
            Some(WorldEdit::DeleteInlinePolicy { account, entity, name })
        }
        PolicyLocation::Resource { account, arn } => Some(WorldEdit::DeleteResourcePolicy { account, arn }),
        PolicyLocation::Managed { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::Session(_)
        | PolicyLocation::AwsManaged(_) => None,
    }
}

pub(crate) fn of_one_statement(statement: &Statement) -> Policy {
    Policy {
        version: Some(LanguageVersion::V2012_10_17),
        id: None,
        statements: vec![statement.clone()],
        unreadable: Vec::new(),
    }
}

pub(crate) fn add_statement(policy: &mut Policy, statement: &Statement) -> Option<()> {
    let index = u32::try_from(policy.statements.len()).ok()?;
    policy.statements.push(Statement { index, ..statement.clone() });
    Some(())
}

/// `None` also for the last one: IAM does not save a policy without statements.
pub(crate) fn remove_statement(policy: &mut Policy, index: u32) -> Option<()> {
    let idx = policy.statements.iter().position(|it| it.index == index)?;
    let is_only_one = policy.statements.len() == 1;
    (!is_only_one).then(|| {
        policy.statements.remove(idx);
    })
}

/// `None` for a statement that lists no principals, or everyone.
pub(crate) fn add_principal(policy: &mut Policy, index: u32, principal: &PrincipalName) -> Option<()> {
    let statement = policy.statements.iter_mut().find(|it| it.index == index)?;
    let (PrincipalElement::Principal(value) | PrincipalElement::NotPrincipal(value)) =
        statement.principal.as_mut()?;
    let PrincipalValue::Map(values, _) = value else { return None };
    let name = entry(principal.name.clone());
    match values.iter_mut().find(|it| it.kind == principal.kind) {
        Some(values) => values.names.entries.push(name),
        None => values.push(PrincipalValues { kind: principal.kind, names: entries(name) }),
    }
    Some(())
}

pub(crate) fn entry<T>(value: T) -> Entry<T> {
    Entry { value, place: Place::default() }
}

pub(crate) fn entries<T>(entry: Entry<T>) -> Entries<T> {
    Entries { entries: vec![entry], place: Place::default() }
}
