//! Asking questions and making calls, and comparing what comes out with what was expected.

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, Resource};
use iam_organization::{
    ApiError, Ask, AssumeRole, Authorization, AwsPublished, Caller, FederatedSession, Hop, Session,
    Timestamp, World, assume_role, authenticate, authorize,
};
use sorted::SortedMap;

use crate::policy_name::aws_managed_policy_arn;
use crate::scenario::{Call, Question, Scenario, Step, Who};

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

/// What came of the steps.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// By step id.
    pub steps: SortedMap<String, StepOutcome>,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub enum StepOutcome {
    /// It was called.
    Called(Box<Hop>),
    /// It acts as the session of an earlier step that gave none.
    NoSession {
        /// The earlier step's id.
        step: String,
        /// How that one failed.
        error: ApiError,
    },
    /// It cannot be called as it stands.
    Unreadable(Vec<Problem>),
}

/// Answers a question, making the calls first whose sessions it needs.
pub fn ask(scenario: &Scenario, aws: &dyn AwsPublished, question: &Question) -> Answer {
    match &question.principal {
        Who::Step(_) => ask_after(scenario, aws, &run_steps(scenario, aws), question),
        Who::Arn(_) | Who::Service(_) | Who::Anonymous => ask_after(scenario, aws, &Run::default(), question),
    }
}

/// Makes all the calls of the scenario in order.
pub fn run_steps(scenario: &Scenario, aws: &dyn AwsPublished) -> Run {
    let mut run = Run::default();
    for step in &scenario.steps {
        let outcome = call(scenario, aws, &run, step);
        run.steps.insert(step.id.clone(), outcome);
    }
    run
}

/// Answers a question after the steps have been run.
pub fn ask_after(scenario: &Scenario, aws: &dyn AwsPublished, run: &Run, question: &Question) -> Answer {
    let world = world_at(&scenario.world, question.at);
    let mut problems = Vec::new();
    let action = Action::parse(question.action.trim()).map_err(|it| {
        problems.push(problem("action", &it.to_string(), "write `service:Name`, with one colon"));
    });
    let resource = read_resource(question.resource.trim()).map_err(|it| problems.push(it));
    let caller = caller(&world, run, &question.principal, "principal");
    let (caller, action, resource) = match (caller, action, resource) {
        (Ok(caller), Ok(action), Ok(resource)) => (caller, action, resource),
        (Err(NoCaller::NoSession { step, error }), _, _) if problems.is_empty() => {
            return Answer::NoSession { step, error };
        }
        (Err(NoCaller::Unreadable(it)), _, _) => {
            problems.push(it);
            return Answer::Unreadable(problems);
        }
        _ => return Answer::Unreadable(problems),
    };
    match authenticate(&world, &caller) {
        Ok(()) => {
            let resource_account = question.resource_account;
            let context = question.context.clone();
            let ask = Ask { caller: &caller, action, resource, resource_account, context };
            Answer::Decided(Box::new(authorize(&world, aws, ask)))
        }
        Err(error) => Answer::Refused(error),
    }
}

impl Run {
    /// The session that a step gave.
    pub fn session(&self, step: &str) -> Option<&Session> {
        match self.steps.get(step)? {
            StepOutcome::Called(hop) => hop.result.as_ref().ok(),
            StepOutcome::NoSession { .. } | StepOutcome::Unreadable(_) => None,
        }
    }
}

fn call(scenario: &Scenario, aws: &dyn AwsPublished, run: &Run, step: &Step) -> StepOutcome {
    let world = world_at(&scenario.world, step.at);
    let caller = match caller(&world, run, &step.caller, "caller") {
        Ok(caller) => caller,
        Err(NoCaller::NoSession { step, error }) => return StepOutcome::NoSession { step, error },
        Err(NoCaller::Unreadable(it)) => return StepOutcome::Unreadable(vec![it]),
    };
    let mut hop = match &step.call {
        Call::AssumeRole(call) => {
            let call = AssumeRole { policy_arns: policy_arns(call), ..call.clone() };
            assume_role(&world, aws, &caller, &call, &step.context)
        }
    };
    if let Ok(session) = &mut hop.result {
        session.label.clone_from(&step.id);
    }
    StepOutcome::Called(Box::new(hop))
}

/// AWS takes ARNs only; a scenario may name AWS's own policies without one.
fn policy_arns(call: &AssumeRole) -> Vec<String> {
    let arn = |text: &String| match aws_managed_policy_arn(text) {
        Some(arn) => arn.to_string(),
        None => text.clone(),
    };
    call.policy_arns.iter().map(arn).collect()
}

fn world_at(world: &World, at: Option<Timestamp>) -> std::borrow::Cow<'_, World> {
    match at {
        Some(clock) if clock != world.clock => std::borrow::Cow::Owned(World { clock, ..world.clone() }),
        Some(_) | None => std::borrow::Cow::Borrowed(world),
    }
}

fn read_resource(text: &str) -> Result<Resource, Problem> {
    if text == "*" {
        return Ok(Resource::Any);
    }
    let help = "write the whole ARN, or `*` for an action that takes no resource";
    Arn::parse(text).map(Resource::Arn).map_err(|it| problem("resource", &it.to_string(), help))
}

enum NoCaller {
    NoSession { step: String, error: ApiError },
    Unreadable(Problem),
}

fn caller(world: &World, run: &Run, who: &Who, field: &'static str) -> Result<Caller, NoCaller> {
    match who {
        Who::Anonymous => Ok(Caller::Anonymous),
        Who::Service(name) => Ok(Caller::Service { name: name.clone() }),
        Who::Arn(text) => caller_by_arn(world, text, field).map_err(NoCaller::Unreadable),
        Who::Step(id) => session_of(run, id, field).map(|it| Caller::RoleSession(Box::new(it))),
    }
}

fn session_of(run: &Run, id: &str, field: &'static str) -> Result<Session, NoCaller> {
    match run.steps.get(id) {
        Some(StepOutcome::Called(hop)) => {
            hop.result.clone().map_err(|error| NoCaller::NoSession { step: id.to_owned(), error })
        }
        Some(StepOutcome::NoSession { error, .. }) => {
            Err(NoCaller::NoSession { step: id.to_owned(), error: error.clone() })
        }
        Some(StepOutcome::Unreadable(_)) => {
            let message = format!("the step `{id}` cannot be called as it stands");
            Err(NoCaller::Unreadable(problem(field, &message, "repair that step first")))
        }
        None => {
            let message = format!("no step before this has the id `{id}`");
            Err(NoCaller::Unreadable(problem(field, &message, "name a step that comes earlier")))
        }
    }
}

/// The caller that an ARN names.
fn caller_by_arn(world: &World, text: &str, field: &'static str) -> Result<Caller, Problem> {
    let help = "name a user, a root user or a session, such as \
                `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`";
    let arn = Arn::parse(text).map_err(|it| problem(field, &it.to_string(), help))?;
    let unfit = |what: &str| problem(field, &format!("`{text}` is {what}"), help);
    let account = arn.account_id().ok_or_else(|| unfit("an ARN without an account"))?;
    let resource = arn.resource();
    match (arn.service(), resource.split('/').next().unwrap_or_default()) {
        ("iam", "root") if resource == "root" => Ok(Caller::Root { account }),
        ("iam", "user") => Ok(Caller::User { arn }),
        ("iam", "role") => Err(unfit("a role: only its sessions make requests")),
        ("iam", "group") => Err(unfit("a user group: groups are never principals")),
        ("sts", "assumed-role") => Session::named(world, &arn)
            .or_else(|| Session::of_unknown_role(&arn, world.clock))
            .map(|it| Caller::RoleSession(Box::new(it)))
            .ok_or_else(|| unfit("a session ARN without a session name")),
        ("sts", "federated-user") => Ok(Caller::FederatedUser(Box::new(FederatedSession::named(arn)))),
        _ => Err(unfit("no principal that makes requests")),
    }
}

fn problem(field: &'static str, message: &str, help: &str) -> Problem {
    Problem { field, message: message.to_owned(), help: help.to_owned() }
}
