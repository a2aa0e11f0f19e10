//! Asking questions.

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, Request, Resource};
use iam_organization::{ApiError, Applicable, Ask, Authorization, AwsPublished, authorize};

use crate::acting::{NoCaller, comes_later, credentials};
use crate::scenario::{Question, Scenario, Who};
use crate::steps::{Api, Run, run_steps_for, world_at};

/// The answer to a question.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Policies were read, and this is what they say.
    Decided(Box<Authorization>),
    /// The credentials were refused before any policy was read.
    Refused(ApiError),
    /// The question is to be asked as the session of a step that gave none.
    NoSession {
        /// The step's id.
        step: String,
        /// How the step failed.
        error: ApiError,
    },
    /// The question cannot be asked as it stands.
    Unreadable(Vec<Problem>),
}

/// Something in a question or step that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which field, as it is called in the file: `action`, `principal`, …
    pub field: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Answers a question, making the calls first whose sessions or changes it needs.
pub fn ask(
    scenario: &Scenario,
    aws: &dyn AwsPublished,
    api: Option<&dyn Api>,
    question: &Question,
) -> Answer {
    let needs_steps = matches!(question.principal, Who::Step(_)) || scenario.changes_the_world();
    let run = match needs_steps || question.after.is_some() {
        true => run_steps_for(scenario, aws, api, question.after.as_deref()),
        false => Run::default(),
    };
    ask_after(scenario, aws, &run, question)
}

/// Answers a question of the scenario, or one that is asked after the same step, when the steps have been run.
pub fn ask_after(scenario: &Scenario, aws: &dyn AwsPublished, run: &Run, question: &Question) -> Answer {
    let mut problems = Vec::new();
    let action = Action::parse(question.action.trim()).map_err(|it| {
        problems.push(problem("action", &it.to_string(), "write `service:Name`, with one colon"));
    });
    let resource = read_resource(question.resource.trim()).map_err(|it| problems.push(it));
    let world = match &question.after {
        Some(step) if scenario.step(step).is_none() => {
            let message = format!("there is no step `{step}`");
            problems.push(problem(
                "after",
                &message,
                "name a step, or leave it out to ask after all of them",
            ));
            return Answer::Unreadable(problems);
        }
        after => match run.world_after(&scenario.world, after.as_deref()) {
            Some(world) => world_at(world, question.at),
            None => {
                let message = "the world after this step was not kept";
                problems.push(problem("after", message, "put the question into the scenario"));
                return Answer::Unreadable(problems);
            }
        },
    };
    problems.extend(comes_later(run, &question.principal, question.after.as_deref(), "principal"));
    let credentials = credentials(&world, run, &question.principal, "principal");
    let (credentials, action, resource) = match (credentials, action, resource) {
        (Ok(credentials), Ok(action), Ok(resource)) if problems.is_empty() => (credentials, action, resource),
        (Err(NoCaller::NoSession { step, error }), _, _) if problems.is_empty() => {
            return Answer::NoSession { step, error };
        }
        (Err(NoCaller::Unreadable(it)), _, _) => {
            problems.push(it);
            return Answer::Unreadable(problems);
        }
        _ => return Answer::Unreadable(problems),
    };
    if let Some(step) = run.not_run_before(question.after.as_deref()) {
        return Answer::Unreadable(vec![not_made(step)]);
    }
    match credentials.authenticate(&world) {
        Ok(caller) => {
            let resource_account = question.resource_account;
            let context = question.context.clone();
            let ask = Ask { caller: &caller, action, resource, resource_account, context };
            Answer::Decided(Box::new(authorize(&world, aws, ask)))
        }
        Err(error) => Answer::Refused(error),
    }
}

/// The request of a question with every context key that follows from the world, and the policies that may apply to it;
/// `None` where no policy decides it.
pub fn applicable_after(
    scenario: &Scenario,
    aws: &dyn AwsPublished,
    run: &Run,
    question: &Question,
) -> Option<(Request, Applicable)> {
    let Answer::Decided(authorization) = ask_after(scenario, aws, run, question) else { return None };
    let world = world_at(run.world_after(&scenario.world, question.after.as_deref())?, question.at);
    let credentials = credentials(&world, run, &question.principal, "principal").ok()?;
    let caller = credentials.authenticate(&world).ok()?;
    let request = authorization.request;
    let applicable = Applicable::collect(&world, aws, &caller, &request);
    Some((request, applicable))
}

fn read_resource(text: &str) -> Result<Resource, Problem> {
    if text == "*" {
        return Ok(Resource::Any);
    }
    let help = "write the whole ARN, or `*` for an action that takes no resource";
    Arn::parse(text).map(Resource::Arn).map_err(|it| problem("resource", &it.to_string(), help))
}

/// The field of the problem that calls are not made yet: there is nothing wrong with the question.
const NOT_MADE: &str = "steps";

impl Problem {
    /// Whether nothing is wrong with the question but that calls before it are not made yet.
    pub fn is_waiting(&self) -> bool {
        self.field == NOT_MADE
    }
}

pub(crate) fn not_made(step: &str) -> Problem {
    let message = format!("the call `{step}` comes before this, and is not made yet");
    problem(NOT_MADE, &message, "wait until it is made")
}

pub(crate) fn problem(field: &'static str, message: &str, help: &str) -> Problem {
    Problem { field, message: message.to_owned(), help: help.to_owned() }
}
