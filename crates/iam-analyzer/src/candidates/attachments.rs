//! Policies attached and detached, users in groups and out of them.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{Principal, Request};
use iam_evaluator::{Decision, Gate, GateTrace, Policies, PolicySet, PolicyType, evaluate};
use iam_organization::{
    Account, EntityRef, FULL_AWS_ACCESS, IamEntity, IdentityPolicies, ManagedPolicyLookup,
    OrganizationPolicyType, OrganizationTarget, PolicySource, PolicyText, SourceKind, Target, UsablePolicy,
};
use sorted::SortedSet;

use crate::attachment::Attachment;
use crate::change::Change;
use crate::situation::{Located, Situation, level_without_allow};

/// More than this many policies or groups are not tried.
const MAX_TRIED: usize = 10;

/// The policy of a statement taken from whatever it is attached to.
pub(super) fn without(situation: &Situation<'_>, located: &Located<'_>) -> Vec<Change> {
    let PolicySource { kind, attached_to, location, arn, .. } = located.source;
    match (kind, attached_to) {
        (SourceKind::Inline, EntityRef::Iam { account, entity }) => {
            let removed = Change::RemovePolicy(location.clone());
            [removed].into_iter().chain(leave_group(situation, *account, entity)).collect()
        }
        (SourceKind::CustomerManaged | SourceKind::AwsManaged, EntityRef::Iam { account, entity }) => {
            let Some(policy) = arn.as_deref().and_then(|it| Arn::parse(it).ok()) else { return Vec::new() };
            let (account, entity) = (*account, entity.clone());
            let left = leave_group(situation, account, &entity);
            let is_boundary = located.gate.gate == Gate::PermissionsBoundary;
            let attachment = if is_boundary {
                Attachment::PermissionsBoundary { account, entity, policy }
            } else {
                Attachment::ManagedPolicy { account, entity, policy, version: None }
            };
            [Change::Detach(attachment)].into_iter().chain(left).collect()
        }
        (SourceKind::ServiceControl, _) => {
            from_organization(OrganizationPolicyType::ServiceControl, located.source).into_iter().collect()
        }
        (SourceKind::ResourceControl, _) => {
            from_organization(OrganizationPolicyType::ResourceControl, located.source).into_iter().collect()
        }
        (SourceKind::Resource, _) => vec![Change::RemovePolicy(location.clone())],
        (SourceKind::Inline | SourceKind::CustomerManaged | SourceKind::AwsManaged, _)
        | (SourceKind::Trust | SourceKind::Session | SourceKind::VpcEndpoint, _) => Vec::new(),
    }
}

/// Where the policy comes with a group, the user can leave it.
fn leave_group(situation: &Situation<'_>, account: AccountId, entity: &IamEntity) -> Option<Change> {
    let IamEntity::Group(group) = entity else { return None };
    let (_, IamEntity::User(user)) = caller(situation)? else { return None };
    Some(Change::Detach(Attachment::GroupMembership { account, user, group: group.clone() }))
}

/// An SCP or RCP taken from where it is attached.
fn from_organization(policy_type: OrganizationPolicyType, source: &PolicySource) -> Option<Change> {
    let policy = source.arn.as_deref()?.rsplit('/').next()?.to_owned();
    let target = match &source.attached_to {
        EntityRef::OrganizationRoot => OrganizationTarget::Root,
        EntityRef::OrganizationalUnit(id) => OrganizationTarget::OrganizationalUnit(id.clone()),
        EntityRef::Account(account) => OrganizationTarget::Account(*account),
        EntityRef::OrganizationPolicy(_)
        | EntityRef::Iam { .. }
        | EntityRef::ManagedPolicy { .. }
        | EntityRef::Resource { .. }
        | EntityRef::VpcEndpoint { .. }
        | EntityRef::Session(_) => return None,
    };
    Some(Change::Detach(Attachment::OrganizationPolicy { policy_type, policy, target }))
}

/// What could be attached, or detached, so that a gate whose allow is missing lets the request through.
pub(super) fn granting(situation: &Situation<'_>, gate: &GateTrace) -> Vec<Change> {
    match gate.gate {
        Gate::IdentityBased => identity(situation),
        Gate::PermissionsBoundary => boundary(situation).into_iter().collect(),
        Gate::ServiceControl => {
            let level = level_without_allow(gate);
            level.map(|it| service_control(situation, it)).unwrap_or_default()
        }
        Gate::Service
        | Gate::ExplicitDeny
        | Gate::ResourceControl
        | Gate::VpcEndpoint
        | Gate::ResourceBased
        | Gate::Session => Vec::new(),
    }
}

/// Managed policies that allow the request, and groups.
fn identity(situation: &Situation<'_>) -> Vec<Change> {
    let Some((id, entity)) = caller(situation) else { return Vec::new() };
    let Some(account) = situation.scenario.world.accounts.get(&id) else { return Vec::new() };
    let Some(attached) = account.identity_policies(&entity).map(|it| &it.attached) else { return Vec::new() };
    let known = managed_policies(id, account);
    let others = known.iter().filter(|it| !attached.contains(it));
    let attachable = others.filter_map(|it| attachable(situation, id, &entity, it));
    let mut changes: Vec<Change> = attachable.take(MAX_TRIED).map(Change::Attach).collect();
    if let IamEntity::User(user) = &entity {
        let joined = account.users.get(user).map(|it| &it.groups);
        let others = account.groups.keys().filter(|it| joined.is_some_and(|joined| !joined.contains(*it)));
        changes.extend(others.take(MAX_TRIED).map(|group| {
            let (user, group) = (user.clone(), group.clone());
            Change::Attach(Attachment::GroupMembership { account: id, user, group })
        }));
    }
    changes
}

/// The customer managed policies of an account, and whatever else is attached to somebody in it.
fn managed_policies(id: AccountId, account: &Account) -> SortedSet<Arn> {
    let own = account
        .managed_policies
        .iter()
        .filter_map(|(name, it)| Arn::parse(&format!("arn:aws:iam::{id}:policy{}{name}", it.path)).ok());
    let users = account.users.values().map(|it| &it.policies);
    let groups = account.groups.values().map(|it| &it.policies);
    let roles = account.roles.values().map(|it| &it.policies);
    let attached = users.chain(groups).chain(roles).flat_map(|it: &IdentityPolicies| it.attached.iter());
    own.chain(attached.cloned()).collect()
}

/// A managed policy to attach, if by itself it allows the request.
fn attachable(
    situation: &Situation<'_>,
    account: AccountId,
    entity: &IamEntity,
    policy: &Arn,
) -> Option<Attachment> {
    let (text, version) = match situation.scenario.world.managed_policy(policy) {
        Some(found) => (found.it.text.clone(), None),
        None => match situation.aws.managed_policy(policy) {
            ManagedPolicyLookup::Found(it) => (it.text, Some(it.version)),
            ManagedPolicyLookup::NoSuchPolicy { .. } | ManagedPolicyLookup::NotLoaded { .. } => return None,
        },
    };
    let (entity, policy) = (entity.clone(), policy.clone());
    text_allows(&text, &situation.authorization.request).then_some(Attachment::ManagedPolicy {
        account,
        entity,
        policy,
        version,
    })
}

/// Whether a policy by itself allows the request.
fn text_allows(text: &PolicyText, request: &Request) -> bool {
    let policy = match text.usable() {
        UsablePolicy::Current(policy) | UsablePolicy::LastValid(policy) => policy,
        UsablePolicy::None => return false,
    };
    let identity = PolicySet::compile(PolicyType::IdentityBased, [&*policy]);
    // As if it were asked in the resource's own account: the other gates are none of this policy's business.
    let mut request = request.clone();
    request.resource_account = request.principal.account();
    evaluate(&Policies::of_identity(&identity), &request).decision == Decision::Allowed
}

fn boundary(situation: &Situation<'_>) -> Option<Change> {
    let (account, entity) = caller(situation)?;
    let in_account = situation.scenario.world.accounts.get(&account)?;
    let boundary = match &entity {
        IamEntity::User(name) => in_account.users.get(name)?.permissions_boundary.as_ref(),
        IamEntity::Role(name) => in_account.roles.get(name)?.permissions_boundary.as_ref(),
        IamEntity::Group(_) => None,
    };
    let policy = boundary?.clone();
    Some(Change::Detach(Attachment::PermissionsBoundary { account, entity, policy }))
}

/// SCPs that allow the request, at a level where none does.
fn service_control(situation: &Situation<'_>, level: u32) -> Vec<Change> {
    let request = &situation.authorization.request;
    let organization = situation.scenario.world.organization.as_ref();
    let Some((organization, account)) = organization.zip(request.principal.account()) else {
        return Vec::new();
    };
    let levels = organization.levels(account);
    let Some(level) = usize::try_from(level).ok().and_then(|it| levels.get(it)) else { return Vec::new() };
    let target = match level.target {
        Target::Root(_) => OrganizationTarget::Root,
        Target::OrganizationalUnit(unit) => OrganizationTarget::OrganizationalUnit(unit.id.clone()),
        Target::Account(account) => OrganizationTarget::Account(account),
    };
    let policy_type = OrganizationPolicyType::ServiceControl;
    let own = organization.policies.iter().filter(|(id, policy)| {
        policy.policy_type == policy_type
            && !level.attached.service_control.contains(*id)
            && text_allows(&policy.text, request)
    });
    let ids = [FULL_AWS_ACCESS].into_iter().chain(own.map(|(id, _)| id.as_str()));
    ids.take(MAX_TRIED)
        .map(|id| {
            let (policy, target) = (id.to_owned(), target.clone());
            Change::Attach(Attachment::OrganizationPolicy { policy_type, policy, target })
        })
        .collect()
}

/// The user or role whose policies the caller has, if it is in the world.
pub(super) fn caller(situation: &Situation<'_>) -> Option<(AccountId, IamEntity)> {
    let world = &situation.scenario.world;
    let user = |arn: &Arn| world.user(arn).map(|it| (it.account, IamEntity::User(it.name.to_owned())));
    match &situation.authorization.request.principal {
        Principal::User { arn, .. } => user(arn),
        Principal::FederatedUser { user_arn, .. } => user(user_arn.as_ref()?),
        Principal::RoleSession { role_arn, .. } => {
            world.role(role_arn).map(|it| (it.account, IamEntity::Role(it.name.to_owned())))
        }
        Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Anonymous => None,
    }
}
