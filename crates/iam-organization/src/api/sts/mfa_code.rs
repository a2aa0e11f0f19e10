//! The code of an MFA device, as STS calls take it (S33, S80, S81).

use crate::api::call::Check;
use crate::api::credentials::{WRONG_CODE, may_use_mfa_device};
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::refused::Refused;
use crate::api::texts;
use crate::world::World;

/// Whether a device and its code are given: both, or neither. Any six digits but one are taken to be the device's code.
///
/// # Errors
/// `AccessDenied` for one without the other and for the wrong code, `ValidationError` for a code that is not of digits.
pub(super) fn has_mfa_code(call: &Incoming<'_>) -> Result<bool, Refused> {
    let code = call.optional_text("TokenCode");
    if code.is_some_and(|it| !it.bytes().all(|it| it.is_ascii_digit())) {
        let message = texts::text(texts::CODE_NEEDS_DIGITS, &[code.unwrap_or_default()]);
        let error = ApiError::new(ErrorCode::ValidationError, message);
        return Err(Refused { check: Check::Parameters, error });
    }
    match (call.optional_text("SerialNumber"), code) {
        (Some(_), Some(WRONG_CODE)) => {
            let error = ApiError::new(ErrorCode::AccessDenied, texts::WRONG_MFA_CODE);
            Err(Refused { check: Check::Credentials, error })
        }
        (Some(_), Some(_)) => Ok(true),
        (None, None) => Ok(false),
        (Some(_), None) | (None, Some(_)) => Err(wrong_device()),
    }
}

/// Whether the call is made with a second factor.
///
/// # Errors
/// The same, and `AccessDenied` for a device that the caller cannot use.
pub(super) fn second_factor(world: &World, call: &Incoming<'_>) -> Result<bool, Refused> {
    let has_code = has_mfa_code(call)?;
    match has_code && !may_use_mfa_device(world, &call.caller, call.text("SerialNumber")) {
        true => Err(wrong_device()),
        false => Ok(has_code),
    }
}

fn wrong_device() -> Refused {
    let error = ApiError::new(ErrorCode::AccessDenied, texts::WRONG_MFA_DEVICE);
    Refused { check: Check::Credentials, error }
}
