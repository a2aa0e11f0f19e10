//! The AWS Security Token Service: calls that give sessions.

mod assume_role;
mod assume_role_call;
mod assume_role_parameters;
mod base64;
mod caller_identity;
mod delivered;
mod inherited;
mod issue;
mod issuer;
mod members;
mod mfa_code;
mod role_session;
mod saml;
mod saml_assertion;
mod session_policies;
mod session_tags;
mod session_token;
mod sha1;
mod web_identity;

pub use assume_role::{AssumeRole, Hop, assume_role};
pub use delivered::service_session;

use super::operation::Operation;

/// Every operation.
pub(super) const OPERATIONS: [&[Operation]; 5] = [
    assume_role_call::OPERATIONS,
    web_identity::OPERATIONS,
    saml::OPERATIONS,
    session_token::OPERATIONS,
    caller_identity::OPERATIONS,
];
