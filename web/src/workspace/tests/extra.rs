//! What the second module does for the workspace, with the module played by the test.

use super::{decision, document, open, scenario};
use crate::present::changes::{ChangesView, Progress, analysis_view, read_changes};
use crate::workspace::{Analysed, Analysis, Event, ExtraEvent, FileState, QuestionEdit, Subject, Workspace};
use iam_evaluator::Decision;
use iam_scenario::{Edit, Event as ScenarioEvent, apply};

/// A workspace that looks at the flips of its question, with the module there.
fn looking() -> Workspace {
    let mut workspace = open("no-ec2-in-us-east-1");
    workspace.apply(Event::Extra(ExtraEvent::Open(Analysis::Flips)));
    assert!(workspace.misses_extra());
    workspace.apply(Event::Extra(ExtraEvent::Loading));
    assert_eq!(workspace.next_analysis(), None);
    workspace.apply(Event::Extra(ExtraEvent::Loaded));
    workspace
}

fn list(words: &str) -> Option<ChangesView> {
    read_changes(&format!(r#"{{"changes":[{{"decision":"allowed","words":"{words}"}}]}}"#))
}

/// Begins what is due, and returns what comes back of it.
fn work(workspace: &mut Workspace, words: &str) -> Event {
    let (analysis, asked) = workspace.next_analysis().expect("something is due");
    workspace.apply(Event::Extra(ExtraEvent::Begin(analysis, asked.clone())));
    assert_eq!(workspace.next_analysis(), None);
    Event::Extra(ExtraEvent::Done(analysis, Analysed { asked, changes: list(words) }))
}

/// How far the flips have come, and their words.
#[track_caller]
fn check(workspace: &Workspace, progress: Progress, words: &[&str]) {
    let (is, changes) = analysis_view(workspace, Analysis::Flips);
    let shown: Vec<&str> = changes.changes.iter().map(|it| it.words.as_str()).collect();
    assert_eq!((is, shown.as_slice()), (progress, words));
}

#[test]
fn nothing_is_loaded_before_somebody_looks() {
    let mut workspace = open("no-ec2-in-us-east-1");
    assert!(!workspace.misses_extra());
    workspace.apply(Event::Extra(ExtraEvent::Open(Analysis::MissingKeys)));
    assert!(workspace.misses_extra());
    workspace.apply(Event::Extra(ExtraEvent::Close(Analysis::MissingKeys)));
    assert!(!workspace.misses_extra());
}

#[test]
fn what_did_not_load_is_tried_again_on_demand_only() {
    let mut workspace = looking();
    workspace.apply(Event::Extra(ExtraEvent::NotLoaded));
    check(&workspace, Progress::NotLoaded, &[]);
    assert!(!workspace.misses_extra());
    workspace.apply(Event::Extra(ExtraEvent::Open(Analysis::Flips)));
    assert!(workspace.misses_extra());
    check(&workspace, Progress::Loading, &[]);
}

#[test]
fn a_list_stays_until_the_one_for_the_changed_scenario_is_there() {
    let mut workspace = looking();
    check(&workspace, Progress::Working, &[]);
    let answer = work(&mut workspace, "first");
    workspace.apply(answer);
    check(&workspace, Progress::Done, &["first"]);
    assert_eq!(workspace.next_analysis(), None);
    workspace.apply(Event::Rename("Another".to_owned()));
    check(&workspace, Progress::WorkingAgain, &["first"]);
    let answer = work(&mut workspace, "second");
    workspace.apply(answer);
    check(&workspace, Progress::Done, &["second"]);
}

#[test]
fn what_comes_late_is_dropped() {
    let mut workspace = looking();
    let late = work(&mut workspace, "late");
    workspace.apply(Event::Rename("Another".to_owned()));
    let answer = work(&mut workspace, "right");
    workspace.apply(answer);
    workspace.apply(late);
    check(&workspace, Progress::Done, &["right"]);
}

#[test]
fn the_list_of_one_question_is_not_shown_for_another() {
    let mut workspace = looking();
    let answer = work(&mut workspace, "first");
    workspace.apply(answer);
    workspace.apply(Event::Ask(Subject::Question("management".to_owned())));
    check(&workspace, Progress::Working, &[]);
    workspace.apply(Event::EditQuestion(QuestionEdit::Action("s3:GetObject".to_owned())));
    check(&workspace, Progress::Working, &[]);
}

#[test]
fn what_could_not_be_worked_out_is_said_and_tried_again() {
    let mut workspace = looking();
    let (analysis, asked) = workspace.next_analysis().expect("something is due");
    workspace.apply(Event::Extra(ExtraEvent::Begin(analysis, asked.clone())));
    workspace.apply(Event::Extra(ExtraEvent::Done(analysis, Analysed { asked, changes: None })));
    check(&workspace, Progress::Failed, &[]);
    assert_eq!(workspace.next_analysis(), None);
    workspace.apply(Event::Extra(ExtraEvent::Open(Analysis::Flips)));
    check(&workspace, Progress::Working, &[]);
    assert!(workspace.next_analysis().is_some());
}

#[test]
fn another_document_begins_with_nothing_looked_at() {
    let mut workspace = looking();
    let answer = work(&mut workspace, "first");
    workspace.apply(answer);
    let again = open("third-party-auditor").document.expect("a document");
    let scenario = Box::new(again.scenario().clone());
    workspace.apply(Event::Open { scenario, origin: again.origin, view: Default::default() });
    assert!(!workspace.extra.is_wanted(Analysis::Flips));
    assert_eq!(workspace.extra.module, FileState::Loaded);
    assert_eq!(workspace.next_analysis(), None);
}

#[test]
fn a_change_of_many_edits_is_undone_at_once() {
    let mut workspace = open("no-ec2-in-us-east-1");
    let mut changed = scenario("no-ec2-in-us-east-1");
    let mut question = changed.question("member").expect("the question").clone();
    question.action = "ec2:DescribeInstances".to_owned();
    for edit in [Edit::SetQuestion(question), Edit::SetNotes("two edits".to_owned())] {
        apply(&mut changed, ScenarioEvent::Edit(edit)).expect("it fits");
    }
    workspace.apply(Event::Replace(Box::new(changed)));
    assert_eq!(decision(&workspace), Some(Decision::Allowed));
    assert_eq!(document(&workspace).subject, Subject::Question("member".to_owned()));
    workspace.apply(Event::Undo);
    assert_eq!(decision(&workspace), Some(Decision::ExplicitDeny));
    assert!(!document(&workspace).history.can_undo());
}
