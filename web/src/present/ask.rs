//! The question as a form, and the list of questions.

use iam_aws_data::AwsData;
use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::World;
use iam_scenario::{Problem, Question, Run, Scenario, Who};
use sorted::SortedSet;

use super::ask_choices::{Choice, Choices};
use super::ask_notes::context_note;
use super::hue::{AccountChip, Hues};
use super::spoken::SpokenOf;
use super::tone::Tone;
use super::verdict::{ExpectedView, decision_tone, expected_view};
use crate::workspace::{Current, Evaluated, context_text, generated_title, who_choice};

/// One question of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub title: String,
    /// The answer's colour and shape.
    pub tone: Tone,
    /// The answer in a word.
    pub word: &'static str,
    /// How it compares with what was expected.
    pub expected: Option<ExpectedView>,
}

/// The form of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskView {
    /// The key of who asks.
    pub who: String,
    /// Who can ask, in groups.
    pub who_groups: Vec<WhoGroup>,
    /// The ARN of who asks, where the list does not have it: then it is typed.
    pub who_text: Option<String>,
    /// The account of who asks, where there is one.
    pub who_account: Option<AccountChip>,
    /// The action as typed.
    pub action: String,
    /// Actions that fit what is typed.
    pub actions: Vec<Choice>,
    /// What AWS says about the action.
    pub action_note: Option<String>,
    /// The resource as typed.
    pub resource: String,
    /// Resources that fit the action and what is typed.
    pub resources: Vec<Choice>,
    /// What AWS says about the action with the resource.
    pub resource_note: Option<String>,
    /// The account that owns the resource, where it is known.
    pub owner: Option<AccountChip>,
    /// The context keys that are set by hand.
    pub context: Vec<ContextRow>,
    /// Context keys to set.
    pub keys: Vec<Choice>,
}

/// What is wrong with a field of the form, or what to write into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The problem; for an empty field, what to do.
    pub words: String,
    /// Whether something wrong was typed.
    pub is_error: bool,
}

impl FieldProblem {
    /// The problem of one field.
    pub fn of(problem: &Problem, ask: &AskView) -> FieldProblem {
        let typed = match problem.field {
            "action" => Some(&ask.action),
            "resource" => Some(&ask.resource),
            _ => ask.who_text.as_ref(),
        };
        match typed.is_some_and(|it| it.trim().is_empty()) {
            true => FieldProblem { words: problem.help.clone(), is_error: false },
            false => FieldProblem { words: problem.message.clone(), is_error: true },
        }
    }
}

/// Choices of who asks, under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoGroup {
    /// The heading.
    pub title: String,
    /// Keys and names.
    pub choices: Vec<(String, String)>,
}

/// A context key with its value, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextRow {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
    /// What does not fit about the two.
    pub note: Option<String>,
}

/// The list of questions with their answers.
pub fn question_rows(scenario: &Scenario, evaluated: &Evaluated) -> Vec<QuestionRow> {
    let row = |question: &Question| {
        let answer = evaluated.answers.iter().find(|(id, _)| *id == question.id);
        let current = answer.map_or(Current::Nothing, |(_, it)| Current::of_answer(it));
        let (tone, word) = match current {
            Current::Decided(it) => {
                let decision = it.trace.evaluation.decision;
                (decision_tone(decision), super::verdict::decision_word(decision))
            }
            Current::Refused(_) => (Tone::Denied, "Refused"),
            Current::NoSession { .. } => (Tone::Missing, "No session"),
            Current::Unreadable(_) | Current::Waiting | Current::Nothing => {
                (Tone::Neutral, "Not a request yet")
            }
        };
        let title = Some(question.title.clone()).filter(|it| !it.is_empty());
        QuestionRow {
            id: question.id.clone(),
            title: title.unwrap_or_else(|| generated_title(question)),
            tone,
            word,
            expected: question
                .expected
                .filter(|_| !current.is_waiting())
                .map(|it| expected_view(it, current)),
        }
    };
    scenario.questions.iter().map(row).collect()
}

/// How many answers are what was expected; `None` if nothing was expected.
pub fn expected_count(rows: &[QuestionRow]) -> Option<ExpectedView> {
    let expected = rows.iter().filter_map(|it| it.expected.as_ref());
    let (n_met, n) = expected.fold((0, 0), |(n_met, n), it| (n_met + usize::from(it.met), n + 1));
    (n > 0).then(|| ExpectedView { met: n_met == n, words: format!("{n_met} of {n} as expected") })
}

/// The form of a question.
pub fn ask_view(scenario: &Scenario, aws: &AwsData, run: &Run, hues: &Hues, question: &Question) -> AskView {
    let world = &scenario.world;
    let who = who_choice(&question.principal);
    let who_groups = who_groups(scenario, run, &question.principal);
    let is_listed = who_groups.iter().flat_map(|it| &it.choices).any(|(key, _)| *key == who);
    let who_text = match &question.principal {
        Who::Arn(arn) if !is_listed => Some(arn.clone()),
        Who::Arn(_) | Who::Step(_) | Who::Service(_) | Who::Anonymous => None,
    };
    let arn = Arn::parse(question.resource.trim()).ok();
    let owner = question.resource_account.or_else(|| arn.and_then(|it| world.owner(&it)));
    let context = question.context.iter();
    let who_account = who_account(run, &question.principal);
    let spoken = SpokenOf::by(scenario);
    let choices = Choices { world, catalog: aws.catalog.as_ref(), spoken: &spoken, question };
    AskView {
        who,
        who_groups,
        who_text,
        who_account: who_account.map(|it| hues.chip(world, it)),
        action: question.action.clone(),
        actions: choices.actions(),
        action_note: choices.action_note(),
        resource: question.resource.clone(),
        resources: choices.resources(owner.or(who_account)),
        resource_note: choices.resource_note(),
        owner: owner.map(|it| hues.chip(world, it)),
        context: context
            .map(|(key, value)| ContextRow {
                key: key.as_str().to_owned(),
                value: context_text(value),
                note: context_note(aws.catalog.as_ref(), key.as_str(), value),
            })
            .collect(),
        keys: choices.keys(),
    }
}

fn who_account(run: &Run, who: &Who) -> Option<AccountId> {
    match who {
        Who::Arn(arn) => Arn::parse(arn).ok()?.account_id(),
        Who::Step(step) => run.session(step)?.arn.account_id(),
        Who::Service(_) | Who::Anonymous => None,
    }
}

fn who_groups(scenario: &Scenario, run: &Run, chosen: &Who) -> Vec<WhoGroup> {
    let world = &scenario.world;
    let mut groups = Vec::new();
    let sessions = scenario
        .steps
        .iter()
        .filter(|it| run.session(&it.id).is_some() || *chosen == Who::Step(it.id.clone()));
    let sessions: Vec<_> = sessions
        .map(|it| {
            let title = if it.title.is_empty() { &it.id } else { &it.title };
            (who_choice(&Who::Step(it.id.clone())), format!("session of “{title}”"))
        })
        .collect();
    if !sessions.is_empty() {
        groups.push(WhoGroup { title: "Sessions of the steps".to_owned(), choices: sessions });
    }
    groups.extend(world.accounts.keys().map(|it| account_group(world, *it, chosen)));
    let mut services: SortedSet<String> =
        ["cloudtrail.amazonaws.com", "ec2.amazonaws.com", "lambda.amazonaws.com", "s3.amazonaws.com"]
            .map(str::to_owned)
            .into();
    if let Who::Service(name) = chosen {
        services.insert(name.clone());
    }
    let services = services.into_iter().map(|it| (who_choice(&Who::Service(it.clone())), it));
    groups.push(WhoGroup { title: "AWS services".to_owned(), choices: services.collect() });
    let anonymous = (who_choice(&Who::Anonymous), "nobody: an unsigned request".to_owned());
    groups.push(WhoGroup { title: "Without credentials".to_owned(), choices: vec![anonymous] });
    groups
}

fn account_group(world: &World, id: AccountId, chosen: &Who) -> WhoGroup {
    let mut choices = Vec::new();
    let mut choice = |arn: String, name: String| choices.push((who_choice(&Who::Arn(arn)), name));
    if let Some(account) = world.accounts.get(&id) {
        for (name, user) in &account.users {
            choice(format!("arn:aws:iam::{id}:user{}{name}", user.path), format!("user {name}"));
        }
        for name in account.roles.keys() {
            let sessions = format!("arn:aws:sts::{id}:assumed-role/{name}/");
            let named = match chosen {
                Who::Arn(arn) => arn.strip_prefix(&sessions).filter(|it| !it.is_empty()),
                Who::Step(_) | Who::Service(_) | Who::Anonymous => None,
            };
            let session = named.unwrap_or("playground");
            choice(format!("{sessions}{session}"), format!("session {session} of the role {name}"));
        }
    }
    choice(format!("arn:aws:iam::{id}:root"), "root user".to_owned());
    WhoGroup { title: super::names::account_name(world, id), choices }
}
