//! Entities as AWS's results show them.

use iam_evaluator::arn::{AccountId, Arn};

use super::super::value::{Fields, Value};
use crate::account::{Group, InstanceProfile, ManagedPolicy, Role, User};
use crate::published::is_same_policy;
use crate::unique_id::{IdPrefix, unique_id};
use crate::world::World;

fn named(kind: &str, id: AccountId, path: &str, name: &str, unique_id: &str) -> Fields {
    let arn = format!("arn:aws:iam::{id}:{}{path}{name}", kind_of_arn(kind));
    let mut fields = Fields::new();
    fields.set("Path", Value::text(path));
    fields.set(&format!("{kind}Name"), Value::text(name));
    fields.set(&format!("{kind}Id"), Value::text(unique_id));
    fields.set("Arn", Value::text(arn));
    fields
}

fn kind_of_arn(kind: &str) -> &str {
    match kind {
        "User" => "user",
        "Group" => "group",
        "Role" => "role",
        "InstanceProfile" => "instance-profile",
        other => other,
    }
}

fn boundary(fields: &mut Fields, boundary: Option<&Arn>) {
    if let Some(arn) = boundary {
        let boundary = Fields::of([
            ("PermissionsBoundaryType", Value::text("Policy")),
            ("PermissionsBoundaryArn", Value::text(arn.as_str())),
        ]);
        fields.set("PermissionsBoundary", Value::Map(boundary));
    }
}

/// The root user, as `GetUser` shows it (S111).
pub(super) fn root(id: AccountId) -> Value {
    Value::Map(Fields::of([
        ("UserId", Value::text(id.to_string())),
        ("Arn", Value::text(format!("arn:aws:iam::{id}:root"))),
    ]))
}

pub(super) fn user(id: AccountId, name: &str, user: &User) -> Value {
    let mut fields = named("User", id, &user.path, name, &user.unique_id);
    boundary(&mut fields, user.permissions_boundary.as_ref());
    if !user.tags.is_empty() {
        fields.set("Tags", Value::tags(&user.tags));
    }
    Value::Map(fields)
}

pub(super) fn group(id: AccountId, name: &str, group: &Group) -> Value {
    Value::Map(named("Group", id, &group.path, name, &group.unique_id))
}

pub(super) fn role(id: AccountId, name: &str, role: &Role, with_duration: bool) -> Value {
    let mut fields = named("Role", id, &role.path, name, &role.unique_id);
    fields.set("AssumeRolePolicyDocument", Value::text(role.trust_policy.text()));
    if !role.description.is_empty() {
        fields.set("Description", Value::text(&role.description));
    }
    if with_duration {
        fields.set("MaxSessionDuration", Value::Number(role.max_session_duration.into()));
    }
    boundary(&mut fields, role.permissions_boundary.as_ref());
    if !role.tags.is_empty() {
        fields.set("Tags", Value::tags(&role.tags));
    }
    Value::Map(fields)
}

pub(super) fn policy(world: &World, id: AccountId, arn: &Arn, policy: &ManagedPolicy) -> Value {
    let version = format!("v{}", policy.default_version);
    let mut fields = any_policy(world, id, arn, Some(version));
    if let Some(unique_id) = &policy.unique_id {
        fields.set("PolicyId", Value::text(unique_id));
    }
    if !policy.description.is_empty() {
        fields.set("Description", Value::text(&policy.description));
    }
    if !policy.tags.is_empty() {
        fields.set("Tags", Value::tags(&policy.tags));
    }
    Value::Map(fields)
}

/// A managed policy of the account or of AWS. How often it is attached or a boundary in the account is counted, not kept
/// (S118).
pub(super) fn any_policy(world: &World, id: AccountId, arn: &Arn, version: Option<String>) -> Fields {
    let (n_attached, n_boundaries) = uses(world, id, arn);
    let number = |it: usize| Value::Number(i64::try_from(it).unwrap_or(i64::MAX));
    let path_and_name = arn.resource().strip_prefix("policy").unwrap_or_default();
    let (path, name) = path_and_name.split_at(path_and_name.rfind('/').map_or(0, |it| it + 1));
    let mut fields = Fields::of([
        ("PolicyName", Value::text(name)),
        ("PolicyId", Value::text(unique_id(world.seed, IdPrefix::ManagedPolicy, arn.as_str()))),
        ("Arn", Value::text(arn.as_str())),
        ("Path", Value::text(path)),
    ]);
    fields.set_some("DefaultVersionId", version.map(Value::Text));
    fields.set("AttachmentCount", number(n_attached));
    fields.set("PermissionsBoundaryUsageCount", number(n_boundaries));
    fields.set("IsAttachable", Value::Bool(true));
    fields
}

/// How many users, groups and roles of the account have the policy attached, and of how many it is the boundary.
pub(super) fn uses(world: &World, id: AccountId, arn: &Arn) -> (usize, usize) {
    let Some(account) = world.accounts.get(&id) else { return (0, 0) };
    let users = account.users.values().map(|it| (&it.policies, it.permissions_boundary.as_ref()));
    let groups = account.groups.values().map(|it| (&it.policies, None));
    let roles = account.roles.values().map(|it| (&it.policies, it.permissions_boundary.as_ref()));
    let mut counts = (0, 0);
    for (policies, boundary) in users.chain(groups).chain(roles) {
        counts.0 += usize::from(policies.attached.iter().any(|it| is_same_policy(it, arn)));
        counts.1 += usize::from(boundary.is_some_and(|it| is_same_policy(it, arn)));
    }
    counts
}

pub(super) fn instance_profile(world: &World, id: AccountId, name: &str, profile: &InstanceProfile) -> Value {
    let mut fields = named("InstanceProfile", id, &profile.path, name, &profile.unique_id);
    let roles = world.accounts.get(&id).map(|it| &it.roles);
    let found = profile.role.as_ref().and_then(|name| Some((name, roles?.get(name)?)));
    let shown = found.map(|(name, it)| role(id, name, it, false));
    fields.set("Roles", Value::List(shown.into_iter().collect()));
    if !profile.tags.is_empty() {
        fields.set("Tags", Value::tags(&profile.tags));
    }
    Value::Map(fields)
}
