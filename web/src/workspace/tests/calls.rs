//! Calls of the scenario, with the second module played by the test.

use super::{decision, document};
use crate::present::calls::{CallsProgress, calls_progress};
use crate::router::ViewState;
use crate::workspace::{Asked, Event, ExtraEvent, Origin, QuestionEdit, StorageState, Workspace};
use iam_aws_data::AwsData;
use iam_evaluator::Decision;
use iam_scenario::{RecordedCalls, RecordingApi, read, run_steps};

/// A user gets a policy by a call, and asks after it.
const SCENARIO: &str = r#"{
  "scenarioVersion": 0,
  "title": "A policy by a call",
  "world": {
    "clock": "2026-01-01T10:00:00Z",
    "accounts": [{ "id": "111122223333", "name": "prod", "users": [{ "name": "maria" }] }]
  },
  "steps": [{
    "id": "put",
    "caller": { "arn": "arn:aws:iam::111122223333:root" },
    "call": { "api": { "operation": "iam:PutUserPolicy", "parameters": {
      "UserName": "maria",
      "PolicyName": "all",
      "PolicyDocument": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"
    } } }
  }],
  "questions": [{
    "id": "list",
    "title": "May Maria list the queues?",
    "principal": { "arn": "arn:aws:iam::111122223333:user/maria" },
    "action": "sqs:ListQueues",
    "resource": "*"
  }]
}"#;

fn open() -> Workspace {
    let mut workspace = Workspace::new(StorageState::Available);
    let scenario = Box::new(read(SCENARIO).unwrap());
    workspace.apply(Event::Open { scenario, origin: Origin::File, view: ViewState::default() });
    workspace
}

fn is_waiting(workspace: &Workspace) -> bool {
    let document = document(workspace);
    document.evaluated().current(&document.subject).is_waiting()
}

/// What the second module would send back.
fn made(workspace: &Workspace, asked: Asked) -> Event {
    let api = RecordingApi::new(iam_organization::call);
    run_steps(document(workspace).scenario(), &AwsData::default(), Some(&api));
    let calls = RecordedCalls::read(&api.into_text()).map(Box::new);
    Event::Extra(ExtraEvent::CallsMade(asked, calls))
}

fn load(workspace: &mut Workspace) {
    assert!(workspace.misses_extra());
    workspace.apply(Event::Extra(ExtraEvent::Loading));
    workspace.apply(Event::Extra(ExtraEvent::Loaded));
}

#[test]
fn a_question_waits_until_the_calls_are_made() {
    let mut workspace = open();
    assert!(is_waiting(&workspace));
    load(&mut workspace);
    let asked = workspace.next_calls().unwrap();
    workspace.apply(Event::Extra(ExtraEvent::BeginCalls(asked.clone())));
    assert_eq!(workspace.next_calls(), None);
    assert_eq!(calls_progress(&workspace), Some(CallsProgress::Loading));
    let made = made(&workspace, asked);
    workspace.apply(made);
    assert_eq!(decision(&workspace), Some(Decision::Allowed));
    assert_eq!(calls_progress(&workspace), None);
}

#[test]
fn what_was_made_for_another_scenario_is_dropped_and_made_again() {
    let mut workspace = open();
    load(&mut workspace);
    let asked = workspace.next_calls().unwrap();
    workspace.apply(Event::Extra(ExtraEvent::BeginCalls(asked.clone())));
    let made_before = made(&workspace, asked);
    workspace.apply(Event::EditQuestion(QuestionEdit::Action("sqs:SendMessage".to_owned())));
    workspace.apply(made_before);
    assert!(is_waiting(&workspace));
    let asked = workspace.next_calls().unwrap();
    let made = made(&workspace, asked);
    workspace.apply(made);
    assert!(!is_waiting(&workspace));
}

#[test]
fn what_did_not_load_or_could_not_be_made_is_told() {
    let mut workspace = open();
    workspace.apply(Event::Extra(ExtraEvent::Loading));
    workspace.apply(Event::Extra(ExtraEvent::NotLoaded));
    assert_eq!(calls_progress(&workspace), Some(CallsProgress::NotLoaded));
    assert!(!workspace.misses_extra());
    workspace.apply(Event::Extra(ExtraEvent::Retry));
    load(&mut workspace);
    let asked = workspace.next_calls().unwrap();
    workspace.apply(Event::Extra(ExtraEvent::CallsMade(asked, None)));
    assert_eq!(calls_progress(&workspace), Some(CallsProgress::Failed));
    assert!(is_waiting(&workspace));
}
