//! Resources by the APIs of their services: created, tagged, with policies, deleted (S18, C32, E140, L173, L174).

use iam_evaluator::Decision::{Allowed, ExplicitDeny, ImplicitDeny};
use iam_evaluator::request::RequestContext;

use super::api_calls::*;
use super::world::*;
use crate::*;

pub(super) fn prod_root() -> Caller {
    root(PROD)
}

/// A way to name a resource in a call.
type Parameters = &'static [(&'static str, &'static str)];

/// A service: how its resource is made, named afterwards, given a policy and deleted.
struct Row {
    create: (&'static str, Parameters),
    arn: &'static str,
    /// The parameters that name it.
    name: Parameters,
    put_policy: &'static str,
    policy_parameter: &'static str,
    delete: &'static str,
    missing: ErrorCode,
    malformed: ErrorCode,
}

const ROWS: [Row; 5] = [
    Row {
        create: ("s3:CreateBucket", &[("Bucket", "amzn-s3-demo-bucket")]),
        arn: "arn:aws:s3:::amzn-s3-demo-bucket",
        name: &[("Bucket", "amzn-s3-demo-bucket")],
        put_policy: "s3:PutBucketPolicy",
        policy_parameter: "Policy",
        delete: "s3:DeleteBucket",
        missing: ErrorCode::NoSuchBucket,
        malformed: ErrorCode::MalformedPolicy,
    },
    Row {
        create: ("sqs:CreateQueue", &[("QueueName", "jobs")]),
        arn: "arn:aws:sqs:us-east-1:444455556666:jobs",
        name: &[("QueueUrl", "https://sqs.us-east-1.amazonaws.com/444455556666/jobs")],
        put_policy: "sqs:SetQueueAttributes",
        policy_parameter: "Attributes",
        delete: "sqs:DeleteQueue",
        missing: ErrorCode::QueueDoesNotExist,
        malformed: ErrorCode::InvalidAttributeValue,
    },
    Row {
        create: ("sns:CreateTopic", &[("Name", "news")]),
        arn: "arn:aws:sns:us-east-1:444455556666:news",
        name: &[("TopicArn", "arn:aws:sns:us-east-1:444455556666:news")],
        put_policy: "sns:SetTopicAttributes",
        policy_parameter: "AttributeValue",
        delete: "sns:DeleteTopic",
        missing: ErrorCode::NotFound,
        malformed: ErrorCode::InvalidParameter,
    },
    Row {
        create: ("secretsmanager:CreateSecret", &[("Name", "db/password")]),
        arn: "arn:aws:secretsmanager:us-east-1:444455556666:secret:db/password",
        name: &[("SecretId", "db/password")],
        put_policy: "secretsmanager:PutResourcePolicy",
        policy_parameter: "ResourcePolicy",
        delete: "secretsmanager:DeleteSecret",
        missing: ErrorCode::ResourceNotFoundException,
        malformed: ErrorCode::MalformedPolicyDocumentException,
    },
    Row {
        create: ("dynamodb:CreateTable", &[("TableName", "orders")]),
        arn: "arn:aws:dynamodb:us-east-1:444455556666:table/orders",
        name: &[("ResourceArn", "arn:aws:dynamodb:us-east-1:444455556666:table/orders")],
        put_policy: "dynamodb:PutResourcePolicy",
        policy_parameter: "Policy",
        delete: "dynamodb:DeleteTable",
        missing: ErrorCode::ResourceNotFoundException,
        malformed: ErrorCode::ValidationException,
    },
];

impl Row {
    /// The parameters of the operation that writes a policy.
    fn with_policy(&self, policy: &str) -> Fields {
        let mut parameters = fields(self.name);
        match self.policy_parameter {
            "Attributes" => parameters.set("Attributes", Value::Map(fields(&[("Policy", policy)]))),
            name => parameters.set(name, Value::text(policy)),
        }
        if self.policy_parameter == "AttributeValue" {
            parameters.set("AttributeName", Value::text("Policy"));
        }
        parameters
    }

    /// What names it when it is deleted.
    fn to_delete(&self) -> Parameters {
        if self.delete == "dynamodb:DeleteTable" { self.create.1 } else { self.name }
    }

    /// The resource of prod; a secret's ARN has a suffix.
    fn resource<'w>(&self, world: &'w World) -> Option<&'w Resource> {
        let resources = &world.accounts[&account(PROD)].resources;
        resources.iter().find(|(arn, _)| arn.as_str().starts_with(self.arn)).map(|(_, it)| it)
    }
}

pub(super) fn policy_for(principal: &str) -> String {
    policy("Allow", &format!(r#""Principal": {principal}, "Action": "*", "Resource": "*""#)).text().to_owned()
}

#[test]
fn a_resource_is_created_given_a_policy_and_deleted() {
    for row in ROWS {
        let mut world = world();
        let (create, parameters) = row.create;
        let new = policy_for("{\"AWS\": \"777788889999\"}");
        refused_with(&mut world, &prod_root(), row.put_policy, row.with_policy(&new), row.missing);
        done(&mut world, &prod_root(), create, parameters);
        done_with(&mut world, &prod_root(), row.put_policy, row.with_policy(&new));
        assert_eq!(row.resource(&world).unwrap().policy.as_ref().unwrap().text(), new);
        done(&mut world, &prod_root(), row.delete, row.to_delete());
        assert!(row.resource(&world).is_none());
        if row.delete != "sns:DeleteTopic" {
            refused(&mut world, &prod_root(), row.delete, row.to_delete(), row.missing);
        }
    }
}

#[test]
fn deleting_a_topic_that_is_not_there_is_no_error() {
    let topic = [("TopicArn", "arn:aws:sns:us-east-1:444455556666:none")];
    done(&mut world(), &prod_root(), "sns:DeleteTopic", &topic);
}

#[test]
fn without_the_right_nothing_is_created() {
    for row in ROWS {
        let mut world = world();
        let nobody = with_user(&mut world, PROD, "nobody", allow("iam:*"));
        let (create, parameters) = row.create;
        let code = match create.split_once(':').unwrap().0 {
            "secretsmanager" | "dynamodb" => ErrorCode::AccessDeniedException,
            _ => ErrorCode::AccessDenied,
        };
        refused(&mut world, &nobody, create, parameters, code);
    }
}

#[test]
fn a_policy_that_cannot_be_saved_is_refused_with_the_code_of_the_service() {
    let statement = |rest: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{{{rest}}}]}}"#);
    let malformed = [
        "{".to_owned(),
        statement(r#""Effect": "Allow", "Action": "*", "Resource": "*""#),
        statement(r#""Effect": "Allow", "Principal": "*", "Action": "*""#),
        // S45: a principal that is not there.
        policy_for(r#"{"AWS": "arn:aws:iam::444455556666:user/nobody"}"#),
        policy_for(r#"{"AWS": "arn:aws:iam::444455556666:role/None"}"#),
        // S11: a group is no principal.
        policy_for(r#"{"AWS": "arn:aws:iam::444455556666:group/Devs"}"#),
    ];
    for row in ROWS {
        let mut world = world();
        done(&mut world, &prod_root(), row.create.0, row.create.1);
        for policy in &malformed {
            refused_with(&mut world, &prod_root(), row.put_policy, row.with_policy(policy), row.malformed);
        }
    }
}

#[test]
fn l174_a_bucket_policy_has_20_kilobytes() {
    let mut world = world();
    let [s3, ..] = ROWS;
    done(&mut world, &prod_root(), s3.create.0, s3.create.1);
    let text = policy_for("\"*\"");
    let of_size = |n_bytes: usize| format!("{text}{}", " ".repeat(n_bytes - text.len()));
    done_with(&mut world, &prod_root(), s3.put_policy, s3.with_policy(&of_size(20 * 1024)));
    let too_long = s3.with_policy(&of_size(20 * 1024 + 1));
    refused_with(&mut world, &prod_root(), s3.put_policy, too_long, ErrorCode::MalformedPolicy);
}

#[test]
fn names_of_buckets_are_unique_in_the_world() {
    let mut world = world();
    let create = "s3:CreateBucket";
    let bucket = [("Bucket", "amzn-s3-demo-bucket")];
    done(&mut world, &prod_root(), create, &bucket);
    refused(&mut world, &root(PARTNER), create, &bucket, ErrorCode::BucketAlreadyExists);
    // In us-east-1 the owner may create it again, elsewhere not.
    done(&mut world, &prod_root(), create, &bucket);
    let mut context = RequestContext::new();
    context.set_default("aws:RequestedRegion", "eu-central-1");
    let credentials = Credentials::Of(prod_root());
    let again = ApiCall::new(create, fields(&bucket));
    let called = call(&mut world, &ActionsWithResources, &credentials, &again, &context);
    assert_eq!(called.result.unwrap_err().code, ErrorCode::BucketAlreadyOwnedByYou);
    for name in
        ["ab", "Upper", "under_score", "-start", "end-", "a..b", "192.168.5.4", "999.1.1.1", &"n".repeat(64)]
    {
        refused(&mut world, &prod_root(), create, &[("Bucket", name)], ErrorCode::InvalidBucketName);
    }
    done(&mut world, &prod_root(), create, &[("Bucket", "192.168.5.4.net")]);
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
/// <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>
#[test]
fn names_of_tables_and_functions_have_limits() {
    let mut world = world();
    let invalid = ErrorCode::ValidationException;
    for name in ["ab", "with space", "slash/ed", &"n".repeat(256)] {
        refused(&mut world, &prod_root(), "dynamodb:CreateTable", &[("TableName", name)], invalid);
    }
    for name in ["abc", "A_b-c.9", &"n".repeat(255)] {
        done(&mut world, &prod_root(), "dynamodb:CreateTable", &[("TableName", name)]);
    }
    let trusting = trust(r#"{"Service": "lambda.amazonaws.com"}"#, "sts:AssumeRole");
    prod(&mut world).roles.insert("Worker".to_owned(), role(trusting));
    let function =
        |name: &str| fields(&[("FunctionName", name), ("Role", "arn:aws:iam::444455556666:role/Worker")]);
    for name in ["", "with space", "dotted.name", &"n".repeat(65)] {
        refused_with(&mut world, &prod_root(), "lambda:CreateFunction", function(name), invalid);
    }
    for name in ["f", "A_b-9", &"n".repeat(64)] {
        done_with(&mut world, &prod_root(), "lambda:CreateFunction", function(name));
    }
}

#[test]
fn the_region_of_the_surroundings_is_the_region_of_the_resource() {
    let mut world = world();
    let mut context = RequestContext::new();
    context.set_default("aws:RequestedRegion", "eu-central-1");
    let credentials = Credentials::Of(prod_root());
    let queue = ApiCall::new("sqs:CreateQueue", fields(&[("QueueName", "jobs")]));
    let called = call(&mut world, &ActionsWithResources, &credentials, &queue, &context);
    let url = at(&called.result.unwrap().fields, "QueueUrl");
    assert_eq!(url, "https://sqs.eu-central-1.amazonaws.com/444455556666/jobs");
    assert!(prod(&mut world).resources.contains_key(&arn("arn:aws:sqs:eu-central-1:444455556666:jobs")));
}

#[test]
fn a_bucket_with_objects_is_not_deleted_and_what_has_no_policy_shows_none() {
    let mut world = world();
    let bucket = [("Bucket", "amzn-s3-demo-bucket")];
    done(&mut world, &prod_root(), "s3:CreateBucket", &bucket);
    refused(&mut world, &prod_root(), "s3:GetBucketPolicy", &bucket, ErrorCode::NoSuchBucketPolicy);
    let object = arn("arn:aws:s3:::amzn-s3-demo-bucket/key");
    world.edit(WorldEdit::CreateResource { account: account(PROD), arn: object.clone() }).unwrap();
    refused(&mut world, &prod_root(), "s3:DeleteBucket", &bucket, ErrorCode::BucketNotEmpty);
    world.edit(WorldEdit::DeleteResource { account: account(PROD), arn: object }).unwrap();
    done(&mut world, &prod_root(), "s3:DeleteBucket", &bucket);
}

#[test]
fn a_bucket_policy_opens_the_bucket_to_another_account_which_cannot_change_it() {
    let mut world = world();
    let [s3, ..] = ROWS;
    done(&mut world, &prod_root(), s3.create.0, s3.create.1);
    let partner = with_user(&mut world, PARTNER, "reader", allow("s3:*"));
    let object = "arn:aws:s3:::amzn-s3-demo-bucket/key";
    let get = [("Resource", object)];
    refused(&mut world, &partner, "s3:GetObject", &get, ErrorCode::AccessDenied);
    let opened = policy_for(r#"{"AWS": "777788889999"}"#);
    done_with(&mut world, &prod_root(), s3.put_policy, s3.with_policy(&opened));
    done(&mut world, &partner, "s3:GetObject", &get);
    done(&mut world, &partner, "s3:PutObject", &get);
    let code = ErrorCode::MethodNotAllowed;
    refused_with(&mut world, &partner, s3.put_policy, s3.with_policy(&opened), code);
    done(&mut world, &prod_root(), "s3:DeleteBucketPolicy", s3.name);
    refused(&mut world, &partner, "s3:GetObject", &get, ErrorCode::AccessDenied);
}

#[test]
fn what_is_there_is_created_again_or_refused_as_the_service_does() {
    let mut world = world();
    for (create, parameters, other) in [
        ("secretsmanager:CreateSecret", [("Name", "password")], Err(ErrorCode::ResourceExistsException)),
        ("dynamodb:CreateTable", [("TableName", "orders")], Err(ErrorCode::ResourceInUseException)),
        ("sqs:CreateQueue", [("QueueName", "jobs")], Ok(())),
        ("sns:CreateTopic", [("Name", "news")], Ok(())),
    ] {
        done(&mut world, &prod_root(), create, &parameters);
        match other {
            Ok(()) => {
                done(&mut world, &prod_root(), create, &parameters);
            }
            Err(code) => {
                refused(&mut world, &prod_root(), create, &parameters, code);
            }
        }
    }
    let attributes = Value::Map(fields(&[("Policy", &policy_for("\"*\""))]));
    let other = Fields::of([("QueueName", Value::text("jobs")), ("Attributes", attributes)]);
    refused_with(&mut world, &prod_root(), "sqs:CreateQueue", other, ErrorCode::QueueNameExists);
}

fn create_key(world: &mut World, caller: &Caller, parameters: Fields) -> String {
    at(&done_with(world, caller, "kms:CreateKey", parameters), "KeyMetadata.Arn")
}

#[test]
fn the_default_key_policy_leaves_it_to_the_policies_of_the_account() {
    let mut world = world();
    let key = create_key(&mut world, &prod_root(), Fields::new());
    let user = with_user(&mut world, PROD, "user", allow("kms:Decrypt"));
    let decrypt = [("Resource", key.as_str())];
    done(&mut world, &user, "kms:Decrypt", &decrypt);
    let nobody = with_user(&mut world, PROD, "nobody", allow("s3:*"));
    refused(&mut world, &nobody, "kms:Decrypt", &decrypt, ErrorCode::AccessDeniedException);
    let shown = done(&mut world, &prod_root(), "kms:GetKeyPolicy", &[("KeyId", &key)]);
    assert!(at(&shown, "Policy").contains("arn:aws:iam::444455556666:root"));
    done(&mut world, &prod_root(), "kms:ScheduleKeyDeletion", &[("KeyId", &key)]);
    let missing = ErrorCode::NotFoundException;
    refused(&mut world, &prod_root(), "kms:GetKeyPolicy", &[("KeyId", &key)], missing);
}

fn key_policy(principal: &str, action: &str) -> String {
    let rest = format!(r#""Principal": {{"AWS": "{principal}"}}, "Action": "{action}", "Resource": "*""#);
    policy("Allow", &rest).text().to_owned()
}

#[test]
fn a_key_policy_that_locks_the_caller_out_is_refused_unless_the_check_is_bypassed() {
    let mut world = world();
    let admin = with_user(&mut world, PROD, "admin", allow("kms:*"));
    with_user(&mut world, PROD, "other", allow("s3:*"));
    let key = create_key(&mut world, &admin, Fields::new());
    let (own, other) = ("arn:aws:iam::444455556666:user/admin", "arn:aws:iam::444455556666:user/other");
    let code = ErrorCode::MalformedPolicyDocumentException;
    let put = "kms:PutKeyPolicy";
    for locked_out in [
        key_policy(other, "kms:*"),
        key_policy(own, "kms:Decrypt"),
        key_policy("arn:aws:iam::444455556666:user/nobody", "kms:*"),
    ] {
        refused(&mut world, &admin, put, &[("KeyId", &key), ("Policy", &locked_out)], code);
        refused(&mut world, &admin, "kms:CreateKey", &[("Policy", &locked_out)], code);
    }
    done(&mut world, &admin, put, &[("KeyId", &key), ("Policy", &key_policy(own, "kms:*"))]);
    let mut bypassed = fields(&[("KeyId", &key), ("Policy", &key_policy(other, "kms:*"))]);
    bypassed.set("BypassPolicyLockoutSafetyCheck", Value::Bool(true));
    done_with(&mut world, &admin, put, bypassed);
    // Now the policies of the account no longer count.
    let again = key_policy(own, "kms:*");
    refused(
        &mut world,
        &admin,
        put,
        &[("KeyId", &key), ("Policy", &again)],
        ErrorCode::AccessDeniedException,
    );
}

#[test]
fn key_tags_are_written_as_kms_writes_them_and_other_accounts_cannot_change_a_key() {
    let mut world = world();
    let tag = Value::List(vec![Value::Map(fields(&[("TagKey", "Team"), ("TagValue", "blue")]))]);
    let key = create_key(&mut world, &prod_root(), Fields::of([("Tags", tag)]));
    assert_eq!(prod(&mut world).resources[&arn(&key)].tags["Team"], "blue");
    let open = key_policy("arn:aws:iam::777788889999:root", "kms:*");
    let open = open.replace(
        "[{",
        &format!("[{},{{", statement_of(&key_policy("arn:aws:iam::444455556666:root", "kms:*"))),
    );
    done(&mut world, &prod_root(), "kms:PutKeyPolicy", &[("KeyId", &key), ("Policy", &open)]);
    done(&mut world, &root(PARTNER), "kms:Decrypt", &[("Resource", &key)]);
    let denied = ErrorCode::AccessDeniedException;
    refused(&mut world, &root(PARTNER), "kms:PutKeyPolicy", &[("KeyId", &key), ("Policy", &open)], denied);
}

fn statement_of(policy: &str) -> &str {
    policy.split_once('[').unwrap().1.rsplit_once(']').unwrap().0
}

// E140
#[test]
fn l173_the_policy_of_a_vpc_endpoint_filters_what_goes_through_it() {
    let mut world = world();
    let created = done(&mut world, &prod_root(), "ec2:CreateVpcEndpoint", &[("VpcId", "vpc-1a2b3c4d")]);
    let id = at(&created, "VpcEndpoint.VpcEndpointId");
    let through = |world: &World| {
        let mut context = RequestContext::new();
        context.set_default("aws:SourceVpce", id.as_str());
        ask_with(world, &prod_root(), "s3:GetObject", "arn:aws:s3:::b/key", context).trace.evaluation.decision
    };
    done(&mut world, &prod_root(), "s3:CreateBucket", &[("Bucket", "b12")]);
    world.edit(WorldEdit::CreateResource { account: account(PROD), arn: arn("arn:aws:s3:::b") }).unwrap();
    assert_eq!(through(&world), Allowed);
    let modify = "ec2:ModifyVpcEndpoint";
    let only_sqs = policy("Allow", r#""Principal": "*", "Action": "sqs:*", "Resource": "*""#);
    done(&mut world, &prod_root(), modify, &[("VpcEndpointId", &id), ("PolicyDocument", only_sqs.text())]);
    assert_eq!(through(&world), ImplicitDeny);
    let deny = policy("Deny", r#""Principal": "*", "Action": "s3:*", "Resource": "*""#);
    done(&mut world, &prod_root(), modify, &[("VpcEndpointId", &id), ("PolicyDocument", deny.text())]);
    assert_eq!(through(&world), ExplicitDeny);
    let invalid = ErrorCode::InvalidPolicyDocument;
    let of_size = |n: usize| format!("{}{}", deny.text(), " ".repeat(n - deny.text().len()));
    for document in ["{", allow("s3:*").text(), &of_size(20_481)] {
        let parameters = [("VpcEndpointId", id.as_str()), ("PolicyDocument", document)];
        refused(&mut world, &prod_root(), modify, &parameters, invalid);
        let parameters = [("VpcId", "vpc-1a2b3c4d"), ("PolicyDocument", document)];
        refused(&mut world, &prod_root(), "ec2:CreateVpcEndpoint", &parameters, invalid);
    }
    done(&mut world, &prod_root(), modify, &[("VpcEndpointId", &id), ("PolicyDocument", &of_size(20_480))]);
    let mut reset = fields(&[("VpcEndpointId", &id)]);
    reset.set("ResetPolicy", Value::Bool(true));
    done_with(&mut world, &prod_root(), modify, reset);
    assert_eq!(through(&world), Allowed);
    let delete = |id: &str| Fields::of([("VpcEndpointIds", Value::texts([id]))]);
    let missing = ErrorCode::InvalidVpcEndpointIdNotFound;
    refused_with(&mut world, &prod_root(), "ec2:DeleteVpcEndpoints", delete("vpce-none"), missing);
    done_with(&mut world, &prod_root(), "ec2:DeleteVpcEndpoints", delete(&id));
    assert!(prod(&mut world).vpc_endpoints.is_empty());
}
