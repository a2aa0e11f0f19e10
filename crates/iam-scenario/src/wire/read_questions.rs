//! File → questions and steps.

use iam_evaluator::request::{ContextValue, RequestContext};
use iam_organization::{AssumeRole, ErrorCode, Timestamp};

use super::error::{Errors, ReadErrors};
use super::names::Names;
use super::node::Node;
use super::parameters::api_call;
use super::question_fields::STEP;
use super::read::account_id;
use super::shape::check_object;
use super::syntax::parse;
use crate::names::{decided_by_named, expected_decision_named};
use crate::scenario::{Call, Expectation, Question, Step, StepExpectation, Who};

pub(super) fn questions(errors: &mut Errors<'_>, list: Node<'_>) -> Vec<Question> {
    let mut ids = Names::new("question");
    let question = |node: Node<'_>| {
        let resource_account = node.field("resourceAccount");
        Question {
            id: ids.id(errors, node),
            title: node.field("title").string(),
            principal: who(node.field("principal")),
            action: node.field("action").string(),
            resource: node.field("resource").string(),
            resource_account: match resource_account.is_there() {
                true => account_id(errors, resource_account),
                false => None,
            },
            context: context(node.field("context")),
            at: time(errors, node.field("at")),
            after: node.field("after").optional_string(),
            expected: expectation(errors, node.field("expected")),
        }
    };
    list.items().map(question).collect()
}

pub(super) fn steps(errors: &mut Errors<'_>, list: Node<'_>) -> Vec<Step> {
    let mut ids = Names::new("step");
    list.items().map(|it| step(errors, it, &mut ids)).collect()
}

fn step(errors: &mut Errors<'_>, node: Node<'_>, ids: &mut Names) -> Step {
    Step {
        id: ids.id(errors, node),
        title: node.field("title").string(),
        caller: who(node.field("caller")),
        call: call(node.field("call")),
        context: context(node.field("context")),
        at: time(errors, node.field("at")),
        expected: step_expectation(errors, node.field("expected")),
    }
}

/// Reads a step alone, in the form in which it stands in a file.
///
/// # Errors
/// What breaks the syntax or the form.
pub fn read_step(text: &str) -> Result<Step, ReadErrors> {
    let file = parse(text)?;
    let mut errors = Errors::new(text);
    let node = Node::top(&file);
    check_object(&mut errors, node, &STEP);
    if !errors.is_empty() {
        return Err(errors.finish());
    }
    let step = step(&mut errors, node, &mut Names::new("step"));
    if errors.is_empty() { Ok(step) } else { Err(errors.finish()) }
}

fn who(node: Node<'_>) -> Who {
    let named = |name| node.field(name).optional_string();
    let arn = named("arn").map(Who::Arn);
    let step = || named("step").map(Who::Step);
    let service = || named("service").map(Who::Service);
    arn.or_else(step).or_else(service).unwrap_or(Who::Anonymous)
}

fn call(node: Node<'_>) -> Call {
    let api = node.field("api");
    match api.is_there() {
        true => Call::Api(api_call(api)),
        false => Call::AssumeRole(assume_role(node.field("assumeRole"))),
    }
}

fn assume_role(node: Node<'_>) -> AssumeRole {
    let policy = node.field("policy");
    AssumeRole {
        role_arn: node.field("roleArn").string(),
        role_session_name: node.field("roleSessionName").string(),
        external_id: node.field("externalId").optional_string(),
        duration_seconds: node.field("durationSeconds").small_number(),
        policy: policy.is_there().then(|| policy.lines()),
        policy_arns: node.field("policyArns").strings(),
        tags: node.field("tags").tags(),
        transitive_tag_keys: node.field("transitiveTagKeys").string_set(),
        source_identity: node.field("sourceIdentity").optional_string(),
        serial_number: node.field("serialNumber").optional_string(),
    }
}

pub(super) fn context_value(node: Node<'_>) -> ContextValue {
    match node.text() {
        Some(text) => ContextValue::Single(text.to_owned()),
        None => ContextValue::Multi(node.strings()),
    }
}

fn context(node: Node<'_>) -> RequestContext {
    let mut context = RequestContext::new();
    for (key, value) in node.members() {
        context.set(key, context_value(value));
    }
    context
}

fn time(errors: &mut Errors<'_>, node: Node<'_>) -> Option<Timestamp> {
    errors.ok(node, "leave it out for the world's time", Timestamp::parse(node.text()?))
}

fn expectation(errors: &mut Errors<'_>, node: Node<'_>) -> Option<Expectation> {
    if !node.is_there() {
        return None;
    }
    let (decided_by, error) = (node.field("decidedBy"), node.field("error"));
    let decision = node.field("decision").text().and_then(expected_decision_named);
    match decision {
        Some(decision) if !error.is_there() => {
            let decided_by = decided_by.text().and_then(decided_by_named);
            Some(Expectation::Decision { decision, decided_by })
        }
        None if error.is_there() && !decided_by.is_there() => {
            error_code(errors, error).map(Expectation::Error)
        }
        Some(_) | None => {
            let message = "an expected answer is either a decision or an error";
            errors.add(node, message, "write `decision`, with or without `decidedBy`, or `error`");
            None
        }
    }
}

fn step_expectation(errors: &mut Errors<'_>, node: Node<'_>) -> Option<StepExpectation> {
    let error = node.field("error");
    match error.is_there() {
        true => error_code(errors, error).map(StepExpectation::Error),
        false => node.is_there().then_some(StepExpectation::Succeeds),
    }
}

fn error_code(errors: &mut Errors<'_>, node: Node<'_>) -> Option<ErrorCode> {
    let text = node.string();
    let code = ErrorCode::from_aws(&text);
    if code.is_none() {
        let codes = ErrorCode::ALL.map(|it| format!("`{it}`"));
        let help = format!("name one of {}", codes.join(", "));
        errors.add(node, format!("unknown error code `{text}`"), help);
    }
    code
}
