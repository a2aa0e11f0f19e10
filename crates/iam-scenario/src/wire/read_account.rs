//! File → an account and what is in it.

use std::collections::BTreeMap;

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    Account, Group, IdPrefix, IdentityPolicies, ManagedPolicy, Resource, Role, User, VpcEndpoint, unique_id,
};

use super::entities as form;
use super::error::{Errors, Path};
use super::names::{Names, check_path, one_of, policy_text};

/// Reads one account. `owners` holds the resources of the accounts before it.
pub(super) fn account(
    errors: &mut Errors,
    path: Path<'_>,
    id: AccountId,
    seed: u64,
    form: form::Account,
    owners: &mut BTreeMap<Arn, AccountId>,
) -> Account {
    let form::Account {
        id: _,
        name,
        users,
        groups,
        roles,
        managed_policies,
        resources: resource_forms,
        vpc_endpoints,
    } = form;
    // Policies and groups come first: the others name them.
    let mut names = Names::new("managed policy");
    let list = path.field("managedPolicies");
    let mut account = Account { name, ..Account::default() };
    for (idx, form) in managed_policies.into_iter().enumerate() {
        let form::ManagedPolicy { name, path: policy_path, policy } = form;
        let path = list.index(idx);
        names.check(errors, path, &name);
        check_path(errors, path, &policy_path);
        let text = policy_text(policy);
        account.managed_policies.insert(name, ManagedPolicy { path: policy_path, text });
    }
    let reader = Reader { id, seed, managed_policies: account.managed_policies.clone() };
    account.groups = reader.groups(errors, path.field("groups"), groups);
    account.users = reader.users(errors, path.field("users"), users, &account.groups);
    account.roles = reader.roles(errors, path.field("roles"), roles);
    account.resources = resources(errors, path.field("resources"), resource_forms, id, owners);
    let mut names = Names::new("VPC endpoint");
    for (idx, form) in vpc_endpoints.into_iter().enumerate() {
        let form::VpcEndpoint { id, vpc, policy } = form;
        let list = path.field("vpcEndpoints");
        names.check_id(errors, list.index(idx).field("id"), &id);
        account.vpc_endpoints.insert(id, VpcEndpoint { vpc, policy: policy.map(policy_text) });
    }
    account
}

/// What the entities of an account are read against.
struct Reader {
    id: AccountId,
    seed: u64,
    managed_policies: BTreeMap<String, ManagedPolicy>,
}

impl Reader {
    fn groups(
        &self,
        errors: &mut Errors,
        list: Path<'_>,
        forms: Vec<form::Group>,
    ) -> BTreeMap<String, Group> {
        let mut names = Names::new("group");
        let mut groups = BTreeMap::new();
        for (idx, form) in forms.into_iter().enumerate() {
            let form::Group { name, path: group_path, attached_policies, inline_policies } = form;
            let path = list.index(idx);
            names.check(errors, path, &name);
            check_path(errors, path, &group_path);
            let policies = self.policies(errors, path, &attached_policies, inline_policies);
            groups.insert(name, Group { path: group_path, policies });
        }
        groups
    }

    fn users(
        &self,
        errors: &mut Errors,
        list: Path<'_>,
        forms: Vec<form::User>,
        all_groups: &BTreeMap<String, Group>,
    ) -> BTreeMap<String, User> {
        let mut names = Names::new("user");
        let mut users = BTreeMap::new();
        for (idx, form) in forms.into_iter().enumerate() {
            let form::User {
                name,
                path: user_path,
                unique_id,
                tags,
                groups,
                attached_policies,
                inline_policies,
                permissions_boundary,
            } = form;
            let path = list.index(idx);
            names.check(errors, path, &name);
            check_path(errors, path, &user_path);
            for (idx, group) in groups.iter().enumerate() {
                if !all_groups.contains_key(group) {
                    let message = format!("there is no group `{group}` in account {}", self.id);
                    let help = one_of("groups", all_groups.keys());
                    errors.add(path.field("groups").index(idx), message, help);
                }
            }
            let user = User {
                unique_id: self.unique_id(IdPrefix::User, unique_id, "user", &user_path, &name),
                path: user_path,
                tags,
                groups: groups.into_iter().collect(),
                policies: self.policies(errors, path, &attached_policies, inline_policies),
                permissions_boundary: self.boundary(errors, path, permissions_boundary),
            };
            users.insert(name, user);
        }
        users
    }

    fn roles(&self, errors: &mut Errors, list: Path<'_>, forms: Vec<form::Role>) -> BTreeMap<String, Role> {
        let mut names = Names::new("role");
        let mut roles = BTreeMap::new();
        for (idx, form) in forms.into_iter().enumerate() {
            let form::Role {
                name,
                path: role_path,
                unique_id,
                trust_policy,
                max_session_duration,
                tags,
                attached_policies,
                inline_policies,
                permissions_boundary,
            } = form;
            let path = list.index(idx);
            names.check(errors, path, &name);
            check_path(errors, path, &role_path);
            if !(3600..=43_200).contains(&max_session_duration) {
                let message = format!("{max_session_duration} seconds cannot be a role's maximum");
                let help = "write 3600 to 43200: one to twelve hours";
                errors.add(path.field("maxSessionDuration"), message, help);
            }
            let role = Role {
                unique_id: self.unique_id(IdPrefix::Role, unique_id, "role", &role_path, &name),
                path: role_path,
                trust_policy: policy_text(trust_policy),
                max_session_duration,
                tags,
                policies: self.policies(errors, path, &attached_policies, inline_policies),
                permissions_boundary: self.boundary(errors, path, permissions_boundary),
            };
            roles.insert(name, role);
        }
        roles
    }

    fn policies(
        &self,
        errors: &mut Errors,
        path: Path<'_>,
        attached: &[String],
        inline: Vec<form::InlinePolicy>,
    ) -> IdentityPolicies {
        let mut policies = IdentityPolicies::default();
        let list = path.field("attachedPolicies");
        for (idx, arn) in attached.iter().enumerate() {
            policies.attached.extend(self.managed_policy(errors, list.index(idx), arn));
        }
        let mut names = Names::new("inline policy");
        let list = path.field("inlinePolicies");
        for (idx, form::InlinePolicy { name, policy }) in inline.into_iter().enumerate() {
            names.check(errors, list.index(idx), &name);
            policies.inline.insert(name, policy_text(policy));
        }
        policies
    }

    fn boundary(&self, errors: &mut Errors, path: Path<'_>, arn: Option<String>) -> Option<Arn> {
        self.managed_policy(errors, path.field("permissionsBoundary"), &arn?)
    }

    /// The ARN of a managed policy: AWS's, or one of this account.
    fn managed_policy(&self, errors: &mut Errors, path: Path<'_>, text: &str) -> Option<Arn> {
        let help = "name a policy by its ARN, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`";
        let arn = errors.ok(path, help, Arn::parse(text))?;
        if arn.service() == "iam" && arn.account() == "aws" {
            return Some(arn);
        }
        let arn_of = |(name, policy): (&String, &ManagedPolicy)| {
            format!("arn:aws:iam::{}:policy{}{name}", self.id, policy.path)
        };
        let known: Vec<String> = self.managed_policies.iter().map(arn_of).collect();
        if !known.iter().any(|it| it == text) {
            let message = format!("there is no managed policy `{text}` in account {}", self.id);
            errors.add(path, message, one_of("managedPolicies", known.iter()));
        }
        Some(arn)
    }

    fn unique_id(
        &self,
        prefix: IdPrefix,
        given: Option<String>,
        kind: &str,
        path: &str,
        name: &str,
    ) -> String {
        let arn = || format!("arn:aws:iam::{}:{kind}{path}{name}", self.id);
        given.unwrap_or_else(|| unique_id(self.seed, prefix, &arn()))
    }
}

fn resources(
    errors: &mut Errors,
    list: Path<'_>,
    forms: Vec<form::Resource>,
    id: AccountId,
    owners: &mut BTreeMap<Arn, AccountId>,
) -> BTreeMap<Arn, Resource> {
    let mut resources = BTreeMap::new();
    for (idx, form) in forms.into_iter().enumerate() {
        let form::Resource { arn, tags, policy } = form;
        let path = list.index(idx);
        let Some(arn) = errors.ok(path.field("arn"), "write the whole ARN", Arn::parse(&arn)) else {
            continue;
        };
        if arn.account_id().is_some_and(|it| it != id) {
            let message = format!("`{arn}` says that another account than {id} owns it");
            errors.add(path.field("arn"), message, "put it into the account that its ARN names");
        }
        if let Some(owner) = owners.insert(arn.clone(), id) {
            let message = format!("`{arn}` is there twice; account {owner} has it already");
            errors.add(path.field("arn"), message, "leave one of the two out");
        }
        resources.insert(arn, Resource { tags, policy: policy.map(policy_text) });
    }
    resources
}
