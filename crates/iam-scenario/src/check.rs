//! A scenario as a test: its expected answers compared with the real ones.

use std::fmt;

#[cfg(feature = "cases")]
use iam_evaluator::diagnostic::Diagnostic;
use iam_evaluator::request::Request;
use iam_evaluator::{Caveats, DecidedBy, Decision, Evaluation};
use iam_organization::{ApiError, Authorization, AwsPublished, Incompleteness};

use crate::names::{decided_by_name, decision_name, expected_decision_name};
use crate::run::{Answer, Problem, ask_after};
use crate::scenario::{Call, Expectation, Question, Scenario, Step, StepExpectation};
use crate::steps::{StepOutcome, run_steps};

/// Words the reason of a denial, as AWS prints it at the end of an AccessDenied message. English is made outside
/// this crate: hand in `iam_explain::access_denied_reason`.
pub type Reason = dyn Fn(&Evaluation, &Request) -> Option<String>;

/// Words what is wrong with a policy text, and what to do: hand in what `iam_explain::diagnostic` says.
#[cfg(feature = "cases")]
pub type DiagnosticWords = dyn Fn(&Diagnostic) -> (String, String);

/// The result of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// The id of the question, step or corpus case.
    pub id: String,
    /// Whether what came out is what was expected.
    pub passed: bool,
    /// What was expected.
    pub expected: Outcome,
    /// What came out.
    pub actual: Outcome,
    /// What is missing for the answer to be final.
    pub incomplete: Vec<Incompleteness>,
    /// What a reader must know beside the answer.
    pub caveats: Caveats,
}

/// What a test expects, or what came out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// `allowed`, `implicitDeny`, an error code, `true`, …, or why there was no answer.
    pub answer: String,
    /// Which kind of policy decided. `None` where none did, or where it does not matter.
    pub deciding_policy_type: Option<&'static str>,
    /// Why it was denied. `None` where it was not, or where it does not matter.
    pub reason: Option<String>,
}

/// Asks every question and makes every call that has an expectation: steps first, then questions, in their order.
pub fn check(scenario: &Scenario, aws: &dyn AwsPublished, reason: &Reason) -> Vec<CaseResult> {
    let run = run_steps(scenario, aws, Some(&iam_organization::call));
    let steps = scenario
        .steps
        .iter()
        .filter_map(|step| Some(check_step(step, run.steps.get(&step.id)?, step.expected?, reason)));
    let questions = scenario.questions.iter().filter_map(|question| {
        let answer = ask_after(scenario, aws, &run, question);
        Some(check_question(question, &answer, question.expected?, reason))
    });
    steps.chain(questions).collect()
}

/// Compares the answer to a question with what was expected.
pub fn check_question(
    question: &Question,
    answer: &Answer,
    expected: Expectation,
    reason: &Reason,
) -> CaseResult {
    let passed = match (expected, answer) {
        (Expectation::Decision { decision, decided_by }, Answer::Decided(authorization)) => {
            let actual = authorization.trace.evaluation;
            decision.admits(actual.decision) && decided_by.is_none_or(|it| it == actual.decided_by)
        }
        (Expectation::Error(code), Answer::Refused(error)) => code == error.code,
        _ => false,
    };
    let expected = match expected {
        Expectation::Decision { decision, decided_by } => Outcome {
            answer: expected_decision_name(decision).to_owned(),
            deciding_policy_type: decided_by.map(decided_by_name),
            reason: None,
        },
        Expectation::Error(code) => Outcome::plain(code.to_string()),
    };
    let actual = Outcome::of(answer, reason);
    let (incomplete, caveats) = match answer {
        Answer::Decided(it) => (it.incomplete.clone(), it.trace.evaluation.caveats),
        Answer::Refused(_) | Answer::NoSession { .. } | Answer::Unreadable(_) => Default::default(),
    };
    CaseResult { id: question.id.clone(), passed, expected, actual, incomplete, caveats }
}

fn check_step(step: &Step, outcome: &StepOutcome, expected: StepExpectation, reason: &Reason) -> CaseResult {
    let success = match &step.call {
        Call::AssumeRole(_) => SESSION,
        Call::Api(_) => DONE,
    };
    let (actual, code) = match (outcome.result(), outcome) {
        (Some(Ok(())), _) => (Outcome::plain(success.to_owned()), None),
        (Some(Err(error)), _) => (Outcome::of_error(error, reason), Some(error.code)),
        (None, StepOutcome::NoSession { step, error }) => (Outcome::no_session(step, error), None),
        (None, StepOutcome::Unreadable(problems)) => (Outcome::unreadable(problems), None),
        (None, _) => (Outcome::plain("not called".to_owned()), None),
    };
    let (passed, expected) = match expected {
        StepExpectation::Succeeds => (actual.answer == success, success.to_owned()),
        StepExpectation::Error(expected) => (code == Some(expected), expected.to_string()),
    };
    let mut incomplete: Vec<_> = outcome.authorizations().iter().flat_map(missing).collect();
    if let (Call::Api(call), StepOutcome::Api(called)) = (&step.call, outcome)
        && called.only_authorized
    {
        incomplete.push(Incompleteness::OperationNotBuilt { operation: call.operation.clone() });
    }
    let mut caveats = Caveats::default();
    outcome.authorizations().iter().for_each(|it| caveats.extend(it.trace.evaluation.caveats));
    CaseResult {
        id: step.id.clone(),
        passed,
        expected: Outcome::plain(expected),
        actual,
        incomplete,
        caveats,
    }
}

fn missing(authorization: &Authorization) -> Vec<Incompleteness> {
    authorization.incomplete.clone()
}

/// What a call that succeeds is said to give.
const SESSION: &str = "session";
const DONE: &str = "done";

impl Outcome {
    /// What the evaluator says.
    pub(crate) fn of_evaluation(evaluation: &Evaluation, request: &Request, reason: &Reason) -> Outcome {
        let Evaluation { decision, decided_by, .. } = *evaluation;
        let denied = decision != Decision::Allowed;
        let reason = denied.then(|| reason(evaluation, request)).flatten();
        Outcome::of_decision(decision, decided_by, reason)
    }

    fn of_decision(decision: Decision, decided_by: DecidedBy, reason: Option<String>) -> Outcome {
        Outcome {
            answer: decision_name(decision).to_owned(),
            deciding_policy_type: Some(decided_by_name(decided_by)),
            reason,
        }
    }

    /// An answer that no policy decides.
    pub(crate) fn plain(answer: String) -> Outcome {
        Outcome { answer, deciding_policy_type: None, reason: None }
    }

    fn of(answer: &Answer, reason: &Reason) -> Outcome {
        match answer {
            Answer::Decided(it) => Outcome::of_evaluation(&it.trace.evaluation, &it.request, reason),
            Answer::Refused(error) => Outcome::of_error(error, reason),
            Answer::NoSession { step, error } => Outcome::no_session(step, error),
            Answer::Unreadable(problems) => Outcome::unreadable(problems),
        }
    }

    fn of_error(error: &ApiError, reason: &Reason) -> Outcome {
        let words = match &error.authorization {
            Some(denied) => Outcome::of_evaluation(&denied.trace.evaluation, &denied.request, reason),
            None => Outcome { reason: Some(error.message.clone()), ..Outcome::plain(String::new()) },
        };
        Outcome { answer: error.code.to_string(), ..words }
    }

    fn no_session(step: &str, error: &ApiError) -> Outcome {
        Outcome::plain(format!("no session, because the step `{step}` failed with {error}"))
    }

    fn unreadable(problems: &[Problem]) -> Outcome {
        let problems = problems.iter().map(|it| format!("{}: {}", it.field, it.message));
        Outcome::plain(problems.collect::<Vec<_>>().join("; "))
    }
}

/// `implicitDeny/identity`, or `true`.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.answer)?;
        self.deciding_policy_type.map_or(Ok(()), |it| write!(f, "/{it}"))
    }
}

/// One line: `expected implicitDeny/identity, got allowed/resource`.
impl fmt::Display for CaseResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CaseResult { id: _, passed, expected, actual, incomplete: _, caveats: _ } = self;
        write!(f, "expected {expected}, got {actual}")?;
        let same = expected.to_string() == actual.to_string();
        match (&expected.reason, &actual.reason) {
            (Some(expected), actual) if !passed && same => {
                let actual = actual.as_deref().unwrap_or("no reason");
                write!(f, " (expected reason `{expected}`, got `{actual}`)")
            }
            _ => Ok(()),
        }
    }
}
