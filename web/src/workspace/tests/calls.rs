//! Calls of the scenario, with the second module played by the test.

use super::{decision, document};
use crate::present::call_text::{call_text, typed_call};
use crate::present::calls::{CallsProgress, calls_progress};
use crate::router::ViewState;
use crate::workspace::{Asked, Event, ExtraEvent, Origin, QuestionEdit, StorageState, Subject, Workspace};
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

#[test]
fn a_call_is_written_over_another_one_added_taken_out_and_put_back() {
    let mut workspace = open();
    let scenario = document(&workspace).scenario().clone();
    let text = call_text(&scenario, Some("put")).replace("\"all\"", "\"everything\"");
    let changed = typed_call(&scenario, Some("put"), &text).unwrap();
    workspace.apply(Event::SaveCall(Box::new(changed)));
    let new = call_text(&scenario, None);
    workspace.apply(Event::SaveCall(Box::new(typed_call(&scenario, None, &new).unwrap())));
    let steps = |it: &Workspace| -> Vec<String> {
        document(it).scenario().steps.iter().map(|it| it.id.clone()).collect()
    };
    assert_eq!(steps(&workspace), ["put", "call-1"]);
    assert!(call_text(document(&workspace).scenario(), Some("put")).contains("everything"));
    assert_eq!(document(&workspace).subject, Subject::Step("call-1".to_owned(), 0));
    workspace.apply(Event::RemoveCall("call-1".to_owned()));
    assert_eq!(document(&workspace).subject, Subject::Step("put".to_owned(), 0));
    workspace.apply(Event::RemoveCall("put".to_owned()));
    assert_eq!(document(&workspace).subject, Subject::Question("list".to_owned()));
    workspace.apply(Event::Undo);
    workspace.apply(Event::Undo);
    assert_eq!(steps(&workspace), ["put", "call-1"]);
}

#[track_caller]
fn check_typed(id: Option<&str>, text: &str, expected: &str) {
    let problems = typed_call(document(&open()).scenario(), id, text).unwrap_err();
    assert!(problems.iter().any(|it| it.contains(expected)), "{problems:?}");
}

#[test]
fn a_call_that_does_not_fit_is_told_with_its_line() {
    let whole = call_text(document(&open()).scenario(), Some("put"));
    check_typed(Some("put"), "", "there is nothing here");
    check_typed(Some("put"), &whole.replace("\"put\",", "\"put\""), "line 3");
    check_typed(Some("put"), &whole.replace("\"caller\"", "\"who\""), "who");
    check_typed(Some("put"), &whole.replace("\"put\"", "\"other\""), "the id stays `put`");
    check_typed(None, &whole, "there is a call `put` already");
}

#[test]
fn a_first_call_assumes_a_role_or_asks_who_one_is() {
    let who = call_text(document(&open()).scenario(), None);
    assert!(who.contains("sts:GetCallerIdentity") && who.contains("user/maria"), "{who}");
    let assume = call_text(&super::scenario("third-party-auditor"), None);
    assert!(assume.contains("assumeRole"), "{assume}");
    let without_users = read(&SCENARIO.replace(r#"{ "name": "maria" }"#, "")).unwrap();
    let root = call_text(&without_users, None);
    assert!(root.contains("arn:aws:iam::111122223333:root"), "{root}");
}
