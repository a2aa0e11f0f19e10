//! The workspace, tested without a browser: on the built-in scenarios, as a reader would use them.

mod calls;
mod extra;

use iam_evaluator::Decision;
use iam_organization::{EntityRef, PolicyLocation, WorldEdit};
use iam_scenario::{Scenario, Who, read};

use super::{
    Current, Document, Event, Origin, Panel, QuestionEdit, StepMove, StorageState, Subject, Workspace,
};
use crate::present::entity_key::entity_key;
use crate::present::verdict::verdict_view;
use crate::router::{Route, ViewState};

fn scenario(id: &str) -> Scenario {
    let path = format!("{}/examples/{id}.json", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read_to_string(path).expect("the file")).expect("a scenario")
}

fn open(id: &str) -> Workspace {
    let mut workspace = Workspace::new(StorageState::Available);
    let origin = Origin::Example(id.to_owned());
    workspace.apply(Event::Open { scenario: Box::new(scenario(id)), origin, view: ViewState::default() });
    workspace
}

fn document(workspace: &Workspace) -> &Document {
    workspace.document.as_ref().expect("a document")
}

fn decision(workspace: &Workspace) -> Option<Decision> {
    let document = document(workspace);
    match document.evaluated().current(&document.subject) {
        Current::Decided(it) => Some(it.trace.evaluation.decision),
        _ => None,
    }
}

#[test]
fn a_scenario_opens_at_what_decided() {
    let workspace = open("no-ec2-in-us-east-1");
    assert_eq!(decision(&workspace), Some(Decision::ExplicitDeny));
    assert_eq!(entity_key(&document(&workspace).selection), "organization-policy/p-denyec2useast1");
    assert!(!document(&workspace).needs_saving());
}

#[test]
fn stepping_shows_the_policy_of_each_step_and_stays_in_range() {
    let mut workspace = open("no-ec2-in-us-east-1");
    workspace.apply(Event::Step(StepMove::Back));
    assert_eq!(document(&workspace).step, None);
    for _ in 0..30 {
        workspace.apply(Event::Step(StepMove::Forward));
    }
    let last = document(&workspace).step.expect("a step");
    workspace.apply(Event::Step(StepMove::Forward));
    assert_eq!(document(&workspace).step, Some(last));
    workspace.apply(Event::Step(StepMove::To(3)));
    assert_eq!(document(&workspace).selection, EntityRef::OrganizationRoot);
}

#[test]
fn editing_a_policy_changes_the_verdict_and_undo_takes_the_whole_typing_back() {
    let mut workspace = open("no-ec2-in-us-east-1");
    let location = PolicyLocation::Organization("p-denyec2useast1".to_owned());
    let text =
        document(&workspace).scenario().world.policy_text(&location).expect("a policy").text().to_owned();
    workspace.apply(Event::EditPolicy(location.clone(), text.replace("us-east-1", "us-west-")));
    workspace.apply(Event::EditPolicy(location.clone(), text.replace("us-east-1", "us-west-2")));
    assert_eq!(decision(&workspace), Some(Decision::Allowed));
    assert!(document(&workspace).needs_saving());
    workspace.apply(Event::Undo);
    assert_eq!(decision(&workspace), Some(Decision::ExplicitDeny));
    assert!(!document(&workspace).history.can_undo());
    workspace.apply(Event::Redo);
    assert_eq!(decision(&workspace), Some(Decision::Allowed));
}

#[test]
fn a_text_that_does_not_parse_is_kept_and_the_last_one_that_did_decides() {
    let mut workspace = open("no-ec2-in-us-east-1");
    let location = PolicyLocation::Organization("p-denyec2useast1".to_owned());
    workspace.apply(Event::EditPolicy(location.clone(), "{ \"Version\": ".to_owned()));
    assert_eq!(decision(&workspace), Some(Decision::ExplicitDeny));
    let kept = document(&workspace).scenario().world.policy_text(&location).expect("a policy");
    assert_eq!(kept.text(), "{ \"Version\": ");
}

#[test]
fn changing_a_question_of_the_author_makes_another_one() {
    let mut workspace = open("no-ec2-in-us-east-1");
    let n_questions = document(&workspace).scenario().questions.len();
    for action in ["ec2:R", "ec2:Ru", "ec2:DescribeInstances"] {
        workspace.apply(Event::EditQuestion(QuestionEdit::Action(action.to_owned())));
    }
    let scenario = document(&workspace).scenario();
    assert_eq!(scenario.questions.len(), n_questions + 1);
    assert_eq!(scenario.questions.first().map(|it| it.action.as_str()), Some("ec2:RunInstances"));
    assert_eq!(document(&workspace).subject, Subject::Question("own-1".to_owned()));
    assert_eq!(decision(&workspace), Some(Decision::Allowed));
    workspace.apply(Event::RemoveQuestion);
    assert_eq!(document(&workspace).scenario().questions.len(), n_questions);
}

#[test]
fn undo_of_a_new_question_returns_to_one_that_is_there() {
    let mut workspace = open("no-ec2-in-us-east-1");
    workspace.apply(Event::NewQuestion);
    workspace.apply(Event::Undo);
    assert_eq!(document(&workspace).subject, Subject::Question("member".to_owned()));
}

#[test]
fn acting_as_a_session_asks_as_it() {
    let mut workspace = open("third-party-auditor");
    workspace.apply(Event::Show(Panel::Steps));
    assert_eq!(workspace.right_tab(), Panel::Steps);
    workspace.apply(Event::ActAs("assume".to_owned()));
    assert_eq!(workspace.right_tab(), Panel::Ask);
    let question = document(&workspace).question().expect("a question");
    assert_eq!(question.principal, Who::Step("assume".to_owned()));
}

#[test]
fn a_pause_ends_what_one_undo_takes_back() {
    let mut workspace = open("no-ec2-in-us-east-1");
    for title in ["A", "A title"] {
        workspace.apply(Event::Rename(title.to_owned()));
    }
    workspace.apply(Event::PauseTyping);
    assert_eq!(workspace.typed(), None);
    workspace.apply(Event::Rename("A title, longer".to_owned()));
    workspace.apply(Event::Undo);
    assert_eq!(document(&workspace).scenario().title, "A title");
    workspace.apply(Event::Undo);
    assert_eq!(document(&workspace).scenario().title, scenario("no-ec2-in-us-east-1").title);
}

#[test]
fn a_document_that_another_tab_has_saved_goes_on_as_a_copy() {
    let mut workspace = open("no-ec2-in-us-east-1");
    workspace.apply(Event::Rename("Mine".to_owned()));
    let saved = |revision| Event::Saved { id: "a".to_owned(), revision, stamp: "1 x".to_owned() };
    workspace.apply(saved(1));
    assert!(!document(&workspace).needs_saving());
    workspace.apply(Event::SavedElsewhere("b".to_owned()));
    assert_eq!(workspace.toast, None);
    workspace.apply(Event::SavedElsewhere("a".to_owned()));
    assert!(workspace.toast.is_some());

    workspace.apply(Event::Fork);
    let document = document(&workspace);
    assert_eq!((document.id.as_deref(), document.stamp.as_deref()), (None, None));
    assert_eq!(document.scenario().title, "Mine (copy)");
    assert!(document.needs_saving());
}

#[test]
fn an_entity_that_is_not_there_is_not_shown() {
    let route = Route::parse("x=no-ec2-in-us-east-1&e=user/111122223333/nobody&v=ask");
    let document =
        Document::open(scenario("no-ec2-in-us-east-1"), Default::default(), Origin::Blank, route.view);
    assert_eq!(entity_key(&document.selection), "organization-policy/p-denyec2useast1");
}

#[test]
fn an_address_leads_back_to_what_is_shown() {
    let mut workspace = open("third-party-auditor");
    workspace.apply(Event::Ask(Subject::Step("no-external-id".to_owned(), 0)));
    workspace.apply(Event::Step(StepMove::To(2)));
    let fragment = Route::of(&workspace).fragment();
    let route = Route::parse(&fragment);
    let again =
        Document::open(scenario("third-party-auditor"), Default::default(), Origin::Blank, route.view);
    assert_eq!(again.subject, document(&workspace).subject);
    assert_eq!(again.step, Some(2));
    assert_eq!(again.selection, document(&workspace).selection);
}

/// A trust policy names a user whose boundary does not allow the call (A2).
const TRUSTED_USER: &str = include_str!("tests/trusted-user.json");

#[test]
fn the_other_reading_is_taken_and_taken_back() {
    let mut workspace = Workspace::new(StorageState::Available);
    let scenario = Box::new(read(TRUSTED_USER).expect("a scenario"));
    workspace.apply(Event::Open { scenario, origin: Origin::File, view: ViewState::default() });
    let other = |workspace: &Workspace| {
        let document = document(workspace);
        let evaluated = document.evaluated();
        let current = evaluated.current(&document.subject);
        verdict_view(document.scenario(), &evaluated.run, &document.subject, current).other_reading
    };
    assert_eq!(decision(&workspace), Some(Decision::ImplicitDeny));
    let readings = other(&workspace).expect("another reading");
    workspace.apply(Event::World(WorldEdit::SetReadings(readings)));
    assert_eq!(decision(&workspace), Some(Decision::Allowed));
    assert_ne!(other(&workspace), Some(readings));
    workspace.apply(Event::Undo);
    assert_eq!(decision(&workspace), Some(Decision::ImplicitDeny));
}
