//! Facts that were looked up by hand, and the traps of the packages.

use iam_catalog::{AccessLevel, KeyType, takes_no_resource};
use iam_evaluator::RESOURCE_CONTROL_SERVICES;

use crate::built::{CATALOG, action};

#[track_caller]
fn check_resource_types(name: &str, expected: &[&str]) {
    let types = action(name).resource_types().map(|it| it.resource_type.name());
    assert_eq!(types.collect::<Vec<_>>(), expected, "{name}");
}

#[track_caller]
fn check_level(name: &str, expected: AccessLevel) {
    assert_eq!(action(name).access_level(), expected, "{name}");
}

#[track_caller]
fn check_arns(name: &str, resource_type: &str, expected: &[&str]) {
    let types = action(name).resource_types().map(|it| it.resource_type);
    let arns = types.filter(|it| it.name() == resource_type).flat_map(|it| it.arns());
    assert_eq!(arns.map(|it| it.as_str()).collect::<Vec<_>>(), expected, "{name}");
}

fn marked_required(name: &str) -> Vec<&'static str> {
    let types = action(name).resource_types().filter(|it| it.is_marked_required);
    types.map(|it| it.resource_type.name()).collect()
}

fn key_names(name: &str) -> Vec<&'static str> {
    action(name).condition_keys().map(|it| it.name).collect()
}

fn dependents(name: &str) -> Option<Vec<&'static str>> {
    action(name).dependent_actions().map(Iterator::collect)
}

#[test]
fn get_object_reads_objects() {
    check_resource_types("s3:GetObject", &["accesspointobject", "object"]);
    check_level("s3:GetObject", AccessLevel::Read);
    check_arns("s3:GetObject", "object", &["arn:${Partition}:s3:::${BucketName}/${ObjectName}"]);
    assert!(marked_required("s3:GetObject").is_empty());
    assert_eq!(action("s3:GetObject").service().name(), "Amazon S3");
    assert_eq!(action("s3:GetObject").service().category(), "Storage");
}

#[test]
fn run_instances_takes_eighteen_types_each_with_keys_of_its_own() {
    assert_eq!(action("ec2:RunInstances").resource_types().count(), 18);
    let required = ["image", "instance", "network-interface", "security-group", "subnet"];
    assert_eq!(marked_required("ec2:RunInstances"), required);
    let keys_of = |resource_type: &str| -> Vec<&str> {
        let mut types = action("ec2:RunInstances").resource_types();
        let found = types.find(|it| it.resource_type.name() == resource_type).unwrap();
        found.condition_keys().map(|it| it.name).collect()
    };
    assert!(keys_of("instance").contains(&"ec2:InstanceType"));
    assert!(!keys_of("image").contains(&"ec2:InstanceType"));
    assert!(keys_of("image").contains(&"ec2:Owner"));
    let all = action("ec2:RunInstances").all_condition_keys();
    assert!(
        all.iter().any(|it| it.name == "ec2:InstanceType") && all.iter().any(|it| it.name == "ec2:Owner")
    );
    let expected = Some(vec!["ec2:CreateTags", "iam:PassRole", "ssm:GetParameters"]);
    assert_eq!(dependents("ec2:RunInstances"), expected);
}

#[test]
fn pass_role_is_a_permission_to_write() {
    check_resource_types("iam:PassRole", &["role"]);
    assert_eq!(marked_required("iam:PassRole"), ["role"]);
    assert_eq!(key_names("iam:PassRole"), ["iam:AssociatedResourceArn", "iam:PassedToService"]);
    check_level("iam:PassRole", AccessLevel::Write);
    assert_eq!(action("iam:PassRole").is_permission_only(), Some(true));
    check_arns("iam:PassRole", "role", &["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"]);
}

#[test]
fn assume_role_knows_the_session_keys() {
    check_resource_types("sts:AssumeRole", &["role"]);
    let keys = key_names("sts:AssumeRole");
    assert_eq!(keys.len(), 19);
    for key in ["sts:ExternalId", "sts:RoleSessionName", "sts:SourceIdentity", "sts:TransitiveTagKeys"] {
        assert!(keys.contains(&key), "{key}");
    }
}

#[test]
fn bedrock_marks_types_of_which_a_call_needs_one() {
    assert_eq!(CATALOG.service("bedrock").unwrap().actions().count(), 269);
    assert_eq!(action("bedrock:InvokeModel").resource_types().count(), 12);
    assert_eq!(marked_required("bedrock:InvokeModel").len(), 12);
    assert_eq!(key_names("bedrock:InvokeModel").len(), 8);
}

#[test]
fn levels_that_upstream_joins_are_one() {
    check_level("s3:PutBucketPolicy", AccessLevel::PermissionsManagement);
    check_level("s3:PutBucketTagging", AccessLevel::Tagging);
    check_level("s3:ListBucket", AccessLevel::List);
    check_level("s3:PutObject", AccessLevel::Write);
}

#[test]
fn a_type_that_upstream_lists_twice_is_there_once() {
    for name in [
        "ec2-instance-connect:OpenTunnel",
        "frauddetector:TagResource",
        "bedrock:UpdateDataAutomationProject",
    ] {
        let types: Vec<&str> = action(name).resource_types().map(|it| it.resource_type.name()).collect();
        let mut once = types.clone();
        once.dedup();
        assert_eq!(types, once, "{name}");
    }
}

#[test]
fn odd_names_are_kept() {
    action("vpc-lattice:AssociateViaAWSService-EventsAndStates");
    let types = CATALOG.service("lambda").unwrap().resource_types();
    assert!(types.map(|it| it.name()).any(|it| it == "function version"));
}

#[test]
fn what_is_not_known_is_not_nothing() {
    // Younger than the last release that had dependent actions.
    let unknown = CATALOG.actions().find(|it| it.dependent_actions().is_none()).unwrap();
    assert_eq!(unknown.is_permission_only(), None);
    assert_eq!(dependents("s3:GetObject"), Some(vec![]));
}

#[test]
fn actions_take_no_resource_only_where_that_is_known() {
    let check =
        |name: &str, expected: bool| assert_eq!(takes_no_resource(&CATALOG, name), expected, "{name}");
    check("s3:ListAllMyBuckets", true);
    check("ec2:DescribeInstances", true);
    check("sts:GetCallerIdentity", true);
    check("s3:ListBucket", false);
    check("iam:CreateUser", false);
    check("s3:NoSuchAction", false);
    check("nosuchservice:GetThing", false);
}

#[test]
fn keys_have_types() {
    let check = |name: &str, expected: Option<(KeyType, bool)>| {
        let key = CATALOG.condition_key(name);
        assert_eq!(key.map(|it| (it.key_type, it.is_multivalued)), expected, "{name}");
    };
    check("s3:prefix", Some((KeyType::String, false)));
    check("S3:MAX-KEYS", Some((KeyType::Numeric, false)));
    check("aws:SourceIp", Some((KeyType::IpAddress, false)));
    check("aws:SecureTransport", Some((KeyType::Bool, false)));
    check("aws:CurrentTime", Some((KeyType::Date, false)));
    check("aws:PrincipalArn", Some((KeyType::Arn, false)));
    check("aws:TagKeys", Some((KeyType::String, true)));
    check("aws:CalledVia", Some((KeyType::String, true)));
    check("aws:PrincipalTag/team", Some((KeyType::String, false)));
    check("aws:requesttag/Team", Some((KeyType::String, false)));
    check("s3:ExistingObjectTag/secret", Some((KeyType::String, false)));
    check("dynamodb:LeadingKeys", Some((KeyType::String, true)));
    // Another service's page calls it an array.
    check("identitystore:UserId", Some((KeyType::String, false)));
    check("kms:EncryptionContext:app", Some((KeyType::String, false)));
    check("aws:RequestTag/", None);
    check("aws:NoSuchKey", None);
}

#[test]
fn principals_partitions_and_regions() {
    let principals: Vec<&str> = CATALOG.service_principals().collect();
    assert!(principals.is_sorted());
    for name in ["ec2", "ecs-tasks", "states", "delivery.logs", "pods.eks", "sns", "cloudfront", "lambda"] {
        assert!(principals.contains(&format!("{name}.amazonaws.com").as_str()), "{name}");
    }
    let names: Vec<&str> = CATALOG.partitions().iter().map(|it| it.name.as_str()).collect();
    let expected =
        ["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"];
    assert_eq!(names, expected);
    let aws = CATALOG.partitions().first().unwrap();
    let frankfurt = aws.regions.iter().find(|it| it.code == "eu-central-1").unwrap();
    assert_eq!(frankfurt.name, "Europe (Frankfurt)");
    assert!(CATALOG.partitions().iter().flat_map(|it| &it.regions).all(|it| !it.code.ends_with("-global")));
}

#[test]
fn the_evaluator_knows_the_same_services_for_resource_control_policies() {
    let services: Vec<&str> = CATALOG.resource_control_services().collect();
    assert_eq!(services, RESOURCE_CONTROL_SERVICES);
}
