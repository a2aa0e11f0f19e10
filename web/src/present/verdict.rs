//! The verdict: word, shape and colour, one sentence, what AWS would print, and what to know beside it.

use iam_aws_data::AwsFile;
use iam_evaluator::{
    Caveat, ConditionTrace, Decision, ElementOutcome, ElementTrace, NamedInTrustPolicy, Readings,
    StatementTrace,
};
use iam_organization::{ApiError, Authorization, ErrorCode, Incompleteness, World};
use iam_scenario::{
    Expectation, ExpectedDecision, Problem, Run, Scenario, StepOutcome, Who, decided_by_name,
};

use super::english::SceneNames;
use super::gate_words::source_words;
use super::hop::step_expected_view;
use super::policy::statements;
use super::tone::Tone;
use crate::workspace::{Current, Subject};

/// The verdict on a question or a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictView {
    /// Its colour and shape.
    pub tone: Tone,
    /// Its word.
    pub word: String,
    /// One sentence.
    pub sentence: String,
    /// Said beside the word while the answer does not rest on what is typed: a policy does not parse.
    pub stale: Option<&'static str>,
    /// The files for want of which it is not final.
    pub misses: Vec<AwsFile>,
    /// Whether a context key that is absent may have to do with it.
    pub lacks_keys: bool,
    /// What AWS would print.
    pub aws_text: Option<String>,
    /// What a reader must know beside the answer.
    pub caveats: Vec<String>,
    /// Another reading that can be taken of what AWS's pages leave open here.
    pub other_reading: Option<Readings>,
    /// What is wrong with the question, field by field.
    pub problems: Vec<Problem>,
    /// How it compares with what was expected.
    pub expected: Option<ExpectedView>,
}

/// How an answer compares with what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedView {
    /// Whether it is what was expected.
    pub met: bool,
    /// In words.
    pub words: String,
}

/// The colour of a decision.
pub fn decision_tone(decision: Decision) -> Tone {
    match decision {
        Decision::Allowed => Tone::Allowed,
        Decision::ExplicitDeny => Tone::Denied,
        Decision::ImplicitDeny => Tone::Missing,
    }
}

/// The word of a decision.
pub fn decision_word(decision: Decision) -> &'static str {
    iam_explain::decision(decision)
}

/// The verdict on what is answered.
pub fn verdict_view(scenario: &Scenario, run: &Run, subject: &Subject, current: Current<'_>) -> VerdictView {
    let mut view = match current {
        Current::Decided(authorization) => decided(&scenario.world, authorization),
        Current::Refused(error) => VerdictView {
            sentence: refused(scenario, run, subject, error),
            aws_text: Some(format!("An error occurred ({}): {}", error.code, error.message)),
            ..plain(Tone::Denied, error.code.to_string())
        },
        Current::NoSession { step, error } => VerdictView {
            sentence: format!(
                "There is no session to ask as: the step “{}” failed.",
                step_title(scenario, step)
            ),
            aws_text: Some(format!("An error occurred ({}): {}", error.code, error.message)),
            ..plain(Tone::Missing, "No session".to_owned())
        },
        Current::Waiting | Current::Unreadable(_) if current.is_waiting() => VerdictView {
            sentence: "The calls that this rests on are not made yet.".to_owned(),
            ..plain(Tone::Neutral, "Waiting".to_owned())
        },
        Current::Unreadable(problems) => VerdictView {
            sentence: "This cannot be asked as it stands.".to_owned(),
            problems: problems.to_vec(),
            ..plain(Tone::Neutral, "Not a request yet".to_owned())
        },
        Current::Waiting | Current::Nothing => VerdictView {
            sentence: "This scenario has no questions yet. Add one: who wants to do what to which resource?"
                .to_owned(),
            ..plain(Tone::Neutral, "Nothing asked".to_owned())
        },
    };
    match subject {
        Subject::Question(id) => {
            let expected = scenario.question(id).and_then(|it| it.expected);
            let expected = expected.filter(|_| !current.is_waiting());
            view.expected = expected.map(|it| expected_view(it, current));
        }
        Subject::Step(id, _) => of_call(&mut view, scenario, run, id),
        Subject::Nothing => {}
    }
    view
}

/// Policies may allow a call that AWS refuses for another reason: then that is the verdict.
fn of_call(view: &mut VerdictView, scenario: &Scenario, run: &Run, id: &str) {
    let outcome = run.steps.get(id);
    let expected = scenario.step(id).and_then(|it| it.expected);
    let expected = expected.filter(|_| !matches!(outcome, Some(StepOutcome::NotRun)));
    view.expected = expected.map(|it| step_expected_view(it, outcome));
    if let (Some(Err(error)), Tone::Allowed) = (outcome.and_then(StepOutcome::result), view.tone) {
        view.tone = Tone::Denied;
        view.word = error.code.to_string();
        view.sentence = format!(
            "The policies allow it, and AWS refuses the call for another reason. {}.",
            error.message.trim_end_matches('.')
        );
        view.aws_text = Some(format!("An error occurred ({}): {}", error.code, error.message));
    }
}

/// Why AWS answers with an error before it reads policies.
fn refused(scenario: &Scenario, run: &Run, subject: &Subject, error: &ApiError) -> String {
    let before = "AWS refuses the call before it reads any policy.";
    let Subject::Question(id) = subject else { return before.to_owned() };
    let Some(question) = scenario.question(id) else { return before.to_owned() };
    let expires = match &question.principal {
        Who::Step(step) => run.session(step).and_then(|it| it.expires),
        Who::Arn(_) | Who::Service(_) | Who::Anonymous => None,
    };
    match (error.code, expires) {
        (ErrorCode::ExpiredToken, Some(expires)) => {
            let asked = question.at.unwrap_or(scenario.world.clock);
            format!("{before} The session ended at {expires}, and this is asked at {asked}.")
        }
        _ => before.to_owned(),
    }
}

fn plain(tone: Tone, word: String) -> VerdictView {
    VerdictView {
        tone,
        word,
        sentence: String::new(),
        stale: None,
        misses: Vec::new(),
        lacks_keys: false,
        aws_text: None,
        caveats: Vec::new(),
        other_reading: None,
        problems: Vec::new(),
        expected: None,
    }
}

fn decided(world: &World, authorization: &Authorization) -> VerdictView {
    let evaluation = &authorization.trace.evaluation;
    let names = SceneNames { world, authorization };
    let incomplete = authorization.incomplete.iter().map(|it| incompleteness(world, it));
    let caveats = evaluation.caveats.iter().map(|it| iam_explain::caveat(it).to_owned());
    VerdictView {
        other_reading: other_reading(world, authorization),
        sentence: iam_explain::summary(&authorization.trace, &authorization.request, &names),
        aws_text: iam_explain::access_denied(evaluation, &authorization.request, &names),
        caveats: once(incomplete.chain(caveats)),
        stale: authorization.incomplete.iter().find_map(stale_words),
        misses: AwsFile::missed_by(authorization),
        lacks_keys: statements(&authorization.trace).any(lacks_keys),
        ..plain(decision_tone(evaluation.decision), decision_word(evaluation.decision).to_owned())
    }
}

/// The reading that is not taken, where the answer hangs on it (A2).
fn other_reading(world: &World, authorization: &Authorization) -> Option<Readings> {
    let caveats = authorization.trace.evaluation.caveats;
    let hangs = caveats.contains(Caveat::TrustPolicyAndBoundary)
        || caveats.contains(Caveat::TrustPolicyBypassesBoundary);
    let named_in_trust_policy = match world.readings.named_in_trust_policy {
        NamedInTrustPolicy::BoundaryLimits => NamedInTrustPolicy::BoundaryIsBypassed,
        NamedInTrustPolicy::BoundaryIsBypassed => NamedInTrustPolicy::BoundaryLimits,
    };
    hangs.then_some(Readings { named_in_trust_policy })
}

/// Whether the statement is about the request but for keys that the request lacks, in its conditions or its resources.
fn lacks_keys(statement: &StatementTrace) -> bool {
    let is_about = |it: &ElementTrace| matches!(it.outcome, ElementOutcome::Matched | ElementOutcome::Absent);
    let principal = statement.principal.as_ref().map_or(ElementOutcome::Absent, |it| it.outcome);
    let unresolved = statement.resource.unresolved.is_some();
    is_about(&statement.action)
        && matches!(principal, ElementOutcome::Matched | ElementOutcome::Absent)
        && (unresolved || is_about(&statement.resource))
        && (unresolved || statement.conditions.iter().any(lacks_key))
}

fn lacks_key(condition: &ConditionTrace) -> bool {
    condition.request_values.is_none() || condition.policy_values.iter().any(Option::is_none)
}

/// A policy that is there twice is missed once.
fn once(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for line in lines {
        if !seen.contains(&line) {
            seen.push(line);
        }
    }
    seen
}

fn stale_words(incompleteness: &Incompleteness) -> Option<&'static str> {
    match incompleteness {
        Incompleteness::LastValidTextUsed(_) => Some("by the last text without errors"),
        Incompleteness::PolicyDoesNotParse(_) => Some("without the policy that has errors"),
        Incompleteness::PolicyNotLoaded(_) => Some("not final: a policy is not loaded"),
        Incompleteness::ActionNotLoaded { .. } => Some("not final: the catalogue is not loaded"),
        Incompleteness::PolicyNotAvailable(_)
        | Incompleteness::UnknownPrincipal { .. }
        | Incompleteness::UnknownGroup { .. }
        | Incompleteness::PolicyNotPublished { .. }
        | Incompleteness::PolicyVersionChanged { .. }
        | Incompleteness::OperationNotBuilt { .. }
        | Incompleteness::UnknownResourceOwner => None,
    }
}

fn step_title(scenario: &Scenario, step: &str) -> String {
    let title = scenario.step(step).map(|it| it.title.clone()).filter(|it| !it.is_empty());
    title.unwrap_or_else(|| step.to_owned())
}

fn incompleteness(world: &World, incompleteness: &Incompleteness) -> String {
    match incompleteness {
        Incompleteness::LastValidTextUsed(source) => format!(
            "IAM would refuse the text of {}: the verdict uses the last one that it would save",
            source_words(world, source)
        ),
        Incompleteness::PolicyDoesNotParse(source) => {
            format!(
                "incomplete: IAM would refuse the text of {}, so it was left out",
                source_words(world, source)
            )
        }
        Incompleteness::PolicyNotAvailable(source) => format!(
            "incomplete: the text of {} is not in the playground, so it was left out",
            source_words(world, source)
        ),
        Incompleteness::PolicyNotLoaded(_)
        | Incompleteness::PolicyNotPublished { .. }
        | Incompleteness::OperationNotBuilt { .. }
        | Incompleteness::ActionNotLoaded { .. } => format!("incomplete: {incompleteness}"),
        Incompleteness::PolicyVersionChanged { .. } => incompleteness.to_string(),
        Incompleteness::UnknownPrincipal { arn } => {
            format!("incomplete: `{arn}` is not in this scenario, so nobody knows its policies")
        }
        Incompleteness::UnknownGroup { name } => format!("incomplete: the group `{name}` does not exist"),
        Incompleteness::UnknownResourceOwner => {
            "nobody knows who owns the resource: it was taken to be in the caller’s account".to_owned()
        }
    }
}

/// Compares an answer with what was expected.
pub fn expected_view(expected: Expectation, current: Current<'_>) -> ExpectedView {
    match expected {
        Expectation::Decision { decision, decided_by } => {
            let actual = current.authorization().map(|it| it.trace.evaluation);
            let met = actual.is_some_and(|it| {
                decision.admits(it.decision) && decided_by.is_none_or(|by| by == it.decided_by)
            });
            let word = expected_word(decision);
            let by = decided_by.filter(|_| !met).map(|it| format!(" by {}", decided_by_name(it)));
            let words = if met {
                "as expected".to_owned()
            } else {
                format!("expected: {word}{}", by.unwrap_or_default())
            };
            ExpectedView { met, words }
        }
        Expectation::Error(code) => {
            let met = matches!(current, Current::Refused(error) if error.code == code);
            let words = if met { "as expected".to_owned() } else { format!("expected: {code}") };
            ExpectedView { met, words }
        }
    }
}

fn expected_word(decision: ExpectedDecision) -> &'static str {
    match decision {
        ExpectedDecision::Allowed => "allowed",
        ExpectedDecision::ExplicitDeny => "explicit deny",
        ExpectedDecision::ImplicitDeny => "implicit deny",
        ExpectedDecision::Denied => "denied",
    }
}
