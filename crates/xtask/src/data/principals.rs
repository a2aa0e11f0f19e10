//! `principals.txt`: service principals that AWS's managed policies name, and some that only its documentation does.

use std::collections::BTreeSet;

use serde_json::Value;

use super::managed::Policy;

/// Named in AWS's user guides, for resource policies and trust policies, but in no managed policy.
const BY_HAND: [&str; 22] = [
    "billingreports.amazonaws.com",
    "cloudfront.amazonaws.com",
    "codedeploy.amazonaws.com",
    "codestar-notifications.amazonaws.com",
    "controltower.amazonaws.com",
    "costalerts.amazonaws.com",
    "dlm.amazonaws.com",
    "dynamodb.amazonaws.com",
    "edgelambda.amazonaws.com",
    "export.rds.amazonaws.com",
    "iam.amazonaws.com",
    "kms.amazonaws.com",
    "logdelivery.elasticloadbalancing.amazonaws.com",
    "logdelivery.elb.amazonaws.com",
    "logging.s3.amazonaws.com",
    "ops.apigateway.amazonaws.com",
    "ram.amazonaws.com",
    "route53.amazonaws.com",
    "secretsmanager.amazonaws.com",
    "sns.amazonaws.com",
    "sqs.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

/// The keys whose values are service principals.
const KEYS: [&str; 2] = ["iam:passedtoservice", "iam:awsservicename"];

pub(super) fn text(policies: &[Policy]) -> String {
    let mut principals: BTreeSet<&str> = BY_HAND.into();
    for policy in policies {
        collect(&policy.document, &mut principals);
    }
    let mut text =
        "# Service principals, as AWS's managed policies and documentation name them. There are others.\n"
            .to_owned();
    for principal in principals {
        text.push_str(principal);
        text.push('\n');
    }
    text
}

/// Goes through a whole document: the two keys stand nowhere but in conditions.
pub(super) fn collect<'a>(value: &'a Value, principals: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match KEYS.contains(&name.to_ascii_lowercase().as_str()) {
                    true => principals.extend(texts(value).into_iter().filter(|it| is_principal(it))),
                    false => collect(value, principals),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect(it, principals)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        Value::String(text) => vec![text],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec![],
    }
}

/// Patterns are no principals, and the `.com.cn` doubles name the same services.
fn is_principal(text: &str) -> bool {
    text.ends_with(".amazonaws.com") && !text.contains(['*', '?', '$'])
}
