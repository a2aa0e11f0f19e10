use iam_catalog::build::{self, Texts};
use iam_catalog::{Catalog, ManagedPolicies};
use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;
use iam_organization::{AwsPublished, ManagedPolicyLookup};

use crate::without_resource::WITHOUT_RESOURCE;
use crate::{AwsData, AwsFile, Committed};

/// `found`, with its path if that was left out; `not loaded`, with the version if that is known; or `none`, with what was
/// meant.
#[track_caller]
fn check_policy(aws: &dyn AwsPublished, name: &str, expected: &str) {
    let arn = Arn::parse(&format!("arn:aws:iam::aws:policy/{name}")).unwrap();
    let actual = match aws.managed_policy(&arn) {
        ManagedPolicyLookup::Found(policy) => {
            assert!(policy.text.text().starts_with("{\n  \"Version\""), "{name}");
            match policy.arn == arn {
                true => "found".to_owned(),
                false => format!("found as {}", policy.arn.resource()),
            }
        }
        ManagedPolicyLookup::NotLoaded { version: None } => "not loaded".to_owned(),
        ManagedPolicyLookup::NotLoaded { version: Some(_) } => "not loaded but for its version".to_owned(),
        ManagedPolicyLookup::NoSuchPolicy { suggestion: None } => "none".to_owned(),
        ManagedPolicyLookup::NoSuchPolicy { suggestion: Some(it) } => format!("none, but {}", it.resource()),
    };
    assert_eq!(actual, expected, "{name}");
}

#[test]
fn the_committed_data_can_be_read_and_asked() {
    let aws = Committed::default();
    assert!(aws.managed_policies().is_some_and(ManagedPolicies::is_complete) && aws.catalog().is_some());
    check_policy(&aws, "AmazonS3ReadOnlyAccess", "found");
    check_policy(&aws, "service-role/AWSLambdaBasicExecutionRole", "found");
    check_policy(
        &aws,
        "AWSLambdaBasicExecutionRole",
        "found as policy/service-role/AWSLambdaBasicExecutionRole",
    );
    check_policy(
        &aws,
        "job-function/AWSLambdaBasicExecutionRole",
        "none, but policy/service-role/AWSLambdaBasicExecutionRole",
    );
    check_policy(&aws, "viewonlyaccess", "none, but policy/job-function/ViewOnlyAccess");
    check_policy(&aws, "NobodyKnowsThis", "none");
    let takes_no_resource = |action: &str| aws.takes_no_resource(&Action::parse(action).unwrap());
    for (action, expected) in [
        ("s3:ListAllMyBuckets", true),
        ("ec2:describeinstances", true),
        ("s3:GetObject", false),
        ("zzz:Unknown", false),
    ] {
        assert_eq!(takes_no_resource(action), Some(expected), "{action}");
    }
}

#[test]
fn actions_are_spelled_as_the_catalogue_does() {
    let spelled = |aws: &dyn AwsPublished, action: &str| aws.spelled(&Action::parse(action).unwrap());
    let mut loaded = AwsData::default();
    loaded.catalog = Committed::default().catalog().cloned();
    for (action, expected) in [
        ("S3:getobject", Some("s3:GetObject")),
        ("ec2:describeINSTANCES", Some("ec2:DescribeInstances")),
        ("s3:GetObject", Some("s3:GetObject")),
        ("s3:GetObjects", None),
        ("zzz:Unknown", None),
    ] {
        for aws in [&Committed::default() as &dyn AwsPublished, &loaded] {
            let found = spelled(aws, action);
            assert_eq!(found.as_ref().map(Action::as_str), expected, "{action}");
        }
        assert_eq!(spelled(&AwsData::default(), action), None, "{action}");
    }
}

#[test]
fn what_is_loaded_piece_by_piece_is_told_from_what_aws_does_not_have() {
    let files = build::managed_policies(&Texts::COMMITTED).unwrap();
    let mut aws = AwsData::default();
    check_policy(&aws, "ReadOnlyAccess", "not loaded");
    check_policy(&aws, "NobodyKnowsThis", "not loaded");
    aws.managed_policies = ManagedPolicies::from_bytes(&files.top).ok();
    check_policy(&aws, "ReadOnlyAccess", "found");
    check_policy(&aws, "AmazonBraketFullAccess", "not loaded but for its version");
    check_policy(&aws, "NobodyKnowsThis", "none");
    aws.managed_policies.as_mut().unwrap().add_documents(&files.rest).unwrap();
    check_policy(&aws, "AmazonBraketFullAccess", "found");

    let athena = Action::parse("athena:ListEngineVersions").unwrap();
    let ec2 = Action::parse("ec2:DescribeInstances").unwrap();
    assert_eq!((aws.takes_no_resource(&athena), aws.takes_no_resource(&ec2)), (None, Some(true)));
    aws.catalog = Catalog::from_bytes(&build::catalog(&Texts::COMMITTED).unwrap()).ok();
    assert_eq!((aws.takes_no_resource(&athena), aws.takes_no_resource(&ec2)), (Some(true), Some(true)));
}

#[test]
fn a_file_is_taken_by_its_name_and_only_whole_and_in_order() {
    let files = build::managed_policies(&Texts::COMMITTED).unwrap();
    let mut aws = AwsData::default();
    let mut add = |name: &str, bytes: &[u8]| aws.add(AwsFile::named(name).unwrap(), bytes);
    assert_eq!(add("managed-rest.bin", &files.rest), None);
    assert_eq!(add("managed-top.bin", files.top.get(..99).unwrap()), None);
    assert_eq!(add("managed-top.bin", &files.top), Some(()));
    assert_eq!(add("managed-rest.bin", &files.rest), Some(()));
    assert_eq!(add("catalog.bin", b"damaged"), None);
    assert_eq!(AwsFile::named("other.bin"), None);
    check_policy(&aws, "AmazonBraketFullAccess", "found");
}

/// No key that the evaluator or the organization sets with several values is a key of one value for AWS.
#[test]
fn keys_with_several_values_are_multivalued_for_aws() {
    let aws = Committed::default();
    let keys = aws.catalog().unwrap().multivalued_keys();
    for key in ["aws:PrincipalOrgPaths", "aws:ResourceOrgPaths", "aws:TagKeys", "sts:TransitiveTagKeys"] {
        assert!(keys.contains(&key), "{key}");
    }
}

/// The table that stands in for the catalogue says what the catalogue says.
#[test]
fn the_actions_without_resource_are_those_of_the_catalogue() {
    let aws = Committed::default();
    let catalog = aws.catalog().unwrap();
    for (prefix, names) in WITHOUT_RESOURCE {
        let actions = catalog.service(prefix).unwrap().actions().filter(|it| it.takes_no_resource());
        let mut expected: Vec<String> = actions.map(|it| it.name().to_ascii_lowercase()).collect();
        expected.sort_unstable();
        assert_eq!(names.split_ascii_whitespace().collect::<Vec<_>>(), expected, "{prefix}");
    }
}
