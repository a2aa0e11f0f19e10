//! Tags of resources: given when they are created and later, and what they decide.

use super::api_calls::*;
use super::api_resources::{policy_for, prod_root};
use super::world::*;
use crate::*;

fn tag_list(key: &str, value: &str) -> Value {
    Value::List(vec![Value::Map(fields(&[("Key", key), ("Value", value)]))])
}

/// `CreateBucket` with a tag.
fn tagged_bucket(key: &str, value: &str) -> Fields {
    let mut parameters = fields(&[("Bucket", "amzn-s3-demo-bucket")]);
    let configuration = Fields::of([("Tags", tag_list(key, value))]);
    parameters.set("CreateBucketConfiguration", Value::Map(configuration));
    parameters
}

#[test]
fn c32_a_bucket_is_created_with_the_tag_that_the_policy_asks_for_or_not_at_all() {
    let only_eng = policy(
        "Allow",
        r#""Action": ["s3:CreateBucket", "s3:TagResource"], "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestTag/CostCenter": "Eng"}}"#,
    );
    let create = "s3:CreateBucket";
    let denied = ErrorCode::AccessDenied;
    let mut world = world();
    let caller = with_user(&mut world, PROD, "eng", only_eng);
    let untagged = fields(&[("Bucket", "amzn-s3-demo-bucket")]);
    refused_with(&mut world, &caller, create, untagged, denied);
    refused_with(&mut world, &caller, create, tagged_bucket("CostCenter", "Sales"), denied);
    refused_with(&mut world, &caller, create, tagged_bucket("Team", "Eng"), denied);
    done_with(&mut world, &caller, create, tagged_bucket("CostCenter", "Eng"));
    let bucket = &prod(&mut world).resources[&arn("arn:aws:s3:::amzn-s3-demo-bucket")];
    assert_eq!(bucket.tags["CostCenter"], "Eng");
}

#[test]
fn creating_with_tags_needs_the_right_to_tag_and_the_tags_then_decide() {
    let tags = || tag_list("Team", "blue");
    for (create, parameters, tags, name) in [
        ("s3:CreateBucket", tagged_bucket("Team", "blue"), "s3:TagResource", "amzn-s3-demo-bucket"),
        (
            "sqs:CreateQueue",
            Fields::of([("QueueName", Value::text("jobs")), ("tags", tags())]),
            "sqs:TagQueue",
            "jobs",
        ),
        (
            "sns:CreateTopic",
            Fields::of([("Name", Value::text("news")), ("Tags", tags())]),
            "sns:TagResource",
            "news",
        ),
        (
            "secretsmanager:CreateSecret",
            Fields::of([("Name", Value::text("password")), ("Tags", tags())]),
            "secretsmanager:TagResource",
            "password",
        ),
        (
            "dynamodb:CreateTable",
            Fields::of([("TableName", Value::text("orders")), ("Tags", tags())]),
            "dynamodb:TagResource",
            "orders",
        ),
    ] {
        let mut world = world();
        let half = with_user(&mut world, PROD, "half", allow(create));
        let called = call_with(&mut world, &half, create, parameters.clone());
        let error = called.result.unwrap_err();
        assert_eq!(error.authorization.unwrap().request.action.to_string(), tags);
        let text = policy("Allow", &format!(r#""Action": ["{create}", "{tags}"], "Resource": "*""#));
        let whole = with_user(&mut world, PROD, "whole", text);
        done_with(&mut world, &whole, create, parameters);
        let made = prod(&mut world).resources.iter().find(|(arn, _)| arn.as_str().contains(name));
        assert_eq!(made.unwrap().1.tags["Team"], "blue", "{create}");
    }
}

#[test]
fn a_table_is_created_with_a_policy_only_by_who_may_write_one() {
    let mut world = world();
    let create = "dynamodb:CreateTable";
    let text = policy_for("{\"AWS\": \"777788889999\"}");
    let parameters = [("TableName", "orders"), ("ResourcePolicy", text.as_str())];
    let half = with_user(&mut world, PROD, "half", allow(create));
    refused(&mut world, &half, create, &parameters, ErrorCode::AccessDeniedException);
    done(&mut world, &half, create, &[("TableName", "plain")]);
    done(&mut world, &prod_root(), create, &parameters);
}

#[test]
fn tags_are_added_or_replaced_and_decide_about_the_resource() {
    let mut world = world();
    done(&mut world, &prod_root(), "sqs:CreateQueue", &[("QueueName", "jobs")]);
    let url = ("QueueUrl", "https://sqs.us-east-1.amazonaws.com/444455556666/jobs");
    let blue = policy(
        "Allow",
        r#""Action": "sqs:SendMessage", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/Team": "blue"}}"#,
    );
    let caller = with_user(&mut world, PROD, "blue", blue);
    let queue = "arn:aws:sqs:us-east-1:444455556666:jobs";
    let send = [("Resource", queue)];
    refused(&mut world, &caller, "sqs:SendMessage", &send, ErrorCode::AccessDenied);
    for (key, value) in [("Owner", "ana"), ("Team", "blue")] {
        let mut parameters = fields(&[url]);
        parameters.set("Tags", Value::Map(fields(&[(key, value)])));
        done_with(&mut world, &prod_root(), "sqs:TagQueue", parameters);
    }
    done(&mut world, &caller, "sqs:SendMessage", &send);
    assert_eq!(prod(&mut world).resources[&arn(queue)].tags.len(), 2);
    // S3 writes the whole set.
    done_with(&mut world, &prod_root(), "s3:CreateBucket", tagged_bucket("Team", "blue"));
    let mut parameters = fields(&[("Bucket", "amzn-s3-demo-bucket")]);
    parameters.set("Tagging", Value::Map(Fields::of([("TagSet", tag_list("Owner", "ana"))])));
    done_with(&mut world, &prod_root(), "s3:PutBucketTagging", parameters);
    let bucket = &prod(&mut world).resources[&arn("arn:aws:s3:::amzn-s3-demo-bucket")];
    assert_eq!(bucket.tags.keys().collect::<Vec<_>>(), ["Owner"]);
}

#[test]
fn s18_tags_of_aws_are_refused_with_the_code_of_the_service() {
    let mut world = world();
    let parameters = tagged_bucket("aws:mine", "x");
    refused_with(&mut world, &prod_root(), "s3:CreateBucket", parameters, ErrorCode::InvalidTag);
    let parameters = Fields::of([("Name", Value::text("news")), ("Tags", tag_list("aws:mine", "x"))]);
    refused_with(&mut world, &prod_root(), "sns:CreateTopic", parameters, ErrorCode::InvalidParameter);
}
