//! What can happen to the workspace.

use iam_aws_data::AwsFile;
use iam_organization::{EntityRef, PolicyLocation, WorldEdit};
use iam_scenario::{Scenario, Step};

use super::document::{Origin, Subject};
use super::extra::ExtraEvent;
use super::question::QuestionEdit;
use super::{Depth, OpenProblem, Panel, StorageState};
use crate::present::building::Addition;
use crate::present::rule::RuleView;
use crate::present::trace::StepPlace;
use crate::router::ViewState;

/// One event. Components send them; [`Workspace::apply`](super::Workspace::apply) is what they do.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A document is opened.
    Open {
        /// The document.
        scenario: Box<Scenario>,
        /// Where it came from.
        origin: Origin,
        /// What is shown of it.
        view: ViewState,
    },
    /// Something could not be opened, or not as it was meant.
    CannotOpen(OpenProblem),
    /// The notice about it is put away.
    DismissProblem,
    /// Back to the start screen. The document stays saved.
    Close,
    /// The document was saved.
    Saved {
        /// The id under which it is kept.
        id: String,
        /// The revision that was saved.
        revision: u64,
        /// The stamp of the record.
        stamp: String,
    },
    /// The document was saved by another tab since this one read or wrote it: this tab goes on with a copy.
    Fork,
    /// Another tab saved the document with this id.
    SavedElsewhere(String),
    /// Whether documents can be kept.
    Storage(StorageState),

    /// Somebody wants a file of AWS's data; one that failed is tried again.
    WantAws(AwsFile),
    /// A file of AWS's data is on its way.
    AwsLoading(AwsFile),
    /// A file of AWS's data has come: its bytes, or nothing.
    AwsFile(AwsFile, Option<Vec<u8>>),

    /// The second module is needed, comes, or is at work.
    Extra(ExtraEvent),

    /// An entity is shown in the centre.
    Select(EntityRef),
    /// A row of the tree is folded or opened.
    Toggle(String),
    /// Rows are filtered.
    Filter(String),
    /// A panel is shown.
    Show(Panel),
    /// A question, or a call of a step, is answered.
    Ask(Subject),
    /// A step through the answer.
    Step(StepMove),
    /// How much of the explanation is open.
    Depth(Depth),
    /// A part of a policy is marked.
    Mark(StepPlace),
    /// A rule is opened, or closed.
    Rule(Option<RuleView>),
    /// A short message comes, or goes.
    Toast(Option<String>),

    /// Nothing was typed for a while: what is typed next is another change.
    PauseTyping,
    /// The title is typed over.
    Rename(String),
    /// A policy is typed over.
    EditPolicy(PolicyLocation, String),
    /// Something is made in an entity, or attached to it, with what was typed or chosen.
    Build(EntityRef, Addition, String),
    /// The scenario is as the second module has changed it.
    Replace(Box<Scenario>),
    /// A world without accounts gets its first one.
    FirstAccount,
    /// The world is changed.
    World(WorldEdit),
    /// An entity is taken away.
    Delete(EntityRef),
    /// The list of managed policies is opened for a user, group or role, or closed.
    Pick(Option<EntityRef>),
    /// The question is changed.
    EditQuestion(QuestionEdit),
    /// A copy of the question is made, to change it.
    NewQuestion,
    /// The question is taken out.
    RemoveQuestion,
    /// A call is written: over the one with its id, or as the last one.
    SaveCall(Box<Step>),
    /// A call is taken out, by its step's id.
    RemoveCall(String),
    /// The question is asked as the session of a step.
    ActAs(String),
    /// The last change is taken back.
    Undo,
    /// What was taken back happens again.
    Redo,
}

/// Where to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepMove {
    /// To the step before.
    Back,
    /// To the next one.
    Forward,
    /// To this one, counted from 0.
    To(usize),
}
