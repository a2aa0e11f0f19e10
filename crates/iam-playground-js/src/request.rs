//! The request of the input as the evaluator takes it.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{
    Action, ContextValue, Facts, Principal, Request, RequestContext, Resource, derive_context,
};

use crate::error::InputError;
use crate::input::{ContextInput, FactsInput, PrincipalInput, RequestInput};

pub(crate) fn read_request(input: RequestInput) -> Result<Request, InputError> {
    let RequestInput { principal, action, resource, resource_account, context, facts } = input;
    let action =
        Action::parse(&action).map_err(|it| InputError::new("invalid-action", "request.action", it))?;
    let resource = match resource.as_str() {
        "*" => Resource::Any,
        text => Resource::Arn(arn("request.resource", text)?),
    };
    let resource_account = match (resource_account, &resource) {
        (Some(text), _) => Some(account("request.resourceAccount", &text)?),
        (None, Resource::Arn(arn)) => arn.account_id(),
        (None, Resource::Any) => None,
    };
    let mut keys = RequestContext::new();
    for (key, value) in context {
        let value = match value {
            ContextInput::Single(text) => ContextValue::Single(text),
            ContextInput::Multi(texts) => ContextValue::Multi(texts),
        };
        keys.add(&key, value);
    }
    let mut request = Request {
        principal: read_principal(principal)?,
        action,
        resource,
        resource_account,
        context: keys,
        facts: read_facts(facts),
    };
    derive_context(&mut request);
    Ok(request)
}

fn read_principal(input: PrincipalInput) -> Result<Principal, InputError> {
    const PATH: &str = "request.principal";
    Ok(match input {
        PrincipalInput::User(text) => Principal::User { arn: arn(PATH, &text)?, unique_id: None },
        PrincipalInput::RoleSession { session, role } => Principal::RoleSession {
            session_arn: arn(PATH, &session)?,
            role_arn: arn(PATH, &role)?,
            unique_id: None,
        },
        PrincipalInput::FederatedUser { session, user } => Principal::FederatedUser {
            arn: arn(PATH, &session)?,
            user_arn: user.map(|it| arn(PATH, &it)).transpose()?,
        },
        PrincipalInput::Root(text) => {
            Principal::Root { account: account(PATH, &text)?, partition: "aws".to_owned() }
        }
        PrincipalInput::Service(name) => Principal::Service { name },
        PrincipalInput::Federated(provider) => Principal::Federated { provider },
        PrincipalInput::Anonymous => Principal::Anonymous,
    })
}

fn read_facts(input: FactsInput) -> Facts {
    let FactsInput {
        principal_account_is_management,
        resource_account_is_management,
        principal_is_service_linked_role,
        aws_managed_kms_key,
        action_takes_no_resource,
    } = input;
    Facts {
        principal_account_is_management,
        resource_account_is_management,
        principal_is_service_linked_role,
        aws_managed_kms_key,
        action_takes_no_resource,
    }
}

fn arn(path: &str, text: &str) -> Result<Arn, InputError> {
    Arn::parse(text).map_err(|it| InputError::new("invalid-arn", path, it))
}

fn account(path: &str, text: &str) -> Result<AccountId, InputError> {
    AccountId::parse(text).map_err(|it| InputError::new("invalid-account-id", path, it))
}
