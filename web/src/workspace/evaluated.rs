//! The answers to everything that a scenario asks.

use std::sync::{Arc, OnceLock};

use iam_aws_data::AwsData;
use iam_organization::{ApiError, Authorization};
use iam_scenario::{Answer, Api, Problem, RecordedCalls, Run, Scenario, StepOutcome, ask_after, run_steps};

use super::document::Subject;

/// Every step made and every question answered.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    /// What came of the steps.
    pub run: Run,
    /// The answers, in the order of the questions.
    pub answers: Vec<(String, Answer)>,
}

/// The answers to the scenario as it is now: worked out when they are first asked for, forgotten when it changes. They
/// follow from the scenario and AWS's data, so they never tell two documents apart.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    aws: Arc<AwsData>,
    /// What the second module made of the calls, where they change the world.
    calls: Option<Arc<RecordedCalls>>,
    evaluated: OnceLock<Arc<Evaluated>>,
}

impl Answers {
    /// Answers that rest on this data of AWS's.
    pub fn resting_on(aws: Arc<AwsData>) -> Answers {
        Answers { aws, ..Answers::default() }
    }

    /// The same with the calls of the scenario made.
    #[must_use]
    pub fn with_calls(&self, calls: RecordedCalls) -> Answers {
        Answers { aws: self.aws.clone(), calls: Some(Arc::new(calls)), ..Answers::default() }
    }

    /// Whether the calls of the scenario are made.
    pub fn has_calls(&self) -> bool {
        self.calls.is_some()
    }

    /// Answers to another scenario.
    #[must_use]
    pub fn forgotten(&self) -> Answers {
        Answers::resting_on(self.aws.clone())
    }

    /// The answers to this scenario, which must be the one that they were asked of before.
    pub fn of(&self, scenario: &Scenario) -> Arc<Evaluated> {
        self.evaluated
            .get_or_init(|| Arc::new(Evaluated::after(scenario, &self.aws, self.calls.as_deref())))
            .clone()
    }
}

/// What the second module made of the calls comes later than the scenario: with it, everything is another thing to show.
impl PartialEq for Answers {
    fn eq(&self, other: &Answers) -> bool {
        match (&self.calls, &other.calls) {
            (Some(own), Some(others)) => Arc::ptr_eq(own, others),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// The answer that is shown.
#[derive(Clone, Copy, Debug)]
pub enum Current<'a> {
    /// Policies were read, and this is what they say.
    Decided(&'a Authorization),
    /// Refused before any policy was read.
    Refused(&'a ApiError),
    /// To be asked as a session that there is not.
    NoSession {
        /// The step that should have given it.
        step: &'a str,
        /// How that failed.
        error: &'a ApiError,
    },
    /// It cannot be asked as it stands.
    Unreadable(&'a [Problem]),
    /// A call that is not made yet.
    Waiting,
    /// There is nothing to answer.
    Nothing,
}

impl Evaluated {
    /// Answers the questions of a scenario whose calls change nothing.
    pub fn of(scenario: &Scenario, aws: &AwsData) -> Evaluated {
        Evaluated::after(scenario, aws, None)
    }

    /// Answers the questions of a scenario, with its calls as the second module made them. Where it has not made them yet,
    /// what rests on them waits.
    pub fn after(scenario: &Scenario, aws: &AwsData, calls: Option<&RecordedCalls>) -> Evaluated {
        let replay = calls.filter(|_| scenario.changes_the_world()).map(RecordedCalls::replay);
        let run = run_steps(scenario, aws, replay.as_ref().map(|it| it as &dyn Api));
        let answer = |it| ask_after(scenario, aws, &run, it);
        let answers = scenario.questions.iter().map(|it| (it.id.clone(), answer(it))).collect();
        Evaluated { run, answers }
    }

    /// Every decision that was made.
    pub fn authorizations(&self) -> impl Iterator<Item = &Authorization> {
        let answers = self.answers.iter().filter_map(|(_, it)| match it {
            Answer::Decided(authorization) => Some(&**authorization),
            Answer::Refused(_) | Answer::NoSession { .. } | Answer::Unreadable(_) => None,
        });
        let calls = self.run.steps.values().flat_map(StepOutcome::authorizations);
        answers.chain(calls)
    }

    /// The answer to a question or to a call of a step.
    pub fn current(&self, subject: &Subject) -> Current<'_> {
        match subject {
            Subject::Nothing => Current::Nothing,
            Subject::Question(id) => match self.answers.iter().find(|(it, _)| it == id) {
                Some((_, answer)) => Current::of_answer(answer),
                None => Current::Nothing,
            },
            Subject::Step(id, nth) => match self.run.steps.get(id) {
                Some(outcome) => Current::of_step(outcome, *nth),
                None => Current::Nothing,
            },
        }
    }
}

impl<'a> Current<'a> {
    /// The answer to a question.
    pub fn of_answer(answer: &'a Answer) -> Current<'a> {
        match answer {
            Answer::Decided(authorization) => Current::Decided(authorization),
            Answer::Refused(error) => Current::Refused(error),
            Answer::NoSession { step, error } => Current::NoSession { step, error },
            Answer::Unreadable(problems) => Current::Unreadable(problems),
        }
    }

    fn of_step(outcome: &'a StepOutcome, nth: usize) -> Current<'a> {
        match outcome {
            StepOutcome::NotRun => Current::Waiting,
            StepOutcome::Called(_) | StepOutcome::Api(_) => {
                let authorizations = outcome.authorizations();
                let authorization = authorizations.get(nth).or(authorizations.last());
                match (authorization, outcome.result()) {
                    (Some(authorization), _) => Current::Decided(authorization),
                    (None, Some(Err(error))) => Current::Refused(error),
                    (None, Some(Ok(())) | None) => Current::Nothing,
                }
            }
            StepOutcome::NoSession { step, error } => Current::NoSession { step, error },
            StepOutcome::Unreadable(problems) => Current::Unreadable(problems),
        }
    }

    /// Whether it waits for calls that are not made yet: then nothing can be as expected, or otherwise.
    pub fn is_waiting(self) -> bool {
        match self {
            Current::Waiting => true,
            Current::Unreadable(problems) => problems.iter().any(Problem::is_waiting),
            Current::Decided(_) | Current::Refused(_) | Current::NoSession { .. } | Current::Nothing => false,
        }
    }

    /// The decision, where policies were read.
    pub fn authorization(self) -> Option<&'a Authorization> {
        match self {
            Current::Decided(authorization) => Some(authorization),
            Current::Refused(_)
            | Current::NoSession { .. }
            | Current::Unreadable(_)
            | Current::Waiting
            | Current::Nothing => None,
        }
    }
}
