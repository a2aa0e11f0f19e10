//! The calls of a scenario and their sessions.

use iam_evaluator::arn::Arn;
use iam_organization::{
    ApiError, AssumeRole, Authorization, Check, CheckOutcome, Fields, Session, Value, World,
};
use iam_scenario::{Call, Run, Scenario, Step, StepExpectation, StepOutcome, Who};

use super::english::SceneNames;
use super::hue::{AccountChip, Hues};
use super::names::duration;
use super::tone::Tone;
use super::verdict::{ExpectedView, decision_tone, decision_word};

/// One call, with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopView {
    /// The step's id.
    pub id: String,
    /// What it does.
    pub title: String,
    /// Who calls.
    pub caller: PartyView,
    /// What the caller does with the role or operation: `assumes` or `calls`.
    pub verb: &'static str,
    /// Which role is assumed, or what is called.
    pub role: PartyView,
    /// The parameters that were passed: name and value.
    pub parameters: Vec<(String, String)>,
    /// The checks that it went through, in order, and whether it passed them.
    pub checks: Vec<(&'static str, bool)>,
    /// The requests that were decided.
    pub requests: Vec<RequestView>,
    /// What came of it.
    pub result: HopResult,
    /// How that compares with what was expected.
    pub expected: Option<ExpectedView>,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyView {
    /// The name.
    pub name: String,
    /// The full text.
    pub full: String,
    /// The account.
    pub account: Option<AccountChip>,
}

/// A request that a call needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestView {
    /// The action.
    pub action: String,
    /// How it was decided.
    pub tone: Tone,
    /// The same in a word.
    pub word: &'static str,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HopResult {
    /// A session.
    Session(SessionView),
    /// The call succeeded.
    Done {
        /// What it gave: names and values, nested names with dots.
        given: Vec<(String, String)>,
        /// Whether that can sign requests.
        acts: bool,
        /// Whether nothing was done: the playground has no code for the operation, and only decided whether it is allowed.
        only_authorized: bool,
    },
    /// It is made as soon as what makes it is there.
    Waiting,
    /// An error.
    Error {
        /// AWS's code, or what stands in its place.
        code: String,
        /// The message.
        message: String,
        /// Its colour.
        tone: Tone,
    },
}

/// A session card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// Its ARN.
    pub arn: String,
    /// When it ends, and how long it lasts.
    pub expires: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What else there is to say.
    pub notes: Vec<&'static str>,
}

/// The calls of a scenario, in order.
pub fn hop_views(scenario: &Scenario, run: &Run, hues: &Hues) -> Vec<HopView> {
    scenario.steps.iter().map(|it| hop_view(scenario, run, hues, it)).collect()
}

fn hop_view(scenario: &Scenario, run: &Run, hues: &Hues, step: &Step) -> HopView {
    let outcome = run.steps.get(&step.id);
    let party = |text: &str| party(scenario, hues, text);
    let caller = match &step.caller {
        Who::Arn(arn) => party(arn),
        Who::Step(id) => match run.session(id) {
            Some(session) => party(session.arn.as_str()),
            None => PartyView { name: format!("session of {id}"), full: id.clone(), account: None },
        },
        Who::Service(name) => PartyView { name: name.clone(), full: name.clone(), account: None },
        Who::Anonymous => {
            PartyView { name: "nobody".to_owned(), full: "an unsigned request".to_owned(), account: None }
        }
    };
    let (verb, role, parameters) = match &step.call {
        Call::AssumeRole(call) => ("assumes", party(&call.role_arn), assume_role_parameters(call)),
        Call::Api(call) => {
            let operation = call.operation.clone();
            let called = PartyView { name: operation.clone(), full: operation, account: None };
            let parameters = call.parameters.iter().map(|(name, it)| (name.to_owned(), it.to_string()));
            ("calls", called, parameters.collect())
        }
    };
    HopView {
        id: step.id.clone(),
        title: if step.title.is_empty() { step.id.clone() } else { step.title.clone() },
        caller,
        verb,
        role,
        parameters,
        checks: checks(outcome),
        requests: requests(outcome),
        result: result(&scenario.world, outcome),
        expected: step
            .expected
            .filter(|_| !matches!(outcome, Some(StepOutcome::NotRun)))
            .map(|it| step_expected_view(it, outcome)),
    }
}

fn assume_role_parameters(call: &AssumeRole) -> Vec<(String, String)> {
    let mut parameters = vec![("RoleSessionName", call.role_session_name.clone())];
    parameters.extend(call.external_id.as_ref().map(|it| ("ExternalId", it.clone())));
    parameters
        .extend(call.duration_seconds.map(|it| ("DurationSeconds", format!("{it} ({})", duration(it)))));
    parameters.extend(call.tags.iter().map(|(key, value)| ("Tag", format!("{key}={value}"))));
    parameters.extend(call.source_identity.as_ref().map(|it| ("SourceIdentity", it.clone())));
    parameters.extend(call.serial_number.as_ref().map(|it| ("SerialNumber", it.clone())));
    parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn party(scenario: &Scenario, hues: &Hues, text: &str) -> PartyView {
    let arn = Arn::parse(text).ok();
    let name = arn.as_ref().map_or(text, |it| it.resource());
    let name = name.split_once('/').map_or(name, |(_, it)| it);
    let account = arn.as_ref().and_then(Arn::account_id).map(|it| hues.chip(&scenario.world, it));
    PartyView { name: name.to_owned(), full: text.to_owned(), account }
}

fn requests(outcome: Option<&StepOutcome>) -> Vec<RequestView> {
    let view = |it: &Authorization| {
        let decision = it.trace.evaluation.decision;
        RequestView {
            action: it.request.action.to_string(),
            tone: decision_tone(decision),
            word: decision_word(decision),
        }
    };
    outcome.map(StepOutcome::authorizations).unwrap_or_default().iter().map(view).collect()
}

fn result(world: &World, outcome: Option<&StepOutcome>) -> HopResult {
    let plain = |code: &str, message: String| HopResult::Error {
        code: code.to_owned(),
        message,
        tone: Tone::Neutral,
    };
    let error = |error: &ApiError| {
        let denied = error.authorization.as_deref();
        let decision = denied.map(|it| it.trace.evaluation.decision);
        HopResult::Error {
            code: error.code.to_string(),
            message: denied.and_then(|it| message(world, it)).unwrap_or_else(|| error.message.clone()),
            tone: decision.map_or(Tone::Denied, decision_tone),
        }
    };
    match outcome {
        Some(StepOutcome::Called(hop)) => match &hop.result {
            Ok(session) => HopResult::Session(session_view(session)),
            Err(it) => error(it),
        },
        Some(StepOutcome::Api(called)) => match &called.result {
            Ok(response) => HopResult::Done {
                given: given(&response.fields),
                acts: ["Credentials", "AccessKey"].iter().any(|it| response.fields.get(it).is_some()),
                only_authorized: called.only_authorized,
            },
            Err(it) => error(it),
        },
        Some(StepOutcome::NotRun) => HopResult::Waiting,
        Some(StepOutcome::NoSession { step, error }) => {
            let message =
                format!("the step `{step}` failed with {}, so there is no session to call with", error.code);
            plain("No session", message)
        }
        Some(StepOutcome::Unreadable(problems)) => {
            let problems = problems.iter().map(|it| format!("{}: {}", it.field, it.message));
            plain("Not a call yet", problems.collect::<Vec<_>>().join("; "))
        }
        None => plain("Not called", String::new()),
    }
}

/// The leaves of a result, each with the way to it.
fn given(fields: &Fields) -> Vec<(String, String)> {
    fn collect(way: &str, value: &Value, leaves: &mut Vec<(String, String)>) {
        let further = |name: &str| if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") };
        match value {
            Value::Map(fields) => fields.iter().for_each(|(name, it)| collect(&further(name), it, leaves)),
            Value::List(items) => {
                (0..)
                    .zip(items)
                    .for_each(|(idx, it): (u32, _)| collect(&format!("{way}[{idx}]"), it, leaves));
            }
            Value::Text(_) | Value::Number(_) | Value::Bool(_) => {
                leaves.push((way.to_owned(), value.to_string()));
            }
        }
    }
    let mut leaves = Vec::new();
    fields.iter().for_each(|(name, it)| collect(name, it, &mut leaves));
    leaves
}

/// The checks that a call went through, and whether it passed them (S20).
fn checks(outcome: Option<&StepOutcome>) -> Vec<(&'static str, bool)> {
    let Some(StepOutcome::Api(called)) = outcome else { return Vec::new() };
    let words = |check: Check| match check {
        Check::Parameters => "parameters",
        Check::Credentials => "credentials",
        Check::SessionKind => "kind of credentials",
        Check::Policies => "policies",
        Check::Operation => "operation",
    };
    called.checks.iter().map(|(check, it)| (words(*check), *it == CheckOutcome::Passed)).collect()
}

/// What AWS prints, with the reason.
fn message(world: &World, authorization: &Authorization) -> Option<String> {
    let evaluation = &authorization.trace.evaluation;
    iam_explain::access_denied(evaluation, &authorization.request, &SceneNames { world, authorization })
}

impl HopView {
    /// The colour of what came of it.
    pub fn tone(&self) -> Tone {
        match &self.result {
            HopResult::Session(_) | HopResult::Done { .. } => Tone::Allowed,
            HopResult::Waiting => Tone::Neutral,
            HopResult::Error { tone, .. } => *tone,
        }
    }

    /// What came of it, in a word.
    pub fn word(&self) -> String {
        match &self.result {
            HopResult::Session(_) => "session".to_owned(),
            HopResult::Done { only_authorized: true, .. } => "allowed".to_owned(),
            HopResult::Done { .. } => "done".to_owned(),
            HopResult::Waiting => "not made yet".to_owned(),
            HopResult::Error { code, .. } => code.clone(),
        }
    }
}

fn session_view(session: &Session) -> SessionView {
    let expires = session.expires.map(|it| {
        let seconds = it.epoch_seconds() - session.issued.epoch_seconds();
        format!("{it} (after {})", duration(u32::try_from(seconds).unwrap_or_default()))
    });
    let tags = session.tags.iter().map(|(key, value)| {
        let transitive = if session.transitive_tag_keys.contains(key) { " (transitive)" } else { "" };
        format!("{key}={value}{transitive}")
    });
    let mut notes = Vec::new();
    if session.chained {
        notes.push("chained: at most one hour");
    }
    if session.policy.is_some() || !session.policy_arns.is_empty() {
        notes.push("limited by a session policy");
    }
    SessionView { arn: session.arn.to_string(), expires, tags: tags.collect(), notes }
}

/// How the outcome of a step compares with what was expected.
pub fn step_expected_view(expected: StepExpectation, outcome: Option<&StepOutcome>) -> ExpectedView {
    let called = outcome.and_then(StepOutcome::result).map(|it| it.map_err(|it| it.code));
    let (met, wanted) = match expected {
        StepExpectation::Succeeds => (called == Some(Ok(())), "success".to_owned()),
        StepExpectation::Error(code) => (called == Some(Err(code)), code.to_string()),
    };
    ExpectedView { met, words: if met { "as expected".to_owned() } else { format!("expected: {wanted}") } }
}
