//! What every call goes through before it does something (S1, S20, S96).

use super::api_calls::*;
use super::world::*;
use crate::*;

/// S96: a call that is about nothing is not let through as one that nobody needs to allow.
#[test]
fn s20_a_list_that_says_what_the_call_is_about_is_not_empty() {
    let mut world = world();
    let nobody = with_user(&mut world, PROD, "maria", allow("s3:ListBucket"));
    let none = || Value::List(Vec::new());
    for (operation, list) in [
        ("ec2:TerminateInstances", "InstanceIds"),
        ("ec2:DeleteVpcEndpoints", "VpcEndpointIds"),
        ("ec2:CreateTags", "Resources"),
    ] {
        let mut parameters = Fields::of([(list, none())]);
        if operation == "ec2:CreateTags" {
            parameters.set("Tags", Value::Map(fields(&[("Team", "blue")])));
        }
        for caller in [&nobody, &root(PROD)] {
            let code = ErrorCode::InvalidParameterValue;
            refused_with(&mut world, caller, operation, parameters.clone(), code);
        }
    }
}

fn of_prod(world: &mut World) -> Caller {
    with_user(world, PROD, "maria", allow("*"))
}

/// S22: whom a scenario names must be there when a call is made; a question may be about somebody who is not there yet.
#[test]
fn s22_users_and_roles_that_are_not_there_call_nothing() {
    let mut world = world();
    let admin = of_prod(&mut world);
    let bucket = policy("Allow", r#""Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::open/*""#);
    done(&mut world, &admin, "s3:CreateBucket", &[("Bucket", "open")]);
    let put = [("Bucket", "open"), ("Policy", bucket.text())];
    done(&mut world, &admin, "s3:PutBucketPolicy", &put);
    done(&mut world, &admin, "iam:CreateUser", &[("UserName", "ben")]);
    done(&mut world, &admin, "iam:DeleteUser", &[("UserName", "ben")]);
    let session = arn("arn:aws:sts::444455556666:assumed-role/Gone/s");
    let session = Session::of_unknown_role(&session, world.clock).unwrap();
    let trust_all = trust(r#""*""#, "sts:AssumeRole");
    prod(&mut world).roles.insert("Open".to_owned(), role(trust_all));
    for caller in [
        Caller::User { arn: user_arn(PROD, "ben") },
        Caller::User { arn: user_arn(PROD, "Maria") },
        Caller::User { arn: arn("arn:aws:iam::444455556666:user/x/maria") },
        Caller::RoleSession(Box::new(session)),
    ] {
        for (operation, parameters) in [
            ("sts:GetCallerIdentity", Vec::new()),
            ("sts:GetSessionToken", Vec::new()),
            ("s3:GetObject", vec![("Resource", "arn:aws:s3:::open/key")]),
            (
                "sts:AssumeRole",
                vec![("RoleArn", "arn:aws:iam::444455556666:role/Open"), ("RoleSessionName", "s1")],
            ),
        ] {
            refused(&mut world, &caller, operation, &parameters, ErrorCode::InvalidClientTokenId);
        }
        let answer = ask(&world, &caller, "s3:GetObject", "arn:aws:s3:::open/key");
        let missing = |it: &Incompleteness| matches!(it, Incompleteness::UnknownPrincipal { .. });
        assert!(answer.incomplete.iter().any(missing), "{caller:?}");
    }
}

// L139
#[test]
fn s1_arns_of_another_partition_name_nobody_and_nothing_here() {
    let mut world = world();
    let admin = of_prod(&mut world);
    let china = Caller::User { arn: arn("arn:aws-cn:iam::444455556666:user/maria") };
    refused(&mut world, &china, "iam:ListUsers", &[], ErrorCode::InvalidClientTokenId);
    let answer = ask(&world, &china, "s3:ListBucket", "arn:aws:s3:::b");
    assert_eq!(answer.trace.evaluation.decision, iam_evaluator::Decision::ImplicitDeny);
    let session = arn("arn:aws-cn:sts::444455556666:assumed-role/R/s");
    prod(&mut world).roles.insert("R".to_owned(), role(trust(r#""*""#, "sts:AssumeRole")));
    assert!(Session::named(&world, &session).is_none());
    let policy = "arn:aws-cn:iam::aws:policy/AdministratorAccess";
    done(
        &mut world,
        &admin,
        "iam:CreatePolicy",
        &[("PolicyName", "Own"), ("PolicyDocument", allow("*").text())],
    );
    for policy in [policy, "arn:aws-cn:iam::444455556666:policy/Own"] {
        for (operation, parameter) in
            [("iam:AttachUserPolicy", "PolicyArn"), ("iam:PutUserPermissionsBoundary", "PermissionsBoundary")]
        {
            let parameters = [("UserName", "maria"), (parameter, policy)];
            refused(&mut world, &admin, operation, &parameters, ErrorCode::NoSuchEntity);
        }
        let mut assume =
            fields(&[("RoleArn", "arn:aws:iam::444455556666:role/R"), ("RoleSessionName", "session")]);
        assume.set("PolicyArns", Value::texts([policy]));
        refused_with(&mut world, &admin, "sts:AssumeRole", assume, ErrorCode::ValidationError);
    }
    let role = [("RoleArn", "arn:aws-cn:iam::444455556666:role/R"), ("RoleSessionName", "session")];
    refused(&mut world, &admin, "sts:AssumeRole", &role, ErrorCode::AccessDenied);
}

// S139
#[test]
fn s20_what_is_no_operation_is_refused_and_what_there_is_no_code_for_says_so() {
    let mut world = world();
    let admin = of_prod(&mut world);
    for operation in [
        "iam:CreatUser",
        "iam:createUser",
        "IAM:CreateUser",
        "iam:PassRole",
        "iam:TagGroup",
        "sts:TagSession",
        "organizations:Foo",
        "iam:*",
        "s3:Get Object",
        "s3:Get:Object",
        "s3:",
        ":GetObject",
        "GetObject",
        "",
    ] {
        refused(&mut world, &admin, operation, &[], ErrorCode::InvalidAction);
    }
    for (operation, only_authorized) in [
        ("iam:ListUsers", false),
        ("iam:GetCredentialReport", true),
        ("sts:GetWebIdentityToken", true),
        ("organizations:ListParents", true),
        ("s3:ListBuckets", true),
        ("no-such-service:Do", true),
    ] {
        let called = call_with(&mut world, &admin, operation, Fields::new());
        assert!(called.result.is_ok(), "{operation}: {:?}", called.result);
        assert_eq!(called.only_authorized, only_authorized, "{operation}");
    }
    // Denied is denied.
    let nobody = with_user(&mut world, PROD, "ben", allow("sqs:*"));
    assert!(!call_with(&mut world, &nobody, "iam:GetCredentialReport", Fields::new()).only_authorized);
}
