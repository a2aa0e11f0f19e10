//! What each kind of credentials may not call, whatever the policies say (S78).

use super::error::ApiError;
use super::error_code::ErrorCode;
use crate::caller::Caller;

/// Whether the caller's kind of credentials may make the call.
///
/// # Errors
/// `AccessDenied` if not; `MissingAuthenticationToken` for a caller that cannot sign.
pub(super) fn may_call(caller: &Caller, operation: &str) -> Result<(), ApiError> {
    let (service, name) = operation.split_once(':').unwrap_or_default();
    let refused = |kind: &str| {
        let message = format!("Cannot call {name} with {kind} credentials");
        Err(ApiError::new(ErrorCode::AccessDenied, message))
    };
    match (caller, service, name) {
        // AssumeRole words its refusals itself; calls with a token are not signed.
        (_, "sts", "AssumeRole" | "AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity") => Ok(()),
        (_, "sts", "GetCallerIdentity") => Ok(()),
        (Caller::RoleSession(_), "sts", "GetSessionToken" | "GetFederationToken") => refused("session"),
        (Caller::SessionToken(_), "sts", _) => refused("session"),
        (Caller::SessionToken(session), "iam", _) if !session.mfa => {
            refused("session token (without multi-factor authentication)")
        }
        (Caller::FederatedUser(_), "sts" | "iam", _) => refused("federated user"),
        _ => Ok(()),
    }
}
