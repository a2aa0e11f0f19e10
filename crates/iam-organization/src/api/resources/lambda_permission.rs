//! The policy of a function, statement by statement.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{LanguageVersion, Policy, parse, print};

use super::delete::on_resource;
use super::kind::kind_of;
use super::lambda::FUNCTION_NAME;
use super::naming::{found, resource_mut};
use super::policy_check::check_policy;
use super::writes;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Needed, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::texts::{self, text as filled};
use crate::api::value::{Fields, Value};
use crate::policy_text::{PolicyText, UsablePolicy};
use crate::world::World;

const STATEMENT_ID: Parameter =
    required("StatementId", ParameterKind::Text { min: 1, max: 100, also: Some("_-") });

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "lambda",
        "AddPermission",
        &[
            FUNCTION_NAME,
            STATEMENT_ID,
            required("Action", text(1, 128)),
            required("Principal", text(1, 256)),
            optional("SourceArn", text(1, 2048)),
            optional("SourceAccount", text(12, 12)),
            optional("PrincipalOrgID", text(12, 34)),
        ],
        Body::Authorized { requests: adding, execute: add },
    ),
    writes(
        "lambda",
        "RemovePermission",
        &[FUNCTION_NAME, STATEMENT_ID],
        Body::Authorized { requests: on_resource, execute: remove },
    ),
];

fn adding(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let needed = on_resource(world, call)?;
    Ok(needed.into_iter().map(|it| it.with("lambda:Principal", call.text("Principal"))).collect())
}

/// The policy that the function has; an empty one if it has none.
fn present(world: &World, call: &Incoming<'_>) -> Result<Policy, ApiError> {
    let (_, _, function) = found(world, call)?;
    let empty = Policy {
        version: Some(LanguageVersion::V2012_10_17),
        id: Some("default".to_owned()),
        statements: Vec::new(),
        unreadable: Vec::new(),
    };
    match function.policy.as_ref().map(PolicyText::usable) {
        Some(UsablePolicy::Current(policy)) if policy.unreadable.is_empty() => Ok((*policy).clone()),
        // What somebody typed must not be lost.
        Some(UsablePolicy::Current(_) | UsablePolicy::LastValid(_) | UsablePolicy::None) => {
            Err(ApiError::new(ErrorCode::InvalidParameterValueException, texts::SYNTAX_ERRORS))
        }
        None => Ok(empty),
    }
}

fn add(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (owner, function, _) = found(world, call)?;
    let mut policy = present(world, call)?;
    let id = call.text("StatementId");
    if policy.statements.iter().any(|it| it.sid.as_deref() == Some(id)) {
        let message = filled(texts::STATEMENT_EXISTS, &[id]);
        return Err(ApiError::new(ErrorCode::ResourceConflictException, message));
    }
    let statement = statement(call, &function);
    let alone = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    check_policy(world, owner, kind_of(call), &alone)?;
    policy.statements.extend(parse(&alone).0.into_iter().flat_map(|it| it.statements));
    let text = print(&policy);
    if text.len() > kind_of(call).max_policy_size {
        return Err(ApiError::new(ErrorCode::PolicyLengthExceededException, texts::POLICY_TOO_LARGE));
    }
    resource_mut(world, call)?.policy = Some(PolicyText::new(text));
    Ok(Fields::of([("Statement", Value::text(statement))]))
}

/// The statement as Lambda writes it.
fn statement(call: &Incoming<'_>, function: &Arn) -> String {
    let quoted = |it: &str| format!("\"{}\"", it.replace('\\', "\\\\").replace('"', "\\\""));
    let principal = match call.text("Principal") {
        "*" => quoted("*"),
        it if it.starts_with("arn:") => format!("{{\"AWS\":{}}}", quoted(it)),
        it if AccountId::parse(it).is_ok() => format!("{{\"AWS\":\"arn:aws:iam::{it}:root\"}}"),
        it => format!("{{\"Service\":{}}}", quoted(it)),
    };
    let mut equals = Vec::new();
    for (parameter, key) in [("SourceAccount", "AWS:SourceAccount"), ("PrincipalOrgID", "aws:PrincipalOrgID")]
    {
        equals.extend(call.optional_text(parameter).map(|it| format!("{}:{}", quoted(key), quoted(it))));
    }
    let mut blocks = Vec::new();
    if !equals.is_empty() {
        blocks.push(format!("\"StringEquals\":{{{}}}", equals.join(",")));
    }
    if let Some(source) = call.optional_text("SourceArn") {
        blocks.push(format!("\"ArnLike\":{{\"AWS:SourceArn\":{}}}", quoted(source)));
    }
    let condition = match blocks.is_empty() {
        true => String::new(),
        false => format!(",\"Condition\":{{{}}}", blocks.join(",")),
    };
    format!(
        "{{\"Sid\":{},\"Effect\":\"Allow\",\"Principal\":{principal},\"Action\":{},\"Resource\":{}{condition}}}",
        quoted(call.text("StatementId")),
        quoted(call.text("Action")),
        quoted(function.as_str()),
    )
}

fn remove(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let mut policy = present(world, call)?;
    let id = call.text("StatementId");
    let n_before = policy.statements.len();
    policy.statements.retain(|it| it.sid.as_deref() != Some(id));
    if policy.statements.len() == n_before {
        let message = filled(texts::NO_SUCH_STATEMENT, &[id]);
        return Err(ApiError::new(ErrorCode::ResourceNotFoundException, message));
    }
    let is_empty = policy.statements.is_empty();
    resource_mut(world, call)?.policy = (!is_empty).then(|| PolicyText::new(print(&policy)));
    Ok(Fields::new())
}
