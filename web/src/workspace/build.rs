//! Building: what changes the world, and what is shown afterwards. What does not fit is said and changes nothing.

use iam_organization::EntityRef;
use iam_scenario::{Edit, Scenario};

use super::Workspace;
use super::document::Document;
use crate::present::building::{self, Addition};
use crate::present::focus;

impl Workspace {
    pub(super) fn build(&mut self, entity: &EntityRef, addition: Addition, typed: &str) {
        let Some(document) = &self.document else { return };
        match building::build(&document.scenario().world, entity, addition, typed) {
            Ok((edits, shown)) => {
                self.change(edits.into_iter().map(Edit::World).collect(), shown);
            }
            Err(message) => self.toast = Some(message),
        }
    }

    pub(super) fn delete(&mut self, entity: &EntityRef) {
        let Some(document) = &self.document else { return };
        let world = &document.scenario().world;
        let Some(edit) = building::removal(world, entity) else { return };
        let words = format!("Deleted {}. Undo brings it back.", building::removed_words(world, entity));
        let parent = focus::parent(world, entity);
        if self.change(vec![Edit::World(edit)], parent) {
            self.toast = Some(words);
        }
    }

    /// Makes edits that are undone together, and shows an entity; whether they fit.
    pub(super) fn change(&mut self, edits: Vec<Edit>, shown: Option<EntityRef>) -> bool {
        let Some(document) = &mut self.document else { return false };
        match document.edit_at_once(edits) {
            Ok(()) => {
                if let Some(entity) = shown {
                    document.select(entity);
                }
                self.toast = None;
                true
            }
            Err(message) => {
                self.toast = Some(format!("Not done: {message}."));
                false
            }
        }
    }
}

impl Document {
    /// All of the edits or none.
    fn edit_at_once(&mut self, edits: Vec<Edit>) -> Result<(), String> {
        let before = self.history.clone();
        for (idx, edit) in edits.into_iter().enumerate() {
            let event = iam_scenario::Event::Edit(edit);
            let done = if idx == 0 { self.history.apply(event) } else { self.history.amend(event) };
            if let Err(error) = done {
                self.history = before;
                return Err(error.to_string());
            }
        }
        self.changed_since(before.present());
        Ok(())
    }

    /// Another scenario in the place of this one, undone at once.
    pub(super) fn replace(&mut self, scenario: Scenario) {
        let before = self.scenario().clone();
        self.history.replace(scenario);
        self.changed_since(&before);
    }

    fn changed_since(&mut self, before: &Scenario) {
        if *self.scenario() != *before {
            self.changed();
            self.typing = None;
            self.mark = None;
            self.keep_step_in_range();
        }
    }
}
