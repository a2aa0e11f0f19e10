//! AWS Identity and Access Management.

mod access_keys;
mod attachments;
mod aws_managed;
mod boundaries;
mod document;
mod entity;
mod groups;
mod inline_policies;
mod instance_profiles;
mod managed_policies;
mod mfa;
mod pages;
mod patterns;
mod policy_uses;
mod policy_versions;
mod providers;
mod roles;
mod service_linked;
mod show;
mod tags;
mod trust_document;
mod users;

use super::operation::Operation;

pub(super) use document::check_session_policy;
pub(super) use entity::with_request_tags;
pub(super) use trust_document::check_principal;

/// Every operation.
pub(super) const OPERATIONS: [&[Operation]; 15] = [
    users::OPERATIONS,
    groups::OPERATIONS,
    roles::OPERATIONS,
    service_linked::OPERATIONS,
    managed_policies::OPERATIONS,
    policy_versions::OPERATIONS,
    policy_uses::OPERATIONS,
    attachments::OPERATIONS,
    inline_policies::OPERATIONS,
    boundaries::OPERATIONS,
    access_keys::OPERATIONS,
    mfa::OPERATIONS,
    instance_profiles::OPERATIONS,
    providers::OPERATIONS,
    tags::OPERATIONS,
];
