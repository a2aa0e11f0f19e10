//! What the user has open: one plain value, which events change. Nothing here knows the browser.

mod apply;
mod aws;
mod build;
mod document;
mod edit;
mod evaluated;
mod event;
mod extra;
mod question;
mod shown;
#[cfg(test)]
mod tests;

pub use aws::{AwsState, FileState, file_path, file_words};
pub use document::{Document, Origin, Subject};
pub use evaluated::{Answers, Current, Evaluated};
pub use event::{Event, StepMove};
pub use extra::{Analysed, Analysis, Asked, Extra, ExtraEvent};
pub use question::{QuestionEdit, context_text, fresh_id, generated_title, who_choice, who_of_choice};
pub use shown::{Depth, Panel};

use iam_aws_data::AwsFile;
use iam_organization::EntityRef;

use crate::present::rule::RuleView;

/// Everything that the app shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// The open document; without one the start screen is shown.
    pub document: Option<Document>,
    /// Which panel a narrow screen shows, and which tab the right pane of a wide one.
    pub panel: Panel,
    /// The rule that is open.
    pub rule: Option<RuleView>,
    /// Whom a managed policy is picked for, while the list is open.
    pub picking: Option<EntityRef>,
    /// A short message that goes away.
    pub toast: Option<String>,
    /// Why something could not be opened.
    pub problem: Option<OpenProblem>,
    /// Whether documents can be kept.
    pub storage: StorageState,
    /// How many documents were opened since the page was loaded.
    pub n_opened: u64,
    /// AWS's own data.
    pub aws: AwsState,
    /// The second module.
    pub extra: Extra,
}

/// Whether documents can be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StorageState {
    /// They can.
    #[default]
    Available,
    /// The browser blocks storage.
    Blocked,
    /// There was no room for the last change.
    Full,
}

/// Why something could not be opened, or not as it was meant. Nothing that is saved was touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenProblem {
    /// Whether the document is there nevertheless.
    pub opened: Opened,
    /// What.
    pub what: String,
    /// Why, and what to do.
    pub lines: Vec<String>,
}

/// How far something was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// Not at all; what was open before is still open.
    Nothing,
    /// The document; but not everything that was to be shown of it.
    Document,
}

impl Workspace {
    /// The workspace before anything is opened.
    pub fn new(storage: StorageState) -> Workspace {
        Workspace { storage, ..Workspace::default() }
    }

    /// Whether leaving the page would lose changes.
    pub fn would_lose_work(&self) -> bool {
        self.storage != StorageState::Available && self.document.as_ref().is_some_and(Document::needs_saving)
    }

    /// The next file of AWS's data to load, if one is needed.
    pub fn next_file(&self) -> Option<AwsFile> {
        let evaluated = self.document.as_ref().map(Document::evaluated);
        self.aws.next(evaluated.as_deref())
    }

    /// While something is being typed: which revision of which document came of it.
    pub fn typed(&self) -> Option<(u64, u64)> {
        let document = self.document.as_ref().filter(|it| it.typing.is_some())?;
        Some((document.opened, document.revision))
    }

    /// What the right pane of a wide screen shows: the question, or the calls.
    pub fn right_tab(&self) -> Panel {
        match self.document.as_ref().map(|it| &it.subject) {
            Some(Subject::Step(..)) => Panel::Steps,
            Some(Subject::Question(_) | Subject::Nothing) | None if self.panel == Panel::Steps => {
                Panel::Steps
            }
            Some(Subject::Question(_) | Subject::Nothing) | None => Panel::Ask,
        }
    }
}
