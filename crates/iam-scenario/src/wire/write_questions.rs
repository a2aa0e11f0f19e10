//! Questions and steps → file.

use std::collections::BTreeMap;

use iam_evaluator::DecidedBy;
use iam_evaluator::request::{ContextValue, RequestContext};
use iam_organization::AssumeRole;

use super::questions as form;
use super::text::{Text, TextStyle};
use crate::scenario::{Call, Expectation, ExpectedDecision, Question, Step, StepExpectation, Who};

pub(super) fn question(question: &Question) -> form::Question {
    let Question { id, title, principal, action, resource, resource_account, context: keys, at, expected } =
        question;
    form::Question {
        id: id.clone(),
        title: title.clone(),
        principal: who(principal),
        action: action.clone(),
        resource: resource.clone(),
        resource_account: resource_account.map(|it| it.to_string()),
        context: context(keys),
        at: at.map(|it| it.to_string()),
        expected: expected.map(expectation),
    }
}

pub(super) fn step(step: &Step, style: TextStyle) -> form::Step {
    let Step { id, title, caller, call: Call::AssumeRole(call), context: keys, at, expected } = step;
    form::Step {
        id: id.clone(),
        title: title.clone(),
        caller: who(caller),
        call: form::Call::AssumeRole(assume_role(call, style)),
        context: context(keys),
        at: at.map(|it| it.to_string()),
        expected: expected.map(|it| match it {
            StepExpectation::Succeeds => form::StepExpectation::Succeeds,
            StepExpectation::Error(code) => form::StepExpectation::Error(code.to_string()),
        }),
    }
}

fn who(who: &Who) -> form::Who {
    match who {
        Who::Arn(arn) => form::Who::Arn(arn.clone()),
        Who::Step(step) => form::Who::Step(step.clone()),
        Who::Service(name) => form::Who::Service(name.clone()),
        Who::Anonymous => form::Who::Anonymous,
    }
}

fn assume_role(call: &AssumeRole, style: TextStyle) -> form::AssumeRole {
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
    form::AssumeRole {
        role_arn: role_arn.clone(),
        role_session_name: role_session_name.clone(),
        external_id: external_id.clone(),
        duration_seconds: *duration_seconds,
        policy: policy.as_ref().map(|it| Text::new(it, style)),
        policy_arns: policy_arns.clone(),
        tags: tags.clone(),
        transitive_tag_keys: transitive_tag_keys.iter().cloned().collect(),
        source_identity: source_identity.clone(),
        serial_number: serial_number.clone(),
    }
}

fn context(context: &RequestContext) -> BTreeMap<String, form::ContextValue> {
    let entries = context.iter().map(|(key, value)| {
        let value = match value {
            ContextValue::Single(value) => form::ContextValue::Single(value.clone()),
            ContextValue::Multi(values) => form::ContextValue::Multi(values.clone()),
        };
        (key.as_str().to_owned(), value)
    });
    entries.collect()
}

fn expectation(expectation: Expectation) -> form::Expectation {
    match expectation {
        Expectation::Decision { decision, decided_by } => form::Expectation {
            decision: Some(match decision {
                ExpectedDecision::Allowed => form::Decision::Allowed,
                ExpectedDecision::ExplicitDeny => form::Decision::ExplicitDeny,
                ExpectedDecision::ImplicitDeny => form::Decision::ImplicitDeny,
                ExpectedDecision::Denied => form::Decision::Denied,
            }),
            decided_by: decided_by.map(decided_by_form),
            error: None,
        },
        Expectation::Error(code) => {
            form::Expectation { decision: None, decided_by: None, error: Some(code.to_string()) }
        }
    }
}

fn decided_by_form(decided_by: DecidedBy) -> form::DecidedBy {
    match decided_by {
        DecidedBy::Identity => form::DecidedBy::Identity,
        DecidedBy::Resource => form::DecidedBy::Resource,
        DecidedBy::Trust => form::DecidedBy::Trust,
        DecidedBy::Boundary => form::DecidedBy::Boundary,
        DecidedBy::Session => form::DecidedBy::Session,
        DecidedBy::ServiceControl => form::DecidedBy::Scp,
        DecidedBy::ResourceControl => form::DecidedBy::Rcp,
        DecidedBy::VpcEndpoint => form::DecidedBy::Vpce,
        DecidedBy::Root => form::DecidedBy::Root,
        DecidedBy::Service => form::DecidedBy::Service,
    }
}
