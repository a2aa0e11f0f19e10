//! What events do.

use std::sync::Arc;

use iam_aws_data::{AwsData, AwsFile};
use iam_organization::{EntityRef, PolicyLocation};
use iam_scenario::{Edit, History, RecordedCalls, Scenario};

use super::document::{Document, Origin, Subject, Typing};
use super::evaluated::{Answers, Evaluated};
use super::event::{Event, StepMove};
use super::extra::{Asked, ExtraEvent};
use super::{OpenProblem, Opened, Panel, StorageState, Workspace};
use crate::present::hue::Hues;
use crate::present::trace::{StepPlace, TraceView, trace_view};
use crate::present::{building, focus};
use crate::router::ViewState;

const FORKED: &str =
    "Another tab has changed this document too. Both are kept: this tab goes on with a copy.";
const SAVED_ELSEWHERE: &str =
    "Another tab has changed this document. Reload to see it; a change made here goes into a copy.";

impl Workspace {
    /// Lets an event happen.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Open { scenario, origin, view } => self.open(*scenario, origin, view),
            Event::CannotOpen(problem) => self.problem = Some(problem),
            Event::DismissProblem => self.problem = None,
            Event::Close => {
                self.document = None;
                self.toast = None;
            }
            Event::Storage(storage) => {
                if storage == StorageState::Full && self.storage != StorageState::Full {
                    self.problem = Some(no_room());
                }
                self.storage = storage;
            }
            Event::Saved { .. } => {
                self.storage = StorageState::Available;
                self.in_document(|document| document.apply(event));
            }
            Event::Fork => {
                self.toast = Some(FORKED.to_owned());
                self.in_document(Document::fork);
            }
            Event::SavedElsewhere(id) => {
                if self.document.as_ref().is_some_and(|it| it.id.as_ref() == Some(&id)) {
                    self.toast = Some(SAVED_ELSEWHERE.to_owned());
                }
            }
            Event::WantAws(file) => self.aws.want(file),
            Event::AwsLoading(file) => self.aws.begin(file),
            Event::AwsFile(file, bytes) => {
                self.aws.receive(file, bytes.as_deref());
                let answers = Answers::resting_on(self.aws.data().clone());
                self.in_document(|document| document.answers = answers);
            }
            Event::Extra(ExtraEvent::CallsMade(asked, Some(calls))) => self.take_calls(&asked, *calls),
            Event::Extra(event) => self.extra.apply(event),
            Event::Show(panel) => self.show(panel),
            Event::Rule(rule) => self.rule = rule,
            Event::Pick(picking) => {
                if picking.is_some() {
                    self.aws.want(AwsFile::ManagedTop);
                }
                self.picking = picking;
            }
            Event::Build(entity, addition, typed) => self.build(&entity, addition, &typed),
            Event::FirstAccount => {
                if let Some((edit, account)) = building::first_account() {
                    self.change(vec![Edit::World(edit)], Some(account));
                }
            }
            Event::World(edit) => {
                self.change(vec![Edit::World(edit)], None);
            }
            Event::Replace(scenario) => {
                self.toast = None;
                self.in_document(|document| document.replace(*scenario));
            }
            Event::Delete(entity) => self.delete(&entity),
            Event::Toast(toast) => self.toast = toast,
            Event::Ask(subject) => {
                self.panel = panel_of(&subject);
                self.in_document(|document| document.ask(subject));
            }
            Event::Mark(place) => {
                self.in_document(|document| document.show_place(place));
                self.panel = Panel::Edit;
            }
            Event::Select(entity) => {
                self.in_document(|document| document.select(entity));
                self.panel = match self.panel {
                    Panel::Organization | Panel::Edit => Panel::Edit,
                    Panel::Ask | Panel::Steps => self.panel,
                };
            }
            Event::ActAs(step) => {
                self.panel = Panel::Ask;
                self.in_document(|document| document.act_as(step));
            }
            other => self.in_document(|document| document.apply(other)),
        }
    }

    /// Takes in what the second module made of the calls, unless they follow from something else than what is shown.
    fn take_calls(&mut self, asked: &Asked, calls: RecordedCalls) {
        let is_current = self.asked_calls().as_ref() == Some(asked);
        if let (true, Some(document)) = (is_current, &mut self.document) {
            document.answers = document.answers.with_calls(calls);
        }
    }

    fn open(&mut self, scenario: Scenario, origin: Origin, view: ViewState) {
        self.panel = view.panel.unwrap_or_default();
        self.n_opened += 1;
        let document = Document::open(scenario, self.aws.data().clone(), origin, view);
        self.document = Some(Document { opened: self.n_opened, ..document });
        self.problem = None;
        self.rule = None;
        self.picking = None;
        self.toast = None;
        self.extra.close();
    }

    /// The right pane shows the question that was asked last when its tab is opened again.
    fn show(&mut self, panel: Panel) {
        self.panel = panel;
        let Some(document) = &mut self.document else { return };
        match (panel, &document.subject) {
            (Panel::Ask, Subject::Step(..)) => document.ask(Subject::first(document.scenario())),
            (Panel::Steps, Subject::Question(_) | Subject::Nothing) => {
                if let Some(step) = document.scenario().steps.first() {
                    document.ask(Subject::Step(step.id.clone(), 0));
                }
            }
            (Panel::Organization | Panel::Edit, _) | (Panel::Ask | Panel::Steps, _) => {}
        }
    }

    fn in_document(&mut self, change: impl FnOnce(&mut Document)) {
        if let Some(document) = &mut self.document {
            change(document);
        }
    }
}

/// Said once, when a change could not be kept.
fn no_room() -> OpenProblem {
    let what = "this change is not kept: the browser has no room for it".to_owned();
    let help = "download the scenario, or delete saved documents on the start page; it is kept again with the next change";
    OpenProblem { opened: Opened::Document, what, lines: vec![help.to_owned()] }
}

fn panel_of(subject: &Subject) -> Panel {
    match subject {
        Subject::Question(_) | Subject::Nothing => Panel::Ask,
        Subject::Step(..) => Panel::Steps,
    }
}

impl Document {
    /// A document as it is opened: at the question, step and entity of the view, or at the first question.
    pub fn open(scenario: Scenario, aws: Arc<AwsData>, origin: Origin, view: ViewState) -> Document {
        let wanted = view.question.map(Subject::Question);
        let wanted = wanted.or(view.call.map(|it| Subject::Step(it, 0)));
        let subject = wanted.filter(|it| it.is_in(&scenario)).unwrap_or_else(|| Subject::first(&scenario));
        let (id, stamp) = match &origin {
            Origin::Saved { id, stamp } => (Some(id.clone()), Some(stamp.clone())),
            Origin::Example(_) | Origin::Link(_) | Origin::Blank | Origin::File | Origin::Copy => {
                (None, None)
            }
        };
        let mut document = Document {
            opened: 0,
            saved: id.is_some().then_some(0),
            id,
            stamp,
            origin,
            history: History::new(scenario),
            answers: Answers::resting_on(aws),
            revision: 0,
            subject: Subject::Nothing,
            selection: EntityRef::OrganizationRoot,
            step: None,
            depth: view.depth.unwrap_or_default(),
            mark: None,
            folded: Default::default(),
            filter: String::new(),
            typing: None,
        };
        document.ask(subject);
        document.folded = focus::folded_at_first(&document.scenario().world, &document.selection);
        let is_there = |it: &EntityRef| focus::is_there(document.scenario(), &document.evaluated().run, it);
        if let Some(entity) = view.entity.filter(is_there) {
            document.select(entity);
        }
        if let Some(step) = view.step {
            document.step_to(StepMove::To(step));
        }
        document
    }

    /// The answers to everything that it asks.
    pub fn evaluated(&self) -> Arc<Evaluated> {
        self.answers.of(self.scenario())
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Saved { id, revision, stamp } => {
                self.id = Some(id);
                self.saved = Some(revision);
                self.stamp = Some(stamp);
            }
            Event::PauseTyping => {
                if matches!(self.typing, Some(Typing::Question(..))) {
                    self.show_decider();
                }
                self.typing = None;
            }
            Event::Toggle(key) => {
                if !self.folded.remove(&key) {
                    self.folded.insert(key);
                }
            }
            Event::Filter(filter) => self.filter = filter,
            Event::Step(step) => self.step_to(step),
            Event::Depth(depth) => self.depth = depth,
            Event::Rename(title) => self.edit(Edit::SetTitle(title), Some(Typing::Title)),
            Event::EditPolicy(location, text) => self.edit_policy(location, text),
            Event::EditQuestion(edit) => self.edit_question(edit),
            Event::NewQuestion => self.new_question(),
            Event::RemoveQuestion => self.remove_question(),
            Event::SaveCall(step) => self.save_call(*step),
            Event::RemoveCall(id) => self.remove_call(id),
            Event::Undo => self.undo_or_redo(History::undo),
            Event::Redo => self.undo_or_redo(History::redo),
            Event::Open { .. }
            | Event::CannotOpen(_)
            | Event::DismissProblem
            | Event::Close
            | Event::Storage(_)
            | Event::Fork
            | Event::SavedElsewhere(_)
            | Event::WantAws(_)
            | Event::AwsLoading(_)
            | Event::AwsFile(..)
            | Event::Extra(_)
            | Event::Build(..)
            | Event::FirstAccount
            | Event::World(_)
            | Event::Replace(_)
            | Event::Delete(_)
            | Event::Pick(_)
            | Event::Select(_)
            | Event::Show(_)
            | Event::Ask(_)
            | Event::Mark(_)
            | Event::Rule(_)
            | Event::Toast(_)
            | Event::ActAs(_) => {}
        }
    }

    /// Answers a question or call, and shows what decided.
    pub(super) fn ask(&mut self, subject: Subject) {
        self.subject = subject;
        self.step = None;
        self.mark = None;
        self.typing = None;
        self.show_decider();
    }

    /// Shows the entity whose policy decided, or lacks the allow.
    fn show_decider(&mut self) {
        let evaluated = self.evaluated();
        let entity = focus::deciding_entity(self.scenario(), evaluated.current(&self.subject));
        if let Some(entity) = entity.or_else(|| focus::first_entity(&self.scenario().world)) {
            self.selection = entity;
        }
    }

    pub(super) fn select(&mut self, entity: EntityRef) {
        focus::unfold(&self.history.present().world, &entity, &mut self.folded);
        self.selection = entity;
        self.mark = None;
        self.typing = None;
    }

    fn step_to(&mut self, step: StepMove) {
        let Some(view) = self.trace() else { return };
        let last = view.steps.len().saturating_sub(1);
        let step = match (step, self.step) {
            (StepMove::To(step), _) => Some(step),
            (StepMove::Forward, None) => Some(0),
            (StepMove::Forward, Some(step)) => Some(step + 1),
            (StepMove::Back, None) => None,
            (StepMove::Back, Some(step)) => step.checked_sub(1),
        };
        self.step = step.map(|it| it.min(last)).filter(|_| !view.steps.is_empty());
        self.mark = None;
        self.typing = None;
        let place = self.step.and_then(|it| view.steps.get(it)).and_then(|it| it.place.clone());
        if let Some(place) = place {
            self.show_policy(&place.location);
        }
    }

    /// Shows a part of a policy, marked.
    fn show_place(&mut self, place: StepPlace) {
        self.show_policy(&place.location);
        self.mark = Some(place);
        self.typing = None;
    }

    /// Shows a policy: where it is shown already, or the entity that it belongs to.
    fn show_policy(&mut self, location: &PolicyLocation) {
        let evaluated = self.evaluated();
        let scenario = self.scenario();
        let authorization = evaluated.current(&self.subject).authorization();
        if focus::shows(scenario, &evaluated.run, &self.selection, location) {
            return;
        }
        let source = authorization.and_then(|it| it.sources.iter().find(|(_, it)| it.location == *location));
        let attached_to = source.map(|(_, it)| it.attached_to.clone());
        if let Some(entity) = crate::present::entity_key::entity_of_policy(location).or(attached_to) {
            self.select(entity);
        }
    }

    pub(super) fn trace(&self) -> Option<TraceView> {
        let evaluated = self.evaluated();
        let authorization = evaluated.current(&self.subject).authorization()?;
        let world = &self.scenario().world;
        Some(trace_view(world, &Hues::of(world), authorization))
    }
}
