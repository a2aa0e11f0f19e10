//! Asks the second module: what it works out about a question, and links. Called after events, never while one happens.

use iam_scenario::{RecordedCalls, Scenario, read, write_compact};

use crate::browser::extra;
use crate::present::changes::read_changes;
use crate::workspace::{Analysed, Analysis, Asked, Event, ExtraEvent, Workspace};

/// How long the app waits before it has something worked out again: what is typed and the verdict come first.
pub const PAUSE_MILLISECONDS: i32 = 60;

/// Said when a change could not be made.
pub const NOT_TAKEN: &str = "Not done: the list had changed. Try it again.";

/// Works out what was asked, if it still follows from the workspace as it is.
pub fn analyse(workspace: &Workspace, analysis: Analysis, asked: Asked) -> Option<Event> {
    if workspace.asked().as_ref() != Some(&asked) {
        return None;
    }
    let scenario = write_compact(workspace.document.as_ref()?.scenario());
    let text = extra::call(functions(analysis).0, &[&scenario, &asked.question], None);
    let changes = text.as_deref().and_then(read_changes);
    Some(Event::Extra(ExtraEvent::Done(analysis, Analysed { asked, changes })))
}

/// Makes the calls of the scenario, if they still follow from the workspace as it is.
pub fn make_calls(workspace: &Workspace, asked: Asked) -> Option<Event> {
    if workspace.asked_calls().as_ref() != Some(&asked) {
        return None;
    }
    let scenario = write_compact(workspace.document.as_ref()?.scenario());
    let text = extra::call("calls", &[&scenario], None);
    let calls = text.as_deref().and_then(RecordedCalls::read).map(Box::new);
    Some(Event::Extra(ExtraEvent::CallsMade(asked, calls)))
}

/// The event that takes a change of a list, counted from 0. `None` if the list is stale.
pub fn take(workspace: &Workspace, analysis: Analysis, idx: usize) -> Option<Event> {
    let asked = workspace.asked()?;
    if workspace.extra.analysed(analysis)?.asked != asked {
        return None;
    }
    let scenario = write_compact(workspace.document.as_ref()?.scenario());
    let text = extra::call(functions(analysis).1, &[&scenario, &asked.question], Some(idx))?;
    Some(Event::Replace(Box::new(read(&text).ok()?)))
}

/// What carries a scenario in a link.
pub fn link_payload(scenario: &Scenario) -> Option<String> {
    let fragment = extra::call("link", &[&write_compact(scenario)], None)?;
    fragment.strip_prefix("s=").map(str::to_owned)
}

/// The function that lists the changes, and the one that takes one of them.
const fn functions(analysis: Analysis) -> (&'static str, &'static str) {
    match analysis {
        Analysis::Flips => ("flips", "take_flip"),
        Analysis::MissingKeys => ("missing_keys", "take_missing_key"),
    }
}
