//! How a call fails.

use std::fmt;

use crate::authorize::Authorization;

/// An API call was refused.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// AWS's error code.
    pub code: ErrorCode,
    /// The message as AWS words it. For a denial it names no policy type: that part is made from `authorization`.
    pub message: String,
    /// The request that was denied, where policies denied it.
    pub authorization: Option<Box<Authorization>>,
}

/// AWS's error codes of the calls that are modelled (S22, S23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorCode {
    /// Not allowed, or refused for who the caller is.
    AccessDenied,
    /// The session has expired.
    ExpiredToken,
    /// The request is not signed.
    MissingAuthenticationToken,
    /// A parameter is malformed or out of its range.
    ValidationError,
    /// A parameter is well formed and contradicts another, or what was inherited.
    InvalidParameterValue,
    /// The session policy does not parse.
    MalformedPolicyDocument,
    /// Session policy and tags are too long together.
    PackedPolicyTooLarge,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [ErrorCode; 7] = [
        ErrorCode::AccessDenied,
        ErrorCode::ExpiredToken,
        ErrorCode::MissingAuthenticationToken,
        ErrorCode::ValidationError,
        ErrorCode::InvalidParameterValue,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::PackedPolicyTooLarge,
    ];

    /// The code as AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorCode::AccessDenied => "AccessDenied",
            ErrorCode::ExpiredToken => "ExpiredToken",
            ErrorCode::MissingAuthenticationToken => "MissingAuthenticationToken",
            ErrorCode::ValidationError => "ValidationError",
            ErrorCode::InvalidParameterValue => "InvalidParameterValue",
            ErrorCode::MalformedPolicyDocument => "MalformedPolicyDocument",
            ErrorCode::PackedPolicyTooLarge => "PackedPolicyTooLarge",
        }
    }

    /// The code that AWS writes so.
    pub fn from_aws(text: &str) -> Option<ErrorCode> {
        ErrorCode::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

impl ApiError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> ApiError {
        ApiError { code, message: message.into(), authorization: None }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ApiError {}
