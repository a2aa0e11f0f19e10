//! What the world outside the workspace is told: storage, address, title. Called after every event.

use iam_scenario::write_compact;

use crate::browser::storage::NotSaved;
use crate::browser::{document, fragment, storage};
use crate::extra;
use crate::router::{Route, Source};
use crate::workspace::{Event, StorageState, Workspace};

/// Brings storage, address and title into line with the workspace. The event that it returns is to happen next.
pub fn follow(workspace: &Workspace) -> Option<Event> {
    let fragment = Route::of(workspace).fragment();
    if fragment != fragment::read() {
        fragment::replace(&fragment);
    }
    document::set_title(&page_title(workspace));
    save(workspace)
}

/// Brings into view what an event is about, once it is drawn.
pub fn reveal_after(event: &Event) {
    let in_trace: &'static [&'static str] = &[".gate .level.is-current", ".gate[aria-current=step]"];
    let in_policy: &'static [&'static str] =
        &[".pane-edit .mark-step", ".pane-edit .mark-deciding", ".pane-edit .mark-nearest"];
    if matches!(event, Event::Open { .. }) {
        // From here Tab goes through the workbench, wherever the link was that opened it.
        document::next_frame(|| document::focus("workbench"));
    }
    let in_questions: &'static [&'static str] = &[".question[aria-current]"];
    if matches!(event, Event::NewQuestion | Event::EditQuestion(_) | Event::ActAs(_) | Event::Open { .. }) {
        document::next_frame(move || document::reveal_first(in_questions));
    }
    let steps = matches!(event, Event::Step(_) | Event::Open { .. });
    if steps
        || matches!(
            event,
            Event::Ask(_) | Event::Mark(_) | Event::Open { .. } | Event::ActAs(_) | Event::Show(_)
        )
    {
        document::next_frame(move || {
            if steps {
                document::reveal_first(in_trace);
            }
            if !crate::browser::editor::reveal_marks() {
                document::reveal_first(in_policy);
            }
        });
    }
}

fn page_title(workspace: &Workspace) -> String {
    match &workspace.document {
        Some(document) => match document.scenario().title.trim() {
            "" => "Untitled · IAM Playground".to_owned(),
            title => format!("{title} · IAM Playground"),
        },
        None => "IAM Playground".to_owned(),
    }
}

/// Saves the document if it has changed since it was saved last.
fn save(workspace: &Workspace) -> Option<Event> {
    let document = workspace.document.as_ref().filter(|it| it.needs_saving())?;
    if workspace.storage == StorageState::Blocked {
        return None;
    }
    let scenario = document.scenario();
    let id = document.id.clone().unwrap_or_else(storage::new_document_id);
    let seen = document.stamp.as_deref();
    match storage::save_document(&id, &scenario.title, &write_compact(scenario), seen) {
        Ok(stamp) => Some(Event::Saved { id, revision: document.revision, stamp }),
        Err(NotSaved::SavedElsewhere) => Some(Event::Fork),
        Err(NotSaved::NoRoom) if workspace.storage == StorageState::Full => None,
        Err(NotSaved::NoRoom) => Some(Event::Storage(StorageState::Full)),
    }
}

/// The link that opens the document as a new one, with what is shown of it. `None` without a document, or without the
/// second module.
pub fn link(workspace: &Workspace) -> Option<String> {
    let payload = extra::link_payload(workspace.document.as_ref()?.scenario())?;
    let route = Route { source: Source::Link(payload), ..Route::of(workspace) };
    Some(format!("{}#{}", fragment::page_address(), route.fragment()))
}
