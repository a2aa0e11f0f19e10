use std::collections::BTreeSet;

use super::{global_keys, managed, principals, services};

#[test]
fn a_level_is_the_strongest_that_is_listed() {
    let check = |level: &str, expected: Option<&str>| assert_eq!(services::level(level).ok(), expected);
    check("Read", Some("Read"));
    check("Tagging, Write", Some("Tagging"));
    check("Permissions management, Write", Some("Permissions management"));
    check("Read, Write", None);
}

#[test]
fn several_arns_in_one_string_are_taken_apart() {
    let check = |arn: &str, expected: Option<&[&str]>| {
        let arns = services::split_arns(arn).ok();
        let arns = arns.as_ref().map(|it| it.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(arns.as_deref(), expected);
    };
    check("arn:${Partition}:s3:::${Bucket}", Some(&["arn:${Partition}:s3:::${Bucket}"]));
    check("arn:a:b:c:d:e, arn:a:b:c:d:f", Some(&["arn:a:b:c:d:e", "arn:a:b:c:d:f"]));
    check("see the guide", None);
}

#[test]
fn placeholders_are_written_one_way() {
    let check = |key: &str, expected: &str| assert_eq!(services::with_placeholder(key), expected);
    check("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/${key}");
    check("aws:PrincipalTag/tag-key", "aws:PrincipalTag/${TagKey}");
    check("aws:RequestTag/${TagKey}", "aws:RequestTag/${TagKey}");
}

#[test]
fn global_keys_are_read_without_running_the_script() {
    let script = "export const keys = [\n  {\n  key: 'aws:EpochTime',\n  category: 'request',\n  type: 'Date', //or\n  },\n];";
    assert_eq!(global_keys::read(script).ok(), Some(vec!["aws:EpochTime\trequest\tDate".to_owned()]));
    assert!(global_keys::read("[{ key: 'aws:EpochTime' }]").is_err());
}

#[test]
fn managed_policies_are_read_without_running_the_script() {
    let script = r#"data = """{"P": {"CreateDate": "2026-01-02T03:04:05+00:00", "UpdateDate": "2026-01-02T03:04:05+00:00",
        "DefaultVersionId": "v1", "Path": "/", "PermissionsBoundaryUsageCount": 0,
        "Document": {"Statement": [{"Condition": {}, "Action": "*", "Effect": "Allow"}], "Version": "2012-10-17"}}}""""#;
    let policies = managed::parse(script).unwrap();
    assert_eq!(
        managed::line(&policies[0]).unwrap(),
        concat!(
            r#"{"name":"P","path":"/","version":"v1","created":"2026-01-02T03:04:05Z","updated":"2026-01-02T03:04:05Z","#,
            r#""document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Condition":{}}]}}"#
        )
    );
}

#[test]
fn principals_are_whole_names() {
    let document = serde_json::json!({"Statement": {"Condition": {"StringLike": {"iam:PassedToService": [
        "ec2.amazonaws.com", "ec2.amazonaws.com.cn", "dms.*.amazonaws.com", "ec2.*"
    ]}, "StringEquals": {"aws:PrincipalServiceName": "other.amazonaws.com"}}}});
    let mut principals = BTreeSet::new();
    principals::collect(&document, &mut principals);
    assert_eq!(principals, BTreeSet::from(["ec2.amazonaws.com"]));
}
