//! Undo and redo.

use crate::edit::{EditError, Event, apply};
use crate::scenario::Scenario;

/// A scenario with the states that it came through. A new event after an undo drops what could have been redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    past: Vec<Scenario>,
    present: Scenario,
    future: Vec<Scenario>,
}

/// How many states are kept.
const MAX_PAST: usize = 200;

impl History {
    /// A history that begins with this scenario.
    pub fn new(scenario: Scenario) -> History {
        History { past: Vec::new(), present: scenario, future: Vec::new() }
    }

    /// The scenario as it is now.
    pub fn present(&self) -> &Scenario {
        &self.present
    }

    /// Lets an event happen.
    ///
    /// # Errors
    /// [`EditError`] if it does not fit; then nothing happened, and there is nothing to undo.
    pub fn apply(&mut self, event: Event) -> Result<(), EditError> {
        let mut next = self.present.clone();
        apply(&mut next, event)?;
        self.replace(next);
        Ok(())
    }

    /// Puts another scenario in the place of the present one, as one event.
    pub fn replace(&mut self, next: Scenario) {
        if next == self.present {
            return;
        }
        self.past.push(std::mem::replace(&mut self.present, next));
        if self.past.len() > MAX_PAST {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Like [`History::apply`], but as part of the event before it: one undo takes both back. For the second and later
    /// keystrokes of a word.
    ///
    /// # Errors
    /// [`EditError`] if it does not fit.
    pub fn amend(&mut self, event: Event) -> Result<(), EditError> {
        if self.past.is_empty() {
            return self.apply(event);
        }
        apply(&mut self.present, event)?;
        self.future.clear();
        Ok(())
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last event back, if there is one.
    pub fn undo(&mut self) {
        if let Some(previous) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, previous));
        }
    }

    /// Lets happen again what was taken back last.
    pub fn redo(&mut self) {
        if let Some(next) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, next));
        }
    }
}
