//! Questions and steps → file.

use iam_evaluator::request::{ContextValue, RequestContext};
use iam_organization::AssumeRole;

use super::json::Json;
use super::parameters::api_call_json;
use super::write::TextStyle;
use super::write_world::tags_json;
use crate::names::{decided_by_name, expected_decision_name};
use crate::scenario::{Call, Expectation, Question, Step, StepExpectation, Who};

pub(super) fn question(question: &Question) -> Json {
    let Question { id, title, principal, action, resource, resource_account, context, at, after, expected } =
        question;
    Json::object(vec![
        ("id", Some(Json::text(id))),
        ("title", Json::text(title).unless_empty()),
        ("principal", Some(who(principal))),
        ("action", Some(Json::text(action))),
        ("resource", Some(Json::text(resource))),
        ("resourceAccount", resource_account.map(|it| Json::text(it.to_string()))),
        ("context", context_json(context)),
        ("at", at.map(|it| Json::text(it.to_string()))),
        ("after", after.as_ref().map(Json::text)),
        ("expected", expected.map(expectation)),
    ])
}

pub(super) fn step(step: &Step, style: TextStyle) -> Json {
    let Step { id, title, caller, call, context, at, expected } = step;
    let call = match call {
        Call::AssumeRole(call) => one_field("assumeRole", assume_role(call, style)),
        Call::Api(call) => one_field("api", api_call_json(call, style)),
    };
    let expected = expected.map(|it| match it {
        StepExpectation::Succeeds => Json::text("succeeds"),
        StepExpectation::Error(code) => one_field("error", Json::text(code.to_string())),
    });
    Json::object(vec![
        ("id", Some(Json::text(id))),
        ("title", Json::text(title).unless_empty()),
        ("caller", Some(who(caller))),
        ("call", Some(call)),
        ("context", context_json(context)),
        ("at", at.map(|it| Json::text(it.to_string()))),
        ("expected", expected),
    ])
}

fn who(who: &Who) -> Json {
    match who {
        Who::Arn(arn) => one_field("arn", Json::text(arn)),
        Who::Step(step) => one_field("step", Json::text(step)),
        Who::Service(name) => one_field("service", Json::text(name)),
        Who::Anonymous => Json::text("anonymous"),
    }
}

fn one_field(name: &str, value: Json) -> Json {
    Json::object(vec![(name, Some(value))])
}

fn assume_role(call: &AssumeRole, style: TextStyle) -> Json {
    let AssumeRole {
        role_arn,
        role_session_name,
        external_id,
        duration_seconds,
        policy,
        policy_arns,
        tags,
        transitive_tag_keys,
        source_identity,
        serial_number,
    } = call;
    let optional = |it: &Option<String>| it.as_ref().map(Json::text);
    Json::object(vec![
        ("roleArn", Some(Json::text(role_arn))),
        ("roleSessionName", Some(Json::text(role_session_name))),
        ("externalId", optional(external_id)),
        ("durationSeconds", duration_seconds.map(|it| Json::Number(it.into()))),
        ("policy", policy.as_ref().map(|it| style.text(it))),
        ("policyArns", Json::texts(policy_arns).unless_empty()),
        ("tags", tags_json(tags)),
        ("transitiveTagKeys", Json::texts(transitive_tag_keys).unless_empty()),
        ("sourceIdentity", optional(source_identity)),
        ("serialNumber", optional(serial_number)),
    ])
}

pub(super) fn context_value_json(value: &ContextValue) -> Json {
    match value {
        ContextValue::Single(value) => Json::text(value),
        ContextValue::Multi(values) => Json::texts(values),
    }
}

/// In the order of the names as they are written.
fn context_json(context: &RequestContext) -> Option<Json> {
    let entries = context.iter().map(|(key, value)| (key.as_str().to_owned(), context_value_json(value)));
    let mut sorted: Vec<(String, Json)> = Vec::new();
    for (name, value) in entries {
        let idx = sorted.partition_point(|(it, _)| *it < name);
        sorted.insert(idx, (name, value));
    }
    Json::Object(sorted).unless_empty()
}

fn expectation(expectation: Expectation) -> Json {
    match expectation {
        Expectation::Decision { decision, decided_by } => Json::object(vec![
            ("decision", Some(Json::text(expected_decision_name(decision)))),
            ("decidedBy", decided_by.map(|it| Json::text(decided_by_name(it)))),
        ]),
        Expectation::Error(code) => one_field("error", Json::text(code.to_string())),
    }
}
