//! A call on its way: who makes it, with which parameters, and what was decided so far.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{Action, RequestContext, Resource};

use super::denial::{denial, protected};
use super::error::ApiError;
use super::error_code::ErrorCode;
use super::operation::{Needed, Operation};
use super::service_codes::denial_code;
use super::tags::tags_of;
use super::texts;
use super::value::{Fields, Value};
use crate::account::Tags;
use crate::authorize::{Ask, Authorization, authorize};
use crate::caller::Caller;
use crate::published::AwsPublished;
use crate::world::World;

/// A call whose parameters have the right form.
pub(super) struct Incoming<'a> {
    pub(super) aws: &'a dyn AwsPublished,
    pub(super) operation: &'static Operation,
    pub(super) caller: Caller,
    /// The account that the call acts in: the caller's.
    pub(super) account: Option<AccountId>,
    pub(super) parameters: &'a Fields,
    /// What the surroundings add to the request, such as `aws:SourceIp`.
    pub(super) surroundings: &'a RequestContext,
    /// What was decided on the way.
    pub(super) authorizations: Vec<Authorization>,
}

impl Incoming<'_> {
    /// The caller's account.
    ///
    /// # Errors
    /// `MissingAuthenticationToken` for a caller that has none.
    pub(super) fn account(&self) -> Result<AccountId, ApiError> {
        self.account.ok_or_else(|| {
            ApiError::new(ErrorCode::MissingAuthenticationToken, texts::MISSING_AUTHENTICATION_TOKEN)
        })
    }

    /// A text parameter; empty if it was not given.
    pub(super) fn text(&self, name: &str) -> &str {
        self.optional_text(name).unwrap_or_default()
    }

    pub(super) fn optional_text(&self, name: &str) -> Option<&str> {
        self.parameters.text(name)
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.parameters.get(name) {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Text(_) | Value::Bool(_) | Value::List(_) | Value::Map(_)) | None => None,
        }
    }

    /// A yes-or-no parameter; no if it was not given.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.parameters.get(name) == Some(&Value::Bool(true))
    }

    /// A parameter of several texts, or of several ARNs as `{"arn": …}`.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let items = self.parameters.get(name).map(Value::items).unwrap_or_default();
        let text = |it: &Value| {
            let arn = || it.as_map().and_then(|it| it.text("arn"));
            it.as_text().or_else(arn).map(str::to_owned)
        };
        items.iter().filter_map(text).collect()
    }

    /// A tag parameter.
    pub(super) fn tags(&self, name: &str) -> Tags {
        self.parameters.get(name).map(tags_of).unwrap_or_default()
    }

    /// Decides every request, and stops at the first that is denied.
    ///
    /// # Errors
    /// `AccessDenied` with what decided. No call is allowed because it asks for nothing: that is a fault of ours.
    pub(super) fn authorize(&mut self, world: &World, needed: Vec<Needed>) -> Result<(), ApiError> {
        if needed.is_empty() {
            return Err(ApiError::internal(texts::NOTHING_TO_AUTHORIZE));
        }
        for Needed { action, resource, keys, owner } in needed {
            let action = Action::parse(&action)
                .map_err(|it| ApiError::new(ErrorCode::ValidationError, it.to_string()))?;
            let mut context = self.surroundings.clone();
            // What the call itself says of these keys is so, whatever its surroundings were told.
            for (key, value) in keys {
                context.set(&key, value);
            }
            let resource_account = owner.or_else(|| match &resource {
                Resource::Arn(arn) => world.owner(arn).or(self.account),
                Resource::Any => self.account,
            });
            let ask = Ask { caller: &self.caller, action, resource, resource_account, context };
            let authorization = authorize(world, self.aws, ask);
            let code = denial_code(self.operation.service, &authorization.request.action);
            let denial =
                denial(&authorization).map(|it| protected(&authorization).unwrap_or(ApiError { code, ..it }));
            self.authorizations.push(authorization);
            denial.map_or(Ok(()), Err)?;
        }
        Ok(())
    }
}

/// The resource that an ARN names; `*` for a text that is none.
pub(super) fn resource(arn: &str) -> Resource {
    Arn::parse(arn).map_or(Resource::Any, Resource::Arn)
}

impl Incoming<'_> {
    /// `iam:CreateUser`.
    pub(super) fn action(&self) -> String {
        format!("{}:{}", self.operation.service, self.operation.name)
    }
}
