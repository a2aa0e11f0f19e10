//! Events, and taking them back.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::{NamedInTrustPolicy, Readings};
use iam_organization::{
    EntityRef, IamEntity, OrganizationPolicyType, PolicyLocation, PolicyVersion, WorldEdit,
};

use super::sample::sample;
use crate::*;

fn prod() -> AccountId {
    AccountId::parse("444455556666").unwrap()
}

fn read_only() -> Arn {
    Arn::parse("arn:aws:iam::aws:policy/ReadOnlyAccess").unwrap()
}

fn trust_policy() -> PolicyLocation {
    PolicyLocation::Trust { account: prod(), role: "Deployer".to_owned() }
}

fn edits() -> Vec<Edit> {
    let scenario = sample();
    let text = "typed".to_owned();
    let question = Question { title: "New".to_owned(), ..scenario.questions[0].clone() };
    let added = Question { id: "added".to_owned(), ..question.clone() };
    let step = Step { title: "New".to_owned(), ..scenario.steps[0].clone() };
    let account = prod();
    let ana = IamEntity::User("ana".to_owned());
    let policy = read_only();
    let readings = Readings { named_in_trust_policy: NamedInTrustPolicy::BoundaryLimits };
    vec![
        Edit::World(WorldEdit::SetReadings(readings)),
        Edit::World(WorldEdit::DetachManagedPolicy { account, entity: ana.clone(), policy }),
        Edit::World(WorldEdit::ClearPermissionsBoundary { account, entity: ana.clone() }),
        Edit::World(WorldEdit::DeleteIamEntity { account, entity: ana.clone() }),
        Edit::World(WorldEdit::Rename {
            entity: EntityRef::Iam { account, entity: ana.clone() },
            name: "Anna".to_owned(),
        }),
        Edit::World(WorldEdit::CreateIamEntity {
            account,
            entity: IamEntity::Role("New".to_owned()),
            path: "/".to_owned(),
        }),
        Edit::World(WorldEdit::CreateInlinePolicy { account, entity: ana, name: "New".to_owned() }),
        Edit::World(WorldEdit::CreateResourcePolicy {
            account,
            arn: Arn::parse("arn:aws:sqs:eu-west-1:444455556666:orders").unwrap(),
        }),
        Edit::World(WorldEdit::CreateVpcEndpointPolicy { account, id: "vpce-2".to_owned() }),
        Edit::World(WorldEdit::CreateOrganizationalUnit {
            parent: "ou-exam-team".to_owned(),
            id: scenario.world.new_unit_id(),
            name: "New".to_owned(),
        }),
        Edit::World(WorldEdit::CreateOrganizationPolicy {
            id: scenario.world.new_policy_id(),
            policy_type: OrganizationPolicyType::ResourceControl,
            name: "New".to_owned(),
        }),
        Edit::World(WorldEdit::DisablePolicyType { policy_type: OrganizationPolicyType::ServiceControl }),
        Edit::World(WorldEdit::LeaveOrganization { id: account }),
        Edit::World(WorldEdit::DeleteAccount { id: account }),
        Edit::World(WorldEdit::CreateManagedPolicy { account, name: "New".to_owned(), path: "/".to_owned() }),
        Edit::SetTitle(text.clone()),
        Edit::SetDescription(text.clone()),
        Edit::SetNotes(text.clone()),
        Edit::SetPolicyText { location: trust_policy(), text: text.clone() },
        Edit::SetPolicyText { location: PolicyLocation::Session("assume".to_owned()), text: text.clone() },
        Edit::SetPolicyText { location: PolicyLocation::Organization("p-limits".to_owned()), text },
        Edit::SetQuestion(question),
        Edit::SetQuestion(added),
        Edit::RemoveQuestion("root".to_owned()),
        Edit::SetStep(step),
        Edit::RemoveStep("service".to_owned()),
    ]
}

#[test]
fn every_edit_changes_the_scenario_and_can_be_undone_and_redone() {
    for edit in edits() {
        let mut history = History::new(sample());
        history.apply(Event::Edit(edit.clone())).unwrap();
        let after = history.present().clone();
        assert_ne!(after, sample(), "{edit:?}");
        assert_eq!(read(&write(&after)).as_ref(), Ok(&after), "{edit:?}");
        history.undo();
        assert_eq!(history.present(), &sample(), "{edit:?}");
        history.redo();
        assert_eq!(history.present(), &after, "{edit:?}");
    }
}

#[track_caller]
fn check_refused(event: Event, expected: &str) {
    let mut scenario = sample();
    let error = apply(&mut scenario, event).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert_eq!(scenario, sample());
}

#[test]
fn an_event_that_does_not_fit_changes_nothing() {
    let text = "typed".to_owned();
    let set = |location| Event::Edit(Edit::SetPolicyText { location, text: text.clone() });
    let entity = IamEntity::User("nobody".to_owned());
    let name = "own".to_owned();
    check_refused(
        set(PolicyLocation::Inline { account: prod(), entity, name }),
        "there is no such policy any more",
    );
    check_refused(set(PolicyLocation::Session("service".to_owned())), "there is no such policy any more");
    check_refused(
        set(PolicyLocation::AwsManaged("arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned())),
        "AWS managed policies cannot be edited",
    );
    let account = prod();
    let entity = IamEntity::User("nobody".to_owned());
    check_refused(
        Event::Edit(Edit::World(WorldEdit::DeleteIamEntity { account, entity })),
        "there is no user `nobody`",
    );
    check_refused(Event::Edit(Edit::RemoveQuestion("x".to_owned())), "there is no question `x`");
    check_refused(Event::Edit(Edit::RemoveStep("x".to_owned())), "there is no step `x`");
    check_refused(Event::Call(sample().steps[0].clone()), "there is a step `assume` already");
}

#[test]
fn a_call_becomes_the_last_step() {
    let mut scenario = sample();
    let step = Step { id: "again".to_owned(), ..scenario.steps[0].clone() };
    apply(&mut scenario, Event::Call(step.clone())).unwrap();
    assert_eq!(scenario.steps.last(), Some(&step));
}

#[test]
fn a_broken_text_keeps_the_last_one_that_parsed() {
    let mut scenario = sample();
    let before = scenario.world.policy_text(&trust_policy()).unwrap().text().to_owned();
    for text in ["{", "{\"Version\""] {
        let edit = Edit::SetPolicyText { location: trust_policy(), text: text.to_owned() };
        apply(&mut scenario, Event::Edit(edit)).unwrap();
    }
    let policy = scenario.world.policy_text(&trust_policy()).unwrap();
    assert_eq!((policy.text(), policy.last_valid()), ("{\"Version\"", Some(before.as_str())));
    assert_eq!(read(&write(&scenario)), Ok(scenario));
}

#[test]
fn amended_events_are_undone_together() {
    let mut history = History::new(sample());
    let title = |text: &str| Event::Edit(Edit::SetTitle(text.to_owned()));
    history.apply(title("N")).unwrap();
    history.amend(title("Ne")).unwrap();
    history.amend(title("New")).unwrap();
    assert_eq!(history.present().title, "New");
    history.undo();
    assert_eq!(history.present().title, sample().title);
    assert!(!history.can_undo() && history.can_redo());
}

#[test]
fn a_new_event_drops_what_could_be_redone() {
    let mut history = History::new(sample());
    let title = |text: &str| Event::Edit(Edit::SetTitle(text.to_owned()));
    history.apply(title("A")).unwrap();
    history.undo();
    history.apply(title("B")).unwrap();
    assert!(!history.can_redo());
    history.redo();
    assert_eq!(history.present().title, "B");
}

#[test]
fn a_scenario_in_the_place_of_another_is_one_event() {
    let mut history = History::new(sample());
    let next = Scenario { title: "New".to_owned(), notes: "Two changes".to_owned(), ..sample() };
    history.replace(next.clone());
    assert_eq!(*history.present(), next);
    history.replace(next);
    history.undo();
    assert_eq!(*history.present(), sample());
    assert!(!history.can_undo());
}

#[test]
fn an_event_that_changes_nothing_is_not_kept() {
    let mut history = History::new(sample());
    history.apply(Event::Edit(Edit::SetTitle(sample().title))).unwrap();
    assert!(!history.can_undo());
}

#[test]
fn the_version_of_an_aws_managed_policy_is_kept_as_long_as_somebody_has_it() {
    let mut scenario = sample();
    let mut edit = |edit: WorldEdit| {
        apply(&mut scenario, Event::Edit(Edit::World(edit))).unwrap();
        scenario.world.aws_managed_versions.get(&read_only()).map(ToString::to_string)
    };
    let (account, ana) = (prod(), IamEntity::User("ana".to_owned()));
    let group = IamEntity::Group("Devs".to_owned());
    let version = PolicyVersion::parse("v4").ok();
    let attach = |entity| WorldEdit::AttachManagedPolicy { account, entity, policy: read_only(), version };
    let detach = |entity| WorldEdit::DetachManagedPolicy { account, entity, policy: read_only() };
    assert_eq!(edit(attach(group.clone())).as_deref(), Some("v3"), "the first one stays");
    assert_eq!(edit(detach(ana.clone())).as_deref(), Some("v3"));
    assert_eq!(edit(detach(group)), None);
    assert_eq!(edit(attach(ana)).as_deref(), Some("v4"));
}

#[test]
fn a_recorded_version_is_kept_with_a_path_or_without() {
    let mut scenario = sample();
    let [by_name, with_path] = ["ViewOnlyAccess", "job-function/ViewOnlyAccess"]
        .map(|it| Arn::parse(&format!("arn:aws:iam::aws:policy/{it}")).unwrap());
    scenario.world.aws_managed_versions.insert(with_path.clone(), PolicyVersion::parse("v4").unwrap());
    let entity = IamEntity::User("ana".to_owned());
    let attach = WorldEdit::AttachManagedPolicy { account: prod(), entity, policy: by_name, version: None };
    apply(&mut scenario, Event::Edit(Edit::World(attach))).unwrap();
    assert!(scenario.world.aws_managed_versions.contains_key(&with_path));
}
