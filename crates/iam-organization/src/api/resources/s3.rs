//! Buckets. Their names are unique among the accounts of the world. Objects are only authorized.

use super::create::{create, creation};
use super::delete::{delete, on_resource};
use super::naming::{found, given};
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::texts::{self, text as filled};
use crate::api::value::{Fields, Value};
use crate::world::World;

const BUCKET: Parameter = required("Bucket", text(1, 255));

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "s3",
        "CreateBucket",
        &[BUCKET, optional("CreateBucketConfiguration", ParameterKind::Map)],
        Body::Authorized { requests: creation, execute: create_bucket },
    ),
    writes(
        "s3",
        "DeleteBucket",
        &[BUCKET],
        Body::Authorized { requests: on_resource, execute: delete_bucket },
    ),
    writes(
        "s3",
        "PutBucketPolicy",
        &[BUCKET, required("Policy", text(1, 131_072))],
        Body::Authorized { requests: on_resource, execute: policies::put },
    ),
    reads(
        "s3",
        "GetBucketPolicy",
        &[BUCKET],
        Body::Authorized { requests: on_resource, execute: policies::get },
    ),
    writes(
        "s3",
        "DeleteBucketPolicy",
        &[BUCKET],
        Body::Authorized { requests: on_resource, execute: policies::delete },
    ),
    // The keys of tags in the request are not among those of this action.
    writes(
        "s3",
        "PutBucketTagging",
        &[BUCKET, required("Tagging", ParameterKind::Map)],
        Body::Authorized { requests: on_resource, execute: tagging::replace },
    ),
];

fn create_bucket(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let name = given(call);
    if !is_bucket_name(name) {
        return Err(ApiError::new(ErrorCode::InvalidBucketName, filled(texts::NO_BUCKET_NAME, &[name])));
    }
    let arn = create(world, call)?;
    Ok(Fields::of([("Location", Value::text(format!("/{name}"))), ("BucketArn", Value::text(arn.as_str()))]))
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
fn is_bucket_name(name: &str) -> bool {
    let is_end = |it: Option<char>| it.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    let is_allowed = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-' || it == '.';
    let mut chars = name.chars();
    (3..=63).contains(&name.len())
        && name.chars().all(is_allowed)
        && is_end(chars.next())
        && is_end(chars.next_back())
        && !name.contains("..")
        && !is_address(name)
}

/// Whether it looks like `192.168.5.4`.
fn is_address(name: &str) -> bool {
    name.split('.').count() == 4 && name.bytes().all(|it| it.is_ascii_digit() || it == b'.')
}

fn delete_bucket(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (owner, arn, _) = found(world, call)?;
    let objects = format!("{arn}/");
    let account = world.accounts.get(&owner);
    if account.is_some_and(|it| it.resources.keys().any(|it| it.as_str().starts_with(&objects))) {
        return Err(ApiError::new(ErrorCode::BucketNotEmpty, texts::BUCKET_NOT_EMPTY));
    }
    delete(world, call)
}
