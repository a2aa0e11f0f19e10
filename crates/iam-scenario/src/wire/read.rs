//! File → scenario.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::json::ValueKind;
use iam_evaluator::{NamedInTrustPolicy, Readings};
use iam_organization::{
    AwsPublished, IamEntity, ManagedPolicyLookup, ManagedPolicyUse, PolicyVersion, Timestamp, World,
    is_aws_managed,
};
use sorted::SortedMap;

use super::error::{Errors, ReadError, ReadErrors};
use super::fields::{IS_BYPASSED, SCENARIO, SCENARIO_VERSION};
use super::node::Node;
use super::read_account::account;
use super::read_organization::organization;
use super::read_questions::{questions, steps};
use super::read_sessions::{sessions, trail};
use super::shape::check_object;
use super::syntax::parse;
use crate::policy_name::aws_managed_policy_arn;
use crate::run::{Answer, Problem, ask_after};
use crate::scenario::{Call, Scenario, Step};
use crate::steps::{Api, StepOutcome, run_steps};

/// Reads a file, and checks that everything that it names is there.
///
/// What is typed into questions and steps may make no sense and is kept: [`problems`] lists that.
///
/// # Errors
/// Everything that breaks the syntax; in a file without such, everything that breaks the form; in one without such,
/// every reference that leads nowhere.
pub fn read(text: &str) -> Result<Scenario, ReadErrors> {
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = parse(text)?;
    let mut errors = Errors::new(text);
    let file = Node::top(&file);
    check_version(&mut errors, file);
    if errors.is_empty() {
        check_object(&mut errors, file, &SCENARIO);
    }
    if !errors.is_empty() {
        return Err(errors.finish());
    }
    let scenario = Scenario {
        title: file.field("title").string(),
        description: file.field("description").string(),
        concepts: file.field("concepts").strings(),
        notes: file.field("notes").lines(),
        world: world(&mut errors, file.field("world")),
        steps: steps(&mut errors, file.field("steps")),
        questions: questions(&mut errors, file.field("questions")),
    };
    if errors.is_empty() { Ok(scenario) } else { Err(errors.finish()) }
}

/// What makes no sense: in questions and steps a malformed action or ARN, or a step that is not there; in the world a
/// policy that AWS does not publish. A document that is being edited may have such; a finished one has none.
pub fn problems(scenario: &Scenario, aws: &dyn AwsPublished, api: Option<&dyn Api>) -> Vec<ReadError> {
    let run = run_steps(scenario, aws, api);
    let mut errors = Vec::new();
    for ManagedPolicyUse { account, entity, policy } in scenario.world.managed_policy_uses() {
        let whose = match &entity {
            IamEntity::User(name) => format!("user `{name}`"),
            IamEntity::Group(name) => format!("group `{name}`"),
            IamEntity::Role(name) => format!("role `{name}`"),
        };
        let what = format!("the {whose} in account {account} has it");
        errors.extend(not_published(aws, "world".to_owned(), policy, &what));
    }
    for (step_idx, Step { call, .. }) in scenario.steps.iter().enumerate() {
        let Call::AssumeRole(call) = call else { continue };
        for (idx, text) in call.policy_arns.iter().enumerate() {
            let path = format!("steps[{step_idx}].call.assumeRole.policyArns[{idx}]");
            let policy = aws_managed_policy_arn(text);
            errors.extend(policy.and_then(|it| not_published(aws, path, &it, "it is passed here")));
        }
    }
    for (idx, step) in scenario.steps.iter().enumerate() {
        if let Some(StepOutcome::Unreadable(problems)) = run.steps.get(&step.id) {
            errors.extend(problems.iter().map(|it| problem_at(&format!("steps[{idx}]"), it)));
        }
    }
    for (idx, question) in scenario.questions.iter().enumerate() {
        let answer = ask_after(scenario, aws, &run, question);
        if let Answer::Unreadable(problems) = answer {
            let problems = problems.iter().filter(|it| !it.is_waiting());
            errors.extend(problems.map(|it| problem_at(&format!("questions[{idx}]"), it)));
        }
    }
    errors
}

fn not_published(aws: &dyn AwsPublished, path: String, policy: &Arn, what: &str) -> Option<ReadError> {
    if !is_aws_managed(policy) {
        return None;
    }
    let suggestion = match aws.managed_policy(policy) {
        ManagedPolicyLookup::NoSuchPolicy { suggestion } => suggestion,
        ManagedPolicyLookup::Found(_) | ManagedPolicyLookup::NotLoaded { .. } => return None,
    };
    let message = format!("AWS has no managed policy `{policy}`, and {what}");
    let help = match suggestion {
        Some(it) => format!("did you mean `{it}`?"),
        None => "compare it with AWS's list of managed policies; AWS may have withdrawn it".to_owned(),
    };
    Some(ReadError { path, line: None, message, help })
}

fn problem_at(path: &str, problem: &Problem) -> ReadError {
    let Problem { field, message, help } = problem;
    let (message, help) = (message.clone(), help.clone());
    ReadError { path: format!("{path}.{field}"), line: None, message, help }
}

/// The version comes first: what a newer one has is unknown here.
fn check_version(errors: &mut Errors<'_>, file: Node<'_>) {
    let version = file.field("scenarioVersion");
    match version.number() {
        Some(SCENARIO_VERSION) => {}
        Some(number) => {
            let message =
                format!("the file has scenario version {number}, and this playground reads version 0");
            errors.add(version, message, "open it with a newer playground");
        }
        // What is not even an object is refused by its form.
        None if !matches!(file.kind(), Some(ValueKind::Object(_))) => {}
        None if version.is_there() => {
            errors.add(version, "the scenario version must be a whole number, without quotes", VERSION);
        }
        None => {
            let message = "the file does not say which version of the scenario form it has";
            errors.add(version, message, VERSION);
        }
    }
}

pub(super) fn world(errors: &mut Errors<'_>, node: Node<'_>) -> World {
    let seed = node.field("seed").number().unwrap_or_default();
    let clock = node.field("clock");
    let clock = errors.ok(clock, CLOCK, Timestamp::parse(&clock.string())).unwrap_or_default();

    let mut owners = SortedMap::new();
    let mut accounts = SortedMap::new();
    for node in node.field("accounts").items() {
        let id_node = node.field("id");
        let Some(id) = account_id(errors, id_node) else {
            continue;
        };
        let account = account(errors, node, id, (seed, clock), &mut owners);
        if accounts.insert(id, account).is_some() {
            errors.add(id_node, format!("the account `{id}` is there twice"), MERGE);
        }
    }
    let organization_node = node.field("organization");
    let organization = match organization_node.is_there() {
        true => organization(errors, organization_node, &accounts),
        false => None,
    };
    let aws_managed_versions = versions(errors, node.field("awsManagedPolicyVersions"));
    let n_ids = node.field("generatedIds").number().unwrap_or_default();
    let sessions = sessions(errors, node.field("sessions"), clock);
    let trail = trail(errors, node.field("trail"));
    let named_in_trust_policy = match node.field("boundaryOfTrustedUser").text() == Some(IS_BYPASSED) {
        true => NamedInTrustPolicy::BoundaryIsBypassed,
        false => NamedInTrustPolicy::BoundaryLimits,
    };
    let readings = Readings { named_in_trust_policy };
    World { clock, seed, organization, accounts, aws_managed_versions, n_ids, sessions, trail, readings }
}

fn versions(errors: &mut Errors<'_>, node: Node<'_>) -> SortedMap<Arn, PolicyVersion> {
    let mut versions = SortedMap::new();
    for (name, node) in node.members() {
        let Some(arn) = aws_managed_policy_arn(name).filter(is_aws_managed) else {
            let message = format!("`{name}` is no AWS managed policy");
            errors.add(
                node,
                message,
                "name one of those that are attached; other policies have no versions here",
            );
            continue;
        };
        let help = "write the version that AWS's data has, or leave it out";
        let version = errors.ok(node, help, PolicyVersion::parse(&node.string()));
        versions.extend(version.map(|it| (arn, it)));
    }
    versions
}

const VERSION: &str = "write `\"scenarioVersion\": 0` at its top";
pub(super) const CLOCK: &str = "write year, month, day, hour, minute and second, and `Z` for UTC";
const MERGE: &str = "put everything into one of the two";

pub(super) fn account_id(errors: &mut Errors<'_>, node: Node<'_>) -> Option<AccountId> {
    let text = node.string();
    errors.ok(node, &format!("`{text}` is something else"), AccountId::parse(&text))
}
