//! The AWS Security Token Service: calls that give sessions.

mod assume_role;
mod assume_role_call;
mod assume_role_parameters;
mod issue;

pub use assume_role::{AssumeRole, Hop, assume_role};

use super::operation::Operation;

/// Every operation.
pub(super) const OPERATIONS: [&[Operation]; 1] = [assume_role_call::OPERATIONS];
