//! The question that something is worked out for.

use iam_aws_data::AwsData;
use iam_scenario::{Api, Question, Run, Scenario, read, run_steps};

use crate::aws::with_aws;

/// What makes the calls of a scenario. The app makes `sts:AssumeRole` by itself where no call changes the world: what is
/// worked out here must follow from the same.
pub(crate) fn api(scenario: &Scenario) -> Option<&'static dyn Api> {
    scenario.changes_the_world().then_some(&iam_organization::call)
}

/// A question with everything that its answer follows from.
pub(crate) struct Asked<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) aws: &'a AwsData,
    pub(crate) run: &'a Run,
    pub(crate) question: &'a Question,
}

/// Reads a scenario, makes its calls, and works something out for one of its questions. `None` if it cannot be read, or
/// has no such question.
pub(crate) fn about<T>(
    scenario: &str,
    question: &str,
    work: impl FnOnce(&Asked<'_>) -> Option<T>,
) -> Option<T> {
    let scenario = read(scenario).ok()?;
    let question = scenario.question(question)?;
    with_aws(|aws| {
        let run = run_steps(&scenario, aws, api(&scenario));
        work(&Asked { scenario: &scenario, aws, run: &run, question })
    })
}
