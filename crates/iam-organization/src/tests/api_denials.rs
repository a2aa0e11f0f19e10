//! What the error of a denied call says, and CloudTrail with it (S100).

use iam_evaluator::request::{ContextValue, RequestContext};

use super::api_calls::*;
use super::world::*;
use crate::*;

const BUCKET: &str = "arn:aws:s3:::amzn-s3-demo-bucket";
const ROLE: &str = "arn:aws:iam::444455556666:role/R";

/// Prod with ana, who may do everything, a bucket of hers, a role that trusts the account, and an endpoint.
fn open() -> (World, Caller) {
    let mut world = world();
    let ana = with_user(&mut world, PROD, "ana", allow("*"));
    done(&mut world, &ana, "s3:CreateBucket", &[("Bucket", "amzn-s3-demo-bucket")]);
    let trusting = trust(r#"{"AWS": "444455556666"}"#, "sts:*");
    prod(&mut world).roles.insert("R".to_owned(), role(trusting));
    let endpoint = VpcEndpoint { vpc: "vpc-1".to_owned(), policy: None };
    prod(&mut world).vpc_endpoints.insert("vpce-1".to_owned(), endpoint);
    (world, ana)
}

/// Changes the open world, makes a call there through the endpoint, and looks at the reason in its record.
#[track_caller]
fn check(change: impl Fn(&mut World), operation: &str, expected: &str) {
    let (mut world, ana) = open();
    change(&mut world);
    let parameters = match operation {
        "sts:AssumeRole" => fields(&[("RoleArn", ROLE), ("RoleSessionName", "session")]),
        _ => fields(&[("Bucket", "amzn-s3-demo-bucket")]),
    };
    let mut context = RequestContext::new();
    context.set("aws:SourceVpce", ContextValue::Single("vpce-1".to_owned()));
    let made = ApiCall::new(operation, parameters);
    let called = call(&mut world, &ActionsWithResources, &Credentials::Of(ana), &made, &context);
    let message = called.result.unwrap_err().message;
    let resource = if operation == "sts:AssumeRole" { ROLE } else { BUCKET };
    let start = format!(
        "User: arn:aws:iam::444455556666:user/ana is not authorized to perform: {operation} on resource: {resource} "
    );
    let reason = message.strip_prefix(&start).unwrap_or_else(|| panic!("{message}"));
    // Which policy it was is said behind it, where it is said.
    assert_eq!(reason.split(": ").next(), Some(expected));
    assert_eq!(world.trail.last().unwrap().record.text("errorMessage"), Some(message.as_str()));
}

fn deny() -> PolicyText {
    policy("Deny", r#""Action": "*", "Resource": "*""#)
}

fn deny_all() -> PolicyText {
    policy("Deny", r#""Principal": "*", "Action": "*", "Resource": "*""#)
}

fn ana_with(text: PolicyText) -> impl Fn(&mut World) {
    move |world| {
        with_user(world, PROD, "ana", text.clone());
    }
}

fn bounded_by(text: PolicyText) -> impl Fn(&mut World) {
    move |world| {
        let account = prod(world);
        account.managed_policies.insert("Cap".to_owned(), ManagedPolicy::new("/", text.clone()));
        let boundary = arn("arn:aws:iam::444455556666:policy/Cap");
        account.users.get_mut("ana").unwrap().permissions_boundary = Some(boundary);
    }
}

fn with_control(policy_type: OrganizationPolicyType, text: PolicyText) -> impl Fn(&mut World) {
    move |world| {
        let policy = OrganizationPolicy {
            name: "Control".to_owned(),
            description: String::new(),
            policy_type,
            text: text.clone(),
        };
        let organization = world.organization.as_mut().unwrap();
        organization.policies.insert("p-control".to_owned(), policy);
        let attached = &mut organization.accounts.get_mut(&account(PROD)).unwrap().attached;
        match policy_type {
            OrganizationPolicyType::ServiceControl => {
                attached.service_control.retain(|_| false);
                attached.service_control.insert("p-control".to_owned());
            }
            OrganizationPolicyType::ResourceControl => {
                attached.resource_control.insert("p-control".to_owned());
            }
        }
    }
}

fn bucket_with(text: PolicyText) -> impl Fn(&mut World) {
    move |world| {
        prod(world).resources.get_mut(&arn(BUCKET)).unwrap().policy = Some(text.clone());
    }
}

fn role_with(text: PolicyText) -> impl Fn(&mut World) {
    move |world| prod(world).roles.get_mut("R").unwrap().trust_policy = text.clone()
}

fn endpoint_with(text: PolicyText) -> impl Fn(&mut World) {
    move |world| prod(world).vpc_endpoints.get_mut("vpce-1").unwrap().policy = Some(text.clone())
}

// S169, E230, E231
#[test]
fn s100_the_kind_of_policy_that_denied_is_named() {
    use OrganizationPolicyType::{ResourceControl, ServiceControl};
    let delete = "s3:DeleteBucket";
    let none = |kind: &str| format!("because no {kind} allows the s3:DeleteBucket action");
    check(ana_with(allow("sqs:*")), delete, &none("identity-based policy"));
    check(ana_with(deny()), delete, "with an explicit deny in an identity-based policy");
    check(bounded_by(allow("sqs:*")), delete, &none("permissions boundary"));
    check(bounded_by(deny()), delete, "with an explicit deny in a permissions boundary");
    check(with_control(ServiceControl, allow("sqs:*")), delete, &none("service control policy"));
    check(with_control(ServiceControl, deny()), delete, "with an explicit deny in a service control policy");
    check(
        with_control(
            ResourceControl,
            policy("Deny", r#""Principal": "*", "Action": "s3:*", "Resource": "*""#),
        ),
        delete,
        "with an explicit deny in a resource control policy",
    );
    check(bucket_with(deny_all()), delete, "with an explicit deny in a resource-based policy");
    let only_sqs = policy("Allow", r#""Principal": "*", "Action": "sqs:*", "Resource": "*""#);
    check(endpoint_with(only_sqs), delete, &none("VPC endpoint policy"));
    check(endpoint_with(deny_all()), delete, "with an explicit deny in a VPC endpoint policy");
    let assume = "sts:AssumeRole";
    check(
        role_with(trust(r#"{"Service": "ec2.amazonaws.com"}"#, "sts:AssumeRole")),
        assume,
        "because no role trust policy allows the sts:AssumeRole action",
    );
    check(
        role_with(policy("Deny", r#""Principal": "*", "Action": "sts:AssumeRole""#)),
        assume,
        "with an explicit deny in the role trust policy",
    );
}

#[test]
fn s100_a_session_policy_is_named_too() {
    let (mut world, ana) = open();
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    for (text, expected) in [
        (allow("sqs:*"), " because no session policy allows the s3:DeleteBucket action"),
        (deny(), " with an explicit deny in a session policy"),
    ] {
        let assume = [("RoleArn", ROLE), ("RoleSessionName", "session"), ("Policy", text.text())];
        let given = done(&mut world, &ana, "sts:AssumeRole", &assume);
        let session = world.sessions[&at(&given, "Credentials.AccessKeyId")].clone();
        let bucket = [("Bucket", "amzn-s3-demo-bucket")];
        let denied = refused(&mut world, &session, "s3:DeleteBucket", &bucket, ErrorCode::AccessDenied);
        assert!(denied.message.ends_with(expected), "{denied}");
    }
}
