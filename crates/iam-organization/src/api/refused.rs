//! A refusal, and the check that it came from.

use super::call::Check;
use super::error::ApiError;

/// A call that makes its checks in an order of its own says at which of them it failed.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    pub(super) check: Check,
    pub(super) error: ApiError,
}

/// For `map_err`: the error came from this check.
pub(super) fn at(check: Check) -> impl Fn(ApiError) -> Refused {
    move |error| Refused { check, error }
}
