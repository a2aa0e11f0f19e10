//! The world → file.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    Account, AttachedPolicies, Group, IdPrefix, IdentityPolicies, ManagedPolicy, Organization,
    OrganizationPolicy, OrganizationalUnit, Placement, PolicyText, Resource, Role, Root, Tags, User,
    VpcEndpoint, World, unique_id,
};
use sorted::SortedMap;

use super::json::Json;
use super::read_organization::type_name;
use super::write::TextStyle;

pub(super) struct WorldWriter<'w> {
    style: TextStyle,
    seed: u64,
    /// The accounts directly in the root or in an OU, by its id.
    placed: SortedMap<&'w str, Vec<(AccountId, &'w AttachedPolicies)>>,
}

impl<'w> WorldWriter<'w> {
    pub(super) fn new(style: TextStyle, world: &'w World) -> WorldWriter<'w> {
        let mut placed: SortedMap<&str, Vec<_>> = SortedMap::new();
        let placements = world.organization.iter().flat_map(|it| &it.accounts);
        for (id, Placement { parent, attached }) in placements {
            placed.or_default(parent).push((*id, attached));
        }
        WorldWriter { style, seed: world.seed, placed }
    }

    pub(super) fn world(&self, world: &World) -> Json {
        let World { clock, seed, organization, accounts, aws_managed_versions } = world;
        let versions =
            aws_managed_versions.iter().map(|(arn, it)| (arn.to_string(), Json::text(it.to_string())));
        let accounts = accounts.iter().map(|(id, it)| self.account(*id, it)).collect();
        Json::object(vec![
            ("clock", Some(Json::text(clock.to_string()))),
            ("seed", (*seed != 0).then_some(Json::Number(*seed))),
            ("organization", organization.as_ref().map(|it| self.organization(it))),
            ("accounts", Some(Json::Array(accounts))),
            ("awsManagedPolicyVersions", Json::Object(versions.collect()).unless_empty()),
        ])
    }

    fn organization(&self, organization: &Organization) -> Json {
        let Organization { id, management_account, enabled_policy_types, policies, root, accounts: _ } =
            organization;
        let policy = |(id, policy): (&String, &OrganizationPolicy)| {
            let OrganizationPolicy { policy_type, name, text } = policy;
            Json::object(vec![
                ("id", Some(Json::text(id))),
                ("type", Some(Json::text(type_name(*policy_type)))),
                ("name", Some(Json::text(name))),
                ("policy", Some(self.policy(text))),
            ])
        };
        let types = enabled_policy_types.iter().map(|it| type_name(*it));
        Json::object(vec![
            ("id", Some(Json::text(id))),
            ("managementAccount", Some(Json::text(management_account.to_string()))),
            ("enabledPolicyTypes", Json::texts(types).unless_empty()),
            ("policies", Json::Array(policies.iter().map(policy).collect()).unless_empty()),
            ("root", Some(self.root(root))),
        ])
    }

    fn root(&self, root: &Root) -> Json {
        let Root { id, attached, units } = root;
        let mut fields = vec![("id", Some(Json::text(id)))];
        fields.extend(attached_fields(attached));
        fields.extend(self.content_fields(id, units));
        Json::object(fields)
    }

    fn unit(&self, unit: &OrganizationalUnit) -> Json {
        let OrganizationalUnit { id, name, attached, units } = unit;
        let mut fields = vec![("id", Some(Json::text(id))), ("name", Some(Json::text(name)))];
        fields.extend(attached_fields(attached));
        fields.extend(self.content_fields(id, units));
        Json::object(fields)
    }

    /// What is in the root or in an OU.
    fn content_fields(&self, id: &str, units: &[OrganizationalUnit]) -> [(&'static str, Option<Json>); 2] {
        let account = |(id, attached): &(AccountId, &AttachedPolicies)| {
            let mut fields = vec![("id", Some(Json::text(id.to_string())))];
            fields.extend(attached_fields(attached));
            Json::object(fields)
        };
        let accounts = self.placed.get(id).into_iter().flatten().map(account).collect();
        let units = units.iter().map(|it| self.unit(it)).collect();
        [
            ("accounts", Json::Array(accounts).unless_empty()),
            ("organizationalUnits", Json::Array(units).unless_empty()),
        ]
    }

    fn account(&self, id: AccountId, account: &Account) -> Json {
        let Account { name, users, groups, roles, managed_policies, resources, vpc_endpoints } = account;
        let users = users.iter().map(|(name, it)| self.user(id, name, it)).collect();
        let groups = groups.iter().map(|(name, it)| self.group(name, it)).collect();
        let roles = roles.iter().map(|(name, it)| self.role(id, name, it)).collect();
        let managed_policies =
            managed_policies.iter().map(|(name, it)| self.managed_policy(name, it)).collect();
        let resources = resources.iter().map(|(arn, it)| self.resource(arn, it)).collect();
        let vpc_endpoints = vpc_endpoints.iter().map(|(id, it)| self.vpc_endpoint(id, it)).collect();
        Json::object(vec![
            ("id", Some(Json::text(id.to_string()))),
            ("name", Some(Json::text(name))),
            ("users", Json::Array(users).unless_empty()),
            ("groups", Json::Array(groups).unless_empty()),
            ("roles", Json::Array(roles).unless_empty()),
            ("managedPolicies", Json::Array(managed_policies).unless_empty()),
            ("resources", Json::Array(resources).unless_empty()),
            ("vpcEndpoints", Json::Array(vpc_endpoints).unless_empty()),
        ])
    }

    fn user(&self, account: AccountId, name: &str, user: &User) -> Json {
        let User { path, unique_id, tags, groups, policies, permissions_boundary } = user;
        let arn = format!("arn:aws:iam::{account}:user{path}{name}");
        let mut fields = name_fields(name, path);
        fields.extend([
            ("uniqueId", self.unless_derived(IdPrefix::User, &arn, unique_id)),
            ("tags", tags_json(tags)),
            ("groups", Json::texts(groups).unless_empty()),
        ]);
        fields.extend(self.policy_fields(policies));
        fields.push(("permissionsBoundary", permissions_boundary.as_ref().map(arn_json)));
        Json::object(fields)
    }

    fn group(&self, name: &str, group: &Group) -> Json {
        let Group { path, policies } = group;
        let mut fields = name_fields(name, path);
        fields.extend(self.policy_fields(policies));
        Json::object(fields)
    }

    fn role(&self, account: AccountId, name: &str, role: &Role) -> Json {
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
        let seconds = *max_session_duration;
        let mut fields = name_fields(name, path);
        fields.extend([
            ("uniqueId", self.unless_derived(IdPrefix::Role, &arn, unique_id)),
            ("trustPolicy", Some(self.policy(trust_policy))),
            ("maxSessionDuration", (seconds != 3600).then_some(Json::Number(seconds.into()))),
            ("tags", tags_json(tags)),
        ]);
        fields.extend(self.policy_fields(policies));
        fields.push(("permissionsBoundary", permissions_boundary.as_ref().map(arn_json)));
        Json::object(fields)
    }

    fn policy_fields(&self, policies: &IdentityPolicies) -> [(&'static str, Option<Json>); 2] {
        let IdentityPolicies { attached, inline } = policies;
        let inline = inline.iter().map(|(name, policy)| {
            Json::object(vec![("name", Some(Json::text(name))), ("policy", Some(self.policy(policy)))])
        });
        [
            ("attachedPolicies", Json::texts(attached).unless_empty()),
            ("inlinePolicies", Json::Array(inline.collect()).unless_empty()),
        ]
    }

    fn managed_policy(&self, name: &str, policy: &ManagedPolicy) -> Json {
        let ManagedPolicy { path, text } = policy;
        let mut fields = name_fields(name, path);
        fields.push(("policy", Some(self.policy(text))));
        Json::object(fields)
    }

    fn resource(&self, arn: &Arn, resource: &Resource) -> Json {
        let Resource { tags, policy } = resource;
        Json::object(vec![
            ("arn", Some(arn_json(arn))),
            ("tags", tags_json(tags)),
            ("policy", policy.as_ref().map(|it| self.policy(it))),
        ])
    }

    fn vpc_endpoint(&self, id: &str, endpoint: &VpcEndpoint) -> Json {
        let VpcEndpoint { vpc, policy } = endpoint;
        Json::object(vec![
            ("id", Some(Json::text(id))),
            ("vpc", Some(Json::text(vpc))),
            ("policy", policy.as_ref().map(|it| self.policy(it))),
        ])
    }

    fn unless_derived(&self, prefix: IdPrefix, arn: &str, id: &str) -> Option<Json> {
        (unique_id(self.seed, prefix, arn) != id).then(|| Json::text(id))
    }

    fn policy(&self, policy: &PolicyText) -> Json {
        let text = self.style.text(policy.text());
        match policy.last_valid() {
            Some(last_valid) => {
                let last_valid = self.style.text(last_valid);
                Json::object(vec![("text", Some(text)), ("lastValidText", Some(last_valid))])
            }
            None => text,
        }
    }
}

fn name_fields(name: &str, path: &str) -> Vec<(&'static str, Option<Json>)> {
    vec![("name", Some(Json::text(name))), ("path", (path != "/").then(|| Json::text(path)))]
}

fn attached_fields(attached: &AttachedPolicies) -> [(&'static str, Option<Json>); 2] {
    let AttachedPolicies { service_control, resource_control } = attached;
    let is_changed = *service_control != AttachedPolicies::full_access().service_control;
    [
        ("scps", is_changed.then(|| Json::texts(service_control))),
        ("rcps", Json::texts(resource_control).unless_empty()),
    ]
}

pub(super) fn tags_json(tags: &Tags) -> Option<Json> {
    let tags = tags.iter().map(|(key, value)| (key.clone(), Json::text(value)));
    Json::Object(tags.collect()).unless_empty()
}

fn arn_json(arn: &Arn) -> Json {
    Json::text(arn.to_string())
}
