//! What holds for every sequence of edits and calls.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    ApiCall, Fields, IamEntity, NothingPublished, OrganizationPolicyType, OrganizationTarget, PolicyLocation,
    Value, World, WorldEdit, call,
};
use proptest::prelude::*;

use super::sample::sample;
use crate::steps::{Run, StepOutcome};
use crate::{
    Call, Edit, Event, History, RecordedCalls, RecordingApi, Scenario, Step, Who, apply, read, run_steps,
    write, write_compact,
};

const PROD: &str = "444455556666";

fn account() -> AccountId {
    AccountId::parse(PROD).unwrap()
}

/// A few names, so that events meet.
fn name(nth: u8) -> String {
    ["ana", "bob", "Devs", "Deployer", "made"][usize::from(nth) % 5].to_owned()
}

fn entity(nth: u8) -> IamEntity {
    match nth % 3 {
        0 => IamEntity::User(name(nth / 3)),
        1 => IamEntity::Group(name(nth / 3)),
        _ => IamEntity::Role(name(nth / 3)),
    }
}

fn policy(nth: u8) -> Arn {
    let policies = ["arn:aws:iam::444455556666:policy/bounds/Cap", "arn:aws:iam::aws:policy/ReadOnlyAccess"];
    Arn::parse(policies[usize::from(nth) % 2]).unwrap()
}

const TEXT: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:user/bob"},"Action":"sts:AssumeRole"}]}"#;

/// One event; its parts are chosen by the numbers. Many do not fit the scenario that they meet, and change nothing.
fn event(kind: u8, a: u8, b: u8) -> Event {
    let (account, entity) = (account(), entity(a));
    let world = |edit| Event::Edit(Edit::World(edit));
    match kind % 16 {
        0 => world(WorldEdit::CreateIamEntity { account, entity, path: "/".to_owned() }),
        1 => world(WorldEdit::DeleteIamEntity { account, entity }),
        2 => world(WorldEdit::AttachManagedPolicy { account, entity, policy: policy(b), version: None }),
        3 => world(WorldEdit::DetachManagedPolicy { account, entity, policy: policy(b) }),
        4 => world(WorldEdit::AddUserToGroup { account, user: name(a), group: name(b) }),
        5 => world(WorldEdit::CreateInlinePolicy { account, entity, name: name(b) }),
        6 => Event::Edit(Edit::SetPolicyText {
            location: PolicyLocation::Inline { account, entity, name: name(b) },
            text: [TEXT, "{", "", TRUST][usize::from(b) % 4].to_owned(),
        }),
        7 => world(WorldEdit::CreateOrganizationPolicy {
            id: format!("p-{}", name(a)),
            policy_type: OrganizationPolicyType::ServiceControl,
            name: name(b),
        }),
        8 => world(WorldEdit::AttachOrganizationPolicy {
            target: OrganizationTarget::Account(account),
            policy: format!("p-{}", name(b)),
        }),
        9 => Event::Edit(Edit::SetTitle(name(a))),
        10 => Event::Edit(Edit::RemoveStep(format!("step{a}"))),
        _ => Event::Call(step(kind / 16, a, b)),
    }
}

/// A call by the root user, or by the key that an earlier step gave.
fn step(kind: u8, a: u8, b: u8) -> Step {
    let text = |name: &str| Value::text(name);
    let (operation, parameters) = match kind % 8 {
        0 => ("iam:CreateUser", Fields::of([("UserName", Value::Text(name(a)))])),
        1 => ("iam:CreateAccessKey", Fields::of([("UserName", Value::Text(name(a)))])),
        2 => ("iam:DeleteUser", Fields::of([("UserName", Value::Text(name(a)))])),
        3 => (
            "iam:CreateRole",
            Fields::of([("RoleName", Value::Text(name(a))), ("AssumeRolePolicyDocument", text(TRUST))]),
        ),
        4 => (
            "iam:PutUserPolicy",
            Fields::of([
                ("UserName", Value::Text(name(a))),
                ("PolicyName", Value::Text(name(b))),
                ("PolicyDocument", text(TEXT)),
            ]),
        ),
        5 => (
            "sts:AssumeRole",
            Fields::of([
                ("RoleArn", Value::Text(format!("arn:aws:iam::{PROD}:role/{}", name(a)))),
                ("RoleSessionName", Value::Text(name(b))),
            ]),
        ),
        6 => ("iam:DeleteRole", Fields::of([("RoleName", Value::Text(name(a)))])),
        _ => ("iam:ListUsers", Fields::new()),
    };
    let caller = match b % 3 {
        0 => Who::Step(format!("step{}", b / 3)),
        _ => Who::Arn(format!("arn:aws:iam::{PROD}:root")),
    };
    Step {
        id: format!("step{a}"),
        title: String::new(),
        caller,
        call: Call::Api(ApiCall::new(operation, parameters)),
        context: Default::default(),
        at: None,
        expected: None,
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((any::<u8>(), 0..20_u8, 0..20_u8).prop_map(|(kind, a, b)| event(kind, a, b)), 1..30)
}

fn run(scenario: &Scenario) -> Run {
    run_steps(scenario, &NothingPublished, Some(&call))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every event can be undone, and done again.
    #[test]
    fn undo_then_redo_is_the_identity(events in events()) {
        let mut history = History::new(sample());
        let mut states = vec![history.present().clone()];
        for event in events {
            if history.apply(event).is_ok() && states.last() != Some(history.present()) {
                states.push(history.present().clone());
            }
        }
        for state in states.iter().rev() {
            prop_assert_eq!(history.present(), state);
            history.undo();
        }
        for state in &states {
            prop_assert_eq!(history.present(), state);
            history.redo();
        }
    }

    /// The events make the scenario, and the scenario makes the world, byte for byte.
    #[test]
    fn the_same_events_make_the_same_world(events in events()) {
        let replayed = |events: &[Event]| {
            let mut scenario = sample();
            let fitting = events.iter().filter(|it| apply(&mut scenario, (*it).clone()).is_ok()).count();
            (scenario, fitting)
        };
        let (first, n_first) = replayed(&events);
        let (second, n_second) = replayed(&events);
        prop_assert_eq!(n_first, n_second);
        prop_assert_eq!(write(&first), write(&second));
        let (first_run, second_run) = (run(&first), run(&second));
        let world = |run: &Run, scenario: &Scenario| format!("{:?}", run.world_after(&scenario.world, None).unwrap());
        prop_assert_eq!(world(&first_run, &first), world(&second_run, &second));
        prop_assert_eq!(format!("{:?}", first_run.steps), format!("{:?}", second_run.steps));
    }

    /// A file says all of a scenario, and of the world that its calls made.
    #[test]
    fn what_is_written_is_read_again(events in events()) {
        let mut scenario = sample();
        for event in events {
            let before = scenario.clone();
            if apply(&mut scenario, event).is_err() {
                prop_assert_eq!(&scenario, &before);
            }
        }
        prop_assert_eq!(&read(&write(&scenario)).unwrap(), &scenario);
        prop_assert_eq!(&read(&write_compact(&scenario)).unwrap(), &scenario);
        let made = run(&scenario).world_after(&scenario.world, None).unwrap().clone();
        let made = Scenario { world: made, ..scenario };
        prop_assert_eq!(&read(&write(&made)).unwrap(), &made);
    }
}

/// What came of the steps, without the marks of how a text was read.
fn shown(scenario: &Scenario, run: &Run) -> String {
    let outcome = |outcome: &StepOutcome| {
        let traces = outcome.authorizations().iter().map(|it| format!("{:?} {:?}", it.request, it.trace));
        let traces: Vec<String> = traces.collect();
        let result = match outcome {
            StepOutcome::Called(hop) => format!("{:?}", hop.result.as_ref().map_err(ToString::to_string)),
            StepOutcome::Api(it) => {
                let result = it.result.as_ref().map_err(|it| (it.to_string(), it.authorization.is_some()));
                format!("{:?} {result:?} {:?}", it.caller, it.checks)
            }
            other => format!("{other:?}"),
        };
        format!("{traces:?} {result}")
    };
    let steps: Vec<String> = run.steps.iter().map(|(id, it)| format!("{id}: {}\n", outcome(it))).collect();
    let world = World { trail: Vec::new(), ..run.world_after(&scenario.world, None).unwrap().clone() };
    let world = Scenario { world, ..Scenario::default() };
    steps.concat() + &write(&world)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What one module recorded of calls, another one explains as if it had made them.
    #[test]
    fn recorded_calls_are_as_good_as_calls(events in events()) {
        let mut scenario = sample();
        for event in events {
            let _ = apply(&mut scenario, event);
        }
        let api = RecordingApi::new(call);
        let made = run_steps(&scenario, &NothingPublished, Some(&api));
        let recorded = RecordedCalls::read(&api.into_text()).unwrap();
        let replayed = run_steps(&scenario, &NothingPublished, Some(&recorded.replay()));
        prop_assert_eq!(shown(&scenario, &replayed), shown(&scenario, &made));
    }
}

/// The laws say something only if calls succeed in them.
#[test]
fn some_of_the_calls_succeed() {
    let mut scenario = sample();
    scenario.steps.clear();
    // CreateUser, CreateAccessKey and CreateRole, each by the root user.
    for (kind, a) in [(11, 1), (16 + 11, 6), (3 * 16 + 11, 14)] {
        apply(&mut scenario, event(kind, a, 1)).unwrap();
    }
    let run = run(&scenario);
    assert!(
        run.steps.values().filter(|it| matches!(it.result(), Some(Ok(())))).count() == 3,
        "{:?}",
        run.steps
    );
}
