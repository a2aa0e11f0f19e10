//! The answer in one sentence, and the reason of the gate of the resource.

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, Resource};
use iam_evaluator::{Gate, Policies, PolicySet, PolicyType, ResourcePolicy, ResourcePolicyKind};
use iam_evaluator::{StatementRef, explain, policy};

use super::denied::session_request;
use crate::{Names, PolicyName, gate_reason, summary};

/// Names a resource-based policy as the app does: after its resource.
struct OfTheResource;

impl Names for OfTheResource {
    fn policy(&self, _: StatementRef) -> Option<PolicyName> {
        Some(PolicyName { name: "data".to_owned(), arn: None, attached_to: None })
    }

    fn level(&self, _: PolicyType, _: u32) -> Option<String> {
        None
    }
}

const ANY: &str = r#""Principal": "*", "#;
const SOMEBODY: &str = r#""Principal": {"AWS": "arn:aws:iam::111122223333:user/somebody"}, "#;

/// The summary and the reason of the gate, where the resource's policy has this effect on this principal.
fn words(
    kind: ResourcePolicyKind,
    effect: &str,
    principal: &str,
    action: &str,
    resource: &str,
) -> [String; 2] {
    let set = |policy_type, effect, principal| {
        let resource = match kind {
            ResourcePolicyKind::RoleTrust if policy_type == PolicyType::ResourceBased => "",
            _ => r#", "Resource": "*""#,
        };
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "{effect}", {principal}"Action": "*"{resource}}}}}"#
        );
        PolicySet::compile(policy_type, &policy::read(&text).0)
    };
    let identity = set(PolicyType::IdentityBased, "Allow", "");
    let policies = set(PolicyType::ResourceBased, effect, principal);
    let resource_policy = ResourcePolicy { kind, policies: &policies };
    let policies = Policies { resource: Some(resource_policy), ..Policies::of_identity(&identity) };
    let mut request = session_request();
    request.action = Action::parse(action).unwrap();
    request.resource = Resource::Arn(Arn::parse(resource).unwrap());
    let trace = explain(&policies, &request);
    let gate = trace.gates.iter().find(|it| it.gate == Gate::ResourceBased).unwrap();
    [summary(&trace, &request, &OfTheResource), gate_reason(gate, &OfTheResource)]
}

/// A deny of everyone in the policy of the resource.
#[track_caller]
fn check_denied(action: &str, resource: &str, policy: &str) {
    let [summary, _] = words(ResourcePolicyKind::Generic, "Deny", ANY, action, resource);
    assert_eq!(summary, format!("{policy} of data denies {action} on {resource}."));
}

#[test]
fn the_policy_of_a_resource_has_awss_name() {
    check_denied("s3:GetObject", "arn:aws:s3:::data/k", "The bucket policy");
    let access_point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/a";
    check_denied("s3:GetObject", access_point, "The resource's policy");
    check_denied("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", "The queue policy");
    check_denied("sns:Publish", "arn:aws:sns:eu-west-1:111122223333:t", "The topic policy");
    check_denied("lambda:Invoke", "arn:aws:lambda:eu-west-1:111122223333:function:f", "The function policy");
    let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s";
    check_denied("secretsmanager:GetSecretValue", secret, "The secret's policy");
    check_denied("ecr:GetImage", "arn:aws:ecr:eu-west-1:111122223333:repository/r", "The resource's policy");
}

// E126, E127
#[test]
fn a_key_policy_must_admit_the_caller_or_delegate_to_its_account() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let words = words(ResourcePolicyKind::KmsKey, "Allow", SOMEBODY, "kms:Decrypt", key);
    assert_eq!(
        words,
        [
            format!(
                "Nothing denies kms:Decrypt on {key}, but the key policy neither admits the caller nor delegates to its \
                 account, and for KMS an identity-based policy alone is not enough."
            ),
            "No statement allows this. The key policy must admit the caller or delegate to its account: for KMS, an \
             identity-based policy alone is not enough."
                .to_owned(),
        ]
    );
}

// E120
#[test]
fn a_trust_policy_must_admit_the_caller() {
    let role = "arn:aws:iam::111122223333:role/deployer";
    let words = words(ResourcePolicyKind::RoleTrust, "Allow", SOMEBODY, "sts:AssumeRole", role);
    assert_eq!(
        words,
        [
            format!(
                "Nothing denies sts:AssumeRole on {role}, but the role's trust policy does not admit the caller, and an \
                 identity-based policy alone is not enough."
            ),
            "No statement allows this. The trust policy must admit the caller, whatever other policies allow."
                .to_owned(),
        ]
    );
}
