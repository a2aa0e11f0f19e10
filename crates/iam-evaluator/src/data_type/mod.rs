//! The texts of the policy language's data types: numbers, dates, addresses and binary.
//!
//! A policy's side is read when it is written and when it is compiled, a request's side when it is compared.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_datatypes.html>

pub(crate) mod binary;
mod boolean;
mod date;
mod ip;
mod number;
mod reading;
#[cfg(test)]
mod tests;

pub(crate) use boolean::boolean;
pub(crate) use date::Instant;
pub(crate) use ip::IpRange;
pub(crate) use number::Decimal;
pub(crate) use reading::Reading;
