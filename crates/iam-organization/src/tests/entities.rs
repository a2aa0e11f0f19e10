//! Finding things, texts of policies, generated ids.

use super::world::{MANAGEMENT, PARTNER, PROD, account, allow, arn, prod, role, trust, user, world};
use crate::*;

#[test]
fn an_entity_is_found_by_its_whole_arn() {
    let mut world = world();
    prod(&mut world).users.insert("maria".to_owned(), User { path: "/team/".to_owned(), ..user() });
    let is_found = |text: &str| world.user(&arn(text)).is_some();
    assert!(is_found("arn:aws:iam::444455556666:user/team/maria"));
    assert!(!is_found("arn:aws:iam::444455556666:user/maria"));
    assert!(!is_found("arn:aws:iam::444455556666:user/team/Maria"));
    assert!(!is_found("arn:aws:iam::444455556666:role/team/maria"));
    assert!(!is_found("arn:aws:iam::777788889999:user/team/maria"));
}

#[test]
fn a_session_belongs_to_the_role_with_its_name_whatever_the_path() {
    let mut world = world();
    let deployer = Role { path: "/ci/".to_owned(), ..role(trust(r#""*""#, "sts:AssumeRole")) };
    prod(&mut world).roles.insert("Deployer".to_owned(), deployer);
    let session =
        Session::named(&world, &arn("arn:aws:sts::444455556666:assumed-role/Deployer/run-1")).unwrap();
    assert_eq!(session.role_arn.as_str(), "arn:aws:iam::444455556666:role/ci/Deployer");
    assert_eq!(session.name, "run-1");
    let unknown = arn("arn:aws:sts::444455556666:assumed-role/Other/run-1");
    assert_eq!(Session::named(&world, &unknown), None);
}

#[track_caller]
fn check_holder(text: &str, expected: Option<&str>) {
    assert_eq!(policy_holder(&arn(text)).as_ref().map(|it| it.as_str()), expected);
}

#[test]
fn a_part_is_judged_by_the_policy_of_the_whole() {
    check_holder("arn:aws:s3:::bucket/a/b.txt", Some("arn:aws:s3:::bucket"));
    check_holder("arn:aws:s3:::bucket", None);
    check_holder("arn:aws:lambda:eu-west-1:1:function:f:live", Some("arn:aws:lambda:eu-west-1:1:function:f"));
    check_holder("arn:aws:lambda:eu-west-1:1:function:f", None);
    check_holder(
        "arn:aws:dynamodb:eu-west-1:1:table/t/index/i",
        Some("arn:aws:dynamodb:eu-west-1:1:table/t"),
    );
    check_holder("arn:aws:sns:eu-west-1:1:topic:sub", Some("arn:aws:sns:eu-west-1:1:topic"));
    check_holder(
        "arn:aws:logs:eu-west-1:1:log-group:/a/b:log-stream:s",
        Some("arn:aws:logs:eu-west-1:1:log-group:/a/b"),
    );
    check_holder("arn:aws:sqs:eu-west-1:1:queue", None);
}

#[track_caller]
fn check_owner(world: &World, text: &str, expected: Option<&str>) {
    assert_eq!(world.owner(&arn(text)), expected.map(account));
}

#[test]
fn the_world_knows_who_owns_a_bucket() {
    let mut world = world();
    prod(&mut world).resources.insert(arn("arn:aws:s3:::bucket"), Resource::default());
    check_owner(&world, "arn:aws:s3:::bucket", Some(PROD));
    check_owner(&world, "arn:aws:s3:::bucket/key", Some(PROD));
    check_owner(&world, "arn:aws:s3:::other", None);
    check_owner(&world, "arn:aws:sqs:eu-west-1:777788889999:q", Some(PARTNER));
}

#[test]
fn the_path_of_an_account_ends_with_a_slash_and_leaves_the_account_out() {
    let organization = world().organization.unwrap();
    let path = |id: &str| organization.path(account(id));
    assert_eq!(path(PROD).as_deref(), Some("o-exampleorgid/r-exam/ou-exam-workload/"));
    assert_eq!(path(MANAGEMENT).as_deref(), Some("o-exampleorgid/r-exam/"));
    assert_eq!(path(PARTNER), None);
}

#[test]
fn policies_of_an_organization_have_arns() {
    let organization = world().organization.unwrap();
    assert_eq!(
        organization.policy_arn("p-1", OrganizationPolicyType::ServiceControl),
        "arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/p-1"
    );
    assert_eq!(
        organization.policy_arn(FULL_AWS_ACCESS, OrganizationPolicyType::ServiceControl),
        "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"
    );
}

#[test]
fn the_last_text_that_parsed_survives_every_broken_one() {
    let first = allow("s3:*");
    let broken = first.edited("{");
    assert_eq!((broken.text(), broken.last_valid()), ("{", Some(first.text())));
    let still_broken = broken.edited("{]");
    assert_eq!((still_broken.text(), still_broken.last_valid()), ("{]", Some(first.text())));
    let repaired = still_broken.edited(allow("ec2:*").text());
    assert_eq!((repaired.text(), repaired.last_valid()), (allow("ec2:*").text(), None));
}

#[test]
fn a_text_that_never_parsed_has_no_last_valid_one() {
    let broken = PolicyText::new("{").edited("{{");
    assert_eq!(broken.last_valid(), None);
    assert!(matches!(broken.usable(), UsablePolicy::None));
    assert_eq!(PolicyText::with_last_valid(allow("s3:*").text(), allow("ec2:*").text()), allow("s3:*"));
}

// L156
#[test]
fn unique_ids_follow_from_seed_and_arn() {
    let id = unique_id(1, IdPrefix::User, "arn:aws:iam::111122223333:user/ana");
    assert_eq!(id.len(), 21);
    assert!(id.starts_with("AIDA") && id.ends_with("EXAMPLE"), "{id}");
    assert_eq!(id, unique_id(1, IdPrefix::User, "arn:aws:iam::111122223333:user/ana"));
    assert_ne!(id, unique_id(2, IdPrefix::User, "arn:aws:iam::111122223333:user/ana"));
    assert_ne!(id, unique_id(1, IdPrefix::User, "arn:aws:iam::111122223333:user/bob"));
}

#[test]
fn every_policy_can_be_found_where_it_is_kept() {
    let mut world = world();
    let queue = arn("arn:aws:sqs:eu-west-1:444455556666:q");
    let it = prod(&mut world);
    it.roles.insert("R".to_owned(), role(allow("a:*")));
    it.users.insert("u".to_owned(), super::world::user_with("inline", allow("b:*")));
    it.managed_policies.insert("m".to_owned(), ManagedPolicy::new("/", allow("c:*")));
    it.resources.insert(queue.clone(), Resource { policy: Some(allow("d:*")), ..Resource::default() });
    let endpoint = VpcEndpoint { vpc: "vpc-1".to_owned(), policy: Some(allow("e:*")) };
    it.vpc_endpoints.insert("vpce-1".to_owned(), endpoint);

    let account = account(PROD);
    let locations = [
        ("a:*", PolicyLocation::Trust { account, role: "R".to_owned() }),
        (
            "b:*",
            PolicyLocation::Inline {
                account,
                entity: IamEntity::User("u".to_owned()),
                name: "inline".to_owned(),
            },
        ),
        ("c:*", PolicyLocation::Managed { account, name: "m".to_owned() }),
        ("d:*", PolicyLocation::Resource { account, arn: queue }),
        ("e:*", PolicyLocation::VpcEndpoint { account, id: "vpce-1".to_owned() }),
    ];
    for (action, location) in locations {
        assert_eq!(world.policy_text(&location), Some(&allow(action)), "{location:?}");
        *world.policy_text_mut(&location).unwrap() = PolicyText::new("new");
        assert_eq!(world.policy_text(&location), Some(&PolicyText::new("new")));
    }
    assert_eq!(world.policy_text(&PolicyLocation::Organization("p-none".to_owned())), None);
    assert_eq!(world.policy_text(&PolicyLocation::AwsManaged("arn".to_owned())), None);
}
