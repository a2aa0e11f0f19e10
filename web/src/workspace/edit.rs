//! What events do to the scenario. Keystrokes of the same text are one change.

use iam_organization::PolicyLocation;
use iam_scenario::{Edit, History, Question, Step, Who};

use super::document::{Document, Origin, Subject, Typing};
use super::question::{QuestionEdit, fresh_id, generated_title};
use crate::present::focus;

impl Document {
    pub(super) fn edit_policy(&mut self, location: PolicyLocation, text: String) {
        self.mark = None;
        let typing = Typing::Policy(location.clone());
        self.edit(Edit::SetPolicyText { location, text }, Some(typing));
        self.keep_step_in_range();
    }

    pub(super) fn edit_question(&mut self, edit: QuestionEdit) {
        let Some(question) = self.question().cloned() else { return };
        let field = edit.field();
        let changed = edit.changed(self.scenario(), &question);
        let typing = field.map(|it| Typing::Question(changed.id.clone(), it));
        self.subject = Subject::Question(changed.id.clone());
        self.edit(Edit::SetQuestion(changed), typing);
        self.step = None;
        self.mark = None;
    }

    pub(super) fn new_question(&mut self) {
        let scenario = self.scenario();
        let template = self.question().or(scenario.questions.first()).cloned();
        let Some(question) = template.or_else(|| focus::first_question(scenario)) else { return };
        let mut question = Question { id: fresh_id(scenario), expected: None, ..question };
        question.title = generated_title(&question);
        let subject = Subject::Question(question.id.clone());
        self.edit(Edit::SetQuestion(question), None);
        self.ask(subject);
    }

    pub(super) fn remove_question(&mut self) {
        let Some(question) = self.question() else { return };
        let id = question.id.clone();
        self.edit(Edit::RemoveQuestion(id), None);
        self.ask(Subject::first(self.scenario()));
    }

    pub(super) fn save_call(&mut self, step: Step) {
        let subject = Subject::Step(step.id.clone(), 0);
        self.edit(Edit::SetStep(step), None);
        self.ask(subject);
    }

    pub(super) fn remove_call(&mut self, id: String) {
        self.edit(Edit::RemoveStep(id), None);
        let scenario = self.scenario();
        let next = scenario.steps.first().map(|it| Subject::Step(it.id.clone(), 0));
        let subject = next.unwrap_or_else(|| Subject::first(scenario));
        self.ask(subject);
    }

    pub(super) fn act_as(&mut self, step: String) {
        let scenario = self.scenario();
        let template = self.question().or(scenario.questions.first()).cloned();
        let Some(template) = template.or_else(|| focus::first_question(scenario)) else { return };
        let principal = Who::Step(step);
        let asked = scenario.questions.iter().find(|it| it.principal == principal);
        if let Some(question) = asked {
            return self.ask(Subject::Question(question.id.clone()));
        }
        let mut question = Question { id: fresh_id(scenario), principal, expected: None, ..template };
        question.title = generated_title(&question);
        let subject = Subject::Question(question.id.clone());
        self.edit(Edit::SetQuestion(question), None);
        self.ask(subject);
    }

    /// Changes the scenario. Keystrokes of the same text are one change.
    pub(super) fn edit(&mut self, edit: Edit, typing: Option<Typing>) {
        let event = iam_scenario::Event::Edit(edit);
        let before = self.scenario().clone();
        let result = match typing.is_some() && self.typing == typing {
            true => self.history.amend(event),
            false => self.history.apply(event),
        };
        if result.is_ok() && *self.scenario() != before {
            self.changed();
            self.typing = typing;
        }
    }

    /// Notes that the scenario is another one now.
    pub(super) fn changed(&mut self) {
        self.revision += 1;
        self.answers = self.answers.forgotten();
    }

    /// Goes on as a document of its own, which is kept beside the one that another tab has changed.
    pub(super) fn fork(&mut self) {
        let title = format!("{} (copy)", self.scenario().title);
        self.edit(Edit::SetTitle(title), None);
        self.id = None;
        self.saved = None;
        self.stamp = None;
        self.origin = Origin::Copy;
    }

    pub(super) fn undo_or_redo(&mut self, change: impl FnOnce(&mut History)) {
        let before = self.scenario().clone();
        change(&mut self.history);
        if *self.scenario() == before {
            return;
        }
        self.changed();
        self.typing = None;
        self.mark = None;
        if !self.subject.is_in(self.scenario()) {
            self.ask(Subject::first(self.scenario()));
        }
        self.keep_step_in_range();
    }

    pub(super) fn keep_step_in_range(&mut self) {
        if let Some(step) = self.step {
            let n_steps = self.trace().map_or(0, |it| it.steps.len());
            self.step = n_steps.checked_sub(1).map(|last| step.min(last));
        }
    }
}
