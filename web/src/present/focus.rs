//! What the reader should look at first.

use iam_evaluator::GateOutcome;
use iam_evaluator::request::Principal;
use iam_organization::{Authorization, EntityRef, IamEntity, PolicyLocation, World};
use iam_scenario::{Question, Run, Scenario, Who};
use sorted::SortedSet;

use super::entity::entity_view;
use super::entity_key::{entity_key, entity_of_policy};
use super::hue::Hues;
use super::tone::Tone;
use super::tree::{TreeState, organization_tree};
use crate::workspace::Current;

/// A tree with more rows than this is opened with its accounts folded.
const MANY_ROWS: usize = 60;

/// The entity whose policy decided, or whose policies lack the allow.
pub fn deciding_entity(scenario: &Scenario, current: Current<'_>) -> Option<EntityRef> {
    let authorization = current.authorization()?;
    deciding_policy(authorization)
        .and_then(|(location, attached_to)| entity_of_policy(&location).or(Some(attached_to)))
        .or_else(|| principal_entity(&scenario.world, &authorization.request.principal))
}

/// The policy of the statement that decided, and what it is attached to.
pub fn deciding_policy(authorization: &Authorization) -> Option<(PolicyLocation, EntityRef)> {
    let trace = &authorization.trace;
    let statement = trace.evaluation.deciding_statement;
    if let Some(source) = statement.and_then(|it| authorization.sources.of(it)) {
        return Some((source.location.clone(), source.attached_to.clone()));
    }
    let stops = |it: GateOutcome| matches!(it, GateOutcome::NotAllowed | GateOutcome::Denied);
    let gate = trace.gates.iter().find(|it| stops(it.outcome))?;
    let silent = gate.levels.iter().find(|it| it.outcome != iam_evaluator::PolicyOutcome::Allows)?;
    let source = authorization.sources.get(silent.policy_type, silent.level, 0)?;
    match gate.gate {
        // Nothing of these allows: the identity or level that they are attached to is the place to look.
        iam_evaluator::Gate::IdentityBased
        | iam_evaluator::Gate::ServiceControl
        | iam_evaluator::Gate::ResourceControl => None,
        iam_evaluator::Gate::Service
        | iam_evaluator::Gate::ExplicitDeny
        | iam_evaluator::Gate::VpcEndpoint
        | iam_evaluator::Gate::ResourceBased
        | iam_evaluator::Gate::PermissionsBoundary
        | iam_evaluator::Gate::Session => Some((source.location.clone(), source.attached_to.clone())),
    }
}

/// The entities that the tree marks: those of the policy that decided, and what it is attached to.
pub fn marked_entities(scenario: &Scenario, current: Current<'_>) -> Vec<EntityRef> {
    let Some(authorization) = current.authorization() else { return Vec::new() };
    match deciding_policy(authorization) {
        Some((location, attached_to)) => {
            entity_of_policy(&location).into_iter().chain([attached_to]).collect()
        }
        None => principal_entity(&scenario.world, &authorization.request.principal).into_iter().collect(),
    }
}

/// The user or role that asks, if the world has it.
fn principal_entity(world: &World, principal: &Principal) -> Option<EntityRef> {
    let iam = |account, entity| EntityRef::Iam { account, entity };
    match principal {
        Principal::User { arn, .. } => {
            world.user(arn).map(|it| iam(it.account, IamEntity::User(it.name.to_owned())))
        }
        Principal::RoleSession { role_arn, .. } => {
            world.role(role_arn).map(|it| iam(it.account, IamEntity::Role(it.name.to_owned())))
        }
        Principal::FederatedUser { user_arn, .. } => {
            let found = user_arn.as_ref().and_then(|it| world.user(it));
            found.map(|it| iam(it.account, IamEntity::User(it.name.to_owned())))
        }
        Principal::Root { account, .. } => {
            world.accounts.contains_key(account).then_some(EntityRef::Account(*account))
        }
        Principal::Service { .. } | Principal::Federated { .. } | Principal::Anonymous => None,
    }
}

/// The first entity of the tree.
pub fn first_entity(world: &World) -> Option<EntityRef> {
    match &world.organization {
        Some(_) => Some(EntityRef::OrganizationRoot),
        None => world.accounts.keys().next().map(|it| EntityRef::Account(*it)),
    }
}

/// A question to begin with in a world that has none.
pub fn first_question(scenario: &Scenario) -> Option<Question> {
    let world = &scenario.world;
    let (account, user) = world.accounts.iter().find_map(|(id, it)| Some((*id, it.users.iter().next()?)))?;
    let resource = world.accounts.values().flat_map(|it| it.resources.keys()).next();
    Some(Question {
        id: String::new(),
        title: String::new(),
        principal: Who::Arn(format!("arn:aws:iam::{account}:user{}{}", user.1.path, user.0)),
        action: "s3:ListAllMyBuckets".to_owned(),
        resource: resource.map_or("*".to_owned(), ToString::to_string),
        resource_account: None,
        context: Default::default(),
        at: None,
        after: None,
        expected: None,
    })
}

/// Whether the entity is in the scenario.
pub fn is_there(scenario: &Scenario, run: &Run, entity: &EntityRef) -> bool {
    entity_view(scenario, run, &Hues::of(&scenario.world), entity).is_some()
}

/// Whether the centre shows the policy while the entity is selected.
pub fn shows(scenario: &Scenario, run: &Run, entity: &EntityRef, location: &PolicyLocation) -> bool {
    let view = entity_view(scenario, run, &Hues::of(&scenario.world), entity);
    view.is_some_and(|it| it.policies.iter().any(|it| it.location == *location))
}

/// The rows that are folded when a document is opened: none of a small world, all accounts but one of a large one.
pub fn folded_at_first(world: &World, selection: &EntityRef) -> SortedSet<String> {
    let state = TreeState { folded: &SortedSet::new(), filter: "", deciding: &[], tone: Tone::Neutral };
    if organization_tree(world, state).order.len() <= MANY_ROWS {
        return SortedSet::new();
    }
    let mut folded = world.accounts.keys().map(|it| entity_key(&EntityRef::Account(*it))).collect();
    unfold(world, selection, &mut folded);
    folded
}

/// The entity that is shown above another one in the tree.
pub fn parent(world: &World, entity: &EntityRef) -> Option<EntityRef> {
    let state = TreeState { folded: &SortedSet::new(), filter: "", deciding: &[], tone: Tone::Neutral };
    let tree = organization_tree(world, state);
    let mut parent = tree.rows.get(&entity_key(entity))?.parent.clone();
    while let Some(key) = parent {
        let row = tree.rows.get(&key)?;
        if row.entity.is_some() {
            return row.entity.clone();
        }
        parent = row.parent.clone();
    }
    None
}

/// Opens every row above an entity.
pub fn unfold(world: &World, entity: &EntityRef, folded: &mut SortedSet<String>) {
    let state = TreeState { folded: &SortedSet::new(), filter: "", deciding: &[], tone: Tone::Neutral };
    let tree = organization_tree(world, state);
    let mut parent = tree.rows.get(&entity_key(entity)).and_then(|it| it.parent.clone());
    while let Some(key) = parent {
        folded.remove(&key);
        parent = tree.rows.get(&key).and_then(|it| it.parent.clone());
    }
}
