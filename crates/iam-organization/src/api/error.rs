//! How a call fails.

use std::fmt;

use super::error_code::ErrorCode;
use crate::authorize::Authorization;

/// An API call was refused.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// AWS's error code.
    pub code: ErrorCode,
    /// The message as AWS words it.
    pub message: String,
    /// The request that was denied, where policies denied it.
    pub authorization: Option<Box<Authorization>>,
}

impl ApiError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> ApiError {
        ApiError { code, message: message.into(), authorization: None }
    }

    /// What cannot be has happened: a fault of the playground, not of the call.
    pub fn internal(message: &str) -> ApiError {
        ApiError::new(ErrorCode::ServiceFailure, message)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ApiError {}
