//! The root: the workspace, its projections, and the screen that is open.

use leptos::prelude::*;

use super::context::provide_workspace;
use super::dynamic::{derived, either, shown};
use super::notice::Problem;
use super::picker::Picker;
use super::rule::RuleBox;
use super::start::Start;
use super::toast::Toast;
use super::topbar::TopBar;
use super::workbench::Workbench;
use crate::browser::keyboard::{Shortcut, on_shortcut};
use crate::browser::{document, fragment, leaving, storage, theme};
use crate::opening::open_address;
use crate::workspace::{Event, Panel, StepMove, StorageState, Workspace};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    theme::Theme::saved().show();
    let storage = if storage::is_available() { StorageState::Available } else { StorageState::Blocked };
    let (dispatch, views) = provide_workspace(RwSignal::new(Workspace::new(storage)));
    open_address(move |event| dispatch.send(event));
    fragment::on_change(move || open_address(move |event| dispatch.send(event)));
    storage::on_saved_elsewhere(move |id| dispatch.send(Event::SavedElsewhere(id)));
    leaving::warn_while(move || dispatch.with_workspace(Workspace::would_lose_work));
    on_shortcut(move |shortcut| match shortcut {
        Shortcut::Back => dispatch.send(Event::Step(StepMove::Back)),
        Shortcut::Forward => dispatch.send(Event::Step(StepMove::Forward)),
        Shortcut::Depth(depth) => dispatch.send(Event::Depth(depth)),
        Shortcut::Undo => dispatch.send(Event::Undo),
        Shortcut::Redo => dispatch.send(Event::Redo),
        Shortcut::Filter => {
            dispatch.send(Event::Show(Panel::Organization));
            // At once, so that nothing typed goes elsewhere; and once more where the panel had been hidden.
            document::focus("tree-filter");
            document::next_frame(|| document::focus("tree-filter"));
        }
    });
    let is_open = derived(move || views.workspace.read().document.is_some());
    let panel = derived(move || views.workspace.read().panel);
    view! {
        <div class=shown(move || format!("app panel-{}", panel.get().key()))>
            <TopBar />
            <Problem />
            {either(move || is_open.get(), || view! { <Workbench /> }.into_any(), || view! { <Start /> }.into_any())}
            <Toast />
            <RuleBox />
            <Picker />
        </div>
    }
    .into_any()
}
