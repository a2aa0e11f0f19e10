//! All operations.

use super::call::ApiCall;
use super::error::ApiError;
use super::error_code::ErrorCode;
use super::not_built::is_unknown;
use super::operation::Operation;
use super::parameters::is_word;
use super::texts::{self, text};
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
///
/// # Errors
/// `InvalidAction` for what is no operation.
pub(super) fn operation(call: &ApiCall) -> Result<Option<&'static Operation>, ApiError> {
    match call.operation.split_once(':') {
        Some((service, name)) if is_service(service) && is_name(name, "") => {
            let found = find_operation(&call.operation);
            if found.is_none() && is_unknown(service, name) {
                let message = text(texts::NO_SUCH_OPERATION, &[service, name]);
                return Err(ApiError::new(ErrorCode::InvalidAction, message));
            }
            Ok(found)
        }
        Some(_) | None => Err(call.malformed()),
    }
}

/// Services are written in lower case.
fn is_service(text: &str) -> bool {
    is_name(text, "-") && !text.bytes().any(|it| it.is_ascii_uppercase())
}

fn is_name(text: &str, also: &str) -> bool {
    !text.is_empty() && is_word(text, also)
}
