//! Versions of customer managed policies (S119).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Operation, ParameterKind, optional};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::aws_managed;
use super::document::{check_identity_policy, check_size};
use super::managed_policies::{
    MAX_POLICY_SIZE, POLICY_ARN, POLICY_DOCUMENT, on_policy, the_policy, the_policy_mut,
};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::VERSION_ID;
use crate::account::ManagedPolicy;
use crate::edit::quota::VERSIONS_PER_POLICY;
use crate::policy_text::PolicyText;
use crate::world::World;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreatePolicyVersion",
        parameters: &[POLICY_ARN, POLICY_DOCUMENT, optional("SetAsDefault", ParameterKind::Bool)],
        read_only: false,
        body: Body::Authorized { requests: on_policy, execute: create },
    },
    Operation {
        service: "iam",
        name: "GetPolicyVersion",
        parameters: &[POLICY_ARN, VERSION_ID],
        read_only: true,
        body: Body::Authorized { requests: on_policy, execute: get },
    },
    Operation {
        service: "iam",
        name: "ListPolicyVersions",
        parameters: &[POLICY_ARN, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: on_policy, execute: list },
    },
    Operation {
        service: "iam",
        name: "SetDefaultPolicyVersion",
        parameters: &[POLICY_ARN, VERSION_ID],
        read_only: false,
        body: Body::Authorized { requests: on_policy, execute: set_default },
    },
    Operation {
        service: "iam",
        name: "DeletePolicyVersion",
        parameters: &[POLICY_ARN, VERSION_ID],
        read_only: false,
        body: Body::Authorized { requests: on_policy, execute: delete },
    },
];

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let document = call.text("PolicyDocument");
    let policy = the_policy_mut(world, call)?;
    check_identity_policy(document)?;
    check_size(document, MAX_POLICY_SIZE, "PolicySize")?;
    if policy.other_versions.len() + 1 >= VERSIONS_PER_POLICY.max {
        return Err(ApiError::new(ErrorCode::LimitExceeded, texts::TOO_MANY_VERSIONS));
    }
    policy.newest_version += 1;
    let number = policy.newest_version;
    policy.other_versions.insert(number, PolicyText::new(document));
    if call.flag("SetAsDefault") {
        make_default(policy, number);
    }
    Ok(Fields::of([("PolicyVersion", Value::Map(shown(policy, number, None)))]))
}

/// The version that was the default is kept as an ordinary one.
fn make_default(policy: &mut ManagedPolicy, number: u32) {
    if let Some(text) = policy.other_versions.remove(&number) {
        let before = std::mem::replace(&mut policy.text, text);
        policy.other_versions.insert(policy.default_version, before);
        policy.default_version = number;
    }
}

fn shown(policy: &ManagedPolicy, number: u32, text: Option<&PolicyText>) -> Fields {
    let mut fields = Fields::new();
    fields.set_some("Document", text.map(|it| Value::text(it.text())));
    fields.set("VersionId", Value::text(format!("v{number}")));
    fields.set("IsDefaultVersion", Value::Bool(policy.default_version == number));
    fields
}

/// The number of the version that the call names, and its text.
fn the_version<'p>(
    policy: &'p ManagedPolicy,
    call: &Incoming<'_>,
) -> Result<(u32, &'p PolicyText), ApiError> {
    let id = call.text("VersionId");
    let number = id.strip_prefix('v').and_then(|it| it.parse().ok());
    let found = number.and_then(|it| match it == policy.default_version {
        true => Some((it, &policy.text)),
        false => policy.other_versions.get(&it).map(|text| (it, text)),
    });
    found.ok_or_else(|| no_such_version(call))
}

fn no_such_version(call: &Incoming<'_>) -> ApiError {
    let arguments = [call.text("PolicyArn"), call.text("VersionId")];
    ApiError::new(ErrorCode::NoSuchEntity, texts::text(texts::NO_SUCH_VERSION, &arguments))
}

fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    if let Some(policy) = aws_managed::named(call)? {
        let is_default = policy.version.is_none_or(|it| it.to_string() == call.text("VersionId"));
        return match is_default {
            true => Ok(Fields::of([("PolicyVersion", Value::Map(policy.shown_version(true)))])),
            false => Err(no_such_version(call)),
        };
    }
    let (_, _, policy) = the_policy(world, call)?;
    let (number, text) = the_version(policy, call)?;
    Ok(Fields::of([("PolicyVersion", Value::Map(shown(policy, number, Some(text))))]))
}

/// The newest first.
fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    if let Some(policy) = aws_managed::named(call)? {
        return page(call, "Versions", vec![Value::Map(policy.shown_version(false))]);
    }
    let (_, _, policy) = the_policy(world, call)?;
    let mut numbers: Vec<u32> = policy.other_versions.keys().copied().collect();
    let idx = numbers.partition_point(|it| *it < policy.default_version);
    numbers.insert(idx, policy.default_version);
    let versions = numbers.into_iter().rev().map(|it| Value::Map(shown(policy, it, None)));
    page(call, "Versions", versions.collect())
}

fn set_default(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let policy = the_policy_mut(world, call)?;
    let (number, _) = the_version(policy, call)?;
    make_default(policy, number);
    Ok(Fields::new())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let policy = the_policy_mut(world, call)?;
    let (number, _) = the_version(policy, call)?;
    if number == policy.default_version {
        return Err(ApiError::new(ErrorCode::DeleteConflict, texts::DEFAULT_VERSION));
    }
    policy.other_versions.remove(&number);
    Ok(Fields::new())
}
