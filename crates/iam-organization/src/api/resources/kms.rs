//! Keys. A key always has a policy; AWS's default one lets IAM policies of the account decide.

use super::create::{create, creation};
use super::delete::{delete, on_resource};
use super::key_lockout::check_lockout;
use super::naming::{found, resource_mut};
use super::policies::given_policy;
use super::tagging::on_resource_with_tags;
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::{
    Body, DOCUMENT, Needed, Operation, Parameter, ParameterKind, optional, required, text,
};
use crate::api::value::{Fields, Value};
use crate::policy_text::PolicyText;
use crate::world::World;

const KEY_ID: Parameter = required("KeyId", text(1, 2048));
const BYPASS: Parameter = optional("BypassPolicyLockoutSafetyCheck", ParameterKind::Bool);
/// `[{"TagKey": …, "TagValue": …}]`.
const KEY_TAGS: ParameterKind = ParameterKind::Maps(50);

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "kms",
        "CreateKey",
        &[
            optional("Policy", DOCUMENT),
            optional("Description", text(0, 8192)),
            optional("Tags", KEY_TAGS),
            BYPASS,
        ],
        Body::Authorized { requests: creating, execute: create_key },
    ),
    writes(
        "kms",
        "PutKeyPolicy",
        &[KEY_ID, optional("PolicyName", text(1, 128)), required("Policy", DOCUMENT), BYPASS],
        Body::Authorized { requests: putting, execute: put_policy },
    ),
    reads(
        "kms",
        "GetKeyPolicy",
        &[KEY_ID, optional("PolicyName", text(1, 128))],
        Body::Authorized { requests: on_resource, execute: policies::get },
    ),
    writes(
        "kms",
        "TagResource",
        &[KEY_ID, required("Tags", KEY_TAGS)],
        Body::Authorized { requests: on_resource_with_tags, execute: tagging::add },
    ),
    writes(
        "kms",
        "ScheduleKeyDeletion",
        &[KEY_ID, optional("PendingWindowInDays", ParameterKind::Number { min: 7, max: 30 })],
        Body::Authorized { requests: on_resource, execute: delete },
    ),
];

/// Whether the check is bypassed is a key of the request.
fn with_bypass(call: &Incoming<'_>, needed: Vec<Needed>) -> Vec<Needed> {
    let bypass = call.flag("BypassPolicyLockoutSafetyCheck").to_string();
    let with = |it: Needed| it.with("kms:BypassPolicyLockoutSafetyCheck", bypass.as_str());
    needed.into_iter().map(with).collect()
}

fn creating(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(with_bypass(call, creation(world, call)?))
}

fn putting(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(with_bypass(call, on_resource(world, call)?))
}

fn create_key(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = call.account()?;
    if let Some(policy) = given_policy(call) {
        super::policy_check::check_policy(world, account, super::kind::kind_of(call), policy)?;
        check_lockout(world, call, (account, &super::naming::new_arn(world, call)?), policy)?;
    }
    let arn = create(world, call)?;
    let resource = world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn));
    if let Some(resource) = resource.filter(|it| it.policy.is_none()) {
        resource.policy = Some(default_policy(account.as_str()));
    }
    let id = arn.resource().trim_start_matches("key/");
    let metadata = Fields::of([
        ("AWSAccountId", Value::text(account.as_str())),
        ("KeyId", Value::text(id)),
        ("Arn", Value::text(arn.as_str())),
        ("KeyState", Value::text("Enabled")),
    ]);
    Ok(Fields::of([("KeyMetadata", Value::Map(metadata))]))
}

fn default_policy(account: &str) -> PolicyText {
    PolicyText::new(format!(
        r#"{{
  "Version": "2012-10-17",
  "Id": "key-default-1",
  "Statement": [
    {{
      "Sid": "Enable IAM User Permissions",
      "Effect": "Allow",
      "Principal": {{ "AWS": "arn:aws:iam::{account}:root" }},
      "Action": "kms:*",
      "Resource": "*"
    }}
  ]
}}"#
    ))
}

fn put_policy(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (owner, arn, _) = found(world, call)?;
    let policy = call.text("Policy");
    super::policy_check::check_policy(world, owner, super::kind::kind_of(call), policy)?;
    check_lockout(world, call, (owner, &arn), policy)?;
    resource_mut(world, call)?.policy = Some(PolicyText::new(policy));
    Ok(Fields::new())
}
