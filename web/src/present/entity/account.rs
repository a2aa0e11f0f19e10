//! Users, groups, roles, managed policies, resources and endpoints of an account.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    Account, EntityRef, IamEntity, IdentityPolicies, PolicyLocation, ResourceKind, Tags, WorldEdit,
};

use super::{EntityView, FactValue, Removal, Scene, ShownPolicy, fact, or_words};
use crate::present::names;

impl Scene<'_> {
    pub(super) fn iam(
        &self,
        view: &mut EntityView,
        id: AccountId,
        account: &Account,
        entity: &IamEntity,
    ) -> Option<()> {
        let arn = |kind: &str, path: &str, name: &str| Some(format!("arn:aws:iam::{id}:{kind}{path}{name}"));
        match entity {
            IamEntity::User(name) => {
                let user = account.users.get(name)?;
                view.id = arn("user", &user.path, name);
                let group = |it: &String| self.iam_link(id, IamEntity::Group(it.clone()));
                view.facts.push(fact("Groups", or_words(user.groups.iter().map(group).collect(), "none")));
                self.limits(view, user.permissions_boundary.as_ref(), &user.tags);
                self.identity(view, id, entity, &user.policies, "");
                for group in &user.groups {
                    if let Some(it) = account.groups.get(group) {
                        let through = format!(" through the group {group}");
                        self.identity(view, id, &IamEntity::Group(group.clone()), &it.policies, &through);
                    }
                }
                self.boundary(view, id, entity, user.permissions_boundary.as_ref());
                view.empty = "No policies: this user is allowed nothing that a resource does not grant.";
            }
            IamEntity::Group(name) => {
                let group = account.groups.get(name)?;
                view.id = arn("group", &group.path, name);
                let members = account.users.iter().filter(|(_, it)| it.groups.contains(name));
                let members = members.map(|(it, _)| self.iam_link(id, IamEntity::User(it.clone())));
                view.facts.push(fact("Members", or_words(members.collect(), "none")));
                self.identity(view, id, entity, &group.policies, "");
                view.empty = "No policies: this group gives its members nothing.";
            }
            IamEntity::Role(name) => {
                let role = account.roles.get(name)?;
                view.id = arn("role", &role.path, name);
                let duration = names::duration(role.max_session_duration);
                view.facts.push(fact("Max session duration", vec![FactValue::Words(duration)]));
                self.limits(view, role.permissions_boundary.as_ref(), &role.tags);
                view.policies.push(ShownPolicy {
                    location: PolicyLocation::Trust { account: id, role: name.clone() },
                    name: "Trust policy".to_owned(),
                    relation: "who may assume the role".to_owned(),
                    removal: None,
                });
                self.identity(view, id, entity, &role.policies, "");
                self.boundary(view, id, entity, role.permissions_boundary.as_ref());
            }
        }
        Some(())
    }

    pub(super) fn managed_policy(&self, view: &mut EntityView, id: AccountId, name: &str) -> Option<()> {
        let account = self.world.accounts.get(&id)?;
        let policy = account.managed_policies.get(name)?;
        let arn = format!("arn:aws:iam::{id}:policy{}{name}", policy.path);
        view.id = Some(arn.clone());
        let arn = Arn::parse(&arn).ok();
        let attached = |it: &IdentityPolicies| arn.as_ref().is_some_and(|arn| it.attached.contains(arn));
        let mut users = Vec::new();
        let mut bounded = Vec::new();
        for (name, user) in &account.users {
            let link = || self.iam_link(id, IamEntity::User(name.clone()));
            users.extend(attached(&user.policies).then(link));
            bounded.extend((arn.is_some() && user.permissions_boundary == arn).then(link));
        }
        for (name, group) in &account.groups {
            users
                .extend(attached(&group.policies).then(|| self.iam_link(id, IamEntity::Group(name.clone()))));
        }
        for (name, role) in &account.roles {
            let link = || self.iam_link(id, IamEntity::Role(name.clone()));
            users.extend(attached(&role.policies).then(link));
            bounded.extend((arn.is_some() && role.permissions_boundary == arn).then(link));
        }
        view.facts.push(fact("Attached to", users));
        view.facts.push(fact("Boundary of", bounded));
        if view.facts.iter().all(|it| it.values.is_empty()) {
            view.facts.push(fact("Attached to", vec![FactValue::Words("nothing".to_owned())]));
        }
        let location = PolicyLocation::Managed { account: id, name: name.to_owned() };
        view.policies.push(ShownPolicy {
            location,
            name: name.to_owned(),
            relation: "customer managed".to_owned(),
            removal: None,
        });
        Some(())
    }

    pub(super) fn resource(&self, view: &mut EntityView, id: AccountId, arn: &Arn) -> Option<()> {
        let resource = self.world.accounts.get(&id)?.resources.get(arn)?;
        view.id = Some(arn.to_string());
        view.facts.push(fact("Owner", vec![self.link(&EntityRef::Account(id))]));
        view.facts.push(fact("Tags", tags(&resource.tags)));
        let location = PolicyLocation::Resource { account: id, arn: arn.clone() };
        view.policies.extend(resource.policy.as_ref().map(|_| ShownPolicy {
            location,
            name: resource_policy_name(ResourceKind::of(arn)).to_owned(),
            relation: "resource-based".to_owned(),
            removal: Some(Removal {
                verb: "Delete".to_owned(),
                edit: WorldEdit::DeleteResourcePolicy { account: id, arn: arn.clone() },
            }),
        }));
        view.empty = "No resource-based policy: only identities of its own account can reach it.";
        Some(())
    }

    pub(super) fn vpc_endpoint(&self, view: &mut EntityView, id: AccountId, endpoint_id: &str) -> Option<()> {
        let endpoint = self.world.accounts.get(&id)?.vpc_endpoints.get(endpoint_id)?;
        view.id = Some(endpoint_id.to_owned());
        view.facts.push(fact("VPC", vec![FactValue::Code(endpoint.vpc.clone())]));
        let location = PolicyLocation::VpcEndpoint { account: id, id: endpoint_id.to_owned() };
        view.policies.extend(endpoint.policy.as_ref().map(|_| ShownPolicy {
            location,
            name: "Endpoint policy".to_owned(),
            relation: "for what passes through".to_owned(),
            removal: None,
        }));
        view.empty = "No endpoint policy: it lets everything through.";
        Some(())
    }

    fn limits(&self, view: &mut EntityView, boundary: Option<&Arn>, with_tags: &Tags) {
        let boundary = boundary.map(|it| self.managed_link(it)).into_iter().collect();
        view.facts.push(fact("Permissions boundary", or_words(boundary, "none")));
        view.facts.push(fact("Tags", tags(with_tags)));
    }

    fn identity(
        &self,
        view: &mut EntityView,
        account: AccountId,
        entity: &IamEntity,
        policies: &IdentityPolicies,
        through: &str,
    ) {
        let is_own = through.is_empty();
        let owner = || entity.clone();
        view.policies.extend(policies.inline.keys().map(|name| {
            let edit = WorldEdit::DeleteInlinePolicy { account, entity: owner(), name: name.clone() };
            ShownPolicy {
                location: PolicyLocation::Inline { account, entity: owner(), name: name.clone() },
                name: name.clone(),
                relation: format!("inline{through}"),
                removal: is_own.then_some(Removal { verb: "Delete".to_owned(), edit }),
            }
        }));
        for arn in &policies.attached {
            let edit = WorldEdit::DetachManagedPolicy { account, entity: owner(), policy: arn.clone() };
            let removal = is_own.then_some(Removal { verb: "Detach".to_owned(), edit });
            view.policies.push(self.managed(arn, format!("attached{through}"), removal));
        }
    }

    fn boundary(
        &self,
        view: &mut EntityView,
        account: AccountId,
        entity: &IamEntity,
        boundary: Option<&Arn>,
    ) {
        let edit = WorldEdit::ClearPermissionsBoundary { account, entity: entity.clone() };
        let removal = Some(Removal { verb: "Remove".to_owned(), edit });
        view.policies.extend(boundary.map(|it| self.managed(it, "permissions boundary".to_owned(), removal)));
    }

    fn managed(&self, arn: &Arn, relation: String, removal: Option<Removal>) -> ShownPolicy {
        let name = arn.resource().rsplit('/').next().unwrap_or_default().to_owned();
        let location = match self.world.managed_policy(arn) {
            Some(it) => PolicyLocation::Managed { account: it.account, name: it.name.to_owned() },
            None => PolicyLocation::AwsManaged(arn.to_string()),
        };
        ShownPolicy { location, name, relation, removal }
    }
}

fn resource_policy_name(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::S3Bucket | ResourceKind::S3Object => "Bucket policy",
        ResourceKind::SqsQueue => "Queue policy",
        ResourceKind::SnsTopic => "Topic policy",
        ResourceKind::KmsKey => "Key policy",
        ResourceKind::LambdaFunction => "Function policy",
        ResourceKind::Secret
        | ResourceKind::DynamoDbTable
        | ResourceKind::Ec2Instance
        | ResourceKind::Role
        | ResourceKind::Other => "Resource policy",
    }
}

fn tags(tags: &Tags) -> Vec<FactValue> {
    tags.iter().map(|(key, value)| FactValue::Code(format!("{key}={value}"))).collect()
}
