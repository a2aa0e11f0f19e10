//! Calls of the tests about STS, and what they look at in the answer.

use iam_evaluator::request::RequestContext;

use super::world::*;
use crate::*;

pub(super) const ROLE: &str = "arn:aws:iam::444455556666:role/R";

pub(super) type Parameters<'a> = &'a [(&'a str, Value)];

/// A text parameter.
pub(super) fn t(text: &str) -> Value {
    Value::text(text)
}

pub(super) fn n(number: i64) -> Value {
    Value::Number(number)
}

/// Prod with the role R that trusts everybody with everything of STS, and the users maria (no policy) and admin (`*`).
pub(super) fn open_world() -> World {
    let mut world = world();
    let it = prod(&mut world);
    it.users.insert("maria".to_owned(), User { unique_id: "AIDAMARIAEXAMPLE".to_owned(), ..user() });
    it.users.insert("admin".to_owned(), user_with("all", allow("*")));
    it.roles.insert("R".to_owned(), role(trust(r#""*""#, "sts:*")));
    world
}

/// The role R gets another trust policy.
pub(super) fn set_trust(world: &mut World, text: PolicyText) {
    prod(world).roles.get_mut("R").unwrap().trust_policy = text;
}

pub(super) fn maria() -> Caller {
    Caller::User { arn: user_arn(PROD, "maria") }
}

pub(super) fn admin() -> Caller {
    Caller::User { arn: user_arn(PROD, "admin") }
}

pub(super) fn root() -> Caller {
    Caller::Root { account: account(PROD) }
}

pub(super) fn signed_by(caller: &Caller) -> Credentials {
    Credentials::Of(caller.clone())
}

/// Makes a call with nothing special around it.
pub(super) fn make(
    world: &mut World,
    credentials: &Credentials,
    operation: &str,
    parameters: Parameters<'_>,
) -> Called {
    let mut fields = Fields::new();
    for (name, value) in parameters {
        fields.set(name, value.clone());
    }
    let made = ApiCall::new(operation, fields);
    call(world, &ActionsWithResources, credentials, &made, &RequestContext::new())
}

/// The same as somebody.
pub(super) fn make_as(
    world: &mut World,
    caller: &Caller,
    operation: &str,
    parameters: Parameters<'_>,
) -> Called {
    make(world, &signed_by(caller), operation, parameters)
}

pub(super) fn code(called: &Called) -> Result<(), ErrorCode> {
    called.result.as_ref().map(drop).map_err(|it| it.code)
}

/// The check that a call failed at.
pub(super) fn failed_at(called: &Called) -> Option<Check> {
    called.checks.iter().find(|(_, it)| *it == CheckOutcome::Failed).map(|(check, _)| *check)
}

#[track_caller]
pub(super) fn check(called: &Called, expected: Result<(), (ErrorCode, Check)>) {
    let found = code(called).map_err(|it| (it, failed_at(called).unwrap()));
    assert_eq!(found, expected, "{:?}", called.result.as_ref().err().map(|it| it.message.clone()));
}

/// The text of a result at `Credentials.AccessKeyId` and the like.
#[track_caller]
pub(super) fn field(called: &Called, path: &str) -> String {
    let mut fields = &called.result.as_ref().unwrap().fields;
    let mut names = path.split('.').peekable();
    loop {
        let value = fields.get(names.next().unwrap()).unwrap_or_else(|| panic!("no {path}"));
        match names.peek() {
            Some(_) => fields = value.as_map().unwrap(),
            None => return value.to_string(),
        }
    }
}

/// The keys that a call gave, as its holder signs with them.
#[track_caller]
pub(super) fn keys_of(called: &Called) -> Credentials {
    Credentials::Keys(AccessKeyPair {
        access_key_id: field(called, "Credentials.AccessKeyId"),
        secret_access_key: field(called, "Credentials.SecretAccessKey"),
        session_token: Some(field(called, "Credentials.SessionToken")),
    })
}

/// Whose session a call gave.
#[track_caller]
pub(super) fn caller_of(world: &World, called: &Called) -> Caller {
    keys_of(called).authenticate(world).unwrap()
}

/// A call of AssumeRole that works, for the role R or another.
#[track_caller]
pub(super) fn assumed(world: &mut World, caller: &Caller, parameters: Parameters<'_>) -> Caller {
    let mut all = vec![("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    all.retain(|(name, _)| parameters.iter().all(|(it, _)| it != name));
    all.extend(parameters.iter().cloned());
    let called = make_as(world, caller, "sts:AssumeRole", &all);
    caller_of(world, &called)
}

/// The values of a context key of a request, joined; `None` if it is not there.
pub(super) fn key(authorization: &Authorization, key: &str) -> Option<String> {
    authorization.request.context.get(key).map(|it| it.values().join(","))
}

/// The value of a context key when the caller does something.
pub(super) fn key_of(world: &World, caller: &Caller, name: &str) -> Option<String> {
    key(&ask(world, caller, "sqs:ListQueues", "*"), name)
}

/// Tags as a parameter.
pub(super) fn tags(entries: &[(&str, &str)]) -> Value {
    let tags: Tags = entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Value::tags(&tags)
}
