//! Calls of IAM as rows: an operation, its parameters as texts, and how it fails.

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, RequestContext};

use super::world::*;
use crate::*;

/// An operation of IAM, its parameters, and how it fails; `None` if it is done.
pub(super) type Row<'r> = (&'r str, &'r [(&'r str, &'r str)], Option<ErrorCode>);

pub(super) const DENIED: Option<ErrorCode> = Some(ErrorCode::AccessDenied);
pub(super) const INVALID: Option<ErrorCode> = Some(ErrorCode::ValidationError);
pub(super) const INPUT: Option<ErrorCode> = Some(ErrorCode::InvalidInput);
pub(super) const MISSING: Option<ErrorCode> = Some(ErrorCode::NoSuchEntity);
pub(super) const EXISTS: Option<ErrorCode> = Some(ErrorCode::EntityAlreadyExists);
pub(super) const FULL: Option<ErrorCode> = Some(ErrorCode::LimitExceeded);
pub(super) const CONFLICT: Option<ErrorCode> = Some(ErrorCode::DeleteConflict);
pub(super) const MALFORMED: Option<ErrorCode> = Some(ErrorCode::MalformedPolicyDocument);
pub(super) const PROTECTED: Option<ErrorCode> = Some(ErrorCode::UnmodifiableEntity);

pub(super) const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";
pub(super) const ALLOW_ALL: &str =
    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
pub(super) const TRUST_EC2: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
    "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}"#;

/// AWS with one policy for everybody and one for a service's own role.
pub(super) struct Published;

impl AwsPublished for Published {
    fn managed_policy(&self, policy: &Arn) -> ManagedPolicyLookup {
        let is_there = ["ReadOnlyAccess", "aws-service-role/AmazonECSServiceRolePolicy"]
            .iter()
            .any(|it| policy.resource() == format!("policy/{it}"));
        match is_there {
            true => ManagedPolicyLookup::Found(AwsManagedPolicy {
                arn: policy.clone(),
                text: allow("s3:Get*"),
                version: PolicyVersion::parse("v3").unwrap(),
            }),
            false => ManagedPolicyLookup::NoSuchPolicy { suggestion: None },
        }
    }

    fn takes_no_resource(&self, _action: &Action) -> Option<bool> {
        Some(false)
    }
}

pub(super) fn root() -> Caller {
    Caller::Root { account: account(PROD) }
}

pub(super) fn user_caller(name: &str) -> Caller {
    Caller::User { arn: user_arn(PROD, name) }
}

/// The call, with each parameter read as its kind wants it: lists by commas, tags as `key=value`.
pub(super) fn api_call(operation: &str, parameters: &[(&str, &str)]) -> ApiCall {
    let operation = if operation.contains(':') { operation.to_owned() } else { format!("iam:{operation}") };
    let known = find_operation(&operation);
    let mut fields = Fields::new();
    for (name, text) in parameters {
        let parameter = known.and_then(|it| it.parameters.iter().find(|it| it.name == *name));
        fields.set(name, value(parameter.map(|it| it.kind), text));
    }
    ApiCall::new(&operation, fields)
}

fn value(kind: Option<ParameterKind>, text: &str) -> Value {
    let items = || text.split(',').filter(|it| !it.is_empty());
    match kind {
        Some(ParameterKind::Number { .. }) => Value::Number(text.parse().unwrap()),
        Some(ParameterKind::Bool) => Value::Bool(text == "true"),
        Some(
            ParameterKind::Texts(_)
            | ParameterKind::SomeTexts(_)
            | ParameterKind::TextsMatching { .. }
            | ParameterKind::Arns(_),
        ) => Value::texts(items()),
        Some(ParameterKind::Tags) => {
            let tag = |it: &str| {
                let (key, value) = it.split_once('=').unwrap();
                Value::Map(Fields::of([("Key", Value::text(key)), ("Value", Value::text(value))]))
            };
            Value::List(items().map(tag).collect())
        }
        Some(ParameterKind::Map | ParameterKind::Maps(_)) => panic!("no operation of IAM takes maps: {text}"),
        Some(ParameterKind::Text { .. } | ParameterKind::Matching { .. } | ParameterKind::Word(_)) | None => {
            Value::text(text)
        }
    }
}

pub(super) fn make_as(
    world: &mut World,
    caller: &Caller,
    operation: &str,
    parameters: &[(&str, &str)],
) -> Called {
    let credentials = Credentials::Of(caller.clone());
    call(world, &Published, &credentials, &api_call(operation, parameters), &RequestContext::new())
}

/// A call of prod's root user that is done.
#[track_caller]
pub(super) fn make(world: &mut World, operation: &str, parameters: &[(&str, &str)]) -> Fields {
    let called = make_as(world, &root(), operation, parameters);
    called.result.unwrap_or_else(|it| panic!("{operation} {parameters:?}: {it}")).fields
}

/// Makes the calls one after the other. One that fails changes nothing but the trail, and the ids that it took.
#[track_caller]
pub(super) fn check_as(world: &mut World, caller: &Caller, rows: &[Row<'_>]) {
    for (operation, parameters, expected) in rows {
        let before = world.clone();
        let called = make_as(world, caller, operation, parameters);
        let code = called.result.as_ref().err().map(|it| it.code);
        assert_eq!(
            code,
            *expected,
            "{operation} {parameters:?}: {:?}",
            called.result.map_err(|it| it.to_string())
        );
        if expected.is_some() {
            let trail = world.trail.clone();
            let unchanged = World { trail, n_ids: world.n_ids, ..before };
            assert_eq!(*world, unchanged, "{operation} {parameters:?} failed and changed the world");
        }
    }
}

#[track_caller]
pub(super) fn check(world: &mut World, rows: &[Row<'_>]) {
    check_as(world, &root(), rows);
}

/// What a call of the root user gives, in short: generated ids are cut to their prefix.
#[track_caller]
pub(super) fn check_shown(world: &mut World, operation: &str, parameters: &[(&str, &str)], expected: &str) {
    let fields = make(world, operation, parameters);
    assert_eq!(shown(&Value::Map(fields)), expected, "{operation} {parameters:?}");
}

/// JSON without quotes.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => match text.split_at_checked(4) {
            Some((prefix, rest)) if rest.ends_with("EXAMPLE") && rest.len() == 17 => prefix.to_owned(),
            _ => text.clone(),
        },
        Value::Number(number) => number.to_string(),
        Value::Bool(it) => it.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Map(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

/// The text of a field somewhere inside: `User.UserId`.
pub(super) fn text_at(fields: &Fields, path: &str) -> String {
    let mut value = Value::Map(fields.clone());
    for name in path.split('.') {
        value = value.as_map().and_then(|it| it.get(name)).unwrap_or_else(|| panic!("no {path}")).clone();
    }
    value.as_text().unwrap().to_owned()
}
