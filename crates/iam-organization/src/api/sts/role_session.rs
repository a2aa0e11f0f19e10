//! What the three calls that give role sessions have in common: what must be allowed, and what comes out (S35–S42).

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, ContextValue, RequestContext, Resource};

use super::assume_role::AssumeRole;
use super::inherited::Inherited;
use super::session_policies::Packed;
use crate::account::Role;
use crate::api::call::Check;
use crate::api::denial::denial;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::refused::{Refused, at};
use crate::api::surroundings::{without_claims, without_parameters};
use crate::api::texts::{self, text};
use crate::authorize::{Ask, Authorization, authorize};
use crate::caller::{Caller, Session};
use crate::policy_text::PolicyText;
use crate::published::AwsPublished;
use crate::time::Timestamp;
use crate::world::{Found, World};

const DEFAULT_DURATION_SECONDS: u32 = 3600;
/// The longest session of a role that a role session assumed (E207).
const MAX_CHAINED_SECONDS: u32 = 3600;

/// Context keys with their values.
pub(super) type Keys = Vec<(String, ContextValue)>;

/// A call that gives a role session, whose parameters have the right form.
pub(super) struct Asked<'a> {
    /// The action that is always needed: `sts:AssumeRole`, or the one for a token.
    pub(super) action: &'static str,
    /// The parameters, or what the token says in their place.
    pub(super) call: &'a AssumeRole,
    pub(super) role_arn: &'a Arn,
    pub(super) policy_arns: Vec<Arn>,
    pub(super) inherited: Inherited,
    pub(super) token: Option<Token>,
    /// Keys of every request that the session makes (S14, S51, S61).
    pub(super) session_keys: Keys,
    /// How long the session lasts.
    pub(super) duration: Duration,
}

/// How long a session lasts.
#[derive(Clone, Copy)]
pub(super) enum Duration {
    /// As asked, within what the role allows (S36).
    OfRole,
    /// As the service that delivers it wants: the role's maximum does not bind services (S36).
    Delivered(u32),
}

/// What an identity provider says about the caller.
pub(super) struct Token {
    /// Keys of the request for the call's own action.
    pub(super) keys: Keys,
    /// Keys of the requests for `sts:TagSession` and `sts:SetSourceIdentity`.
    pub(super) keys_beside: Keys,
    /// From when on the session is refused, whatever its duration.
    pub(super) ends: Option<Timestamp>,
}

/// Decides every request that the call needs and makes the session. What was decided is added to `authorizations`.
pub(super) fn role_session(
    world: &World,
    aws: &dyn AwsPublished,
    caller: &Caller,
    asked: Asked<'_>,
    surroundings: &RequestContext,
    authorizations: &mut Vec<Authorization>,
) -> Result<Session, Refused> {
    for action in asked.actions() {
        let context = asked.context(surroundings, action);
        let decided = asked.authorize(world, aws, caller, action, context).map_err(at(Check::Parameters))?;
        let denied = denial(&decided);
        authorizations.push(decided);
        if let Some(error) = denied {
            return Err(Refused { check: Check::Policies, error: asked.worded(error) });
        }
    }
    let role = world.role(asked.role_arn).ok_or_else(|| asked.no_such_role(world, caller));
    role.and_then(|role| asked.session(world, role)).map_err(at(Check::Operation))
}

impl Asked<'_> {
    /// The actions that the call needs (S35). That inherited tags need `sts:TagSession` too is seen, and not documented.
    fn actions(&self) -> Vec<&'static str> {
        let mut actions = vec![self.action];
        if !self.call.tags.is_empty() || !self.inherited.tags.is_empty() {
            actions.push("sts:TagSession");
        }
        if self.call.source_identity.is_some() || self.inherited.source_identity.is_some() {
            actions.push("sts:SetSourceIdentity");
        }
        actions
    }

    /// The keys of the call, each for the actions that have it (S47). They are what they are, whatever was set by hand.
    fn context(&self, surroundings: &RequestContext, action: &str) -> RequestContext {
        let call = self.call;
        let mut context = match self.token {
            Some(_) => without_claims(surroundings),
            None => without_parameters(surroundings),
        };
        let is_own_action = action == self.action;
        if is_own_action {
            context.set_single("sts:RoleSessionName", call.role_session_name.as_str());
            if let Some(external_id) = &call.external_id {
                context.set_single("sts:ExternalId", external_id.as_str());
            }
        }
        let source_identity = call.source_identity.as_ref().or(self.inherited.source_identity.as_ref());
        if let Some(source_identity) = source_identity.filter(|_| action != "sts:TagSession") {
            context.set_single("sts:SourceIdentity", source_identity.as_str());
        }
        if action != "sts:SetSourceIdentity" && !call.tags.is_empty() {
            for (key, value) in &call.tags {
                context.set_single(&format!("aws:RequestTag/{key}"), value.as_str());
            }
            let keys = call.tags.keys().cloned().collect();
            context.set("aws:TagKeys", ContextValue::Multi(keys));
            if !call.transitive_tag_keys.is_empty() {
                let keys = call.transitive_tag_keys.iter().cloned().collect();
                context.set("sts:TransitiveTagKeys", ContextValue::Multi(keys));
            }
        }
        if call.serial_number.is_some() {
            context.set_single("aws:MultiFactorAuthPresent", "true");
            context.set_single("aws:MultiFactorAuthAge", "0");
        }
        if let Some(token) = &self.token {
            let keys = if is_own_action { &token.keys } else { &token.keys_beside };
            for (key, value) in keys {
                context.set(key, value.clone());
            }
        }
        context
    }

    /// S65 and E221 read one page in two ways. By E221, which is followed here, the trust policy is evaluated with the tags
    /// that the role has: an inherited tag takes their place only afterwards, in the session.
    fn authorize(
        &self,
        world: &World,
        aws: &dyn AwsPublished,
        caller: &Caller,
        action: &str,
        context: RequestContext,
    ) -> Result<Authorization, ApiError> {
        let action =
            Action::parse(action).map_err(|it| ApiError::new(ErrorCode::ValidationError, it.to_string()))?;
        let resource = Resource::Arn(self.role_arn.clone());
        let resource_account = self.role_arn.account_id();
        Ok(authorize(world, aws, Ask { caller, action, resource, resource_account, context }))
    }

    /// A denial names neither role nor caller where there was a token (S50, S60).
    fn worded(&self, error: ApiError) -> ApiError {
        match &self.token {
            Some(_) => ApiError { message: text(texts::NOT_AUTHORIZED_WITH_TOKEN, &[self.action]), ..error },
            None => error,
        }
    }

    /// A role that does not exist looks like one that may not be assumed (S34).
    fn no_such_role(&self, world: &World, caller: &Caller) -> ApiError {
        let caller = caller.principal(world).display_arn();
        let reason = text(texts::NO_ALLOW, &["role trust policy", self.action]);
        let resource = text(texts::ON_RESOURCE, &[self.role_arn.as_str()]);
        let message = text(texts::DENIED, &[&caller, self.action]) + &resource + &reason;
        self.worded(ApiError::new(ErrorCode::AccessDenied, message))
    }

    /// How long the session lasts (S36).
    fn seconds(&self, role: &Role) -> Result<u32, ApiError> {
        let seconds = match self.duration {
            Duration::Delivered(seconds) => return Ok(seconds),
            Duration::OfRole => self.call.duration_seconds.unwrap_or(DEFAULT_DURATION_SECONDS),
        };
        let refused = |message: &str| Err(ApiError::new(ErrorCode::ValidationError, message));
        if self.inherited.is_chain && seconds > MAX_CHAINED_SECONDS {
            return refused(texts::TOO_LONG_FOR_CHAIN);
        }
        if seconds > role.max_session_duration {
            return refused(texts::TOO_LONG_FOR_ROLE);
        }
        Ok(seconds)
    }

    /// The session that comes out (S41).
    fn session(self, world: &World, role: Found<'_, Role>) -> Result<Session, ApiError> {
        self.inherited.check(self.call)?;
        let packed = Packed {
            policy: self.call.policy.as_deref(),
            policy_arns: &self.policy_arns,
            tags: &self.call.tags,
        };
        packed.check()?;
        let seconds = self.seconds(role.it)?;
        let Asked { call, role_arn, policy_arns, inherited, token, session_keys, .. } = self;
        let name = &call.role_session_name;
        let Found { account, name: role_name, it: role } = role;
        let arn = Arn::parse(&format!("arn:aws:sts::{account}:assumed-role/{role_name}/{name}"))
            .map_err(|it| ApiError::new(ErrorCode::ValidationError, it.to_string()))?;
        let mut transitive_tag_keys = call.transitive_tag_keys.clone();
        transitive_tag_keys.extend(inherited.tags.keys().cloned());
        let mut tags = call.tags.clone();
        tags.extend(inherited.tags);
        let expires = world.clock.plus_seconds(seconds);
        let ends = token.as_ref().and_then(|it| it.ends);
        Ok(Session {
            label: arn.to_string(),
            arn,
            role_arn: role_arn.clone(),
            role_id: Some(role.unique_id.clone()),
            name: name.clone(),
            issued: world.clock,
            expires: Some(ends.map_or(expires, |it| it.min(expires))),
            policy: call.policy.as_deref().map(PolicyText::new),
            policy_arns,
            tags,
            transitive_tag_keys,
            source_identity: inherited.source_identity.or_else(|| call.source_identity.clone()),
            chained: inherited.is_chain,
            federated: token.is_some(),
            keys: session_keys,
        })
    }
}
