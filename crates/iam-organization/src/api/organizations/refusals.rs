//! How Organizations refuses.

use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::texts::{self, text};
use crate::edit::WorldEditError;

/// What the call names is not there.
pub(super) fn missing(code: ErrorCode, what: &str, id: &str) -> ApiError {
    ApiError::new(code, text(texts::NO_SUCH_PLACE, &[what, id]))
}

/// A limit, with AWS's reason such as `OU_DEPTH_LIMIT_EXCEEDED` first.
pub(super) fn constraint(reason: &str, message: &str) -> ApiError {
    ApiError::new(ErrorCode::ConstraintViolationException, text(texts::BECAUSE, &[reason, message]))
}

/// A parameter that is not taken, with AWS's reason first.
pub(super) fn invalid(reason: &str, message: &str) -> ApiError {
    ApiError::new(ErrorCode::InvalidInputException, text(texts::BECAUSE, &[reason, message]))
}

/// What an edit of the builder that does not fit is called, where no more is known: everything else was looked at before.
pub(super) fn edit_error(error: WorldEditError) -> ApiError {
    ApiError::new(ErrorCode::InvalidInputException, error.to_string())
}
