//! The open document, and what is shown of it.

use iam_organization::{EntityRef, PolicyLocation};
use iam_scenario::{History, Question, Scenario};
use sorted::SortedSet;

use super::{Answers, Depth};
use crate::present::trace::StepPlace;

/// The open document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Which of the documents that were opened since the page was loaded.
    pub opened: u64,
    /// The id under which this browser keeps it; `None` while there is nothing to keep.
    pub id: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// The scenario, with what can be undone.
    pub history: History,
    /// What follows from the scenario.
    pub answers: Answers,
    /// Grows with every change of the scenario.
    pub revision: u64,
    /// The revision that was saved last.
    pub saved: Option<u64>,
    /// The stamp of the record when this tab read or wrote it last: with another one, another tab wrote it since.
    pub stamp: Option<String>,
    /// What is answered.
    pub subject: Subject,
    /// What the centre shows.
    pub selection: EntityRef,
    /// The current step, counted from 0; `None` while the verdict as a whole is shown.
    pub step: Option<usize>,
    /// How much of the explanation is open.
    pub depth: Depth,
    /// A part of a policy that is marked besides.
    pub mark: Option<StepPlace>,
    /// The rows of the tree that are folded.
    pub folded: SortedSet<String>,
    /// What the tree is filtered by.
    pub filter: String,
    /// What is being typed: further keystrokes belong to the same change, until there is a pause.
    pub typing: Option<Typing>,
}

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A built-in scenario.
    Example(String),
    /// A link, with its payload.
    Link(String),
    /// This browser.
    Saved {
        /// The id under which it is kept.
        id: String,
        /// The stamp of the record that was read.
        stamp: String,
    },
    /// A document that another tab changed too: this one goes on by itself.
    Copy,
    /// The blank organization.
    Blank,
    /// A file.
    File,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A question, by id.
    Question(String),
    /// A call of a step, by id, and which of the requests that it needs.
    Step(String, usize),
    /// Nothing: the scenario has no questions and no steps.
    Nothing,
}

/// What is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typing {
    /// The title.
    Title,
    /// A policy.
    Policy(PolicyLocation),
    /// A field of a question.
    Question(String, &'static str),
}

impl Document {
    /// The scenario as it is now.
    pub fn scenario(&self) -> &Scenario {
        self.history.present()
    }

    /// The question that is answered.
    pub fn question(&self) -> Option<&Question> {
        match &self.subject {
            Subject::Question(id) => self.scenario().question(id),
            Subject::Step(..) | Subject::Nothing => None,
        }
    }

    /// Whether there is something to save: a change, or a document that a reload would not find again.
    pub fn needs_saving(&self) -> bool {
        let comes_from_nowhere = match self.origin {
            Origin::Example(_) | Origin::Link(_) | Origin::Saved { .. } => false,
            Origin::Blank | Origin::File | Origin::Copy => self.saved.is_none(),
        };
        comes_from_nowhere
            || (self.saved != Some(self.revision) && (self.saved.is_some() || self.revision > 0))
    }
}

impl Subject {
    /// The question or step that a scenario is opened with.
    pub fn first(scenario: &Scenario) -> Subject {
        match (scenario.questions.first(), scenario.steps.first()) {
            (Some(question), _) => Subject::Question(question.id.clone()),
            (None, Some(step)) => Subject::Step(step.id.clone(), 0),
            (None, None) => Subject::Nothing,
        }
    }

    /// Whether the scenario has it.
    pub fn is_in(&self, scenario: &Scenario) -> bool {
        match self {
            Subject::Question(id) => scenario.question(id).is_some(),
            Subject::Step(id, _) => scenario.step(id).is_some(),
            Subject::Nothing => true,
        }
    }
}
