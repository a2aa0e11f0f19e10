//! The second module: how far it has come, and what it has worked out.

use super::Workspace;
use super::aws::FileState;
use crate::present::changes::ChangesView;
use iam_scenario::RecordedCalls;

/// What the second module works out for a question: changes, each with the answer after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Analysis {
    /// What would flip the answer.
    Flips,
    /// Which absent context keys could change it.
    MissingKeys,
}

impl Analysis {
    /// All of them.
    pub const ALL: [Analysis; 2] = [Analysis::Flips, Analysis::MissingKeys];
}

/// What an analysis follows from: how much is loaded of AWS's data, which document, which revision of it, which
/// question. With another one it is stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How many of AWS's files are there.
    pub n_loaded: usize,
    /// Which document.
    pub opened: u64,
    /// Which revision of it.
    pub revision: u64,
    /// The question's id.
    pub question: String,
}

/// What was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysed {
    /// From what it follows.
    pub asked: Asked,
    /// The changes; `None` if they could not be worked out.
    pub changes: Option<ChangesView>,
}

/// What can happen to the second module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraEvent {
    /// Somebody looks at an analysis; what failed is tried again.
    Open(Analysis),
    /// Nobody looks at it any more.
    Close(Analysis),
    /// The module is on its way.
    Loading,
    /// The module has come.
    Loaded,
    /// The module did not come.
    NotLoaded,
    /// The module begins to work something out.
    Begin(Analysis, Asked),
    /// The module has worked something out.
    Done(Analysis, Analysed),
    /// The module begins to make the calls of the scenario.
    BeginCalls(Asked),
    /// The module has made them; `None` if it could not.
    CallsMade(Asked, Option<Box<RecordedCalls>>),
    /// What did not load is tried again.
    Retry,
}

/// The second module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// How far it has come.
    pub module: FileState,
    wanted: [bool; 2],
    begun: [Option<Asked>; 2],
    calls_begun: Option<Asked>,
    calls_failed: Option<Asked>,
    analysed: [Option<Analysed>; 2],
}

impl Extra {
    /// Whether somebody looks at an analysis.
    pub fn is_wanted(&self, analysis: Analysis) -> bool {
        self.wanted.get(analysis as usize).copied().unwrap_or_default()
    }

    /// What was worked out last, stale or not.
    pub fn analysed(&self, analysis: Analysis) -> Option<&Analysed> {
        self.analysed.get(analysis as usize)?.as_ref()
    }

    /// Whether the module could not make the calls.
    pub fn have_calls_failed(&self, asked: &Asked) -> bool {
        self.calls_failed.as_ref() == Some(asked)
    }

    pub(super) fn apply(&mut self, event: ExtraEvent) {
        match event {
            ExtraEvent::Open(analysis) => self.open(analysis),
            ExtraEvent::Close(analysis) => set(&mut self.wanted, analysis, false),
            ExtraEvent::Loading => self.module = FileState::Loading,
            ExtraEvent::Loaded => self.module = FileState::Loaded,
            ExtraEvent::NotLoaded => self.module = FileState::Failed,
            ExtraEvent::Begin(analysis, asked) => set(&mut self.begun, analysis, Some(asked)),
            ExtraEvent::Done(analysis, analysed) => self.receive(analysis, analysed),
            ExtraEvent::BeginCalls(asked) => self.calls_begun = Some(asked),
            // The document takes in those that were made.
            ExtraEvent::CallsMade(asked, calls) => self.calls_failed = calls.is_none().then_some(asked),
            ExtraEvent::Retry if self.module == FileState::Failed => self.module = FileState::NotLoaded,
            ExtraEvent::Retry => {}
        }
    }

    fn open(&mut self, analysis: Analysis) {
        set(&mut self.wanted, analysis, true);
        if self.module == FileState::Failed {
            self.module = FileState::NotLoaded;
        }
        if self.analysed(analysis).is_some_and(|it| it.changes.is_none()) {
            set(&mut self.analysed, analysis, None);
            set(&mut self.begun, analysis, None);
        }
    }

    /// Nobody looks at anything.
    pub(super) fn close(&mut self) {
        *self = Extra { module: self.module, ..Extra::default() };
    }

    /// Takes in what was worked out, unless it follows from something else than what was asked last.
    fn receive(&mut self, analysis: Analysis, analysed: Analysed) {
        if self.begun.get(analysis as usize).is_some_and(|it| it.as_ref() == Some(&analysed.asked)) {
            set(&mut self.analysed, analysis, Some(analysed));
        }
    }
}

fn set<T>(places: &mut [T; 2], analysis: Analysis, value: T) {
    if let Some(place) = places.get_mut(analysis as usize) {
        *place = value;
    }
}

impl Workspace {
    /// Whether the module is to be loaded now: something is looked at that it works out, or the scenario has calls that it
    /// makes.
    pub fn misses_extra(&self) -> bool {
        let is_wanted = || Analysis::ALL.into_iter().any(|it| self.extra.is_wanted(it));
        self.extra.module == FileState::NotLoaded && (is_wanted() || self.asked_calls().is_some())
    }

    /// What the calls of the scenario follow from, where they change the world. No question is part of it.
    pub fn asked_calls(&self) -> Option<Asked> {
        let document = self.document.as_ref().filter(|it| it.scenario().changes_the_world())?;
        let (opened, revision) = (document.opened, document.revision);
        Some(Asked { n_loaded: self.aws.n_loaded(), opened, revision, question: String::new() })
    }

    /// The calls to make now, if they are not made for the scenario as it is.
    pub fn next_calls(&self) -> Option<Asked> {
        let asked = self.asked_calls().filter(|_| self.extra.module == FileState::Loaded)?;
        (self.extra.calls_begun.as_ref() != Some(&asked)).then_some(asked)
    }

    /// What an analysis of the question that is shown follows from.
    pub fn asked(&self) -> Option<Asked> {
        let document = self.document.as_ref()?;
        let question = document.question()?.id.clone();
        let Workspace { aws, .. } = self;
        let (n_loaded, opened, revision) = (aws.n_loaded(), document.opened, document.revision);
        Some(Asked { n_loaded, opened, revision, question })
    }

    /// The next analysis to begin, if one is looked at and not begun for the scenario as it is.
    pub fn next_analysis(&self) -> Option<(Analysis, Asked)> {
        let asked = self.asked().filter(|_| self.extra.module == FileState::Loaded)?;
        let is_due = |it: &Analysis| {
            let begun = self.extra.begun.get(*it as usize).and_then(Option::as_ref);
            self.extra.is_wanted(*it) && begun != Some(&asked)
        };
        Analysis::ALL.into_iter().find(is_due).map(|it| (it, asked))
    }
}
