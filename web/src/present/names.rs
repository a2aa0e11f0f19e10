//! What things are called on the screen.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    EntityRef, FULL_AWS_ACCESS, IamEntity, Organization, OrganizationPolicyType, OrganizationalUnit,
    RCP_FULL_AWS_ACCESS, ResourceKind, World,
};

use super::tone::Icon;

/// The short and the long name of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names {
    /// For badges.
    pub short: &'static str,
    /// In full.
    pub long: &'static str,
}

/// An entity as it is named in lists and headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityName {
    /// Its drawing.
    pub icon: Icon,
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The account that it is in, unless it is that account.
    pub account: Option<AccountId>,
}

/// How an entity is named.
pub fn entity_name(world: &World, entity: &EntityRef) -> EntityName {
    let named = |icon, kind, name: &str, account| EntityName { icon, kind, name: name.to_owned(), account };
    match entity {
        EntityRef::OrganizationRoot => named(Icon::Organization, "Organization root", "Root", None),
        EntityRef::OrganizationalUnit(id) => {
            let unit = world.organization.as_ref().and_then(|it| unit(it, id));
            named(Icon::Unit, "Organizational unit", unit.map_or(id, |it| &it.name), None)
        }
        EntityRef::OrganizationPolicy(id) => {
            let policies = world.organization.as_ref().map(organization_policies).unwrap_or_default();
            let policy = policies.iter().find(|it| it.id == id);
            let kind =
                policy.map_or("Organization policy", |it| organization_policy_type(it.policy_type).long);
            named(Icon::Policy, kind, policy.map_or(id, |it| it.name), None)
        }
        EntityRef::Account(id) => named(Icon::Account, "Account", &account_name(world, *id), None),
        EntityRef::Iam { account, entity } => {
            let (icon, kind, name) = match entity {
                IamEntity::User(name) => (Icon::User, "User", name),
                IamEntity::Group(name) => (Icon::Group, "User group", name),
                IamEntity::Role(name) => (Icon::Role, "Role", name),
            };
            named(icon, kind, name, Some(*account))
        }
        EntityRef::ManagedPolicy { account, name } => {
            named(Icon::Policy, "Customer managed policy", name, Some(*account))
        }
        EntityRef::Resource { account, arn } => {
            named(Icon::Resource, resource_kind(ResourceKind::of(arn)), &resource_name(arn), Some(*account))
        }
        EntityRef::VpcEndpoint { account, id } => named(Icon::Service, "VPC endpoint", id, Some(*account)),
        EntityRef::Session(label) => named(Icon::Session, "Role session", label, None),
    }
}

/// The friendly name of an account, or its id.
pub fn account_name(world: &World, id: AccountId) -> String {
    let name = world.accounts.get(&id).map(|it| it.name.as_str()).filter(|it| !it.is_empty());
    name.map_or_else(|| id.to_string(), str::to_owned)
}

/// The part of an ARN that names the resource; the region with it, where the ARN has one.
pub fn resource_name(arn: &Arn) -> String {
    arn.resource().to_owned()
}

/// A policy of the organization: the customer's, or one of the two that AWS wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrganizationPolicyName<'a> {
    /// Its id, `p-…`.
    pub id: &'a str,
    /// Its friendly name.
    pub name: &'a str,
    /// SCP or RCP.
    pub policy_type: OrganizationPolicyType,
    /// Whether AWS wrote it: it can be read, and not edited.
    pub is_aws_managed: bool,
}

/// The policies of an organization: the customer's, then AWS's own of the types that are enabled (E151, E171).
pub fn organization_policies(organization: &Organization) -> Vec<OrganizationPolicyName<'_>> {
    let own = organization.policies.iter().map(|(id, it)| OrganizationPolicyName {
        id,
        name: &it.name,
        policy_type: it.policy_type,
        is_aws_managed: false,
    });
    let aws = [
        (FULL_AWS_ACCESS, "FullAWSAccess", OrganizationPolicyType::ServiceControl),
        (RCP_FULL_AWS_ACCESS, "RCPFullAWSAccess", OrganizationPolicyType::ResourceControl),
    ];
    let aws = aws.into_iter().filter(|it| organization.enabled_policy_types.contains(&it.2));
    let aws = aws.map(|(id, name, policy_type)| OrganizationPolicyName {
        id,
        name,
        policy_type,
        is_aws_managed: true,
    });
    own.chain(aws).collect()
}

/// The names of SCPs and RCPs.
pub fn organization_policy_type(policy_type: OrganizationPolicyType) -> Names {
    match policy_type {
        OrganizationPolicyType::ServiceControl => Names { short: "SCP", long: "Service control policy" },
        OrganizationPolicyType::ResourceControl => Names { short: "RCP", long: "Resource control policy" },
    }
}

/// What AWS calls a resource of that kind.
pub fn resource_kind(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::S3Bucket => "S3 bucket",
        ResourceKind::S3Object => "S3 object",
        ResourceKind::SqsQueue => "SQS queue",
        ResourceKind::SnsTopic => "SNS topic",
        ResourceKind::KmsKey => "KMS key",
        ResourceKind::LambdaFunction => "Lambda function",
        ResourceKind::Secret => "Secrets Manager secret",
        ResourceKind::DynamoDbTable => "DynamoDB table",
        ResourceKind::Ec2Instance => "EC2 instance",
        ResourceKind::Role => "Role",
        ResourceKind::Other => "Resource",
    }
}

/// The OU with this id, wherever it is.
pub fn unit<'a>(organization: &'a Organization, id: &str) -> Option<&'a OrganizationalUnit> {
    fn find<'a>(units: &'a [OrganizationalUnit], id: &str) -> Option<&'a OrganizationalUnit> {
        units.iter().find_map(|it| if it.id == id { Some(it) } else { find(&it.units, id) })
    }
    find(&organization.root.units, id)
}

/// A duration as people say it.
pub fn duration(seconds: u32) -> String {
    let plural = |n: u32, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
    match (seconds / 3600, seconds % 3600 / 60, seconds % 60) {
        (0, 0, seconds) => plural(seconds, "second"),
        (0, minutes, 0) => plural(minutes, "minute"),
        (hours, 0, 0) => plural(hours, "hour"),
        (0, minutes, seconds) => format!("{} {}", plural(minutes, "minute"), plural(seconds, "second")),
        (hours, minutes, _) => format!("{} {}", plural(hours, "hour"), plural(minutes, "minute")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_words() {
        for (seconds, words) in [
            (3600, "1 hour"),
            (43200, "12 hours"),
            (5400, "1 hour 30 minutes"),
            (900, "15 minutes"),
            (61, "1 minute 1 second"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }
}
