//! AWS Identity and Access Management.

mod access_keys;
mod attachments;
mod boundaries;
mod document;
mod entity;
mod groups;
mod inline_policies;
mod instance_profiles;
mod managed_policies;
mod mfa;
mod policy_versions;
mod providers;
mod roles;
mod service_linked;
mod show;
mod tags;
mod users;

use super::operation::Operation;

pub(super) use document::check_principal;
pub(super) use entity::with_request_tags;

/// Every operation.
pub(super) const OPERATIONS: [&[Operation]; 14] = [
    users::OPERATIONS,
    groups::OPERATIONS,
    roles::OPERATIONS,
    service_linked::OPERATIONS,
    managed_policies::OPERATIONS,
    policy_versions::OPERATIONS,
    attachments::OPERATIONS,
    inline_policies::OPERATIONS,
    boundaries::OPERATIONS,
    access_keys::OPERATIONS,
    mfa::OPERATIONS,
    instance_profiles::OPERATIONS,
    providers::OPERATIONS,
    tags::OPERATIONS,
];
