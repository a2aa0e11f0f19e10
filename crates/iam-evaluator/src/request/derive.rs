//! The context keys that follow from who asks for what (E14, E17).

use super::{Action, ContextKey, Principal, Request, RequestContext};

/// Adds to `request.context` the keys that follow from the principal and the resource's owner: `aws:PrincipalArn`,
/// `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`,
/// `aws:userid`, `aws:username` and `aws:ResourceAccount`.
///
/// A key that is there already keeps its value, so that a user can override any of them (E23).
pub fn derive_context(request: &mut Request) {
    let context = &mut request.context;
    principal_keys(&request.principal, context);
    if let Some(account) = request.resource_account
        && has_resource_account(&request.action)
    {
        context.set_default("aws:ResourceAccount", account.as_str());
    }
}

/// Whether requests for an action carry `aws:ResourceAccount`, `aws:ResourceOrgID` and `aws:ResourceOrgPaths`: most do
/// (E17).
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
pub fn has_resource_account(action: &Action) -> bool {
    action.service() != "ebs" && WITHOUT_RESOURCE_ACCOUNT.binary_search(&action.lower()).is_err()
}

/// The actions whose requests do not say who owns the resource, beside all of `ebs`. Sorted.
const WITHOUT_RESOURCE_ACCOUNT: [&str; 16] = [
    "auditmanager:updateassessmentframeworkshare",
    "detective:acceptinvitation",
    "ds:acceptshareddirectory",
    "ec2:accepttransitgatewaypeeringattachment",
    "ec2:acceptvpcendpointconnections",
    "ec2:acceptvpcpeeringconnection",
    "ec2:copysnapshot",
    "ec2:createtransitgatewaypeeringattachment",
    "ec2:createvpcendpoint",
    "ec2:createvpcpeeringconnection",
    "es:acceptinboundconnection",
    "guardduty:acceptadministratorinvitation",
    "macie2:acceptinvitation",
    "route53:associatevpcwithhostedzone",
    "route53:createvpcassociationauthorization",
    "securityhub:acceptadministratorinvitation",
];

/// Whether no request has a key that comes from such a principal, or has the other keys of this one (E14–E18).
pub fn never_has(request: &Request, key: &ContextKey) -> bool {
    let principal = &request.principal;
    let is_user = matches!(principal, Principal::User { .. });
    let is_role = matches!(principal, Principal::RoleSession { .. });
    let is_service = matches!(principal, Principal::Service { .. });
    let is_root = matches!(principal, Principal::Root { .. });
    let is_federated = matches!(principal, Principal::Federated { .. });
    let has_account = principal.account().is_some();
    match key.lower() {
        "" => true,
        "aws:username" => !is_user,
        "aws:principalservicename" | "aws:principalservicenameslist" => !is_service,
        "aws:sourcearn" | "aws:sourceaccount" | "aws:sourceorgid" | "aws:sourceorgpaths" => !is_service,
        "aws:principalarn" | "aws:principalaccount" => !has_account && !is_service,
        "aws:principalorgid" | "aws:principalorgpaths" => !has_account,
        "aws:multifactorauthpresent" | "aws:multifactorauthage" | "aws:tokenissuetime" => !has_account,
        "aws:assumedroot" => !is_root,
        "aws:federatedprovider" => !is_role && !is_federated,
        lower if OF_ROLE_SESSIONS.contains(&lower) => !is_role,
        lower if lower.starts_with("aws:principaltag/") => is_root || !has_account,
        lower => request.context.iter().any(|(other, _)| exclude_each_other(other.lower(), lower)),
    }
}

/// Keys that only sessions of roles have (E15), in lower case.
const OF_ROLE_SESSIONS: [&str; 11] = [
    "aws:sourceidentity",
    "aws:chatbotsourcearn",
    "aws:ec2instancesourcevpc",
    "aws:ec2instancesourceprivateipv4",
    "ec2:sourceinstancearn",
    "ec2:roledelivery",
    "lambda:sourcefunctionarn",
    "ssm:sourceinstancearn",
    "glue:roleassumedby",
    "glue:credentialissuingservice",
    "identitystore:userid",
];

/// Whether no request has both of two keys, given in lower case: it came through a VPC endpoint or from a public address
/// (E16).
pub fn exclude_each_other(one: &str, other: &str) -> bool {
    let is_public = |it: &str| it == "aws:sourceip";
    let is_of_endpoint = |it: &str| {
        matches!(
            it,
            "aws:sourcevpc"
                | "aws:sourcevpce"
                | "aws:vpcsourceip"
                | "aws:vpceaccount"
                | "aws:vpceorgid"
                | "aws:vpceorgpaths"
        )
    };
    (is_public(one) && is_of_endpoint(other)) || (is_of_endpoint(one) && is_public(other))
}

fn principal_keys(principal: &Principal, context: &mut RequestContext) {
    if let Some(principal_type) = principal.principal_type() {
        context.set_default("aws:PrincipalType", principal_type);
    }
    if let Some(account) = principal.account() {
        context.set_default("aws:PrincipalAccount", account.as_str());
    }
    match principal {
        Principal::User { arn, unique_id } => {
            context.set_default("aws:PrincipalArn", arn.as_str());
            context.set_default("aws:username", last_segment(arn.resource()));
            if let Some(unique_id) = unique_id {
                context.set_default("aws:userid", unique_id.as_str());
            }
        }
        Principal::RoleSession { session_arn, role_arn, unique_id } => {
            // Never the session ARN (E14).
            context.set_default("aws:PrincipalArn", role_arn.as_str());
            if let Some(unique_id) = unique_id {
                let session_name = last_segment(session_arn.resource());
                context.set_default("aws:userid", format!("{unique_id}:{session_name}"));
            }
        }
        Principal::FederatedUser { arn, .. } => {
            context.set_default("aws:PrincipalArn", arn.as_str());
            let name = last_segment(arn.resource());
            context.set_default("aws:userid", format!("{}:{name}", arn.account()));
        }
        Principal::Root { account, .. } => {
            context.set_default("aws:PrincipalArn", principal.display_arn());
            context.set_default("aws:userid", account.as_str());
        }
        Principal::Service { name } => {
            context.set_default("aws:PrincipalIsAWSService", "true");
            context.set_default("aws:PrincipalServiceName", name.as_str());
            return;
        }
        Principal::Anonymous => {
            context.set_default("aws:PrincipalAccount", "anonymous");
            context.set_default("aws:userid", "anonymous");
            return;
        }
        // Unsigned: the signed-request keys are absent (E124).
        Principal::Federated { .. } => return,
    }
    context.set_default("aws:PrincipalIsAWSService", "false");
}

fn last_segment(resource: &str) -> &str {
    resource.rsplit('/').next().unwrap_or(resource)
}
