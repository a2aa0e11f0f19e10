//! All operations.

use super::call::ApiCall;
use super::error::ApiError;
use super::operation::Operation;
use super::{iam, organizations, resources, sts};

/// Every operation that there is code for.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    let all = iam::OPERATIONS.into_iter().chain(sts::OPERATIONS);
    all.chain(organizations::OPERATIONS).chain(resources::OPERATIONS).flatten()
}

/// The operation with this name, such as `iam:CreateUser`, as AWS writes it.
pub fn find_operation(name: &str) -> Option<&'static Operation> {
    let (service, name) = name.split_once(':')?;
    operations().find(|it| it.service == service && it.name == name)
}

/// The operation that is called; `None` for one that is only authorized.
pub(super) fn operation(call: &ApiCall) -> Result<Option<&'static Operation>, ApiError> {
    match call.operation.split_once(':') {
        Some((service, name)) if !service.is_empty() && !name.is_empty() && !name.contains(':') => {
            Ok(find_operation(&call.operation))
        }
        Some(_) | None => Err(call.malformed()),
    }
}
