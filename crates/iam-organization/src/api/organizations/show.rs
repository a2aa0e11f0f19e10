//! What the organization consists of, as the API shows it.

use iam_evaluator::arn::AccountId;

use crate::account::Account;
use crate::api::value::{Fields, Value};
use crate::organization::{
    FULL_AWS_ACCESS, FeatureSet, Organization, OrganizationPolicyType, OrganizationalUnit, Placement,
    RCP_FULL_AWS_ACCESS,
};
use crate::world::World;

pub(super) fn organization(organization: &Organization) -> Value {
    let id = organization.management_account;
    let mut fields = Fields::of([
        ("Id", Value::text(&organization.id)),
        ("Arn", Value::text(format!("arn:aws:organizations::{id}:organization/{}", organization.id))),
        ("FeatureSet", Value::text(organization.feature_set.as_str())),
        ("MasterAccountArn", Value::text(organization.arn("account", id.as_str()))),
        ("MasterAccountId", Value::text(id.as_str())),
    ]);
    let email = organization.accounts.get(&id).and_then(|it| it.email.as_ref());
    fields.set_some("MasterAccountEmail", email.map(Value::text));
    Value::Map(fields)
}

pub(super) fn root(organization: &Organization) -> Value {
    let types = organization.enabled_policy_types.iter().map(|it| {
        let fields = Fields::of([("Type", Value::text(it.as_str())), ("Status", Value::text("ENABLED"))]);
        Value::Map(fields)
    });
    Value::Map(Fields::of([
        ("Id", Value::text(&organization.root.id)),
        ("Arn", Value::text(organization.arn("root", &organization.root.id))),
        ("Name", Value::text("Root")),
        ("PolicyTypes", Value::List(types.collect())),
    ]))
}

pub(super) fn unit(organization: &Organization, unit: &OrganizationalUnit) -> Value {
    Value::Map(Fields::of([
        ("Id", Value::text(&unit.id)),
        ("Arn", Value::text(organization.arn("ou", &unit.id))),
        ("Name", Value::text(&unit.name)),
        ("Path", Value::text(organization.place_path(&unit.id))),
    ]))
}

/// The path ends with the account, unlike `aws:PrincipalOrgPaths` (S5).
pub(super) fn account(world: &World, organization: &Organization, id: AccountId, it: &Placement) -> Value {
    let name = world.accounts.get(&id).map(|it: &Account| it.name.as_str()).unwrap_or_default();
    let method = if it.created.is_some() { "CREATED" } else { "INVITED" };
    let path = format!("{}{id}/", organization.place_path(&it.parent));
    let mut fields = Fields::of([
        ("Id", Value::text(id.as_str())),
        ("Arn", Value::text(organization.arn("account", id.as_str()))),
    ]);
    fields.set_some("Email", it.email.as_ref().map(Value::text));
    fields.set("Name", Value::text(name));
    fields.set("Status", Value::text("ACTIVE"));
    fields.set("State", Value::text("ACTIVE"));
    fields.set("Paths", Value::texts([path]));
    fields.set("JoinedMethod", Value::text(method));
    fields.set_some("JoinedTimestamp", it.created.map(|it| Value::text(it.to_string())));
    Value::Map(fields)
}

/// A policy without its text: the customer's, or one of AWS's two.
pub(super) fn policy_summary(
    organization: &Organization,
    id: &str,
    policy_type: OrganizationPolicyType,
) -> Value {
    let policy = organization.policies.get(id);
    let (name, description) = match (id, policy) {
        (FULL_AWS_ACCESS, _) => ("FullAWSAccess", "Allows access to every operation"),
        (RCP_FULL_AWS_ACCESS, _) => ("RCPFullAWSAccess", "Allows access to every operation"),
        (_, Some(policy)) => (policy.name.as_str(), policy.description.as_str()),
        (_, None) => (id, ""),
    };
    Value::Map(Fields::of([
        ("Id", Value::text(id)),
        ("Arn", Value::text(organization.policy_arn(id, policy_type))),
        ("Name", Value::text(name)),
        ("Description", Value::text(description)),
        ("Type", Value::text(policy_type.as_str())),
        ("AwsManaged", Value::Bool(id == FULL_AWS_ACCESS || id == RCP_FULL_AWS_ACCESS)),
    ]))
}

/// Whether the organization can have policies.
pub(super) fn has_policies(organization: &Organization) -> bool {
    organization.feature_set == FeatureSet::All
}
