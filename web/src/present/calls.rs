//! How far the calls of a scenario are, where the second module makes them.

use crate::workspace::{FileState, Workspace};

/// Why the calls are not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallsProgress {
    /// What makes them is on its way, or at work.
    Loading,
    /// It did not come.
    NotLoaded,
    /// It came, and could not make them.
    Failed,
}

/// `None` where all calls are made.
pub fn calls_progress(workspace: &Workspace) -> Option<CallsProgress> {
    let asked = workspace.asked_calls()?;
    if workspace.document.as_ref()?.answers.has_calls() {
        return None;
    }
    Some(match workspace.extra.module {
        FileState::NotLoaded | FileState::Loading => CallsProgress::Loading,
        FileState::Failed => CallsProgress::NotLoaded,
        FileState::Loaded if workspace.extra.have_calls_failed(&asked) => CallsProgress::Failed,
        FileState::Loaded => CallsProgress::Loading,
    })
}
