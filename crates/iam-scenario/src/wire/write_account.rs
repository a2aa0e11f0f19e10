//! An account and what is in it → file.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    AccessKey, Account, Group, IdPrefix, IdentityPolicies, InstanceProfile, ManagedPolicy, MfaDevice,
    MfaKind, MfaOwner, OidcProvider, Resource, Role, SamlProvider, User, VpcEndpoint,
};
use sorted::SortedMap;

use super::fields::{HARDWARE, INACTIVE, PASSKEY, ROOT_USER};
use super::json::Json;
use super::write_world::{WorldWriter, arn_json, tags_json};

impl WorldWriter<'_> {
    pub(super) fn account(&self, id: AccountId, account: &Account) -> Json {
        let Account {
            name,
            users,
            groups,
            roles,
            managed_policies,
            instance_profiles,
            root_access_keys,
            mfa_devices,
            saml_providers,
            oidc_providers,
            resources,
            vpc_endpoints,
        } = account;
        let users = users.iter().map(|(name, it)| self.user(id, name, it)).collect();
        let groups = groups.iter().map(|(name, it)| self.group(id, name, it)).collect();
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
            ("instanceProfiles", self.instance_profiles(id, instance_profiles)),
            ("rootAccessKeys", self.access_keys(root_access_keys)),
            ("mfaDevices", mfa_devices_json(mfa_devices)),
            ("samlProviders", saml_providers_json(saml_providers)),
            ("oidcProviders", oidc_providers_json(oidc_providers)),
            ("resources", Json::Array(resources).unless_empty()),
            ("vpcEndpoints", Json::Array(vpc_endpoints).unless_empty()),
        ])
    }

    fn user(&self, account: AccountId, name: &str, user: &User) -> Json {
        let User { path, unique_id, tags, groups, policies, permissions_boundary, access_keys } = user;
        let arn = format!("arn:aws:iam::{account}:user{path}{name}");
        let mut fields = name_fields(name, path);
        fields.extend([
            ("uniqueId", self.unless_derived(IdPrefix::User, &arn, unique_id)),
            ("tags", tags_json(tags)),
            ("groups", Json::texts(groups).unless_empty()),
        ]);
        fields.extend(self.policy_fields(policies));
        fields.push(("permissionsBoundary", permissions_boundary.as_ref().map(arn_json)));
        fields.push(("accessKeys", self.access_keys(access_keys)));
        Json::object(fields)
    }

    fn group(&self, account: AccountId, name: &str, group: &Group) -> Json {
        let Group { path, unique_id, policies } = group;
        let arn = format!("arn:aws:iam::{account}:group{path}{name}");
        let mut fields = name_fields(name, path);
        fields.push(("uniqueId", self.unless_derived(IdPrefix::Group, &arn, unique_id)));
        fields.extend(self.policy_fields(policies));
        Json::object(fields)
    }

    fn role(&self, account: AccountId, name: &str, role: &Role) -> Json {
        let Role {
            path,
            unique_id,
            description,
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
            ("description", Json::text(description).unless_empty()),
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
        let ManagedPolicy {
            path,
            unique_id,
            description,
            tags,
            text,
            default_version,
            other_versions,
            newest_version,
        } = policy;
        let versions = other_versions.iter().map(|(number, it)| {
            let number = Json::Number((*number).into());
            Json::object(vec![("number", Some(number)), ("policy", Some(self.policy(it)))])
        });
        let newest = other_versions.keys().copied().chain([*default_version]).max();
        let number = |number: u32| Json::Number(number.into());
        let mut fields = name_fields(name, path);
        fields.extend([
            ("description", Json::text(description).unless_empty()),
            ("tags", tags_json(tags)),
            ("uniqueId", unique_id.as_ref().map(Json::text)),
            ("policy", Some(self.policy(text))),
            ("defaultVersion", (*default_version != 1).then(|| number(*default_version))),
            ("otherVersions", Json::Array(versions.collect()).unless_empty()),
            ("newestVersion", (Some(*newest_version) != newest).then(|| number(*newest_version))),
        ]);
        Json::object(fields)
    }

    fn resource(&self, arn: &Arn, resource: &Resource) -> Json {
        let Resource { tags, policy, runs_as } = resource;
        Json::object(vec![
            ("arn", Some(arn_json(arn))),
            ("tags", tags_json(tags)),
            ("policy", policy.as_ref().map(|it| self.policy(it))),
            ("runsAs", runs_as.as_ref().map(arn_json)),
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

    fn instance_profiles(
        &self,
        account: AccountId,
        profiles: &SortedMap<String, InstanceProfile>,
    ) -> Option<Json> {
        let profile = |(name, profile): (&String, &InstanceProfile)| {
            let InstanceProfile { path, unique_id, role, tags } = profile;
            let arn = format!("arn:aws:iam::{account}:instance-profile{path}{name}");
            let mut fields = name_fields(name, path);
            fields.extend([
                ("uniqueId", self.unless_derived(IdPrefix::InstanceProfile, &arn, unique_id)),
                ("role", role.as_ref().map(Json::text)),
                ("tags", tags_json(tags)),
            ]);
            Json::object(fields)
        };
        Json::Array(profiles.iter().map(profile).collect()).unless_empty()
    }

    fn access_keys(&self, keys: &SortedMap<String, AccessKey>) -> Option<Json> {
        let key = |(id, key): (&String, &AccessKey)| {
            let AccessKey { is_active, created } = key;
            Json::object(vec![
                ("id", Some(Json::text(id))),
                ("status", (!is_active).then(|| Json::text(INACTIVE))),
                ("created", (*created != self.clock).then(|| Json::text(created.to_string()))),
            ])
        };
        Json::Array(keys.iter().map(key).collect()).unless_empty()
    }
}

fn mfa_devices_json(devices: &SortedMap<String, MfaDevice>) -> Option<Json> {
    let device = |(serial, device): (&String, &MfaDevice)| {
        let MfaDevice { kind, owner, tags } = device;
        let kind = match kind {
            MfaKind::Virtual => None,
            MfaKind::Hardware => Some(Json::text(HARDWARE)),
            MfaKind::Passkey => Some(Json::text(PASSKEY)),
        };
        let owner = owner.as_ref().map(|it| match it {
            MfaOwner::Root => Json::text(ROOT_USER),
            MfaOwner::User(name) => Json::object(vec![("user", Some(Json::text(name)))]),
        });
        Json::object(vec![
            ("serialNumber", Some(Json::text(serial))),
            ("kind", kind),
            ("owner", owner),
            ("tags", tags_json(tags)),
        ])
    };
    Json::Array(devices.iter().map(device).collect()).unless_empty()
}

fn saml_providers_json(providers: &SortedMap<String, SamlProvider>) -> Option<Json> {
    let provider = |(name, provider): (&String, &SamlProvider)| {
        let SamlProvider { tags } = provider;
        Json::object(vec![("name", Some(Json::text(name))), ("tags", tags_json(tags))])
    };
    Json::Array(providers.iter().map(provider).collect()).unless_empty()
}

fn oidc_providers_json(providers: &SortedMap<String, OidcProvider>) -> Option<Json> {
    let provider = |(issuer, provider): (&String, &OidcProvider)| {
        let OidcProvider { client_ids, tags } = provider;
        Json::object(vec![
            ("issuer", Some(Json::text(issuer))),
            ("clientIds", Json::texts(client_ids).unless_empty()),
            ("tags", tags_json(tags)),
        ])
    };
    Json::Array(providers.iter().map(provider).collect()).unless_empty()
}

fn name_fields(name: &str, path: &str) -> Vec<(&'static str, Option<Json>)> {
    vec![("name", Some(Json::text(name))), ("path", (path != "/").then(|| Json::text(path)))]
}
