//! File → questions and steps.

use std::collections::BTreeMap;

use iam_evaluator::DecidedBy;
use iam_evaluator::request::{ContextValue, RequestContext};
use iam_organization::{AssumeRole, ErrorCode, Timestamp};

use super::error::{Errors, Path};
use super::names::{Names, one_of};
use super::questions as form;
use super::read::account_id;
use crate::scenario::{Call, Expectation, ExpectedDecision, Question, Step, StepExpectation, Who};

pub(super) fn questions(errors: &mut Errors, forms: Vec<form::Question>) -> Vec<Question> {
    let mut ids = Names::new("question");
    let list = Path::top("questions");
    let mut questions = Vec::new();
    for (idx, form) in forms.into_iter().enumerate() {
        let form::Question {
            id,
            title,
            principal,
            action,
            resource,
            resource_account,
            context: context_form,
            at,
            expected,
        } = form;
        let path = list.index(idx);
        ids.check_id(errors, path.field("id"), &id);
        questions.push(Question {
            id,
            title,
            principal: who(principal),
            action,
            resource,
            resource_account: resource_account
                .and_then(|it| account_id(errors, path.field("resourceAccount"), &it)),
            context: context(context_form),
            at: time(errors, path, at),
            expected: expected.and_then(|it| expectation(errors, path.field("expected"), &it)),
        });
    }
    questions
}

pub(super) fn steps(errors: &mut Errors, forms: Vec<form::Step>) -> Vec<Step> {
    let mut ids = Names::new("step");
    let list = Path::top("steps");
    let mut steps = Vec::new();
    for (idx, form) in forms.into_iter().enumerate() {
        let form::Step { id, title, caller, call: call_form, context: context_form, at, expected } = form;
        let path = list.index(idx);
        ids.check_id(errors, path.field("id"), &id);
        steps.push(Step {
            id,
            title,
            caller: who(caller),
            call: call(call_form),
            context: context(context_form),
            at: time(errors, path, at),
            expected: expected.and_then(|it| step_expectation(errors, path.field("expected"), &it)),
        });
    }
    steps
}

fn who(form: form::Who) -> Who {
    match form {
        form::Who::Arn(arn) => Who::Arn(arn),
        form::Who::Step(step) => Who::Step(step),
        form::Who::Service(name) => Who::Service(name),
        form::Who::Anonymous => Who::Anonymous,
    }
}

fn call(form: form::Call) -> Call {
    match form {
        form::Call::AssumeRole(form) => Call::AssumeRole(assume_role(form)),
    }
}

fn assume_role(form: form::AssumeRole) -> AssumeRole {
    let form::AssumeRole {
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
    } = form;
    AssumeRole {
        role_arn,
        role_session_name,
        external_id,
        duration_seconds,
        policy: policy.map(super::text::Text::into_string),
        policy_arns,
        tags,
        transitive_tag_keys: transitive_tag_keys.into_iter().collect(),
        source_identity,
        serial_number,
    }
}

fn context(form: BTreeMap<String, form::ContextValue>) -> RequestContext {
    let mut context = RequestContext::new();
    for (key, value) in form {
        let value = match value {
            form::ContextValue::Single(value) => ContextValue::Single(value),
            form::ContextValue::Multi(values) => ContextValue::Multi(values),
        };
        context.set(&key, value);
    }
    context
}

fn time(errors: &mut Errors, path: Path<'_>, text: Option<String>) -> Option<Timestamp> {
    errors.ok(path.field("at"), "", Timestamp::parse(&text?))
}

fn expectation(errors: &mut Errors, path: Path<'_>, form: &form::Expectation) -> Option<Expectation> {
    let form::Expectation { decision, decided_by, error } = form;
    match (decision, decided_by, error) {
        (Some(decision), decided_by, None) => Some(Expectation::Decision {
            decision: match decision {
                form::Decision::Allowed => ExpectedDecision::Allowed,
                form::Decision::ExplicitDeny => ExpectedDecision::ExplicitDeny,
                form::Decision::ImplicitDeny => ExpectedDecision::ImplicitDeny,
                form::Decision::Denied => ExpectedDecision::Denied,
            },
            decided_by: decided_by.map(self::decided_by),
        }),
        (None, None, Some(code)) => error_code(errors, path.field("error"), code).map(Expectation::Error),
        _ => {
            let message = "an expected answer is either a decision or an error";
            errors.add(path, message, "write `decision`, with or without `decidedBy`, or `error`");
            None
        }
    }
}

pub(crate) fn decided_by(form: form::DecidedBy) -> DecidedBy {
    match form {
        form::DecidedBy::Identity => DecidedBy::Identity,
        form::DecidedBy::Resource => DecidedBy::Resource,
        form::DecidedBy::Trust => DecidedBy::Trust,
        form::DecidedBy::Boundary => DecidedBy::Boundary,
        form::DecidedBy::Session => DecidedBy::Session,
        form::DecidedBy::Scp => DecidedBy::ServiceControl,
        form::DecidedBy::Rcp => DecidedBy::ResourceControl,
        form::DecidedBy::Vpce => DecidedBy::VpcEndpoint,
        form::DecidedBy::Root => DecidedBy::Root,
        form::DecidedBy::Service => DecidedBy::Service,
    }
}

fn step_expectation(
    errors: &mut Errors,
    path: Path<'_>,
    form: &form::StepExpectation,
) -> Option<StepExpectation> {
    match form {
        form::StepExpectation::Succeeds => Some(StepExpectation::Succeeds),
        form::StepExpectation::Error(code) => {
            error_code(errors, path.field("error"), code).map(StepExpectation::Error)
        }
    }
}

fn error_code(errors: &mut Errors, path: Path<'_>, text: &str) -> Option<ErrorCode> {
    let code = ErrorCode::from_aws(text);
    if code.is_none() {
        let codes: Vec<String> = ErrorCode::ALL.iter().map(ToString::to_string).collect();
        let help = one_of("error", codes.iter());
        let help = help.trim_start_matches("add it to `error`, or ").to_owned();
        errors.add(path, format!("unknown error code `{text}`"), help);
    }
    code
}
