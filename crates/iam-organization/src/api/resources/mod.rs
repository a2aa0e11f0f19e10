//! Resources with tags and policies: buckets, queues, topics, keys, functions, secrets, tables, instances and VPC
//! endpoints, under the names and parameters of their services.
//!
//! What they have in common is done once, by `create`, `policies` and `tagging`; `kind` says how the services differ.

mod create;
mod delete;
mod dynamodb;
mod ec2;
mod ec2_tags;
mod ecs;
mod instance_profile;
mod key_lockout;
mod kind;
mod kms;
mod lambda;
mod lambda_permission;
mod naming;
mod passing;
mod policies;
mod policy_check;
mod s3;
mod secretsmanager;
mod sns;
mod sqs;
mod tagging;
mod vpc_endpoints;

use super::operation::{Body, Operation, Parameter};

/// Every operation.
pub(super) const OPERATIONS: [&[Operation]; 12] = [
    s3::OPERATIONS,
    sqs::OPERATIONS,
    sns::OPERATIONS,
    kms::OPERATIONS,
    lambda::OPERATIONS,
    lambda_permission::OPERATIONS,
    secretsmanager::OPERATIONS,
    dynamodb::OPERATIONS,
    ec2::OPERATIONS,
    ec2_tags::OPERATIONS,
    vpc_endpoints::OPERATIONS,
    ecs::OPERATIONS,
];

/// A row of a table of operations that change something.
const fn writes(
    service: &'static str,
    name: &'static str,
    parameters: &'static [Parameter],
    body: Body,
) -> Operation {
    Operation { service, name, parameters, read_only: false, body }
}

/// A row of a table of operations that change nothing.
const fn reads(
    service: &'static str,
    name: &'static str,
    parameters: &'static [Parameter],
    body: Body,
) -> Operation {
    Operation { service, name, parameters, read_only: true, body }
}
