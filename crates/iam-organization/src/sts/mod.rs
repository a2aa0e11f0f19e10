//! The AWS Security Token Service: calls that give sessions.

mod assume_role;
mod error;
mod parameters;

pub use assume_role::{AssumeRole, Hop, assume_role};
pub use error::{ApiError, ErrorCode};
