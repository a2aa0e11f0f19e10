//! What the surroundings of a call can say: not what the call itself says or leaves out (S47, S109).

use iam_evaluator::request::RequestContext;

/// The keys that come from parameters of the operations that there is code for. A call without the parameter has no such
/// key, whatever was set by hand.
const OF_PARAMETERS: [&str; 17] = [
    "aws:TagKeys",
    "ec2:CreateAction",
    "ec2:InstanceProfile",
    "ec2:NewInstanceProfile",
    "ec2:VpceServiceName",
    "iam:AssociatedResourceArn",
    "iam:AWSServiceName",
    "iam:PassedToService",
    "iam:PermissionsBoundary",
    "iam:PolicyARN",
    "kms:BypassPolicyLockoutSafetyCheck",
    "lambda:Principal",
    "organizations:PolicyType",
    "sts:ExternalId",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];
/// And those of tags.
const OF_TAGS: &str = "aws:requesttag/";

/// The surroundings without what only parameters say.
pub(super) fn without_parameters(surroundings: &RequestContext) -> RequestContext {
    let is_of_parameter =
        |key: &str| key.starts_with(OF_TAGS) || OF_PARAMETERS.iter().any(|it| it.eq_ignore_ascii_case(key));
    let mut rest = surroundings.clone();
    for (key, _) in surroundings.iter().filter(|(key, _)| is_of_parameter(key.lower())) {
        rest.remove(key.as_str());
    }
    rest
}

/// The same where a token says who somebody is: its claims are no surroundings either (S51, S61).
pub(super) fn without_claims(surroundings: &RequestContext) -> RequestContext {
    let mut rest = without_parameters(surroundings);
    for (key, _) in surroundings.iter().filter(|(key, _)| !key.lower().starts_with("aws:")) {
        rest.remove(key.as_str());
    }
    rest
}
