//! What the calls of Organizations must be allowed to do.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html>

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::Resource;

use crate::api::error::ApiError;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::Needed;
use crate::organization::{FULL_AWS_ACCESS, Organization, OrganizationPolicyType, RCP_FULL_AWS_ACCESS};
use crate::world::World;

/// The parameters that name a resource of the organization.
const IDS: [&str; 9] = [
    "PolicyId",
    "TargetId",
    "AccountId",
    "SourceParentId",
    "DestinationParentId",
    "ParentId",
    "OrganizationalUnitId",
    "RootId",
    "ChildId",
];

/// The operation on every resource that its parameters name, or on `*` where they name none; with the type of the policies
/// that it is about.
pub(super) fn on_named(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let organization = world.organization_of(call.account()?);
    let mut resources: Vec<Resource> = match organization {
        Some(organization) => {
            let ids = IDS.into_iter().filter_map(|it| call.optional_text(it));
            ids.map(|it| resource(&arn_of(organization, it))).collect()
        }
        // There is no ARN to name. That the account is in no organization is found later (S153).
        None => Vec::new(),
    };
    if let (Some(organization), "CreatePolicy") = (organization, call.operation.name) {
        let policy_type = policy_type(world, call).unwrap_or(OrganizationPolicyType::ServiceControl);
        resources.push(resource(&organization.policy_arn(&world.new_policy_id(), policy_type)));
    }
    if resources.is_empty() {
        resources.push(Resource::Any);
    }
    let policy_type = policy_type(world, call);
    let needed = |resource| {
        let needed = Needed::new(&call.action(), resource);
        match policy_type {
            Some(policy_type) => needed.with("organizations:PolicyType", policy_type.as_str()),
            None => needed,
        }
    };
    Ok(resources.into_iter().map(needed).collect())
}

/// The ARN of what has this id, whether it is there or not (S4).
fn arn_of(organization: &Organization, id: &str) -> String {
    if id.starts_with("r-") {
        return organization.arn("root", id);
    }
    if id.starts_with("ou-") {
        return organization.arn("ou", id);
    }
    if id.starts_with("p-") {
        let policy_type = type_of(organization, id).unwrap_or(OrganizationPolicyType::ServiceControl);
        return organization.policy_arn(id, policy_type);
    }
    organization.arn("account", id)
}

/// SCP or RCP.
pub(super) fn type_of(organization: &Organization, policy: &str) -> Option<OrganizationPolicyType> {
    match policy {
        FULL_AWS_ACCESS => Some(OrganizationPolicyType::ServiceControl),
        RCP_FULL_AWS_ACCESS => Some(OrganizationPolicyType::ResourceControl),
        _ => organization.policies.get(policy).map(|it| it.policy_type),
    }
}

/// The type of policy that the call names or that the policy has which it names.
fn policy_type(world: &World, call: &Incoming<'_>) -> Option<OrganizationPolicyType> {
    let named = ["Type", "PolicyType", "Filter"].into_iter().find_map(|it| call.optional_text(it));
    match named {
        Some(named) => OrganizationPolicyType::from_aws(named),
        None => type_of(world.organization_of(call.account?)?, call.optional_text("PolicyId")?),
    }
}

/// Whoever makes or joins an organization with policies makes the role that Organizations works with, too.
pub(super) fn service_linked_role(account: AccountId) -> Needed {
    let service = "organizations.amazonaws.com";
    let arn = format!(
        "arn:aws:iam::{account}:role/aws-service-role/{service}/{}",
        super::account_roles::OF_SERVICE
    );
    Needed::new("iam:CreateServiceLinkedRole", resource(&arn)).with("iam:AWSServiceName", service)
}
