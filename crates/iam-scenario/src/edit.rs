//! Changing a scenario: every change is an event, and every event can be undone.

use std::fmt;

use iam_evaluator::arn::Arn;
use iam_organization::{PolicyLocation, PolicyText, WorldEdit, WorldEditError, is_same_policy};
use sorted::SortedSet;

use crate::policy_name::aws_managed_policy_arn;
use crate::scenario::{Call, Question, Scenario, Step};

/// Something that happens to a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The document is edited. That needs no credentials.
    Edit(Edit),
    /// A call is made: it becomes the last step.
    Call(Step),
}

/// A change of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The title is typed over.
    SetTitle(String),
    /// The one line of description is typed over.
    SetDescription(String),
    /// The notes are typed over.
    SetNotes(String),
    /// A policy is typed over. The last text that parsed is kept as long as the new one does not.
    SetPolicyText {
        /// Which policy. The policy passed with a session is edited in the step that made the session.
        location: PolicyLocation,
        /// The new text.
        text: String,
    },
    /// The world is changed.
    World(WorldEdit),
    /// A question is put in: over the one with its id, or at the end.
    SetQuestion(Question),
    /// A question is taken out, by id.
    RemoveQuestion(String),
    /// A step is put in: over the one with its id, or at the end.
    SetStep(Step),
    /// A step is taken out, by id.
    RemoveStep(String),
}

/// The event does not fit the scenario. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// There is no policy at that place.
    NoSuchPolicy(PolicyLocation),
    /// AWS's own policies cannot be edited.
    NotEditable(PolicyLocation),
    /// The world cannot be changed so.
    World(WorldEditError),
    /// There is no question with that id.
    NoSuchQuestion(String),
    /// There is no step with that id.
    NoSuchStep(String),
    /// A step with that id is there already.
    StepExists(String),
}

/// Lets an event happen.
///
/// # Errors
/// [`EditError`] if it does not fit; the scenario is then as before.
pub fn apply(scenario: &mut Scenario, event: Event) -> Result<(), EditError> {
    match event {
        Event::Edit(edit) => apply_edit(scenario, edit),
        Event::Call(step) => match scenario.step(&step.id) {
            Some(_) => Err(EditError::StepExists(step.id)),
            None => {
                scenario.steps.push(step);
                Ok(())
            }
        },
    }
}

fn apply_edit(scenario: &mut Scenario, edit: Edit) -> Result<(), EditError> {
    match edit {
        Edit::SetTitle(title) => scenario.title = title,
        Edit::SetDescription(description) => scenario.description = description,
        Edit::SetNotes(notes) => scenario.notes = notes,
        Edit::SetPolicyText { location, text } => set_policy_text(scenario, location, text)?,
        Edit::World(edit) => {
            scenario.world.edit(edit).map_err(EditError::World)?;
            forget_unused_versions(scenario);
        }
        Edit::SetQuestion(question) => match scenario.questions.iter_mut().find(|it| it.id == question.id) {
            Some(place) => *place = question,
            None => scenario.questions.push(question),
        },
        Edit::RemoveQuestion(id) => {
            let idx = scenario.questions.iter().position(|it| it.id == id);
            scenario.questions.remove(idx.ok_or(EditError::NoSuchQuestion(id))?);
        }
        Edit::SetStep(step) => match scenario.steps.iter_mut().find(|it| it.id == step.id) {
            Some(place) => *place = step,
            None => scenario.steps.push(step),
        },
        Edit::RemoveStep(id) => {
            let idx = scenario.steps.iter().position(|it| it.id == id);
            scenario.steps.remove(idx.ok_or(EditError::NoSuchStep(id))?);
        }
    }
    Ok(())
}

/// The version of an AWS managed policy that nobody has any more says nothing.
fn forget_unused_versions(scenario: &mut Scenario) {
    let uses = scenario.world.managed_policy_uses();
    let mut used = SortedSet::new();
    used.extend(uses.into_iter().map(|it| it.policy.clone()));
    for Step { call, .. } in &scenario.steps {
        if let Call::AssumeRole(call) = call {
            used.extend(call.policy_arns.iter().filter_map(|it| aws_managed_policy_arn(it)));
        }
    }
    let is_used = |policy: &Arn| used.iter().any(|it| is_same_policy(it, policy));
    scenario.world.aws_managed_versions.retain(|policy, _| is_used(policy));
}

fn set_policy_text(scenario: &mut Scenario, location: PolicyLocation, text: String) -> Result<(), EditError> {
    match &location {
        PolicyLocation::AwsManaged(_) => Err(EditError::NotEditable(location)),
        PolicyLocation::Session(step) => match scenario.steps.iter_mut().find(|it| it.id == *step) {
            Some(Step { call: Call::AssumeRole(call), .. }) if call.policy.is_some() => {
                call.policy = Some(text);
                Ok(())
            }
            Some(_) | None => Err(EditError::NoSuchPolicy(location)),
        },
        PolicyLocation::Managed { .. }
        | PolicyLocation::Inline { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::Resource { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_) => match scenario.world.policy_text_mut(&location) {
            Some(policy) => {
                *policy = PolicyText::edited(policy, text);
                Ok(())
            }
            None => Err(EditError::NoSuchPolicy(location)),
        },
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NoSuchPolicy(_) => f.write_str("there is no such policy any more"),
            EditError::NotEditable(_) => f.write_str("AWS managed policies cannot be edited"),
            EditError::World(error) => error.fmt(f),
            EditError::NoSuchQuestion(id) => write!(f, "there is no question `{id}`"),
            EditError::NoSuchStep(id) => write!(f, "there is no step `{id}`"),
            EditError::StepExists(id) => write!(f, "there is a step `{id}` already"),
        }
    }
}

impl std::error::Error for EditError {}
