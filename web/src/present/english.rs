//! The names that `iam-explain` puts into its sentences.

use iam_evaluator::{PolicyType, StatementRef};
use iam_explain::{Names, PolicyName};
use iam_organization::{Authorization, EntityRef, World};

use super::names::entity_name;

/// The names of one decision in its world.
pub struct SceneNames<'a> {
    /// The world.
    pub world: &'a World,
    /// The decision.
    pub authorization: &'a Authorization,
}

impl Names for SceneNames<'_> {
    fn policy(&self, statement: StatementRef) -> Option<PolicyName> {
        let source = self.authorization.sources.of(statement)?;
        let attached_to = match source.location {
            // "The policy of the bucket, attached to the bucket" says it twice.
            iam_organization::PolicyLocation::Resource { .. }
            | iam_organization::PolicyLocation::Trust { .. } => None,
            _ => Some(with_article(self.world, &source.attached_to)),
        };
        Some(PolicyName { name: source.name.clone(), arn: source.arn.clone(), attached_to })
    }

    fn is_of_callers_organization(&self, _: StatementRef) -> bool {
        // A world has one organization.
        let caller = self.authorization.request.principal.account();
        caller.is_some_and(|it| self.world.organization_of(it).is_some())
    }

    fn level(&self, policy_type: PolicyType, level: u32) -> Option<String> {
        let source = self.authorization.sources.get(policy_type, level, 0)?;
        Some(with_article(self.world, &source.attached_to))
    }
}

/// "the root", "the OU Workloads", "the group Developers".
pub fn with_article(world: &World, entity: &EntityRef) -> String {
    let name = entity_name(world, entity).name;
    match entity {
        EntityRef::OrganizationRoot => "the root".to_owned(),
        EntityRef::OrganizationalUnit(_) => format!("the OU {name}"),
        EntityRef::OrganizationPolicy(_) | EntityRef::ManagedPolicy { .. } => format!("the policy {name}"),
        EntityRef::Account(_) => format!("the account {name}"),
        EntityRef::Iam { entity, .. } => match entity {
            iam_organization::IamEntity::User(name) => format!("the user {name}"),
            iam_organization::IamEntity::Group(name) => format!("the group {name}"),
            iam_organization::IamEntity::Role(name) => format!("the role {name}"),
        },
        EntityRef::Resource { .. } => name,
        EntityRef::VpcEndpoint { .. } => format!("the VPC endpoint {name}"),
        EntityRef::Session(_) => format!("the session {name}"),
    }
}
