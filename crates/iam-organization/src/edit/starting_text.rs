//! What a new policy says: it parses and names what is to be filled in.

use iam_evaluator::arn::{AccountId, Arn};

use crate::organization::OrganizationPolicyType;
use crate::policy_text::PolicyText;

pub(super) fn identity_based() -> PolicyText {
    policy(&[r#""Effect": "Allow""#, r#""Action": []"#, r#""Resource": []"#])
}

/// The account itself may assume the role: its identity-based policies then decide who.
pub(super) fn trust(account: AccountId) -> PolicyText {
    policy(&[r#""Effect": "Allow""#, &principal(account), r#""Action": "sts:AssumeRole""#])
}

pub(super) fn resource_based(account: AccountId, arn: &Arn) -> PolicyText {
    let resource = format!(r#""Resource": "{}""#, escaped(arn.as_str()));
    policy(&[r#""Effect": "Allow""#, &principal(account), r#""Action": []"#, &resource])
}

/// What AWS gives an endpoint by itself (E140).
pub(super) fn vpc_endpoint() -> PolicyText {
    policy(&[r#""Effect": "Allow""#, r#""Principal": "*""#, r#""Action": "*""#, r#""Resource": "*""#])
}

pub(super) fn organization(policy_type: OrganizationPolicyType) -> PolicyText {
    let resource = r#""Resource": "*""#;
    match policy_type {
        OrganizationPolicyType::ServiceControl => {
            policy(&[r#""Effect": "Deny""#, r#""Action": []"#, resource])
        }
        OrganizationPolicyType::ResourceControl => {
            policy(&[r#""Effect": "Deny""#, r#""Principal": "*""#, r#""Action": []"#, resource])
        }
    }
}

fn principal(account: AccountId) -> String {
    format!("\"Principal\": {{\n        \"AWS\": \"arn:aws:iam::{account}:root\"\n      }}")
}

fn policy(elements: &[&str]) -> PolicyText {
    let elements = elements.join(",\n      ");
    PolicyText::new(format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      {elements}\n    }}\n  ]\n}}"
    ))
}

/// ARNs hold quotes and backslashes only if somebody wants them to.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
