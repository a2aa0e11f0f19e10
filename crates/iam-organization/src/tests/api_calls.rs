//! Calls as rows: who, what, with which parameters, and what comes out.

use iam_evaluator::request::RequestContext;

use super::world::*;
use crate::*;

/// Parameters that are texts.
pub(crate) fn fields(parameters: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in parameters {
        fields.set(name, Value::text(*value));
    }
    fields
}

pub(crate) fn root(id: &str) -> Caller {
    Caller::Root { account: account(id) }
}

/// A user of the account with these permissions.
pub(crate) fn with_user(world: &mut World, id: &str, name: &str, text: PolicyText) -> Caller {
    let users = &mut world.accounts.get_mut(&account(id)).unwrap().users;
    users.insert(name.to_owned(), user_with("own", text));
    Caller::User { arn: user_arn(id, name) }
}

pub(crate) fn call_with(world: &mut World, caller: &Caller, operation: &str, parameters: Fields) -> Called {
    let credentials = Credentials::Of(caller.clone());
    let context = RequestContext::new();
    call(world, &ActionsWithResources, &credentials, &ApiCall::new(operation, parameters), &context)
}

/// Makes a call that succeeds.
#[track_caller]
pub(crate) fn done_with(world: &mut World, caller: &Caller, operation: &str, parameters: Fields) -> Fields {
    let called = call_with(world, caller, operation, parameters);
    called.result.unwrap_or_else(|it| panic!("{operation}: {it}")).fields
}

#[track_caller]
pub(crate) fn done(
    world: &mut World,
    caller: &Caller,
    operation: &str,
    parameters: &[(&str, &str)],
) -> Fields {
    done_with(world, caller, operation, fields(parameters))
}

/// Makes a call that fails, and leaves the world as it was.
#[track_caller]
pub(crate) fn refused_with(
    world: &mut World,
    caller: &Caller,
    operation: &str,
    parameters: Fields,
    expected: ErrorCode,
) -> ApiError {
    let mut before = world.clone();
    let error = match call_with(world, caller, operation, parameters).result {
        Ok(response) => panic!("{operation} was done: {:?}", response.fields),
        Err(error) => error,
    };
    assert_eq!(error.code, expected, "{operation}: {error}");
    // The record of the call is all that is left of it.
    before.trail.clone_from(&world.trail);
    before.n_ids = world.n_ids;
    assert_eq!(*world, before, "{operation}");
    error
}

#[track_caller]
pub(crate) fn refused(
    world: &mut World,
    caller: &Caller,
    operation: &str,
    parameters: &[(&str, &str)],
    expected: ErrorCode,
) -> ApiError {
    refused_with(world, caller, operation, fields(parameters), expected)
}

/// The same, with the reason that AWS gives.
#[track_caller]
pub(crate) fn refused_because(
    world: &mut World,
    caller: &Caller,
    operation: &str,
    parameters: &[(&str, &str)],
    expected: (ErrorCode, &str),
) {
    let error = refused(world, caller, operation, parameters, expected.0);
    assert!(error.message.starts_with(&format!("{}: ", expected.1)), "{error}");
}

/// A text deep in a result: `Organization.Id`; a number is an index.
#[track_caller]
pub(crate) fn at(fields: &Fields, path: &str) -> String {
    let mut value = Value::Map(fields.clone());
    for part in path.split('.') {
        let next = match part.parse::<usize>() {
            Ok(idx) => value.items().get(idx).cloned(),
            Err(_) => value.as_map().and_then(|it| it.get(part)).cloned(),
        };
        value = next.unwrap_or_else(|| panic!("no {path} in {fields:?}"));
    }
    value.as_text().unwrap_or_else(|| panic!("{path} is no text in {fields:?}")).to_owned()
}

/// One field of every item of a list.
pub(crate) fn each(fields: &Fields, list: &str, name: &str) -> Vec<String> {
    let items = fields.get(list).unwrap_or_else(|| panic!("no {list} in {fields:?}")).items();
    items.iter().filter_map(|it| it.as_map()?.text(name).map(str::to_owned)).collect()
}
