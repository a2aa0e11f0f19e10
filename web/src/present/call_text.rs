//! Calls as texts: how they are written and read in the app, in the form in which they stand in a file.

use iam_organization::{ApiCall, AssumeRole, Fields, World};
use iam_scenario::{Call, ReadErrors, Scenario, Step, Who, read_step, write_step};

/// The text of a call, by its step's id; of one to begin with for `None`.
pub fn call_text(scenario: &Scenario, id: Option<&str>) -> String {
    match id.and_then(|it| scenario.step(it)) {
        Some(step) => write_step(step),
        None => write_step(&first_call(scenario)),
    }
}

/// Reads what was typed over a call, or for a new one. What is wrong is said line by line.
pub fn typed_call(scenario: &Scenario, id: Option<&str>, text: &str) -> Result<Step, Vec<String>> {
    if text.trim().is_empty() {
        return Err(vec!["there is nothing here: write the call, or cancel".to_owned()]);
    }
    let step = read_step(text).map_err(|it| problems(&it))?;
    match id {
        Some(id) if id != step.id => Err(vec![format!(
            "the id stays `{id}`: questions and later calls know the call by it. Add another call instead"
        )]),
        None if scenario.step(&step.id).is_some() => {
            Err(vec![format!("there is a call `{}` already: give this one another id", step.id)])
        }
        Some(_) | None => Ok(step),
    }
}

fn problems(errors: &ReadErrors) -> Vec<String> {
    let problem = |it: &iam_scenario::ReadError| match it.line {
        Some(line) => format!("line {line}: {it}"),
        None => it.to_string(),
    };
    errors.errors.iter().map(problem).collect()
}

/// Somebody assumes a role, if there is one; otherwise somebody asks who they are.
fn first_call(scenario: &Scenario) -> Step {
    let world = &scenario.world;
    let mut ids = (1..).map(|it| format!("call-{it}"));
    let role = world.accounts.iter().find_map(|(id, it)| Some((id, it.roles.iter().next()?)));
    let (title, call) = match role {
        Some((account, (name, role))) => {
            let call = AssumeRole {
                role_arn: format!("arn:aws:iam::{account}:role{}{name}", role.path),
                role_session_name: "session".to_owned(),
                ..AssumeRole::default()
            };
            (format!("Assume {name}"), Call::AssumeRole(call))
        }
        None => {
            let call =
                ApiCall { operation: "sts:GetCallerIdentity".to_owned(), parameters: Fields::default() };
            ("Who am I?".to_owned(), Call::Api(call))
        }
    };
    Step {
        id: ids.find(|id| scenario.step(id).is_none()).unwrap_or_default(),
        title,
        caller: first_caller(world),
        call,
        context: Default::default(),
        at: None,
        expected: None,
    }
}

/// The first user, or else the first root user.
fn first_caller(world: &World) -> Who {
    let user = world.accounts.iter().find_map(|(id, it)| Some((id, it.users.iter().next()?)));
    match (user, world.accounts.keys().next()) {
        (Some((account, (name, user))), _) => {
            Who::Arn(format!("arn:aws:iam::{account}:user{}{name}", user.path))
        }
        (None, Some(account)) => Who::Arn(format!("arn:aws:iam::{account}:root")),
        (None, None) => Who::Anonymous,
    }
}
