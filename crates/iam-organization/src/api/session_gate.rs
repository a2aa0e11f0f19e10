//! What each kind of credentials may not call, whatever the policies say (S78).

use super::error::ApiError;
use super::error_code::ErrorCode;
use super::texts::{self, text};
use crate::caller::{Caller, TokenOwner};

/// Whether the caller can sign the call. Other services than these decide for themselves what they do for anybody (E183).
///
/// # Errors
/// `MissingAuthenticationToken` for a caller without credentials (S22).
pub(super) fn must_sign(caller: &Caller, operation: &str) -> Result<(), ApiError> {
    let (service, name) = operation.split_once(':').unwrap_or_default();
    match caller {
        Caller::Anonymous | Caller::Federated { .. }
            if matches!(service, "iam" | "sts" | "organizations") && !comes_with_token(service, name) =>
        {
            let message = texts::MISSING_AUTHENTICATION_TOKEN;
            Err(ApiError::new(ErrorCode::MissingAuthenticationToken, message))
        }
        Caller::Anonymous
        | Caller::Federated { .. }
        | Caller::User { .. }
        | Caller::RoleSession(_)
        | Caller::Root { .. }
        | Caller::SessionToken(_)
        | Caller::FederatedUser(_)
        | Caller::Service { .. } => Ok(()),
    }
}

/// Whether the caller's kind of credentials may make the call.
///
/// # Errors
/// `AccessDenied` if not.
pub(super) fn may_call(caller: &Caller, operation: &str) -> Result<(), ApiError> {
    let (service, name) = operation.split_once(':').unwrap_or_default();
    let denied = |message: &str| Err(ApiError::new(ErrorCode::AccessDenied, message));
    let refused = |kind: &str| denied(&text(texts::CANNOT_CALL_WITH, &[name, kind]));
    // Nobody signs a call with a token: what else the caller has is not looked at.
    if comes_with_token(service, name) {
        return Ok(());
    }
    match (caller, service, name) {
        (Caller::Root { .. }, "sts", "AssumeRole") => denied(texts::ROOT_ASSUMES_NO_ROLE),
        (Caller::RoleSession(_), "sts", "GetSessionToken" | "GetFederationToken") => refused("session"),
        (Caller::SessionToken(session), "sts", "AssumeRole") => match &session.owner {
            TokenOwner::User(_) => Ok(()),
            TokenOwner::Root(_) => denied(texts::ROOT_ASSUMES_NO_ROLE),
        },
        (Caller::SessionToken(_) | Caller::FederatedUser(_), "sts", "GetCallerIdentity") => Ok(()),
        (Caller::SessionToken(_), "sts", _) => refused("session"),
        (Caller::SessionToken(session), "iam", _) if !session.mfa => {
            refused("session token (without multi-factor authentication)")
        }
        (Caller::FederatedUser(_), "sts" | "iam", _) => refused("federated user"),
        // A service has nothing else to ask of this one.
        (Caller::Service { .. }, "sts", "AssumeRole") => Ok(()),
        (Caller::Service { .. }, "sts", _) => refused("service"),
        (
            Caller::User { .. }
            | Caller::RoleSession(_)
            | Caller::Root { .. }
            | Caller::SessionToken(_)
            | Caller::FederatedUser(_)
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous,
            _,
            _,
        ) => Ok(()),
    }
}

/// The calls that come with the token of an identity provider in place of a signature.
fn comes_with_token(service: &str, name: &str) -> bool {
    service == "sts" && matches!(name, "AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity")
}
