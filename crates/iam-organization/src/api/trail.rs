//! CloudTrail: a record of every call, allowed or denied (S166–S169).

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::{ContextValue, RequestContext};

use super::call::{ApiCall, Called};
use super::operation::Operation;
use super::parameters::lower_camel;
use super::value::{Fields, Value};
use crate::caller::{Caller, Session, TokenOwner};
use crate::unique_id::event_id;
use crate::world::World;

/// One record of CloudTrail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailEvent {
    /// The account in whose trail it is.
    pub recipient: AccountId,
    /// The record under AWS's names, in the order in which AWS writes it.
    pub record: Fields,
}

const SERVICE_REGION: &str = "us-east-1";

/// Records a call. One whose credentials nobody knows leaves no record: there is no account that it belongs to.
pub(super) fn record(
    world: &mut World,
    call: &ApiCall,
    operation: Option<&Operation>,
    called: &Called,
    surroundings: &RequestContext,
) {
    let Some(caller) = &called.caller else { return };
    let role_account = called.authorizations.first().and_then(|it| it.request.resource_account);
    let own = caller.account();
    let Some(recipient) = own.or(role_account) else { return };
    let is_cross = call.service() == "sts" && own.is_some() && role_account.is_some_and(|it| Some(it) != own);
    let shared = (is_cross && called.result.is_ok()).then(|| new_id(world));
    let identity = identity(world, caller, call);
    let record = fields(world, call, operation, called, surroundings, identity, recipient, shared.as_deref());
    world.trail.push(TrailEvent { recipient, record });
    // The account of the role sees who it was by account only (S168).
    if let (Some(shared), Some(other), Some(own)) = (shared, role_account, own) {
        let identity = Fields::of([
            ("type", Value::text("AWSAccount")),
            ("principalId", Value::text(principal_id(world, caller))),
            ("accountId", Value::text(own.to_string())),
        ]);
        let record = fields(world, call, operation, called, surroundings, identity, other, Some(&shared));
        world.trail.push(TrailEvent { recipient: other, record });
    }
}

#[expect(clippy::too_many_arguments, reason = "a record is about all of them")]
fn fields(
    world: &mut World,
    call: &ApiCall,
    operation: Option<&Operation>,
    called: &Called,
    surroundings: &RequestContext,
    identity: Fields,
    recipient: AccountId,
    shared: Option<&str>,
) -> Fields {
    let surrounding = |key: &str, otherwise: &str| match surroundings.get(key).map(ContextValue::values) {
        Some([value, ..]) => Value::text(value),
        Some([]) | None => Value::text(otherwise),
    };
    let mut record = Fields::of([
        ("eventVersion", Value::text("1.08")),
        ("userIdentity", Value::Map(identity)),
        ("eventTime", Value::text(world.clock.to_string())),
        ("eventSource", Value::text(format!("{}.amazonaws.com", call.service()))),
        ("eventName", Value::text(call.name())),
        ("awsRegion", surrounding("aws:RequestedRegion", SERVICE_REGION)),
        ("sourceIPAddress", surrounding("aws:SourceIp", "192.0.2.1")),
        ("userAgent", surrounding("aws:UserAgent", "iam-playground")),
    ]);
    match &called.result {
        Ok(response) => {
            record.set("requestParameters", Value::Map(logged(&call.parameters)));
            if operation.is_some_and(|it| !it.read_only) && !response.fields.is_empty() {
                record.set("responseElements", Value::Map(logged(&response.fields)));
            }
        }
        Err(error) => {
            record.set("errorCode", Value::text(error.code.as_str()));
            record.set("errorMessage", Value::text(&error.message));
        }
    }
    record.set("requestID", Value::text(new_id(world)));
    record.set("eventID", Value::text(new_id(world)));
    record.set("readOnly", Value::Bool(operation.is_some_and(|it| it.read_only)));
    record.set("eventType", Value::text("AwsApiCall"));
    record.set("managementEvent", Value::Bool(true));
    record.set("recipientAccountId", Value::text(recipient.to_string()));
    record.set_some("sharedEventID", shared.map(Value::text));
    record.set("eventCategory", Value::text("Management"));
    record
}

/// Parameters and results as they are logged: names begin in lower case, and secrets are left out.
fn logged(fields: &Fields) -> Fields {
    let mut logged = Fields::new();
    for (name, value) in fields.iter() {
        let is_secret =
            matches!(name, "SecretAccessKey" | "TokenCode" | "WebIdentityToken" | "SAMLAssertion");
        if !is_secret {
            logged.set(&lower_camel(name), logged_value(value));
        }
    }
    logged
}

fn logged_value(value: &Value) -> Value {
    match value {
        Value::Map(fields) => Value::Map(logged(fields)),
        Value::List(items) => Value::List(items.iter().map(logged_value).collect()),
        Value::Text(_) | Value::Number(_) | Value::Bool(_) => value.clone(),
    }
}

/// Who called, as CloudTrail says it (S167).
fn identity(world: &World, caller: &Caller, call: &ApiCall) -> Fields {
    let id = Value::text(principal_id(world, caller));
    let mut identity = match caller {
        Caller::User { .. } | Caller::SessionToken(_) | Caller::Root { .. } => {
            let principal = caller.principal(world);
            let arn = principal.display_arn();
            let name = arn.rsplit_once('/').map(|(_, name)| name.to_owned());
            let kind = if name.is_some() { "IAMUser" } else { "Root" };
            let mut identity = Fields::of([
                ("type", Value::text(kind)),
                ("principalId", id),
                ("arn", Value::text(&arn)),
                ("accountId", Value::text(account_text(caller))),
            ]);
            identity.set_some("userName", name.map(Value::Text));
            identity
        }
        Caller::RoleSession(session) => Fields::of([
            ("type", Value::text("AssumedRole")),
            ("principalId", id),
            ("arn", Value::text(session.arn.as_str())),
            ("accountId", Value::text(account_text(caller))),
        ]),
        Caller::FederatedUser(session) => Fields::of([
            ("type", Value::text("FederatedUser")),
            ("principalId", id),
            ("arn", Value::text(session.arn.as_str())),
            ("accountId", Value::text(account_text(caller))),
        ]),
        Caller::Service { name } => {
            Fields::of([("type", Value::text("AWSService")), ("invokedBy", Value::text(name))])
        }
        Caller::Federated { provider } => {
            let kind = if call.name() == "AssumeRoleWithSAML" { "SAMLUser" } else { "WebIdentityUser" };
            Fields::of([("type", Value::text(kind)), ("identityProvider", Value::text(provider))])
        }
        Caller::Anonymous => Fields::of([("type", Value::text("AWSAccount")), ("principalId", id)]),
    };
    identity.set_some("sessionContext", session_context(world, caller).map(Value::Map));
    identity
}

/// When temporary credentials were made, by whom, and whether with a second factor.
fn session_context(world: &World, caller: &Caller) -> Option<Fields> {
    let attributes = |issued: String, mfa: bool| {
        Value::Map(Fields::of([
            ("creationDate", Value::text(issued)),
            ("mfaAuthenticated", Value::text(mfa.to_string())),
        ]))
    };
    match caller {
        Caller::RoleSession(session) => {
            let mut context = Fields::new();
            context.set("sessionIssuer", Value::Map(issuer(world, session)));
            context.set("attributes", attributes(session.issued.to_string(), false));
            context.set_some("sourceIdentity", session.source_identity.as_ref().map(Value::text));
            Some(context)
        }
        Caller::SessionToken(session) => {
            Some(Fields::of([("attributes", attributes(session.issued.to_string(), session.mfa))]))
        }
        Caller::FederatedUser(session) => {
            let issued = session.issued?;
            Some(Fields::of([("attributes", attributes(issued.to_string(), false))]))
        }
        Caller::User { .. }
        | Caller::Root { .. }
        | Caller::Service { .. }
        | Caller::Federated { .. }
        | Caller::Anonymous => None,
    }
}

fn issuer(world: &World, session: &Session) -> Fields {
    let role = world.role(&session.role_arn);
    Fields::of([
        ("type", Value::text("Role")),
        ("principalId", Value::text(role.map(|it| it.it.unique_id.as_str()).unwrap_or_default())),
        ("arn", Value::text(session.role_arn.as_str())),
        ("accountId", Value::text(session.role_arn.account())),
        ("userName", Value::text(session.role_arn.resource().rsplit('/').next().unwrap_or_default())),
    ])
}

/// The value of `aws:userid` (S6).
pub(super) fn principal_id(world: &World, caller: &Caller) -> String {
    match caller {
        Caller::User { arn } => user_id(world, arn),
        Caller::SessionToken(session) => match &session.owner {
            TokenOwner::User(arn) => user_id(world, arn),
            TokenOwner::Root(account) => account.to_string(),
        },
        Caller::Root { account } => account.to_string(),
        Caller::RoleSession(session) => {
            let role = world.role(&session.role_arn);
            format!("{}:{}", role.map(|it| it.it.unique_id.as_str()).unwrap_or_default(), session.name)
        }
        Caller::FederatedUser(session) => {
            let name = session.arn.resource().rsplit('/').next().unwrap_or_default();
            format!("{}:{name}", session.arn.account())
        }
        Caller::Service { name } => name.clone(),
        Caller::Federated { provider } => provider.clone(),
        Caller::Anonymous => "anonymous".to_owned(),
    }
}

fn user_id(world: &World, arn: &iam_evaluator::arn::Arn) -> String {
    world.user(arn).map(|it| it.it.unique_id.clone()).unwrap_or_default()
}

fn account_text(caller: &Caller) -> String {
    caller.account().map(|it| it.to_string()).unwrap_or_default()
}

/// An id that no other record has.
fn new_id(world: &mut World) -> String {
    world.n_ids += 1;
    event_id(world.seed, world.n_ids)
}
