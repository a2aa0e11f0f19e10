//! Scenario → file.

use std::collections::{BTreeMap, BTreeSet};

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    Account, AttachedPolicies, Group, IdPrefix, IdentityPolicies, ManagedPolicy, Organization,
    OrganizationPolicy, OrganizationPolicyType, OrganizationalUnit, Placement, PolicyText, Resource, Role,
    Root, User, VpcEndpoint, World, unique_id,
};

use super::entities;
use super::form::{self, SCENARIO_VERSION};
use super::indent::indent;
use super::text::{BrokenPolicy, Policy, Text, TextStyle};
use super::write_questions::{question, step};
use crate::scenario::Scenario;

/// The file of a scenario, for people: indented, policies line by line.
pub fn write(scenario: &Scenario) -> String {
    let mut text = indent(&to_json(&scenario_form(scenario, TextStyle::Lines)));
    text.push('\n');
    text
}

/// The file of a scenario, for links: as short as it gets without compression.
pub fn write_compact(scenario: &Scenario) -> String {
    to_json(&scenario_form(scenario, TextStyle::Whole))
}

fn to_json(form: &form::Scenario) -> String {
    // Strings, numbers, arrays and maps with string keys always serialize.
    serde_json::to_string(form).unwrap_or_default()
}

fn scenario_form(scenario: &Scenario, style: TextStyle) -> form::Scenario {
    let Scenario { title, description, concepts, world, questions, steps, notes } = scenario;
    form::Scenario {
        _schema: None,
        scenario_version: SCENARIO_VERSION,
        title: title.clone(),
        description: description.clone(),
        concepts: concepts.clone(),
        notes: Text::new(notes, style),
        world: Writer { style, seed: world.seed }.world(world),
        steps: steps.iter().map(|it| step(it, style)).collect(),
        questions: questions.iter().map(question).collect(),
    }
}

struct Writer {
    style: TextStyle,
    seed: u64,
}

impl Writer {
    fn world(&self, world: &World) -> form::World {
        let World { clock, seed, organization, accounts } = world;
        form::World {
            clock: clock.to_string(),
            seed: *seed,
            organization: organization.as_ref().map(|it| self.organization(it)),
            accounts: accounts.iter().map(|(id, it)| self.account(*id, it)).collect(),
        }
    }

    fn organization(&self, organization: &Organization) -> form::Organization {
        let Organization { id, management_account, enabled_policy_types, policies, root, accounts } =
            organization;
        let policies = policies.iter().map(|(id, policy)| {
            let OrganizationPolicy { policy_type, name, text } = policy;
            form::OrganizationPolicy {
                id: id.clone(),
                policy_type: type_form(*policy_type),
                name: name.clone(),
                policy: self.policy(text),
            }
        });
        form::Organization {
            id: id.clone(),
            management_account: management_account.to_string(),
            enabled_policy_types: enabled_policy_types.iter().map(|it| type_form(*it)).collect(),
            policies: policies.collect(),
            root: root_form(root, accounts),
        }
    }

    fn account(&self, id: AccountId, account: &Account) -> entities::Account {
        let Account { name, users, groups, roles, managed_policies, resources, vpc_endpoints } = account;
        let managed = |(name, policy): (&String, &ManagedPolicy)| {
            let ManagedPolicy { path, text } = policy;
            let (name, path) = (name.clone(), path.clone());
            entities::ManagedPolicy { name, path, policy: self.policy(text) }
        };
        let resource = |(arn, resource): (&Arn, &Resource)| {
            let Resource { tags, policy } = resource;
            let policy = policy.as_ref().map(|it| self.policy(it));
            entities::Resource { arn: arn.to_string(), tags: tags.clone(), policy }
        };
        let vpc_endpoint = |(id, endpoint): (&String, &VpcEndpoint)| {
            let VpcEndpoint { vpc, policy } = endpoint;
            let policy = policy.as_ref().map(|it| self.policy(it));
            entities::VpcEndpoint { id: id.clone(), vpc: vpc.clone(), policy }
        };
        entities::Account {
            id: id.to_string(),
            name: name.clone(),
            users: users.iter().map(|(name, it)| self.user(id, name, it)).collect(),
            groups: groups.iter().map(|(name, it)| self.group(name, it)).collect(),
            roles: roles.iter().map(|(name, it)| self.role(id, name, it)).collect(),
            managed_policies: managed_policies.iter().map(managed).collect(),
            resources: resources.iter().map(resource).collect(),
            vpc_endpoints: vpc_endpoints.iter().map(vpc_endpoint).collect(),
        }
    }

    fn user(&self, account: AccountId, name: &str, user: &User) -> entities::User {
        let User { path, unique_id, tags, groups, policies, permissions_boundary } = user;
        let arn = format!("arn:aws:iam::{account}:user{path}{name}");
        entities::User {
            name: name.to_owned(),
            path: path.clone(),
            unique_id: self.unless_derived(IdPrefix::User, &arn, unique_id),
            tags: tags.clone(),
            groups: groups.iter().cloned().collect(),
            attached_policies: strings(&policies.attached),
            inline_policies: self.inline(policies),
            permissions_boundary: permissions_boundary.as_ref().map(ToString::to_string),
        }
    }

    fn group(&self, name: &str, group: &Group) -> entities::Group {
        let Group { path, policies } = group;
        entities::Group {
            name: name.to_owned(),
            path: path.clone(),
            attached_policies: strings(&policies.attached),
            inline_policies: self.inline(policies),
        }
    }

    fn role(&self, account: AccountId, name: &str, role: &Role) -> entities::Role {
        let Role {
            path,
            unique_id,
            trust_policy,
            max_session_duration,
            tags,
            policies,
            permissions_boundary,
        } = role;
        let arn = format!("arn:aws:iam::{account}:role{path}{name}");
        entities::Role {
            name: name.to_owned(),
            path: path.clone(),
            unique_id: self.unless_derived(IdPrefix::Role, &arn, unique_id),
            trust_policy: self.policy(trust_policy),
            max_session_duration: *max_session_duration,
            tags: tags.clone(),
            attached_policies: strings(&policies.attached),
            inline_policies: self.inline(policies),
            permissions_boundary: permissions_boundary.as_ref().map(ToString::to_string),
        }
    }

    fn inline(&self, policies: &IdentityPolicies) -> Vec<entities::InlinePolicy> {
        let inline = policies.inline.iter();
        inline
            .map(|(name, it)| entities::InlinePolicy { name: name.clone(), policy: self.policy(it) })
            .collect()
    }

    fn unless_derived(&self, prefix: IdPrefix, arn: &str, id: &str) -> Option<String> {
        (unique_id(self.seed, prefix, arn) != id).then(|| id.to_owned())
    }

    fn policy(&self, policy: &PolicyText) -> Policy {
        let text = Text::new(policy.text(), self.style);
        match policy.last_valid() {
            Some(last_valid) => {
                let last_valid_text = Text::new(last_valid, self.style);
                Policy::Broken(BrokenPolicy { text, last_valid_text })
            }
            None => Policy::Text(text),
        }
    }
}

fn root_form(root: &Root, placements: &BTreeMap<AccountId, Placement>) -> form::Root {
    let Root { id, attached, units } = root;
    form::Root {
        id: id.clone(),
        scps: scps(attached),
        rcps: rcps(attached),
        accounts: placed(id, placements),
        organizational_units: units.iter().map(|it| unit_form(it, placements)).collect(),
    }
}

fn unit_form(
    unit: &OrganizationalUnit,
    placements: &BTreeMap<AccountId, Placement>,
) -> form::OrganizationalUnit {
    let OrganizationalUnit { id, name, attached, units } = unit;
    form::OrganizationalUnit {
        id: id.clone(),
        name: name.clone(),
        scps: scps(attached),
        rcps: rcps(attached),
        accounts: placed(id, placements),
        organizational_units: units.iter().map(|it| unit_form(it, placements)).collect(),
    }
}

fn placed(parent: &str, placements: &BTreeMap<AccountId, Placement>) -> Vec<form::PlacedAccount> {
    let here = placements.iter().filter(|(_, it)| it.parent == parent);
    here.map(|(id, Placement { parent: _, attached })| form::PlacedAccount {
        id: id.to_string(),
        scps: scps(attached),
        rcps: rcps(attached),
    })
    .collect()
}

fn scps(attached: &AttachedPolicies) -> Option<Vec<String>> {
    let full_access = AttachedPolicies::full_access();
    (attached.service_control != full_access.service_control)
        .then(|| attached.service_control.iter().cloned().collect())
}

fn rcps(attached: &AttachedPolicies) -> Vec<String> {
    attached.resource_control.iter().cloned().collect()
}

fn strings(arns: &BTreeSet<Arn>) -> Vec<String> {
    arns.iter().map(ToString::to_string).collect()
}

fn type_form(policy_type: OrganizationPolicyType) -> form::OrganizationPolicyType {
    match policy_type {
        OrganizationPolicyType::ServiceControl => form::OrganizationPolicyType::ServiceControlPolicy,
        OrganizationPolicyType::ResourceControl => form::OrganizationPolicyType::ResourceControlPolicy,
    }
}
