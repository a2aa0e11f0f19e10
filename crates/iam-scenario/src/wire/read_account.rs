//! File → an account and what is in it.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    Account, Group, IdPrefix, IdentityPolicies, InstanceProfile, ManagedPolicy, Resource, Role, Timestamp,
    User, VpcEndpoint, is_aws_managed, unique_id,
};
use sorted::SortedMap;

use super::error::Errors;
use super::names::{Names, iam_path, one_of, optional_policy, policy_text};
use super::node::Node;
use super::read_credentials::{access_keys, mfa_devices, oidc_providers, saml_providers};
use crate::policy_name::aws_managed_policy_arn;

/// Reads one account. `owners` holds the resources of the accounts before it.
pub(super) fn account(
    errors: &mut Errors<'_>,
    node: Node<'_>,
    id: AccountId,
    (seed, clock): (u64, Timestamp),
    owners: &mut SortedMap<Arn, AccountId>,
) -> Account {
    let name = node.field("name").string();
    let mut reader = Reader { errors, id, seed, clock, account: Account { name, ..Account::default() } };
    // Policies and groups come first: the others name them.
    reader.managed_policies(node.field("managedPolicies"));
    reader.groups(node.field("groups"));
    reader.users(node.field("users"));
    reader.roles(node.field("roles"));
    reader.resources(node.field("resources"), owners);
    reader.vpc_endpoints(node.field("vpcEndpoints"));
    reader.instance_profiles(node.field("instanceProfiles"));
    let Reader { errors, account: mut it, .. } = reader;
    it.root_access_keys = access_keys(errors, node.field("rootAccessKeys"), clock);
    it.mfa_devices = mfa_devices(errors, node.field("mfaDevices"), &it);
    it.saml_providers = saml_providers(errors, node.field("samlProviders"));
    it.oidc_providers = oidc_providers(errors, node.field("oidcProviders"));
    it
}

struct Reader<'e, 't> {
    errors: &'e mut Errors<'t>,
    id: AccountId,
    seed: u64,
    clock: Timestamp,
    /// As far as it is read.
    account: Account,
}

impl Reader<'_, '_> {
    fn managed_policies(&mut self, list: Node<'_>) {
        let mut names = Names::new("managed policy");
        for node in list.items() {
            let name = names.name(self.errors, node);
            let path = iam_path(self.errors, node);
            let policy = self.versions(node, path);
            self.account.managed_policies.insert(name, policy);
        }
    }

    /// The default version and the others.
    fn versions(&mut self, node: Node<'_>, path: String) -> ManagedPolicy {
        let mut policy = ManagedPolicy::new(path, policy_text(node.field("policy")));
        policy.description = node.field("description").string();
        policy.tags = node.field("tags").tags();
        policy.unique_id = node.field("uniqueId").optional_string();
        policy.default_version = node.field("defaultVersion").small_number().unwrap_or(1);
        for version in node.field("otherVersions").items() {
            let number_node = version.field("number");
            let number = number_node.small_number().unwrap_or_default();
            let text = policy_text(version.field("policy"));
            if number == policy.default_version || policy.other_versions.insert(number, text).is_some() {
                let message = format!("the version {number} is there twice");
                self.errors.add(number_node, message, "give each version its own number");
            }
        }
        let newest = policy.other_versions.keys().copied().chain([policy.default_version]).max();
        let newest = newest.unwrap_or(1);
        policy.newest_version = node.field("newestVersion").small_number().unwrap_or(newest).max(newest);
        policy
    }

    fn groups(&mut self, list: Node<'_>) {
        let mut names = Names::new("group");
        for node in list.items() {
            let name = names.name(self.errors, node);
            let path = iam_path(self.errors, node);
            let unique_id = self.unique_id(IdPrefix::Group, node, &format!("group{path}{name}"));
            let policies = self.policies(node);
            self.account.groups.insert(name, Group { path, unique_id, policies });
        }
    }

    fn users(&mut self, list: Node<'_>) {
        let mut names = Names::new("user");
        for node in list.items() {
            let name = names.name(self.errors, node);
            let path = iam_path(self.errors, node);
            let groups = node.field("groups");
            groups.items().for_each(|it| self.check_group(it));
            let user = User {
                unique_id: self.unique_id(IdPrefix::User, node, &format!("user{path}{name}")),
                path,
                tags: node.field("tags").tags(),
                groups: groups.string_set(),
                policies: self.policies(node),
                permissions_boundary: self.boundary(node),
                access_keys: access_keys(self.errors, node.field("accessKeys"), self.clock),
            };
            self.account.users.insert(name, user);
        }
    }

    fn check_group(&mut self, node: Node<'_>) {
        let (name, groups) = (node.string(), &self.account.groups);
        if !groups.contains_key(&name) {
            let message = format!("there is no group `{name}` in account {}", self.id);
            self.errors.add(node, message, one_of("groups", groups.keys()));
        }
    }

    fn roles(&mut self, list: Node<'_>) {
        let mut names = Names::new("role");
        for node in list.items() {
            let name = names.name(self.errors, node);
            let path = iam_path(self.errors, node);
            let role = Role {
                unique_id: self.unique_id(IdPrefix::Role, node, &format!("role{path}{name}")),
                path,
                description: node.field("description").string(),
                trust_policy: policy_text(node.field("trustPolicy")),
                max_session_duration: self.max_session_duration(node.field("maxSessionDuration")),
                tags: node.field("tags").tags(),
                policies: self.policies(node),
                permissions_boundary: self.boundary(node),
            };
            self.account.roles.insert(name, role);
        }
    }

    fn max_session_duration(&mut self, node: Node<'_>) -> u32 {
        let seconds = node.small_number().unwrap_or(3600);
        if !(3600..=43_200).contains(&seconds) {
            let message = format!("{seconds} seconds cannot be a role's maximum");
            self.errors.add(node, message, "write 3600 to 43200: one to twelve hours");
        }
        seconds
    }

    /// The policies of the user, group or role that is here.
    fn policies(&mut self, entity: Node<'_>) -> IdentityPolicies {
        let mut policies = IdentityPolicies::default();
        for node in entity.field("attachedPolicies").items() {
            policies.attached.extend(self.managed_policy(node));
        }
        let mut names = Names::new("inline policy");
        for node in entity.field("inlinePolicies").items() {
            let name = names.name(self.errors, node);
            policies.inline.insert(name, policy_text(node.field("policy")));
        }
        policies
    }

    fn boundary(&mut self, entity: Node<'_>) -> Option<Arn> {
        let node = entity.field("permissionsBoundary");
        if node.is_there() { self.managed_policy(node) } else { None }
    }

    /// The ARN of a managed policy, of AWS's or of this account, that is named by its ARN or shorter.
    fn managed_policy(&mut self, node: Node<'_>) -> Option<Arn> {
        let text = node.string();
        if let Some(policy) = self.account.managed_policies.get(&text) {
            return Arn::parse(&self.policy_arn(&text, policy)).ok();
        }
        let Some(arn) = aws_managed_policy_arn(&text) else {
            let message = format!("`{text}` is neither the ARN nor the name of a managed policy");
            self.errors.add(
                node,
                message,
                "write it such as `ReadOnlyAccess` or `arn:aws:iam::aws:policy/ReadOnlyAccess`",
            );
            return None;
        };
        let policies = &self.account.managed_policies;
        let name = text.rsplit('/').next().unwrap_or_default();
        let is_own = || policies.get(name).is_some_and(|it| self.policy_arn(name, it) == text);
        if !is_aws_managed(&arn) && !is_own() {
            let message = format!("there is no managed policy `{text}` in account {}", self.id);
            let known = policies.iter().map(|(name, it)| self.policy_arn(name, it));
            let help = one_of("managedPolicies", known);
            self.errors.add(node, message, help);
        }
        Some(arn)
    }

    fn policy_arn(&self, name: &str, policy: &ManagedPolicy) -> String {
        format!("arn:aws:iam::{}:policy{}{name}", self.id, policy.path)
    }

    fn unique_id(&self, prefix: IdPrefix, node: Node<'_>, resource: &str) -> String {
        let derived = || unique_id(self.seed, prefix, &format!("arn:aws:iam::{}:{resource}", self.id));
        node.field("uniqueId").optional_string().unwrap_or_else(derived)
    }

    fn resources(&mut self, list: Node<'_>, owners: &mut SortedMap<Arn, AccountId>) {
        for node in list.items() {
            let arn_node = node.field("arn");
            let arn = Arn::parse(&arn_node.string());
            let Some(arn) = self.errors.ok(arn_node, "write the whole ARN", arn) else {
                continue;
            };
            if arn.account_id().is_some_and(|it| it != self.id) {
                let message = format!("`{arn}` says that another account than {} owns it", self.id);
                self.errors.add(arn_node, message, "put it into the account that its ARN names");
            }
            if let Some(owner) = owners.insert(arn.clone(), self.id) {
                let message = format!("`{arn}` is there twice; account {owner} has it already");
                self.errors.add(arn_node, message, "leave one of the two out");
            }
            let (tags, policy) = (node.field("tags").tags(), optional_policy(node.field("policy")));
            let runs_as = node.field("runsAs");
            let runs_as = match runs_as.is_there() {
                true => self.errors.ok(runs_as, "write the whole ARN", Arn::parse(&runs_as.string())),
                false => None,
            };
            self.account.resources.insert(arn, Resource { tags, policy, runs_as });
        }
    }

    fn instance_profiles(&mut self, list: Node<'_>) {
        let mut names = Names::new("instance profile");
        for node in list.items() {
            let name = names.name(self.errors, node);
            let path = iam_path(self.errors, node);
            let role_node = node.field("role");
            let role = role_node.optional_string();
            if let Some(role) = role.as_ref().filter(|it| !self.account.roles.contains_key(*it)) {
                let message = format!("there is no role `{role}` in account {}", self.id);
                self.errors.add(role_node, message, one_of("roles", self.account.roles.keys()));
            }
            let resource = format!("instance-profile{path}{name}");
            let unique_id = self.unique_id(IdPrefix::InstanceProfile, node, &resource);
            let tags = node.field("tags").tags();
            self.account.instance_profiles.insert(name, InstanceProfile { path, unique_id, role, tags });
        }
    }

    fn vpc_endpoints(&mut self, list: Node<'_>) {
        let mut ids = Names::new("VPC endpoint");
        for node in list.items() {
            let id = ids.id(self.errors, node);
            let (vpc, policy) = (node.field("vpc").string(), optional_policy(node.field("policy")));
            self.account.vpc_endpoints.insert(id, VpcEndpoint { vpc, policy });
        }
    }
}
