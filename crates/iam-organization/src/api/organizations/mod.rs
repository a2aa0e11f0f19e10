//! AWS Organizations (S140–S153): the organization, its OUs and accounts, and the policies that are attached to them.

mod account_roles;
mod accounts;
mod attachments;
mod create_account;
mod document;
mod handshakes;
mod ids;
mod membership;
mod organization;
mod policies;
mod policy_types;
mod refusals;
mod requests;
mod show;
mod units;

use super::operation::Operation;

/// Every operation.
pub(super) const OPERATIONS: [&[Operation]; 8] = [
    organization::OPERATIONS,
    policy_types::OPERATIONS,
    units::OPERATIONS,
    accounts::OPERATIONS,
    create_account::OPERATIONS,
    handshakes::OPERATIONS,
    policies::OPERATIONS,
    attachments::OPERATIONS,
];
