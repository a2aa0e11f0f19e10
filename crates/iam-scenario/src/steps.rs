//! Making the calls of a scenario: each step acts in the world as the steps before it left it.

use std::borrow::Cow;
use std::sync::Arc;

use iam_evaluator::request::RequestContext;
use iam_organization::{
    ApiCall, ApiError, AssumeRole, Authorization, AwsPublished, Called, Caller, Credentials, Fields, Hop,
    Session, Timestamp, Value, World, assume_role,
};
use sorted::SortedMap;

use crate::acting::{NoCaller, account_is_missing, credentials};
use crate::policy_name::aws_managed_policy_arn;
use crate::run::Problem;
use crate::scenario::{Call, Scenario, Step};

/// What makes API calls: [`iam_organization::call`], or calls that were recorded. Where nothing is at hand, as in the app
/// before its code is loaded, only `sts:AssumeRole` is called, and nothing changes the world.
pub trait Api {
    /// Makes a call; `None` if it cannot be made here.
    fn call(
        &self,
        world: &mut World,
        aws: &dyn AwsPublished,
        credentials: &Credentials,
        call: &ApiCall,
        surroundings: &RequestContext,
    ) -> Option<Called>;
}

impl<F> Api for F
where
    F: Fn(&mut World, &dyn AwsPublished, &Credentials, &ApiCall, &RequestContext) -> Called,
{
    fn call(
        &self,
        world: &mut World,
        aws: &dyn AwsPublished,
        credentials: &Credentials,
        call: &ApiCall,
        surroundings: &RequestContext,
    ) -> Option<Called> {
        Some(self(world, aws, credentials, call, surroundings))
    }
}

/// What came of the steps.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// By step id.
    pub steps: SortedMap<String, StepOutcome>,
    /// The ids of the steps in their order.
    order: Vec<String>,
    /// The world after each step that questions are asked after; `None` while nothing has changed it. Others are not kept:
    /// there may be a thousand steps, and a world may be large.
    worlds: SortedMap<String, Option<Arc<World>>>,
    /// The world after all steps.
    last: Option<Arc<World>>,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub enum StepOutcome {
    /// `sts:AssumeRole` was called.
    Called(Box<Hop>),
    /// Another operation was called.
    Api(Box<Called>),
    /// It acts as the session of an earlier step that gave none.
    NoSession {
        /// The earlier step's id.
        step: String,
        /// How that one failed.
        error: ApiError,
    },
    /// It cannot be called as it stands.
    Unreadable(Vec<Problem>),
    /// It was not called, because nothing that makes such calls is at hand.
    NotRun,
}

impl StepOutcome {
    /// The requests that were decided on the way.
    pub fn authorizations(&self) -> &[Authorization] {
        match self {
            StepOutcome::Called(hop) => &hop.authorizations,
            StepOutcome::Api(called) => &called.authorizations,
            StepOutcome::NoSession { .. } | StepOutcome::Unreadable(_) | StepOutcome::NotRun => &[],
        }
    }

    /// Whether the call succeeded, or how it failed; `None` if it was not made.
    pub fn result(&self) -> Option<Result<(), &ApiError>> {
        match self {
            StepOutcome::Called(hop) => Some(hop.result.as_ref().map(drop)),
            StepOutcome::Api(called) => Some(called.result.as_ref().map(drop)),
            StepOutcome::NoSession { .. } | StepOutcome::Unreadable(_) | StepOutcome::NotRun => None,
        }
    }
}

impl Run {
    /// The session that a step gave.
    pub fn session(&self, step: &str) -> Option<&Session> {
        match self.steps.get(step)? {
            StepOutcome::Called(hop) => hop.result.as_ref().ok(),
            StepOutcome::Api(_)
            | StepOutcome::NoSession { .. }
            | StepOutcome::Unreadable(_)
            | StepOutcome::NotRun => None,
        }
    }

    /// The first call that was not made, up to a step or of all of them.
    pub(crate) fn not_run_before(&self, step: Option<&str>) -> Option<&str> {
        let all = self.order.iter().map(String::as_str);
        let mut is_over = false;
        let mut before = all.take_while(|it| {
            let takes = !is_over;
            is_over = Some(*it) == step;
            takes
        });
        before.find(|it| matches!(self.steps.get(*it), Some(StepOutcome::NotRun)))
    }

    /// Whether a step comes before another one.
    pub(crate) fn is_before(&self, one: &str, other: &str) -> bool {
        let place = |step: &str| self.order.iter().position(|it| it == step);
        place(one).zip(place(other)).is_some_and(|(one, other)| one < other)
    }

    /// The world after a step that the scenario has a question after, or after all of them; `first` is the world of the
    /// scenario. `None` for another step.
    pub fn world_after<'r>(&'r self, first: &'r World, step: Option<&str>) -> Option<&'r World> {
        let world = match step {
            Some(step) => self.worlds.get(step)?.as_ref(),
            None => self.last.as_ref(),
        };
        Some(world.map_or(first, |it| it))
    }
}

/// Makes all the calls of the scenario in order.
pub fn run_steps(scenario: &Scenario, aws: &dyn AwsPublished, api: Option<&dyn Api>) -> Run {
    run_steps_for(scenario, aws, api, None)
}

/// The same, to ask one more question than the scenario has: after this step.
pub(crate) fn run_steps_for(
    scenario: &Scenario,
    aws: &dyn AwsPublished,
    api: Option<&dyn Api>,
    after: Option<&str>,
) -> Run {
    let mut run = Run::default();
    let mut world = None;
    let last = scenario.steps.last().map(|it| it.id.as_str());
    for step in &scenario.steps {
        let outcome = match api {
            Some(api) => make(&scenario.world, &mut world, aws, api, &run, step),
            None => make_without(&scenario.world, aws, &run, step),
        };
        let mut asked =
            after.into_iter().chain(scenario.questions.iter().filter_map(|it| it.after.as_deref()));
        if last != Some(step.id.as_str()) && asked.any(|it| it == step.id) {
            run.worlds.insert(step.id.clone(), world.clone().map(Arc::new));
        }
        run.order.push(step.id.clone());
        run.steps.insert(step.id.clone(), outcome);
    }
    run.last = world.map(Arc::new);
    if let Some(last) = last {
        run.worlds.insert(last.to_owned(), run.last.clone());
    }
    run
}

/// Makes a step in the world, which is the scenario's as long as there is none.
fn make(
    first: &World,
    world: &mut Option<World>,
    aws: &dyn AwsPublished,
    api: &dyn Api,
    run: &Run,
    step: &Step,
) -> StepOutcome {
    let mut present = world.take().unwrap_or_else(|| first.clone());
    // The time of a step is its own: the next one is made at the world's time, unless it says another.
    present.clock = step.at.unwrap_or(first.clock);
    let outcome = make_in(&mut present, aws, api, run, step);
    present.clock = first.clock;
    *world = Some(present);
    outcome
}

fn make_in(world: &mut World, aws: &dyn AwsPublished, api: &dyn Api, run: &Run, step: &Step) -> StepOutcome {
    let credentials = match signed(world, run, step) {
        Ok(credentials) => credentials,
        Err(outcome) => return outcome,
    };
    let call = match &step.call {
        Call::AssumeRole(call) => &as_call(call),
        Call::Api(call) => call,
    };
    match (&step.call, api.call(world, aws, &credentials, call, &step.context)) {
        (_, None) => StepOutcome::NotRun,
        (Call::AssumeRole(_), Some(called)) => StepOutcome::Called(Box::new(hop_of(world, called, step))),
        (Call::Api(_), Some(called)) => StepOutcome::Api(Box::new(called)),
    }
}

/// Without anything that makes calls, only `sts:AssumeRole` is made, and nothing changes the world.
fn make_without(first: &World, aws: &dyn AwsPublished, run: &Run, step: &Step) -> StepOutcome {
    let world = world_at(first, step.at);
    match (signed(&world, run, step), &step.call) {
        (Err(outcome), _) => outcome,
        (Ok(credentials), Call::AssumeRole(call)) => {
            StepOutcome::Called(Box::new(hop(&world, aws, &credentials, call, step)))
        }
        (Ok(_), Call::Api(_)) => StepOutcome::NotRun,
    }
}

/// What the step is signed with, or what comes of it where nobody can sign it.
fn signed(world: &World, run: &Run, step: &Step) -> Result<Credentials, StepOutcome> {
    let credentials = credentials(world, run, &step.caller, "caller").map_err(|it| match it {
        NoCaller::NoSession { step, error } => StepOutcome::NoSession { step, error },
        NoCaller::Unreadable(problem) => StepOutcome::Unreadable(vec![problem]),
    })?;
    match account_is_missing(world, &credentials, "caller") {
        Some(problem) => Err(StepOutcome::Unreadable(vec![problem])),
        None => Ok(credentials),
    }
}

/// The call without anything that records it or changes the world.
fn hop(
    world: &World,
    aws: &dyn AwsPublished,
    credentials: &Credentials,
    call: &AssumeRole,
    step: &Step,
) -> Hop {
    let call = AssumeRole { policy_arns: policy_arns(call), ..call.clone() };
    let mut hop = match credentials.authenticate(world) {
        Ok(caller) => assume_role(world, aws, &caller, &call, &step.context),
        Err(error) => Hop { authorizations: Vec::new(), result: Err(error) },
    };
    if let Ok(session) = &mut hop.result {
        session.label.clone_from(&step.id);
    }
    hop
}

/// The session that the call gave, under the name of the step: in the world, too, where CloudTrail finds its access key.
fn hop_of(world: &mut World, called: Called, step: &Step) -> Hop {
    let Called { authorizations, result, .. } = called;
    let result = result.and_then(|response| {
        let credentials = response.fields.get("Credentials").and_then(Value::as_map);
        let session = credentials.and_then(|it| world.sessions.get_mut(it.text("AccessKeyId")?));
        match session {
            Some(Caller::RoleSession(session)) => {
                session.label.clone_from(&step.id);
                Ok((**session).clone())
            }
            Some(_) | None => Err(ApiError::internal("the call gave no role session")),
        }
    });
    Hop { authorizations, result }
}

/// The parameters under AWS's names. The code of an MFA device is taken to be right.
fn as_call(call: &AssumeRole) -> ApiCall {
    let AssumeRole {
        role_arn,
        role_session_name,
        external_id,
        duration_seconds,
        policy,
        policy_arns: _,
        tags,
        transitive_tag_keys,
        source_identity,
        serial_number,
    } = call;
    let optional = |it: &Option<String>| it.as_ref().map(Value::text);
    let mut fields =
        Fields::of([("RoleArn", Value::text(role_arn)), ("RoleSessionName", Value::text(role_session_name))]);
    fields.set_some("ExternalId", optional(external_id));
    fields.set_some("DurationSeconds", duration_seconds.map(|it| Value::Number(it.into())));
    fields.set_some("Policy", optional(policy));
    let arns = policy_arns(call);
    fields.set_some("PolicyArns", (!arns.is_empty()).then(|| Value::texts(arns)));
    fields.set_some("Tags", (!tags.is_empty()).then(|| Value::tags(tags)));
    let keys = (!transitive_tag_keys.is_empty()).then(|| Value::texts(transitive_tag_keys));
    fields.set_some("TransitiveTagKeys", keys);
    fields.set_some("SourceIdentity", optional(source_identity));
    fields.set_some("SerialNumber", optional(serial_number));
    fields.set_some("TokenCode", serial_number.as_ref().map(|_| Value::text("123456")));
    ApiCall::new("sts:AssumeRole", fields)
}

/// AWS takes ARNs only; a scenario may name AWS's own policies without one.
fn policy_arns(call: &AssumeRole) -> Vec<String> {
    let arn = |text: &String| match aws_managed_policy_arn(text) {
        Some(arn) => arn.to_string(),
        None => text.clone(),
    };
    call.policy_arns.iter().map(arn).collect()
}

/// The world at another time.
pub(crate) fn world_at(world: &World, at: Option<Timestamp>) -> Cow<'_, World> {
    match at {
        Some(clock) if clock != world.clock => Cow::Owned(World { clock, ..world.clone() }),
        Some(_) | None => Cow::Borrowed(world),
    }
}
