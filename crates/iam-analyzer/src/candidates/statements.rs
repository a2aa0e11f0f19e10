//! Statements added, removed, and with one principal more.

use iam_evaluator::arn::Arn;
use iam_evaluator::policy::{
    ActionElement, ActionPattern, Effect, PrincipalElement, PrincipalKind, PrincipalValue, PrincipalValues,
    ResourceElement, ResourcePattern, Statement,
};
use iam_evaluator::request::Resource;
use iam_evaluator::{Gate, GateTrace, PolicyType};
use iam_organization::{IamEntity, PolicyLocation, ResourceKind, policy_holder};

use super::attachments::caller;
use crate::change::{Change, PrincipalName};
use crate::policy_edit::{editable, entries, entry};
use crate::situation::{Located, Situation, level_without_allow};

/// One or two policies are enough to show where a statement can be added.
const MAX_PLACES: usize = 2;

pub(super) fn removed(located: &Located<'_>) -> Option<Change> {
    is_ours(&located.source.location).then(|| Change::RemoveStatement(located.place()))
}

/// The caller added to the principals that a statement lists.
pub(super) fn with_principal(situation: &Situation<'_>, located: &Located<'_>) -> Vec<Change> {
    if !is_ours(&located.source.location) {
        return Vec::new();
    }
    let add = |principal| Change::AddPrincipal { statement: located.place(), principal };
    situation.caller_names().into_iter().map(add).collect()
}

/// The least statement, in a policy of a gate whose allow is missing.
pub(super) fn granting(situation: &Situation<'_>, gate: &GateTrace) -> Vec<Change> {
    match gate.gate {
        Gate::IdentityBased => in_identity(situation, gate),
        Gate::ResourceBased => in_resource_policy(situation, gate, Effect::Allow),
        Gate::PermissionsBoundary | Gate::Session | Gate::VpcEndpoint | Gate::ServiceControl => {
            in_policies(situation, gate, Effect::Allow).into_iter().take(MAX_PLACES).collect()
        }
        Gate::Service | Gate::ExplicitDeny | Gate::ResourceControl => Vec::new(),
    }
}

/// A Deny in the first policy of each kind that can be edited, or in a new policy of the resource.
pub(super) fn new_denies(situation: &Situation<'_>) -> Vec<Change> {
    let gates = situation.gates().iter();
    let denies = gates.filter_map(|gate| match gate.gate {
        Gate::ResourceBased => in_resource_policy(situation, gate, Effect::Deny).into_iter().next(),
        Gate::ResourceControl
        | Gate::ServiceControl
        | Gate::VpcEndpoint
        | Gate::IdentityBased
        | Gate::PermissionsBoundary
        | Gate::Session => in_policies(situation, gate, Effect::Deny).into_iter().next(),
        Gate::Service | Gate::ExplicitDeny => None,
    });
    denies.collect()
}

/// In a policy that the caller has, or else in a new inline policy.
fn in_identity(situation: &Situation<'_>, gate: &GateTrace) -> Vec<Change> {
    let added: Vec<Change> =
        in_policies(situation, gate, Effect::Allow).into_iter().take(MAX_PLACES).collect();
    if !added.is_empty() {
        return added;
    }
    let Some((account, entity)) = caller(situation) else { return Vec::new() };
    let action = situation.authorization.request.action.name();
    let location = PolicyLocation::Inline { account, entity, name: format!("Allow{action}") };
    add_policy(situation, location, PolicyType::IdentityBased, Effect::Allow).into_iter().collect()
}

/// In the policy of the resource, or in a new one where the kind of resource can have one.
fn in_resource_policy(situation: &Situation<'_>, gate: &GateTrace, effect: Effect) -> Vec<Change> {
    let added = in_policies(situation, gate, effect);
    if !added.is_empty() {
        return added;
    }
    let Resource::Arn(arn) = &situation.authorization.request.resource else { return Vec::new() };
    let location = place_for_resource_policy(situation, arn);
    let policy = location.and_then(|it| add_policy(situation, it, PolicyType::ResourceBased, effect));
    policy.into_iter().collect()
}

/// The resource of the world that could have a policy and has none: itself, or what it is a part of.
fn place_for_resource_policy(situation: &Situation<'_>, arn: &Arn) -> Option<PolicyLocation> {
    let world = &situation.scenario.world;
    let arn = if world.resource(arn).is_some() { arn.clone() } else { policy_holder(arn)? };
    let (account, resource) = world.resource(&arn)?;
    let can_have_policy = match ResourceKind::of(&arn) {
        ResourceKind::S3Bucket
        | ResourceKind::SqsQueue
        | ResourceKind::SnsTopic
        | ResourceKind::KmsKey
        | ResourceKind::LambdaFunction
        | ResourceKind::Secret
        | ResourceKind::DynamoDbTable => true,
        ResourceKind::S3Object | ResourceKind::Ec2Instance | ResourceKind::Role | ResourceKind::Other => {
            false
        }
    };
    (can_have_policy && resource.policy.is_none()).then_some(PolicyLocation::Resource { account, arn })
}

/// The statement in each policy of the gate that can be edited; of SCPs, in those of the level that has no allow.
fn in_policies(situation: &Situation<'_>, gate: &GateTrace, effect: Effect) -> Vec<Change> {
    let lacking = level_without_allow(gate).filter(|_| effect == Effect::Allow);
    let mut changes: Vec<Change> = Vec::new();
    for level in gate.levels.iter().filter(|it| lacking.is_none_or(|lacking| lacking == it.level)) {
        let locations = situation.sources(level).map(|it| &it.location);
        for location in locations.filter(|it| is_ours(it) && editable(situation.scenario, it).is_some()) {
            let statement = least(situation, level.policy_type, effect).map(Box::new);
            let location = location.clone();
            changes.extend(statement.map(|statement| Change::AddStatement { location, statement }));
        }
    }
    // What is the caller's own concerns nobody else.
    sorted::sort_by_key(&mut changes, is_of_group);
    changes
}

fn is_of_group(change: &Change) -> bool {
    let of_group =
        |it: &PolicyLocation| matches!(it, PolicyLocation::Inline { entity: IamEntity::Group(_), .. });
    matches!(change, Change::AddStatement { location, .. } if of_group(location))
}

fn add_policy(
    situation: &Situation<'_>,
    location: PolicyLocation,
    policy_type: PolicyType,
    effect: Effect,
) -> Option<Change> {
    let statement = Box::new(least(situation, policy_type, effect)?);
    Some(Change::AddPolicy { location, statement })
}

/// The statement about this action on this resource, and in policies that name principals, this caller.
fn least(situation: &Situation<'_>, policy_type: PolicyType, effect: Effect) -> Option<Statement> {
    let request = &situation.authorization.request;
    let is_trust = request.action.service() == "sts" && policy_type == PolicyType::ResourceBased;
    let resource = ResourcePattern(request.resource.as_str().to_owned());
    let resource = (!is_trust).then(|| ResourceElement::Resource(entries(entry(resource))));
    let principal = match policy_type {
        PolicyType::ResourceBased => Some(principal(situation.caller_names().into_iter().next()?)),
        PolicyType::VpcEndpoint | PolicyType::ResourceControl => {
            Some(PrincipalElement::Principal(PrincipalValue::Any(Default::default())))
        }
        PolicyType::IdentityBased
        | PolicyType::PermissionsBoundary
        | PolicyType::Session
        | PolicyType::ServiceControl => None,
    };
    Some(Statement {
        index: 0,
        sid: None,
        effect,
        principal,
        action: ActionElement::Action(entries(entry(ActionPattern(request.action.to_string())))),
        resource,
        condition: None,
        place: Default::default(),
    })
}

fn principal(PrincipalName { kind, name }: PrincipalName) -> PrincipalElement {
    let value = match kind {
        PrincipalKind::Aws if name == "*" => PrincipalValue::Any(Default::default()),
        PrincipalKind::Aws
        | PrincipalKind::Service
        | PrincipalKind::Federated
        | PrincipalKind::CanonicalUser => {
            let values = PrincipalValues { kind, names: entries(entry(name)) };
            PrincipalValue::Map(vec![values], Default::default())
        }
    };
    PrincipalElement::Principal(value)
}

/// AWS's own policies cannot be edited.
fn is_ours(location: &PolicyLocation) -> bool {
    match location {
        PolicyLocation::AwsManaged(_) => false,
        PolicyLocation::Managed { .. }
        | PolicyLocation::Inline { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::Resource { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::Session(_) => true,
    }
}
