//! Managed policies, attached and detached (S120, S121).

use iam_evaluator::arn::Arn;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Needed, Operation};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{check_modifiable, edit_error, named, on_entity, policies};
use super::groups::GROUP_NAME;
use super::managed_policies::POLICY_ARN;
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::PATH_PREFIX;
use super::roles::ROLE_NAME;
use super::users::USER_NAME;
use crate::edit::{Missing, WorldEdit, WorldEditError};
use crate::published::{ManagedPolicyLookup, is_aws_managed};
use crate::world::World;

const ATTACH: Body = Body::Authorized { requests: with_policy, execute: attach };
const DETACH: Body = Body::Authorized { requests: with_policy, execute: detach };
const LIST: Body = Body::Authorized { requests: on_entity, execute: list };

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "AttachUserPolicy",
        parameters: &[USER_NAME, POLICY_ARN],
        read_only: false,
        body: ATTACH,
    },
    Operation {
        service: "iam",
        name: "AttachGroupPolicy",
        parameters: &[GROUP_NAME, POLICY_ARN],
        read_only: false,
        body: ATTACH,
    },
    Operation {
        service: "iam",
        name: "AttachRolePolicy",
        parameters: &[ROLE_NAME, POLICY_ARN],
        read_only: false,
        body: ATTACH,
    },
    Operation {
        service: "iam",
        name: "DetachUserPolicy",
        parameters: &[USER_NAME, POLICY_ARN],
        read_only: false,
        body: DETACH,
    },
    Operation {
        service: "iam",
        name: "DetachGroupPolicy",
        parameters: &[GROUP_NAME, POLICY_ARN],
        read_only: false,
        body: DETACH,
    },
    Operation {
        service: "iam",
        name: "DetachRolePolicy",
        parameters: &[ROLE_NAME, POLICY_ARN],
        read_only: false,
        body: DETACH,
    },
    Operation {
        service: "iam",
        name: "ListAttachedUserPolicies",
        parameters: &[USER_NAME, PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: LIST,
    },
    Operation {
        service: "iam",
        name: "ListAttachedGroupPolicies",
        parameters: &[GROUP_NAME, PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: LIST,
    },
    Operation {
        service: "iam",
        name: "ListAttachedRolePolicies",
        parameters: &[ROLE_NAME, PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: LIST,
    },
];

/// The entity, with the policy as a key (S109).
fn with_policy(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let needed = on_entity(world, call)?;
    Ok(needed.into_iter().map(|it| it.with("iam:PolicyARN", call.text("PolicyArn"))).collect())
}

/// The ARN of a managed policy that can be attached in the caller's account, or be a boundary there.
pub(super) fn attachable(world: &World, call: &Incoming<'_>, text: &str) -> Result<Arn, ApiError> {
    let missing = || ApiError::new(ErrorCode::NoSuchEntity, texts::text(texts::NOT_ATTACHABLE, &[text]));
    let arn = Arn::parse(text).map_err(|_| missing())?;
    let is_there = match is_aws_managed(&arn) {
        true => match call.aws.managed_policy(&arn) {
            ManagedPolicyLookup::NoSuchPolicy { .. } => false,
            ManagedPolicyLookup::Found(_) | ManagedPolicyLookup::NotLoaded { .. } => true,
        },
        false => world.managed_policy(&arn).is_some_and(|it| Some(it.account) == call.account),
    };
    if !is_there {
        return Err(missing());
    }
    // The policies of service-linked roles are for those alone (S120).
    if is_aws_managed(&arn) && arn.resource().starts_with("policy/aws-service-role/") {
        return Err(ApiError::new(ErrorCode::PolicyNotAttachable, texts::SERVICE_ROLE_POLICY));
    }
    Ok(arn)
}

/// Attaching twice is no error (S120).
fn attach(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, entity) = (call.account()?, named(call));
    policies(world, account, &entity)?;
    check_modifiable(world, account, &entity)?;
    let policy = attachable(world, call, call.text("PolicyArn"))?;
    let edit = WorldEdit::AttachManagedPolicy { account, entity, policy, version: None };
    world.edit(edit).map_err(edit_error)?;
    Ok(Fields::new())
}

fn detach(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, entity) = (call.account()?, named(call));
    check_modifiable(world, account, &entity)?;
    policies(world, account, &entity)?;
    let text = call.text("PolicyArn");
    let missing = || ApiError::new(ErrorCode::NoSuchEntity, texts::text(texts::NO_SUCH_POLICY, &[text]));
    let policy = Arn::parse(text).map_err(|_| missing())?;
    let edit = WorldEdit::DetachManagedPolicy { account, entity, policy };
    world.edit(edit).map_err(|it| match it {
        WorldEditError::Missing(Missing::Attachment(_)) => missing(),
        it => edit_error(it),
    })?;
    Ok(Fields::new())
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let attached = &policies(world, call.account()?, &named(call))?.attached;
    let has_prefix = |arn: &&Arn| {
        let path = arn.resource().strip_prefix("policy").unwrap_or_default();
        path.starts_with(call.optional_text("PathPrefix").unwrap_or("/"))
    };
    let shown = attached.iter().filter(has_prefix).map(|arn| {
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        let policy =
            Fields::of([("PolicyName", Value::text(name)), ("PolicyArn", Value::text(arn.as_str()))]);
        Value::Map(policy)
    });
    page(call, "AttachedPolicies", shown.collect())
}
