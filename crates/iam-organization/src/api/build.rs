//! Operations as the builder of a world does them: AWS's rules about what fits hold, and nobody has to be allowed.

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::RequestContext;

use super::call::ApiCall;
use super::error::ApiError;
use super::incoming::Incoming;
use super::operation::Body;
use super::operations::operation;
use super::parameters::validate;
use super::value::Fields;
use crate::caller::Caller;
use crate::published::AwsPublished;
use crate::world::World;

/// Does what an operation does, in an account, without credentials, policies or a record.
///
/// # Errors
/// [`ApiError`] if it does not fit, for an operation that gives a session, and for one that there is no code for; the
/// world is then as before.
pub fn build(
    world: &mut World,
    aws: &dyn AwsPublished,
    account: AccountId,
    call: &ApiCall,
) -> Result<Fields, ApiError> {
    let operation = operation(call)?.ok_or_else(|| call.not_built())?;
    validate(operation, &call.parameters)?;
    let incoming = Incoming {
        aws,
        operation,
        caller: Caller::Root { account },
        account: Some(account),
        parameters: &call.parameters,
        surroundings: &RequestContext::new(),
        authorizations: Vec::new(),
    };
    match &operation.body {
        Body::Authorized { execute, .. } => execute(world, &incoming),
        Body::Session(_) => Err(call.not_built()),
    }
}

impl ApiCall {
    fn not_built(&self) -> ApiError {
        let message = format!("`{}` changes nothing that a world is built of", self.operation);
        ApiError::new(super::error_code::ErrorCode::InvalidAction, message)
    }
}
