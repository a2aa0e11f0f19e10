//! Entities as AWS's results show them.

use iam_evaluator::arn::{AccountId, Arn};

use super::super::value::{Fields, Value};
use crate::account::{Group, InstanceProfile, ManagedPolicy, Role, User};
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

/// How often it is attached or a boundary is counted, not kept (S118).
pub(super) fn policy(world: &World, arn: &Arn, name: &str, policy: &ManagedPolicy) -> Value {
    let is_boundary = |it: Option<&Arn>| it == Some(arn);
    let boundaries = world.accounts.values().flat_map(|it| {
        let users = it.users.values().map(|it| it.permissions_boundary.as_ref());
        users.chain(it.roles.values().map(|it| it.permissions_boundary.as_ref()))
    });
    let n_boundaries = boundaries.filter(|it| is_boundary(*it)).count();
    let n_uses = world.managed_policy_uses().iter().filter(|it| it.policy == arn).count();
    let number = |it: usize| Value::Number(i64::try_from(it).unwrap_or(i64::MAX));
    let mut fields = Fields::of([
        ("PolicyName", Value::text(name)),
        ("PolicyId", Value::text(unique_id(world.seed, IdPrefix::ManagedPolicy, arn.as_str()))),
        ("Arn", Value::text(arn.as_str())),
        ("Path", Value::text(&policy.path)),
        ("DefaultVersionId", Value::text(format!("v{}", policy.default_version))),
        ("AttachmentCount", number(n_uses - n_boundaries.min(n_uses))),
        ("PermissionsBoundaryUsageCount", number(n_boundaries)),
        ("IsAttachable", Value::Bool(true)),
    ]);
    if !policy.description.is_empty() {
        fields.set("Description", Value::text(&policy.description));
    }
    if !policy.tags.is_empty() {
        fields.set("Tags", Value::tags(&policy.tags));
    }
    Value::Map(fields)
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
