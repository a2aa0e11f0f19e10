//! File → scenario.

use std::collections::BTreeMap;

use iam_evaluator::arn::AccountId;
use iam_organization::{NoAwsManagedPolicies, Timestamp, World};
use serde_json::value::RawValue;

use super::error::{Errors, Path, ReadError, ReadErrors};
use super::form::{self, SCENARIO_VERSION};
use super::place::path_at;
use super::read_account::account;
use super::read_organization::organization;
use super::read_questions::{questions, steps};
use crate::run::{Answer, Problem, StepOutcome, ask_after, run_steps};
use crate::scenario::Scenario;

/// Reads a file, and checks that everything that it names is there.
///
/// What is typed into questions and steps may make no sense and is kept: [`problems`] lists that.
///
/// # Errors
/// The place where the form is broken, or every reference that leads nowhere.
pub fn read(text: &str) -> Result<Scenario, ReadErrors> {
    let form = parse(text).map_err(|it| ReadErrors { errors: vec![it] })?;
    let form::Scenario {
        _schema: _,
        scenario_version: _,
        title,
        description,
        concepts,
        notes,
        world: world_form,
        steps: step_forms,
        questions: question_forms,
    } = form;
    let mut errors = Errors::default();
    let world = world(&mut errors, world_form);
    let steps = steps(&mut errors, step_forms);
    let questions = questions(&mut errors, question_forms);
    let notes = notes.into_string();
    if errors.errors.is_empty() {
        Ok(Scenario { title, description, concepts, world, questions, steps, notes })
    } else {
        Err(ReadErrors { errors: errors.errors })
    }
}

/// What in the questions and steps makes no sense: a malformed action or ARN, a step that is not there. A document that
/// is being edited may have such; a finished one has none.
pub fn problems(scenario: &Scenario) -> Vec<ReadError> {
    let run = run_steps(scenario, &NoAwsManagedPolicies);
    let mut errors = Errors::default();
    let top = Path::top("steps");
    for (idx, step) in scenario.steps.iter().enumerate() {
        if let Some(StepOutcome::Unreadable(problems)) = run.steps.get(&step.id) {
            add_problems(&mut errors, top.index(idx), problems);
        }
    }
    let top = Path::top("questions");
    for (idx, question) in scenario.questions.iter().enumerate() {
        let answer = ask_after(scenario, &NoAwsManagedPolicies, &run, question);
        if let Answer::Unreadable(problems) = answer {
            add_problems(&mut errors, top.index(idx), &problems);
        }
    }
    errors.errors
}

fn add_problems(errors: &mut Errors, path: Path<'_>, problems: &[Problem]) {
    for Problem { field, message, help } in problems {
        errors.add(path.field(field), message, help);
    }
}

/// The form of a file of a version that is known.
fn parse(text: &str) -> Result<form::Scenario, ReadError> {
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(|it| json_error("", &it))?;
    let version = fields.get("scenarioVersion").map(|it| it.get().parse::<u64>().ok());
    match version {
        Some(Some(version)) if version == u64::from(SCENARIO_VERSION) => deserialize(text),
        Some(Some(version)) => Err(whole(
            &format!("the file has scenario version {version}, and this playground reads version 0"),
            "open it with a newer playground",
        )),
        Some(None) | None => Err(whole(
            "the file does not say which version of the scenario form it has",
            "write `\"scenarioVersion\": 0` at its top",
        )),
    }
}

fn whole(message: &str, help: &str) -> ReadError {
    let path = "scenarioVersion".to_owned();
    ReadError { path, line: None, message: message.to_owned(), help: help.to_owned() }
}

fn deserialize<'a, T: serde::Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|it| json_error(&path_at(text, it.line(), it.column()), &it))
}

fn json_error(path: &str, error: &serde_json::Error) -> ReadError {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    let (message, help) = match error.classify() {
        serde_json::error::Category::Data => {
            (message.to_owned(), "compare the file with scenario.schema.json".to_owned())
        }
        serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof
        | serde_json::error::Category::Io => (
            format!("the file is not valid JSON: {message}"),
            format!("look at line {}, column {}", error.line(), error.column()),
        ),
    };
    // The place of a syntax error is its line; how far the form was read before it says nothing.
    let path = if error.is_data() && path != "." { path } else { "" };
    ReadError { path: path.to_owned(), line: Some(error.line()), message, help }
}

fn world(errors: &mut Errors, form: form::World) -> World {
    let form::World { clock, seed, organization: organization_form, accounts: account_forms } = form;
    let path = Path::top("world");
    let clock = errors.ok(path.field("clock"), "", Timestamp::parse(&clock)).unwrap_or_default();

    let mut owners = BTreeMap::new();
    let mut accounts = BTreeMap::new();
    let list = path.field("accounts");
    for (idx, form) in account_forms.into_iter().enumerate() {
        let path = list.index(idx);
        let Some(id) = account_id(errors, path.field("id"), &form.id) else {
            continue;
        };
        let account = account(errors, path, id, seed, form, &mut owners);
        if accounts.insert(id, account).is_some() {
            errors.add(path.field("id"), format!("the account `{id}` is there twice"), MERGE);
        }
    }
    let organization =
        organization_form.and_then(|form| organization(errors, path.field("organization"), form, &accounts));
    World { clock, seed, organization, accounts }
}

const MERGE: &str = "put everything into one of the two";

pub(super) fn account_id(errors: &mut Errors, path: Path<'_>, text: &str) -> Option<AccountId> {
    errors.ok(path, &format!("`{text}` is something else"), AccountId::parse(text))
}
