//! Small fixed facts about AWS services that a decision needs.

use crate::request::{Action, Principal, Request, Resource};

/// The services that resource control policies cover (E174). Sorted.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
pub const RESOURCE_CONTROL_SERVICES: [&str; 62] = [
    "aoss",
    "appconfig",
    "appstream",
    "autoscaling",
    "autoscaling-plans",
    "budgets",
    "clouddirectory",
    "cloudfront",
    "cloudsearch",
    "cloudtrail-data",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codepipeline",
    "cognito-identity",
    "cognito-idp",
    "comprehend",
    "comprehendmedical",
    "compute-optimizer",
    "cost-optimization-hub",
    "dax",
    "dsql",
    "dynamodb",
    "ecr",
    "ecr-public",
    "events",
    "firehose",
    "fis",
    "fms",
    "gamelift",
    "health",
    "inspector-scan",
    "kendra",
    "kinesisvideo",
    "kms",
    "logs",
    "memorydb",
    "networkmonitor",
    "notifications",
    "opensearch",
    "pca-connector-ad",
    "personalize",
    "polly",
    "pricing",
    "resource-groups",
    "rolesanywhere",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "signin",
    "sqs",
    "sts",
    "support",
    "swf",
    "textract",
    "timestream-influxdb",
    "transcribe",
    "transfer",
    "translate",
    "wafv2",
    "workspaces",
    "xray",
];

/// The KMS operations that other accounts can use (E129), in lower case. Sorted.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html>
const KMS_CROSS_ACCOUNT: [&str; 20] = [
    "creategrant",
    "decrypt",
    "derivesharedsecret",
    "describekey",
    "encrypt",
    "generatedatakey",
    "generatedatakeypair",
    "generatedatakeypairwithoutplaintext",
    "generatedatakeywithoutplaintext",
    "generatemac",
    "getkeyrotationstatus",
    "getpublickey",
    "listgrants",
    "reencryptfrom",
    "reencryptto",
    "retiregrant",
    "revokegrant",
    "sign",
    "verify",
    "verifymac",
];

/// Whether RCPs cover the service of an action (E174).
pub(super) fn covered_by_resource_control(action: &Action) -> bool {
    RESOURCE_CONTROL_SERVICES.binary_search(&action.service()).is_ok()
}

/// Whether KMS offers an operation to other accounts (E129).
pub(super) fn kms_works_cross_account(action: &Action) -> bool {
    action.service() != "kms" || KMS_CROSS_ACCOUNT.binary_search(&action.lower_name()).is_ok()
}

/// Whether the caller is a session of a service-linked role, or a service that assumes its own one (E155, E173, E181).
pub(super) fn is_service_linked(request: &Request) -> bool {
    let is_linked_path = |resource: &str| resource.starts_with("role/aws-service-role/");
    match &request.principal {
        Principal::RoleSession { role_arn, .. } => {
            request.facts.principal_is_service_linked_role || is_linked_path(role_arn.resource())
        }
        Principal::Service { .. } => match &request.resource {
            Resource::Arn(arn) => arn.service() == "iam" && is_linked_path(arn.resource()),
            Resource::Any => false,
        },
        Principal::User { .. }
        | Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Federated { .. }
        | Principal::Anonymous => request.facts.principal_is_service_linked_role,
    }
}

/// Whether the request reads, replaces or deletes a bucket's policy (E213).
pub(super) fn manages_bucket_policy(action: &Action) -> bool {
    matches!(action.lower(), "s3:getbucketpolicy" | "s3:putbucketpolicy" | "s3:deletebucketpolicy")
}

/// Whether no KMS key is the resource, so that no key policy is asked (E131).
pub(super) fn names_no_key(action: &Action) -> bool {
    matches!(action.lower(), "kms:createkey" | "kms:listkeys" | "kms:listaliases")
}

/// The calls that change a managed policy, in lower case. Sorted.
const POLICY_CHANGES: [&str; 6] = [
    "iam:createpolicyversion",
    "iam:deletepolicy",
    "iam:deletepolicyversion",
    "iam:setdefaultpolicyversion",
    "iam:tagpolicy",
    "iam:untagpolicy",
];

/// The calls that change a role, in lower case. Sorted.
const ROLE_CHANGES: [&str; 12] = [
    "iam:attachrolepolicy",
    "iam:deleterole",
    "iam:deleterolepermissionsboundary",
    "iam:deleterolepolicy",
    "iam:detachrolepolicy",
    "iam:putrolepermissionsboundary",
    "iam:putrolepolicy",
    "iam:tagrole",
    "iam:untagrole",
    "iam:updateassumerolepolicy",
    "iam:updaterole",
    "iam:updateroledescription",
];

/// Whether the request would make or change an alias of an AWS managed key.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html>
pub(super) fn changes_alias_of_aws(request: &Request) -> bool {
    let Resource::Arn(arn) = &request.resource else { return false };
    let changes = matches!(request.action.lower(), "kms:createalias" | "kms:updatealias" | "kms:deletealias");
    changes && arn.service() == "kms" && arn.resource().starts_with("alias/aws/")
}

/// Whether the request would change what only AWS changes: an AWS managed policy, or a role of IAM Identity Center (S98).
pub(super) fn changes_what_aws_keeps(request: &Request) -> bool {
    let Resource::Arn(arn) = &request.resource else { return false };
    let action = request.action.lower();
    if arn.account() == "aws" {
        arn.resource().starts_with("policy/") && POLICY_CHANGES.binary_search(&action).is_ok()
    } else {
        arn.resource().starts_with("role/aws-reserved/") && ROLE_CHANGES.binary_search(&action).is_ok()
    }
}

/// The services that take unsigned requests (E183). Sorted.
const ANONYMOUS_SERVICES: [&str; 6] = ["es", "execute-api", "lambda", "s3", "sns", "sqs"];

/// Whether a service takes unsigned requests (E183).
pub(super) fn takes_anonymous_requests(action: &Action) -> bool {
    ANONYMOUS_SERVICES.binary_search(&action.service()).is_ok()
}
