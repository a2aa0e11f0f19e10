//! The sessions of what runs with a role (S14, S90, S91, S134).

use iam_evaluator::request::RequestContext;

use super::sts_call::*;
use super::world::*;
use crate::*;

const INSTANCE: &str = "arn:aws:ec2:eu-central-1:444455556666:instance/i-0123456789abcdef0";
const FUNCTION: &str = "arn:aws:lambda:eu-central-1:444455556666:function:resize";
const TASK: &str = "arn:aws:ecs:eu-central-1:444455556666:task/shop/0123456789abcdef0123456789abcdef";
const PROFILE: &str = "arn:aws:iam::444455556666:instance-profile/web";

/// Prod with an instance with a profile, a function and a task, all with the role R.
fn world_with(service: &str) -> World {
    let mut world = open_world();
    set_trust(&mut world, trust(&format!(r#"{{"Service": "{service}"}}"#), "sts:AssumeRole"));
    let it = prod(&mut world);
    let profile = InstanceProfile {
        path: "/".to_owned(),
        unique_id: "AIPAEXAMPLE".to_owned(),
        role: Some("R".to_owned()),
        tags: Tags::new(),
    };
    it.instance_profiles.insert("web".to_owned(), profile);
    for (resource, runs_as) in [(INSTANCE, PROFILE), (FUNCTION, ROLE), (TASK, ROLE)] {
        let runs_as = Some(arn(runs_as));
        it.resources.insert(arn(resource), Resource { runs_as, ..Resource::default() });
    }
    world
}

fn delivered(world: &World, resource: &str) -> Hop {
    service_session(world, &ActionsWithResources, &arn(resource), &RequestContext::new())
}

#[track_caller]
fn check_code(world: &World, resource: &str, expected: Result<(), ErrorCode>) {
    assert_eq!(delivered(world, resource).result.map(drop).map_err(|it| it.code), expected);
}

#[test]
fn s134_only_the_service_that_the_role_trusts_gets_it() {
    let services = ["ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"];
    for (trusted, service) in services.iter().enumerate() {
        let world = world_with(service);
        for (own, resource) in [INSTANCE, FUNCTION, TASK].iter().enumerate() {
            let expected = if own == trusted { Ok(()) } else { Err(ErrorCode::AccessDenied) };
            check_code(&world, resource, expected);
        }
    }
}

#[test]
fn s90_the_session_is_called_after_what_it_is_for() {
    for (resource, service, name) in [
        (INSTANCE, "ec2.amazonaws.com", "i-0123456789abcdef0"),
        (FUNCTION, "lambda.amazonaws.com", "resize"),
        (TASK, "ecs-tasks.amazonaws.com", "0123456789abcdef0123456789abcdef"),
    ] {
        let hop = delivered(&world_with(service), resource);
        let session = hop.result.unwrap();
        assert_eq!(session.arn.as_str(), format!("arn:aws:sts::444455556666:assumed-role/R/{name}"));
        let [authorization] = &hop.authorizations[..] else { panic!() };
        assert_eq!(authorization.request.principal.display_arn(), service);
        assert_eq!(key(authorization, "aws:SourceArn").as_deref(), Some(resource));
        assert_eq!(key(authorization, "aws:SourceAccount").as_deref(), Some(PROD));
        assert_eq!(session.expires.unwrap().to_string(), "2026-01-15T16:00:00Z");
    }
}

/// S6: the user id of an instance; S14: where its requests come from.
#[test]
fn s14_the_session_says_where_it_runs() {
    let world = world_with("ec2.amazonaws.com");
    let mut place = RequestContext::new();
    place.set_single("aws:Ec2InstanceSourceVpc", "vpc-1");
    place.set_single("aws:Ec2InstanceSourcePrivateIPv4", "10.0.0.7");
    place.set_single("aws:SourceIp", "203.0.113.9");
    let hop = service_session(&world, &ActionsWithResources, &arn(INSTANCE), &place);
    let session = Caller::RoleSession(Box::new(hop.result.unwrap()));
    for (name, expected) in [
        ("aws:userid", Some("AROATESTEXAMPLE:i-0123456789abcdef0")),
        ("ec2:SourceInstanceARN", Some(INSTANCE)),
        ("ec2:RoleDelivery", Some("2.0")),
        ("aws:Ec2InstanceSourceVpc", Some("vpc-1")),
        ("aws:Ec2InstanceSourcePrivateIPv4", Some("10.0.0.7")),
        ("aws:SourceIp", None),
        ("aws:SourceArn", None),
        ("lambda:SourceFunctionArn", None),
    ] {
        assert_eq!(key_of(&world, &session, name).as_deref(), expected, "{name}");
    }
    let world = world_with("lambda.amazonaws.com");
    let session = Caller::RoleSession(Box::new(delivered(&world, FUNCTION).result.unwrap()));
    assert_eq!(key_of(&world, &session, "lambda:SourceFunctionArn").as_deref(), Some(FUNCTION));
    assert_eq!(key_of(&world, &session, "ec2:RoleDelivery"), None);
}

#[test]
fn s91_what_has_no_role_gets_no_session() {
    let mut world = world_with("ec2.amazonaws.com");
    check_code(&world, "arn:aws:s3:::bucket", Err(ErrorCode::ValidationError));
    let none = "arn:aws:ec2:eu-central-1:444455556666:instance/i-none";
    check_code(&world, none, Err(ErrorCode::NoSuchEntity));
    prod(&mut world).instance_profiles.get_mut("web").unwrap().role = None;
    check_code(&world, INSTANCE, Err(ErrorCode::NoSuchEntity));
    prod(&mut world).instance_profiles.remove("web");
    check_code(&world, INSTANCE, Err(ErrorCode::NoSuchEntity));
    prod(&mut world).resources.insert(arn(FUNCTION), Resource::default());
    check_code(&world, FUNCTION, Err(ErrorCode::NoSuchEntity));
    prod(&mut world).roles.remove("R");
    check_code(&world, TASK, Err(ErrorCode::NoSuchEntity));
}

/// Nobody but the service is asked: not the person who uses the instance, nor the role's own permissions.
#[test]
fn s35_a_service_needs_the_trust_policy_with_its_conditions() {
    let mut world = world_with("ec2.amazonaws.com");
    let text = |account: &str| {
        policy(
            "Allow",
            &format!(
                r#""Principal": {{"Service": "ec2.amazonaws.com"}}, "Action": "sts:AssumeRole",
                   "Condition": {{"StringEquals": {{"aws:SourceAccount": "{account}"}}}}"#
            ),
        )
    };
    set_trust(&mut world, text(PARTNER));
    check_code(&world, INSTANCE, Err(ErrorCode::AccessDenied));
    set_trust(&mut world, text(PROD));
    check_code(&world, INSTANCE, Ok(()));
}

/// The role's maximum does not bind what a service delivers (S36), and the session ends with the role (S85).
#[test]
fn s36_a_delivered_session_may_last_longer_than_others() {
    let mut world = world_with("ec2.amazonaws.com");
    let session = Caller::RoleSession(Box::new(delivered(&world, INSTANCE).result.unwrap()));
    assert_eq!(prod(&mut world).roles.get("R").unwrap().max_session_duration, 3600);
    world.clock = world.clock.plus_seconds(3 * 3600);
    assert!(authenticate(&world, &session).is_ok());
    prod(&mut world).roles.get_mut("R").unwrap().unique_id = "AROAANOTHEREXAMPLE".to_owned();
    assert_eq!(authenticate(&world, &session).unwrap_err().code, ErrorCode::InvalidClientTokenId);
}
