//! Which context keys, absent from a request, could change the answer to a question.

use iam_evaluator::{MissingKey, MissingKeys};
use iam_organization::AwsPublished;
use iam_scenario::{Answer, Question, Run, Scenario, applicable_after, ask_after};

/// The context keys that are not in the request of a question and could change its answer, in the order in which the
/// policies name them. Each was put into the question, and the question asked again: what follows from a key besides
/// (the policy of a VPC endpoint, say) is then in the answer too. None where no policy decides.
///
/// `run` is what came of the scenario's steps, as [`ask_after`] takes it.
pub fn missing_keys(
    scenario: &Scenario,
    aws: &dyn AwsPublished,
    run: &Run,
    question: &Question,
) -> MissingKeys {
    let Some((request, applicable)) = applicable_after(scenario, aws, run, question) else {
        return MissingKeys { keys: Vec::new(), is_complete: true };
    };
    let mut missing = iam_evaluator::missing_keys(&applicable.policies(), &request);
    missing.keys.retain(|it| match ask_after(scenario, aws, run, &with_key(question, it)) {
        Answer::Decided(authorization) => authorization.trace.evaluation.decision == it.decision,
        Answer::Refused(_) | Answer::NoSession { .. } | Answer::Unreadable(_) => false,
    });
    missing
}

/// The question with a missing key, and with those beside it, set to the values that change the answer.
pub fn with_key(question: &Question, missing: &MissingKey) -> Question {
    let mut question = question.clone();
    question.context.set(missing.key.as_str(), missing.value.clone());
    for (key, value) in &missing.together_with {
        question.context.set(key.as_str(), value.clone());
    }
    question
}
