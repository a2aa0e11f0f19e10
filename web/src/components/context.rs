//! What every component can reach: the projections of the workspace, and the dispatcher.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dynamic::Derived;
use super::projections::views;
use crate::browser::{fetch, time};
use crate::present::ask::{AskView, QuestionRow};
use crate::present::entity::EntityView;
use crate::present::hop::HopView;
use crate::present::policy::PolicyView;
use crate::present::trace::TraceView;
use crate::present::tree::OrganizationTreeView;
use crate::present::verdict::VerdictView;
use crate::workspace::{Analysis, Event, ExtraEvent, Workspace, file_path};
use crate::{browser, extra, outside};

/// One undo takes back what was typed without a pause of this length.
const TYPING_PAUSE_MILLISECONDS: i32 = 1_200;

/// How long a short message stays.
const TOAST_MILLISECONDS: i32 = 10_000;

/// Sends events to the workspace.
#[derive(Clone, Copy)]
pub struct Dispatch(RwSignal<Workspace>);

impl Dispatch {
    /// Lets an event happen, and then brings what is outside into line: storage, address, title.
    pub fn send(self, event: Event) {
        let said = self.0.with_untracked(|it| it.toast.clone());
        outside::reveal_after(&event);
        self.0.update(|it| it.apply(event));
        while let Some(event) = self.0.with_untracked(outside::follow) {
            self.0.update(|it| it.apply(event));
        }
        while let Some(file) = self.0.with_untracked(Workspace::next_file) {
            self.0.update(|it| it.apply(Event::AwsLoading(file)));
            spawn_local(async move {
                let bytes = fetch::bytes(&file_path(file)).await.ok();
                if let Some(bytes) = &bytes {
                    browser::extra::keep(file, bytes);
                }
                self.send(Event::AwsFile(file, bytes));
            });
        }
        self.analyse();
        self.end_typing_after_a_pause();
        self.end_toast(said.as_deref());
    }

    /// Loads the second module when it is first needed, and has it work out what is looked at.
    fn analyse(self) {
        if self.0.with_untracked(Workspace::misses_extra) {
            self.0.update(|it| it.apply(Event::Extra(ExtraEvent::Loading)));
            spawn_local(async move {
                let loaded = browser::extra::load().await;
                self.send(Event::Extra(loaded.map_or(ExtraEvent::NotLoaded, |()| ExtraEvent::Loaded)));
            });
        }
        if let Some(asked) = self.0.with_untracked(Workspace::next_calls) {
            self.0.update(|it| it.apply(Event::Extra(ExtraEvent::BeginCalls(asked.clone()))));
            time::after(0, move || {
                if let Some(event) = self.with_workspace(|it| extra::make_calls(it, asked)) {
                    self.send(event);
                }
            });
        }
        while let Some((analysis, asked)) = self.0.with_untracked(Workspace::next_analysis) {
            self.0.update(|it| it.apply(Event::Extra(ExtraEvent::Begin(analysis, asked.clone()))));
            time::after(extra::PAUSE_MILLISECONDS, move || {
                if let Some(event) = self.with_workspace(|it| extra::analyse(it, analysis, asked)) {
                    self.send(event);
                }
            });
        }
    }

    /// Takes a change of a list that the second module has made.
    pub fn take(self, analysis: Analysis, idx: usize) {
        let taken = self.with_workspace(|it| extra::take(it, analysis, idx));
        self.send(taken.unwrap_or_else(|| Event::Toast(Some(extra::NOT_TAKEN.to_owned()))));
    }

    /// What is newly said goes away after a while.
    fn end_toast(self, before: Option<&str>) {
        let toast = self.0.with_untracked(|it| it.toast.clone()).filter(|it| Some(it.as_str()) != before);
        let Some(toast) = toast else { return };
        time::after(TOAST_MILLISECONDS, move || {
            if self.with_workspace(|it| it.toast.as_ref() == Some(&toast)) {
                self.send(Event::Toast(None));
            }
        });
    }

    fn end_typing_after_a_pause(self) {
        let Some(typed) = self.0.with_untracked(Workspace::typed) else { return };
        time::after(TYPING_PAUSE_MILLISECONDS, move || {
            if self.0.with_untracked(Workspace::typed) == Some(typed) {
                self.0.update(|it| it.apply(Event::PauseTyping));
            }
        });
    }

    /// The workspace as it is now.
    pub fn with_workspace<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.0.with_untracked(read)
    }
}

/// The projections of the workspace that components read.
#[derive(Clone, Copy)]
pub struct Views {
    /// The workspace itself, for what is read straight from it.
    pub workspace: ReadSignal<Workspace>,
    /// The organization.
    pub tree: Derived<OrganizationTreeView>,
    /// The selected entity.
    pub entity: Derived<Option<EntityView>>,
    /// Its policies.
    pub policies: Derived<Vec<PolicyView>>,
    /// The questions with their answers.
    pub questions: Derived<Vec<QuestionRow>>,
    /// The question as a form; `None` while a call or nothing is answered.
    pub ask: Derived<Option<AskView>>,
    /// The verdict.
    pub verdict: Derived<Option<VerdictView>>,
    /// The explanation; `None` where no policy was read.
    pub trace: Derived<Option<TraceView>>,
    /// The calls.
    pub hops: Derived<Vec<HopView>>,
}

/// The dispatcher.
pub fn use_dispatch() -> Dispatch {
    expect_context::<Dispatch>()
}

/// The projections.
pub fn use_views() -> Views {
    expect_context::<Views>()
}

/// Makes the workspace, its projections and its dispatcher known to the components below.
pub fn provide_workspace(workspace: RwSignal<Workspace>) -> (Dispatch, Views) {
    let dispatch = Dispatch(workspace);
    let views = views(workspace.read_only());
    provide_context(dispatch);
    provide_context(views);
    (dispatch, views)
}
