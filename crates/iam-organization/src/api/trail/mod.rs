//! CloudTrail: a record of every call, allowed or denied (S166–S171).

mod chain;
mod event;
mod identity;
mod kind;
mod logged;

pub use chain::issuer_of;

use iam_evaluator::arn::AccountId;

use super::value::Fields;

pub(super) use event::{Event, record};
pub(super) use identity::{access_key_id, principal_id, signer};

/// One record of CloudTrail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailEvent {
    /// The account in whose trail it is.
    pub recipient: AccountId,
    /// The record under AWS's names, in the order in which AWS writes it.
    pub record: Fields,
}
