//! Who has a managed policy (S120, S124).

use iam_evaluator::arn::{AccountId, Arn};
use sorted::SortedSet;

use super::super::error::ApiError;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Operation, Parameter, ParameterKind, optional};
use super::super::value::{Fields, Value};
use super::managed_policies::{POLICY_ARN, on_policy, the_policy};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::PATH_PREFIX;
use super::{aws_managed, show};
use crate::account::{Account, IdentityPolicies};
use crate::published::{is_aws_managed, is_same_policy};
use crate::world::World;

pub(super) const USAGE_FILTER: Parameter =
    optional("PolicyUsageFilter", ParameterKind::Word(&["PermissionsPolicy", "PermissionsBoundary"]));

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    service: "iam",
    name: "ListEntitiesForPolicy",
    parameters: &[
        POLICY_ARN,
        optional(
            "EntityFilter",
            ParameterKind::Word(&["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]),
        ),
        PATH_PREFIX,
        USAGE_FILTER,
        MARKER,
        MAX_ITEMS,
    ],
    read_only: true,
    body: Body::Authorized { requests: on_policy, execute: list },
}];

/// The AWS managed policies that somebody in the account has.
pub(super) fn aws_managed_arns(world: &World, id: AccountId) -> SortedSet<Arn> {
    let uses = world.managed_policy_uses().into_iter().filter(|it| it.account == id);
    let mut arns = SortedSet::new();
    arns.extend(uses.map(|it| it.policy.clone()).filter(is_aws_managed));
    arns
}

/// Whether the filters of a list let the policy through.
pub(super) fn is_asked_for(world: &World, id: AccountId, call: &Incoming<'_>, arn: &Arn) -> bool {
    let path = arn.resource().strip_prefix("policy").unwrap_or_default();
    let (n_attached, n_boundaries) = show::uses(world, id, arn);
    let is_used = match call.optional_text("PolicyUsageFilter") {
        Some("PermissionsPolicy") => n_attached > 0,
        Some(_) => n_boundaries > 0,
        None => !call.flag("OnlyAttached") || n_attached > 0,
    };
    is_used && path.starts_with(call.optional_text("PathPrefix").unwrap_or("/"))
}

/// Somebody who could have it: their kind, name, id and path, their policies and their boundary.
type Candidate<'w> = (&'static str, &'w str, &'w str, &'w str, &'w IdentityPolicies, Option<&'w Arn>);

fn candidates(account: &Account) -> Vec<Candidate<'_>> {
    let groups = account.groups.iter().map(|(name, it)| -> Candidate<'_> {
        ("Group", name.as_str(), it.unique_id.as_str(), it.path.as_str(), &it.policies, None)
    });
    let users = account.users.iter().map(|(name, it)| -> Candidate<'_> {
        let boundary = it.permissions_boundary.as_ref();
        ("User", name.as_str(), it.unique_id.as_str(), it.path.as_str(), &it.policies, boundary)
    });
    let roles = account.roles.iter().map(|(name, it)| -> Candidate<'_> {
        let boundary = it.permissions_boundary.as_ref();
        ("Role", name.as_str(), it.unique_id.as_str(), it.path.as_str(), &it.policies, boundary)
    });
    groups.chain(users).chain(roles).collect()
}

/// Groups, then users, then roles: a page may end in any of them.
fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let arn = match aws_managed::named(call)? {
        Some(policy) => policy.arn,
        None => the_policy(world, call)?.0,
    };
    let usage = call.optional_text("PolicyUsageFilter");
    let is_listed = |(kind, _, _, path, policies, boundary): &Candidate<'_>| {
        let is_attached = policies.attached.iter().any(|it| is_same_policy(it, &arn));
        let is_boundary = boundary.is_some_and(|it| is_same_policy(it, &arn));
        let has = (is_attached && usage != Some("PermissionsBoundary"))
            || (is_boundary && usage != Some("PermissionsPolicy"));
        has && call.optional_text("EntityFilter").is_none_or(|it| it == *kind)
            && path.starts_with(call.optional_text("PathPrefix").unwrap_or("/"))
    };
    let account = super::entity::account(world, call.account()?)?;
    let shown = candidates(account).into_iter().filter(is_listed).map(|(kind, name, id, ..)| {
        Value::Map(Fields::of([
            (&*format!("{kind}Name"), Value::text(name)),
            (&*format!("{kind}Id"), Value::text(id)),
        ]))
    });
    let page = page(call, "All", shown.collect())?;
    let mut fields = Fields::new();
    for kind in ["Group", "User", "Role"] {
        let is_of_kind = |it: &&Value| it.as_map().is_some_and(|it| it.get(&format!("{kind}Name")).is_some());
        let items = page.get("All").map(Value::items).unwrap_or_default().iter().filter(is_of_kind);
        fields.set(&format!("Policy{kind}s"), Value::List(items.cloned().collect()));
    }
    fields.set_some("IsTruncated", page.get("IsTruncated").cloned());
    fields.set_some("Marker", page.get("Marker").cloned());
    Ok(fields)
}
