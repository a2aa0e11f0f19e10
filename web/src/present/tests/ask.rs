//! What the fields of a question offer and say, with the committed catalogue.

use iam_aws_data::AwsData;
use iam_catalog::Catalog;
use iam_catalog::build::{self, Texts};
use iam_evaluator::arn::AccountId;
use iam_evaluator::request::ContextValue;
use iam_scenario::{Question, Scenario, read};

use crate::present::ask_choices::{Choice, Choices};
use crate::present::ask_notes::context_note;
use crate::present::spoken::SpokenOf;

fn aws() -> AwsData {
    let bytes = build::catalog(&Texts::COMMITTED).expect("the committed text");
    let mut aws = AwsData::default();
    aws.catalog = Catalog::from_bytes(&bytes).ok();
    aws
}

fn scenario() -> Scenario {
    let path = format!("{}/examples/cross-account-bucket.json", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read_to_string(path).expect("the file")).expect("a scenario")
}

/// What is read off the choices for a question about this action and resource.
fn with<T>(action: &str, resource: &str, read: impl FnOnce(&Choices<'_>) -> T) -> T {
    let (aws, scenario) = (aws(), scenario());
    let (action, resource) = (action.to_owned(), resource.to_owned());
    let question = Question { action, resource, ..scenario.questions[0].clone() };
    let spoken = SpokenOf::by(&scenario);
    let catalog = aws.catalog.as_ref();
    read(&Choices { world: &scenario.world, catalog, spoken: &spoken, question: &question })
}

fn values(choices: Vec<Choice>) -> Vec<String> {
    choices.into_iter().map(|it| it.value).collect()
}

#[track_caller]
fn check_note(action: &str, resource: &str, expected: [Option<&str>; 2]) {
    let notes = with(action, resource, |it| [it.action_note(), it.resource_note()]);
    for (note, expected) in notes.iter().zip(expected) {
        match (note, expected) {
            (Some(note), Some(expected)) => assert!(note.contains(expected), "{note}"),
            (note, expected) => assert_eq!(note.as_deref(), expected, "{action} on {resource}"),
        }
    }
}

#[test]
fn what_aws_documents_about_action_and_resource_is_said() {
    let (object, bucket) = ("arn:aws:s3:::logs/a", "arn:aws:s3:::logs");
    check_note("s3:GetObject", object, [None, None]);
    check_note("s3:GetObject", bucket, [None, Some("another resource: accesspointobject")]);
    check_note("s3:ListBucket", object, [None, Some("another resource")]);
    check_note("s3:ListAllMyBuckets", bucket, [None, Some("takes no resource")]);
    check_note("s3:GetObject", "*", [None, Some("is about one resource")]);
    check_note("s3:GetObjekt", object, [Some("documents no action"), None]);
    check_note("codestar:CreateProject", "*", [Some("retired"), None]);
    check_note("s3:GetObject", "arn:aws:s3:::${BucketName}/a", [None, Some("fill in")]);
    check_note("s3GetObject", object, [None, None]);
}

#[test]
fn actions_begin_with_what_is_typed_then_hold_it() {
    let choices = values(with("s3:Bucket", "*", |it| it.actions()));
    assert!(!choices.is_empty() && choices.iter().all(|it| it.to_lowercase().contains("bucket")));
    assert!(values(with("dynamo", "*", |it| it.actions())).contains(&"dynamodb:".to_owned()));
    assert!(values(with("RunInstances", "*", |it| it.actions())).contains(&"ec2:RunInstances".to_owned()));
    assert!(!values(with("s3:GetObject", "*", |it| it.actions())).contains(&"s3:GetObject".to_owned()));
}

#[test]
fn resources_are_the_forms_that_the_action_is_about_and_those_of_the_scenario() {
    let account = AccountId::parse("111122223333").ok();
    let choices = values(with("sqs:SendMessage", "", |it| it.resources(account)));
    assert_eq!(choices.first().map(String::as_str), Some("arn:aws:sqs:us-east-1:111122223333:${QueueName}"));
    let choices = values(with("s3:ListBucket", "", |it| it.resources(account)));
    assert_eq!(choices.first().map(String::as_str), Some("arn:aws:s3:::amzn-s3-demo-bucket"));
    let choices = values(with("sts:GetCallerIdentity", "", |it| it.resources(account)));
    assert_eq!(choices.first().map(String::as_str), Some("*"));
}

#[test]
fn context_keys_are_those_of_the_action_with_its_resource() {
    let keys =
        values(with("ec2:RunInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1", |it| it.keys()));
    assert!(keys.contains(&"ec2:InstanceType".to_owned()));
    assert!(!keys.contains(&"ec2:SnapshotLockDuration".to_owned()));
    assert!(keys.contains(&"aws:SourceIp".to_owned()));
}

#[test]
fn a_context_value_that_does_not_fit_its_key_is_named() {
    let aws = aws();
    for (key, value, expected) in [
        ("aws:MultiFactorAuthPresent", "true", None),
        ("aws:MultiFactorAuthPresent", "yes", Some("`true` or `false`")),
        ("aws:SourceIp", "192.0.2.1", None),
        ("aws:SourceIp", "1.2.3", Some("an IP address")),
        ("aws:TagKeys", "team", Some("several values")),
        ("aws:CurrentTime", "soon", Some("a time")),
        ("aws:Nothing", "x", Some("documents no context key")),
        ("SourceIp", "x", Some("is not a context key")),
    ] {
        let note = context_note(aws.catalog.as_ref(), key, &ContextValue::Single(value.to_owned()));
        match expected {
            None => assert_eq!(note, None, "{key}"),
            Some(expected) => assert!(note.is_some_and(|it| it.contains(expected)), "{key}"),
        }
    }
    let list = |values: &[&str]| ContextValue::Multi(values.iter().map(|&it| it.to_owned()).collect());
    let note = |values| context_note(aws.catalog.as_ref(), "aws:MultiFactorAuthPresent", &list(values));
    assert_eq!(note(&[]), None, "an absent key");
    assert!(note(&["true"]).is_some_and(|it| it.contains("one value")));
}
