//! The question as a form, and the list of questions.

use std::collections::BTreeSet;

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{self, ActionElement};
use iam_organization::World;
use iam_scenario::{Problem, Question, Run, Scenario, Who};

use super::hue::{AccountChip, Hues};
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
    /// Whether it was made here: then it can be removed.
    pub own: bool,
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
    /// Actions that the scenario speaks of.
    pub actions: Vec<String>,
    /// The resource as typed.
    pub resource: String,
    /// Resources of the world.
    pub resources: Vec<String>,
    /// The account that owns the resource, where it is known.
    pub owner: Option<AccountChip>,
    /// The context keys that are set by hand.
    pub context: Vec<ContextRow>,
    /// Context keys that policies of the scenario ask for.
    pub keys: Vec<String>,
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
            Current::Unreadable(_) | Current::Nothing => (Tone::Neutral, "Not a request yet"),
        };
        let title = Some(question.title.clone()).filter(|it| !it.is_empty());
        QuestionRow {
            id: question.id.clone(),
            title: title.unwrap_or_else(|| generated_title(question)),
            tone,
            word,
            expected: question.expected.map(|it| expected_view(it, current)),
            own: question.title == generated_title(question) && scenario.questions.len() > 1,
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
pub fn ask_view(scenario: &Scenario, run: &Run, hues: &Hues, question: &Question) -> AskView {
    let world = &scenario.world;
    let who = who_choice(&question.principal);
    let who_groups = who_groups(scenario, run, &question.principal);
    let is_listed = who_groups.iter().flat_map(|it| &it.choices).any(|(key, _)| *key == who);
    let who_text = match &question.principal {
        Who::Arn(arn) if !is_listed => Some(arn.clone()),
        Who::Arn(_) | Who::Step(_) | Who::Service(_) | Who::Anonymous => None,
    };
    let arn = Arn::parse(&question.resource).ok();
    let owner = question.resource_account.or_else(|| arn.and_then(|it| world.owner(&it)));
    let context = question.context.iter();
    AskView {
        who,
        who_groups,
        who_text,
        who_account: who_account(run, &question.principal).map(|it| hues.chip(world, it)),
        action: question.action.clone(),
        actions: actions(scenario),
        resource: question.resource.clone(),
        resources: resources(scenario),
        owner: owner.map(|it| hues.chip(world, it)),
        context: context
            .map(|(key, value)| ContextRow { key: key.as_str().to_owned(), value: context_text(value) })
            .collect(),
        keys: context_keys(scenario),
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
    let mut services: BTreeSet<String> =
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

/// Every policy text of the scenario that parses.
fn policies(scenario: &Scenario) -> Vec<policy::Policy> {
    let world = &scenario.world;
    let mut texts = Vec::new();
    for account in world.accounts.values() {
        texts.extend(account.managed_policies.values().map(|it| &it.text));
        texts.extend(account.users.values().flat_map(|it| it.policies.inline.values()));
        texts.extend(account.groups.values().flat_map(|it| it.policies.inline.values()));
        for role in account.roles.values() {
            texts.push(&role.trust_policy);
            texts.extend(role.policies.inline.values());
        }
        texts.extend(account.resources.values().filter_map(|it| it.policy.as_ref()));
        texts.extend(account.vpc_endpoints.values().filter_map(|it| it.policy.as_ref()));
    }
    texts.extend(world.organization.iter().flat_map(|it| it.policies.values().map(|it| &it.text)));
    texts.iter().filter_map(|it| policy::parse(it.text()).0).collect()
}

fn actions(scenario: &Scenario) -> Vec<String> {
    let mut actions: BTreeSet<String> = scenario.questions.iter().map(|it| it.action.clone()).collect();
    for policy in policies(scenario) {
        for statement in policy.statements {
            let (ActionElement::Action(entries) | ActionElement::NotAction(entries)) = statement.action;
            actions.extend(entries.entries.into_iter().map(|it| it.value.0));
        }
    }
    actions.retain(|it| iam_evaluator::request::Action::parse(it).is_ok());
    actions.into_iter().collect()
}

fn resources(scenario: &Scenario) -> Vec<String> {
    let mut resources: BTreeSet<String> = scenario.questions.iter().map(|it| it.resource.clone()).collect();
    for (id, account) in &scenario.world.accounts {
        resources.extend(account.resources.keys().map(ToString::to_string));
        let roles = account.roles.iter();
        resources.extend(roles.map(|(name, it)| format!("arn:aws:iam::{id}:role{}{name}", it.path)));
    }
    resources.into_iter().filter(|it| !it.is_empty()).collect()
}

fn context_keys(scenario: &Scenario) -> Vec<String> {
    let common = [
        "aws:CurrentTime",
        "aws:MultiFactorAuthPresent",
        "aws:RequestedRegion",
        "aws:SecureTransport",
        "aws:SourceIp",
    ];
    let mut keys: BTreeSet<String> = common.map(str::to_owned).into();
    for question in &scenario.questions {
        keys.extend(question.context.iter().map(|(key, _)| key.as_str().to_owned()));
    }
    for statement in policies(scenario).into_iter().flat_map(|it| it.statements) {
        let blocks = statement.condition.into_iter().flat_map(|it| it.operators);
        keys.extend(blocks.flat_map(|it| it.keys).map(|it| it.key));
    }
    keys.into_iter().collect()
}
