//! AWS's APIs: calls that change the world, each checked as AWS checks it.
//!
//! An operation is a row of a table: its parameters, the requests that must be allowed, and what it does. [`call`] takes a
//! call through all checks, and records it.

mod build;
mod call;
mod credentials;
mod denial;
mod error;
mod error_code;
mod iam;
mod incoming;
mod not_built;
mod operation;
mod operations;
mod organizations;
mod parameters;
mod refused;
mod resources;
mod service_codes;
mod session_gate;
mod sts;
mod surroundings;
mod tags;
pub(crate) mod texts;
mod trail;
mod value;

pub use build::build;
pub use call::{ApiCall, Called, Check, CheckOutcome, Response, call};
pub use credentials::{AccessKeyPair, Credentials};
pub use error::ApiError;
pub use error_code::ErrorCode;
pub use operation::{Operation, Parameter, ParameterKind};
pub use operations::{find_operation, operations};
pub use sts::{AssumeRole, Hop, assume_role, service_session};
pub use trail::{TrailEvent, issuer_of};
pub use value::{Fields, Value};
