//! Tags as calls list them (S18).

use super::api_calls::*;
use super::world::*;
use crate::*;

fn listed(tags: &[&[(&str, &str)]]) -> Value {
    Value::List(tags.iter().map(|it| Value::Map(fields(it))).collect())
}

/// Every operation with tags of its service's form, which it takes, and the code for others.
fn rows(tags: &Value) -> Vec<(&'static str, Fields, ErrorCode)> {
    let with = |name: &str, value: Value, parameters: &[(&str, &str)]| {
        let mut parameters = fields(parameters);
        parameters.set(name, value);
        parameters
    };
    let nested = |name: &str| Value::Map(Fields::of([(name, tags.clone())]));
    let role = [("RoleArn", "arn:aws:iam::444455556666:role/R"), ("RoleSessionName", "s1")];
    let mut run = with(
        "TagSpecifications",
        Value::List(vec![Value::Map(Fields::of([
            ("ResourceType", Value::text("instance")),
            ("Tags", tags.clone()),
        ]))]),
        &[("ImageId", "ami-12345678")],
    );
    run.set("MinCount", Value::Number(1));
    run.set("MaxCount", Value::Number(1));
    vec![
        ("iam:CreateUser", with("Tags", tags.clone(), &[("UserName", "ana")]), ErrorCode::ValidationError),
        ("sts:AssumeRole", with("Tags", tags.clone(), &role), ErrorCode::ValidationError),
        (
            "sts:GetFederationToken",
            with("Tags", tags.clone(), &[("Name", "fed")]),
            ErrorCode::ValidationError,
        ),
        ("sns:CreateTopic", with("Tags", tags.clone(), &[("Name", "news")]), ErrorCode::ValidationError),
        (
            "dynamodb:CreateTable",
            with("Tags", tags.clone(), &[("TableName", "tab")]),
            ErrorCode::ValidationException,
        ),
        (
            "s3:PutBucketTagging",
            with("Tagging", nested("TagSet"), &[("Bucket", "bucket")]),
            ErrorCode::InvalidTag,
        ),
        (
            "s3:CreateBucket",
            with("CreateBucketConfiguration", nested("Tags"), &[("Bucket", "other")]),
            ErrorCode::InvalidTag,
        ),
        ("ec2:RunInstances", run, ErrorCode::InvalidParameterValue),
    ]
}

fn with_bucket() -> (World, Caller) {
    let mut world = world();
    let admin = with_user(&mut world, PROD, "admin", allow("*"));
    prod(&mut world).roles.insert("R".to_owned(), role(trust(r#""*""#, "sts:*")));
    done(&mut world, &root(PROD), "s3:CreateBucket", &[("Bucket", "bucket")]);
    (world, admin)
}

#[test]
fn s18_a_tag_has_a_key_and_a_value_and_nothing_else() {
    let number = Value::Map(Fields::of([("Key", Value::text("k")), ("Value", Value::Number(5))]));
    for tags in [
        Value::List(vec![number]),
        listed(&[&[("Key", "k"), ("Value", "v"), ("Note", "x")]]),
        listed(&[&[("Value", "v")]]),
        Value::texts(["k"]),
    ] {
        let (mut world, admin) = with_bucket();
        for (operation, parameters, code) in rows(&tags) {
            refused_with(&mut world, &admin, operation, parameters, code);
        }
    }
    for (operation, parameters, _) in rows(&listed(&[&[("Key", "k"), ("Value", "v")]])) {
        let (mut world, admin) = with_bucket();
        done_with(&mut world, &admin, operation, parameters);
    }
}

/// Only EC2 and Secrets Manager take a key alone.
#[test]
fn s18_a_tag_has_a_value() {
    for (operation, parameters, code) in rows(&listed(&[&[("Key", "k")]])) {
        let (mut world, admin) = with_bucket();
        match operation {
            "ec2:RunInstances" => drop(done_with(&mut world, &admin, operation, parameters)),
            _ => drop(refused_with(&mut world, &admin, operation, parameters, code)),
        }
    }
}

#[test]
fn s18_no_key_is_there_twice() {
    let twice = |key: &str| listed(&[&[("Key", "a"), ("Value", "1")], &[("Key", key), ("Value", "2")]]);
    for (operation, parameters, code) in rows(&twice("a")) {
        let (mut world, admin) = with_bucket();
        let code = match operation {
            "iam:CreateUser" => ErrorCode::InvalidInput,
            "sns:CreateTopic" => ErrorCode::InvalidParameter,
            _ => code,
        };
        refused_with(&mut world, &admin, operation, parameters, code);
    }
    // Case tells tags of resources apart, and not those of users, roles and sessions.
    for (operation, parameters, code) in rows(&twice("A")) {
        let (mut world, admin) = with_bucket();
        match operation {
            "iam:CreateUser" => {
                drop(refused_with(&mut world, &admin, operation, parameters, ErrorCode::InvalidInput))
            }
            "sts:AssumeRole" | "sts:GetFederationToken" => {
                refused_with(&mut world, &admin, operation, parameters, code);
            }
            _ => drop(done_with(&mut world, &admin, operation, parameters)),
        }
    }
}

#[test]
fn s18_kms_has_names_of_its_own_for_the_parts_of_a_tag() {
    let (mut world, admin) = with_bucket();
    let create = |tags: Value| Fields::of([("Tags", tags)]);
    for tags in [
        listed(&[&[("Key", "k"), ("Value", "v")]]),
        listed(&[&[("TagKey", "k")]]),
        listed(&[&[("TagKey", "k"), ("TagValue", "v")], &[("TagKey", "k"), ("TagValue", "w")]]),
    ] {
        refused_with(&mut world, &admin, "kms:CreateKey", create(tags), ErrorCode::TagException);
    }
    done_with(&mut world, &admin, "kms:CreateKey", create(listed(&[&[("TagKey", "k"), ("TagValue", "v")]])));
}
