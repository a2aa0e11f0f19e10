//! Which policies apply, what they are called, what the context holds, and what is missing.

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, ContextValue, RequestContext};
use iam_evaluator::{Caveat, DecidedBy, Decision, PolicyType};
use sorted::SortedSet;

use super::world::*;
use crate::*;

fn maria() -> Caller {
    Caller::User { arn: user_arn(PROD, "maria") }
}

#[track_caller]
fn check(answer: &Authorization, decision: Decision, decided_by: DecidedBy) {
    let actual = answer.trace.evaluation;
    assert_eq!((actual.decision, actual.decided_by), (decision, decided_by));
    assert_eq!(answer.incomplete, []);
}

#[track_caller]
fn check_key(answer: &Authorization, key: &str, expected: Option<&str>) {
    let expected = expected.map(|it| ContextValue::Single(it.to_owned()));
    assert_eq!(answer.request.context.get(key), expected.as_ref(), "{key}");
}

#[test]
fn a_user_has_its_own_policies_and_those_of_its_groups() {
    let mut world = world();
    let it = prod(&mut world);
    let groups = SortedSet::from(["Devs".to_owned()]);
    it.users.insert("maria".to_owned(), User { groups, ..user_with("own", allow("s3:*")) });
    let mut policies = IdentityPolicies::default();
    policies.attached.insert(arn("arn:aws:iam::444455556666:policy/Compute"));
    it.groups.insert(
        "Devs".to_owned(),
        Group { path: "/".to_owned(), unique_id: "AGPATESTEXAMPLE".to_owned(), policies },
    );
    let compute = ManagedPolicy::new("/", allow("ec2:*"));
    it.managed_policies.insert("Compute".to_owned(), compute);

    let answer =
        ask(&world, &maria(), "ec2:StopInstances", "arn:aws:ec2:eu-west-1:444455556666:instance/i-1");
    check(&answer, Decision::Allowed, DecidedBy::Identity);
    let source = answer.sources.of(answer.trace.evaluation.deciding_statement.unwrap()).unwrap();
    assert_eq!(source.name, "Compute");
    assert_eq!(source.arn.as_deref(), Some("arn:aws:iam::444455556666:policy/Compute"));
    assert_eq!(source.kind, SourceKind::CustomerManaged);
    let group = IamEntity::Group("Devs".to_owned());
    assert_eq!(source.attached_to, EntityRef::Iam { account: account(PROD), entity: group });
    assert_eq!(world.policy_text(&source.location).unwrap().text(), &*source.text);
    assert_eq!(answer.sources.get(PolicyType::IdentityBased, 0, 0).unwrap().name, "own");
}

#[test]
fn a_boundary_is_found_by_its_arn() {
    let mut world = world();
    let it = prod(&mut world);
    let boundary = arn("arn:aws:iam::444455556666:policy/Cap");
    let maria_user = User { permissions_boundary: Some(boundary), ..user_with("own", allow("*")) };
    it.users.insert("maria".to_owned(), maria_user);
    it.managed_policies.insert("Cap".to_owned(), ManagedPolicy::new("/", allow("s3:*")));
    check(&ask(&world, &maria(), "sqs:ListQueues", "*"), Decision::ImplicitDeny, DecidedBy::Boundary);
    check(&ask(&world, &maria(), "s3:ListAllMyBuckets", "*"), Decision::Allowed, DecidedBy::Identity);
}

#[test]
fn an_object_is_judged_by_its_buckets_policy() {
    let mut world = world();
    let it = prod(&mut world);
    it.users.insert("maria".to_owned(), user());
    let text = policy(
        "Allow",
        r#""Principal": {"AWS": "arn:aws:iam::444455556666:user/maria"}, "Action": "s3:GetObject",
           "Resource": "arn:aws:s3:::bucket/*""#,
    );
    let bucket = Resource { policy: Some(text), ..Resource::default() };
    it.resources.insert(arn("arn:aws:s3:::bucket"), bucket);
    let answer = ask(&world, &maria(), "s3:GetObject", "arn:aws:s3:::bucket/key");
    check(&answer, Decision::Allowed, DecidedBy::Resource);
    check_key(&answer, "aws:ResourceAccount", Some(PROD));
}

#[test]
fn a_trust_policy_decides_on_sts_calls_and_not_on_iam_calls() {
    let mut world = world();
    let it = prod(&mut world);
    it.users.insert("maria".to_owned(), user_with("own", allow("*")));
    it.roles.insert("R".to_owned(), role(trust(r#"{"Service": "ec2.amazonaws.com"}"#, "sts:AssumeRole")));
    let role = "arn:aws:iam::444455556666:role/R";
    check(&ask(&world, &maria(), "iam:GetRole", role), Decision::Allowed, DecidedBy::Identity);
    check(&ask(&world, &maria(), "sts:AssumeRole", role), Decision::ImplicitDeny, DecidedBy::Trust);
}

#[test]
fn a_kms_key_without_a_policy_admits_nobody() {
    let mut world = world();
    prod(&mut world).users.insert("maria".to_owned(), user_with("own", allow("*")));
    let key = "arn:aws:kms:eu-west-1:444455556666:key/1";
    check(&ask(&world, &maria(), "kms:Decrypt", key), Decision::ImplicitDeny, DecidedBy::Resource);
}

#[test]
fn scps_bind_member_accounts_level_by_level() {
    let mut world = world();
    prod(&mut world).users.insert("maria".to_owned(), user_with("own", allow("*")));
    let outsider = user_with("own", allow("*"));
    world.accounts.get_mut(&account(PARTNER)).unwrap().users.insert("eve".to_owned(), outsider);
    let organization = world.organization.as_mut().unwrap();
    let text = policy("Deny", r#""Action": "sqs:*", "Resource": "*""#);
    let name = "NoQueues".to_owned();
    let policy_type = OrganizationPolicyType::ServiceControl;
    organization
        .policies
        .insert("p-1".to_owned(), OrganizationPolicy { policy_type, name, description: String::new(), text });
    organization.root.attached.service_control.insert("p-1".to_owned());

    let answer = ask(&world, &maria(), "sqs:ListQueues", "*");
    check(&answer, Decision::ExplicitDeny, DecidedBy::ServiceControl);
    let source = answer.sources.of(answer.trace.evaluation.deciding_statement.unwrap()).unwrap();
    assert_eq!((source.name.as_str(), &source.attached_to), ("NoQueues", &EntityRef::OrganizationRoot));
    assert_eq!(source.location, PolicyLocation::Organization("p-1".to_owned()));
    let levels = [0, 1, 2].map(|level| answer.sources.get(PolicyType::ServiceControl, level, 0).unwrap());
    assert_eq!(levels.map(|it| it.name.as_str()), ["FullAWSAccess"; 3]);
    assert_eq!(levels[1].attached_to, EntityRef::OrganizationalUnit("ou-exam-workload".to_owned()));
    assert_eq!(levels[2].attached_to, EntityRef::Account(account(PROD)));

    let omar = Caller::Root { account: account(MANAGEMENT) };
    check(&ask(&world, &omar, "sqs:ListQueues", "*"), Decision::Allowed, DecidedBy::Root);
    let eve = Caller::User { arn: user_arn(PARTNER, "eve") };
    check(&ask(&world, &eve, "sqs:ListQueues", "*"), Decision::Allowed, DecidedBy::Identity);
}

#[test]
fn rcps_bind_the_resources_of_an_account_whoever_calls() {
    let mut world = world();
    let anybody = r#""Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*""#;
    let bucket = Resource { policy: Some(policy("Allow", anybody)), ..Resource::default() };
    prod(&mut world).resources.insert(arn("arn:aws:s3:::bucket"), bucket);
    let object = "arn:aws:s3:::bucket/key";
    check(&ask(&world, &Caller::Anonymous, "s3:GetObject", object), Decision::Allowed, DecidedBy::Resource);

    let organization = world.organization.as_mut().unwrap();
    let text = policy("Deny", r#""Principal": "*", "Action": "s3:*", "Resource": "*""#);
    let name = "NoS3".to_owned();
    let policy_type = OrganizationPolicyType::ResourceControl;
    organization
        .policies
        .insert("p-2".to_owned(), OrganizationPolicy { policy_type, name, description: String::new(), text });
    let placement = organization.accounts.get_mut(&account(PROD)).unwrap();
    placement.attached.resource_control.insert("p-2".to_owned());
    let answer = ask(&world, &Caller::Anonymous, "s3:GetObject", object);
    check(&answer, Decision::ExplicitDeny, DecidedBy::ResourceControl);
}

// L77
#[test]
fn two_tags_whose_keys_differ_only_in_case_are_one_ambiguous_key() {
    let mut world = world();
    let it = prod(&mut world);
    let tags =
        Tags::from([("team", "red"), ("Team", "blue")].map(|(key, it)| (key.to_owned(), it.to_owned())));
    let text =
        r#""Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}"#;
    it.users.insert("maria".to_owned(), user_with("ByTeam", policy("Allow", text)));
    let instance = "arn:aws:ec2:eu-west-1:444455556666:instance/i-1";
    it.resources.insert(arn(instance), Resource { tags, ..Resource::default() });
    let answer = ask(&world, &maria(), "ec2:StopInstances", instance);
    check(&answer, Decision::Allowed, DecidedBy::Identity);
    let caveats: Vec<_> = answer.trace.evaluation.caveats.iter().collect();
    assert_eq!(caveats, [Caveat::AmbiguousTagKey]);
}

#[test]
fn the_context_follows_from_the_world() {
    let mut world = world();
    let it = prod(&mut world);
    let tags = Tags::from([("Team".to_owned(), "web".to_owned())]);
    it.users.insert("maria".to_owned(), User { tags: tags.clone(), ..user() });
    let instance = "arn:aws:ec2:eu-west-1:444455556666:instance/i-1";
    it.resources.insert(arn(instance), Resource { tags, ..Resource::default() });
    let answer = ask(&world, &maria(), "ec2:StopInstances", instance);
    check_key(&answer, "aws:PrincipalTag/Team", Some("web"));
    check_key(&answer, "aws:ResourceTag/Team", Some("web"));
    check_key(&answer, "aws:RequestedRegion", Some("eu-west-1"));
    check_key(&answer, "aws:CurrentTime", Some("2026-01-15T10:00:00Z"));
    check_key(&answer, "aws:EpochTime", Some("1768471200"));
    check_key(&answer, "aws:PrincipalOrgID", Some("o-exampleorgid"));
    check_key(&answer, "aws:ResourceOrgID", Some("o-exampleorgid"));
    check_key(&answer, "aws:userid", Some("AIDATESTEXAMPLE"));
    check_key(&answer, "aws:MultiFactorAuthPresent", None);
    let paths = ContextValue::Multi(vec!["o-exampleorgid/r-exam/ou-exam-workload/".to_owned()]);
    assert_eq!(answer.request.context.get("aws:PrincipalOrgPaths"), Some(&paths));
}

#[test]
fn a_key_that_the_asker_sets_wins() {
    let mut world = world();
    prod(&mut world).users.insert("maria".to_owned(), user());
    let mut context = RequestContext::new();
    context.set_single("AWS:requestedregion", "eu-north-1");
    let answer = ask_with(&world, &maria(), "sqs:ListQueues", "*", context);
    check_key(&answer, "aws:RequestedRegion", Some("eu-north-1"));
}

#[test]
fn a_request_through_an_endpoint_is_judged_by_its_policy() {
    let mut world = world();
    let it = prod(&mut world);
    it.users.insert("maria".to_owned(), user_with("own", allow("*")));
    let only_s3 = policy("Allow", r#""Principal": "*", "Action": "s3:*", "Resource": "*""#);
    let endpoint = VpcEndpoint { vpc: "vpc-1".to_owned(), policy: Some(only_s3) };
    it.vpc_endpoints.insert("vpce-1".to_owned(), endpoint);
    let mut context = RequestContext::new();
    context.set_single("aws:SourceVpce", "vpce-1");
    let answer = ask_with(&world, &maria(), "sqs:ListQueues", "*", context);
    check(&answer, Decision::ImplicitDeny, DecidedBy::VpcEndpoint);
    check_key(&answer, "aws:SourceVpc", Some("vpc-1"));
}

#[track_caller]
fn check_incomplete(world: &World, decision: Decision, is_expected: fn(&Incompleteness) -> bool) {
    let answer = ask(world, &maria(), "s3:ListAllMyBuckets", "*");
    assert_eq!(answer.trace.evaluation.decision, decision);
    assert!(matches!(answer.incomplete.as_slice(), [it] if is_expected(it)), "{:?}", answer.incomplete);
}

#[test]
fn what_is_missing_is_said() {
    let mut world = world();
    check_incomplete(&world, Decision::ImplicitDeny, |it| {
        matches!(it, Incompleteness::UnknownPrincipal { .. })
    });

    let mut attached = user();
    attached.policies.attached.insert(arn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    prod(&mut world).users.insert("maria".to_owned(), attached);
    check_incomplete(
        &world,
        Decision::ImplicitDeny,
        |it| matches!(it, Incompleteness::PolicyNotLoaded(it) if it.kind == SourceKind::AwsManaged),
    );

    prod(&mut world).users.insert("maria".to_owned(), user_with("own", PolicyText::new("{")));
    check_incomplete(
        &world,
        Decision::ImplicitDeny,
        |it| matches!(it, Incompleteness::PolicyDoesNotParse(it) if &*it.text == "{"),
    );

    prod(&mut world).users.insert("maria".to_owned(), user_with("own", allow("s3:*").edited("{")));
    check_incomplete(
        &world,
        Decision::Allowed,
        |it| matches!(it, Incompleteness::LastValidTextUsed(it) if &*it.text == allow("s3:*").text()),
    );

    let groups = SortedSet::from(["Devs".to_owned()]);
    prod(&mut world).users.insert("maria".to_owned(), User { groups, ..user() });
    check_incomplete(
        &world,
        Decision::ImplicitDeny,
        |it| matches!(it, Incompleteness::UnknownGroup { name } if name == "Devs"),
    );

    let missing = Some(arn("arn:aws:iam::444455556666:policy/Gone"));
    let bounded = User { permissions_boundary: missing, ..user_with("own", allow("s3:*")) };
    prod(&mut world).users.insert("maria".to_owned(), bounded);
    check_incomplete(
        &world,
        Decision::Allowed,
        |it| matches!(it, Incompleteness::PolicyNotAvailable(it) if it.name == "Gone"),
    );
}

#[test]
fn a_bucket_that_nobody_has_is_an_unknown_owner() {
    let mut world = world();
    prod(&mut world).users.insert("maria".to_owned(), user_with("own", allow("s3:*")));
    let answer = ask(&world, &maria(), "s3:GetObject", "arn:aws:s3:::elsewhere/key");
    assert_eq!(answer.incomplete, [Incompleteness::UnknownResourceOwner]);
}

#[test]
fn aws_managed_policies_come_from_their_source() {
    let mut world = world();
    let mut attached = user();
    attached.policies.attached.insert(arn(READ_ONLY));
    prod(&mut world).users.insert("maria".to_owned(), attached);
    let caller = maria();
    let ask = Ask {
        caller: &caller,
        action: Action::parse("s3:ListAllMyBuckets").unwrap(),
        resource: iam_evaluator::request::Resource::Any,
        resource_account: None,
        context: RequestContext::new(),
    };
    let answer = authorize(&world, &Published, ask);
    check(&answer, Decision::Allowed, DecidedBy::Identity);
}

#[test]
fn a_text_is_refused_by_iam_whether_it_is_json_or_not() {
    let allowed = allow("s3:*");
    let no_effect = r#"{"Statement": {"Effect": "", "Action": "s3:*", "Resource": "*"}}"#;
    for text in ["{", no_effect] {
        for (policy, expected) in [
            (PolicyText::new(text), "IAM would refuse the text of `own`, so it was not evaluated"),
            (
                allowed.edited(text),
                "IAM would refuse the text of `own`; its last text that IAM would accept was evaluated",
            ),
        ] {
            let mut world = world();
            prod(&mut world).users.insert("maria".to_owned(), user_with("own", policy));
            let answer = ask(&world, &maria(), "s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/key");
            assert_eq!(answer.incomplete.first().map(ToString::to_string).as_deref(), Some(expected));
        }
    }
}

const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const VIEW_ONLY: &str = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
const VIEW_ONLY_BY_NAME: &str = "arn:aws:iam::aws:policy/ViewOnlyAccess";

/// Two policies, in their version 3; the path of one may be left out. `ec2:DescribeInstances` takes no resource.
struct Published;

impl AwsPublished for Published {
    fn managed_policy(&self, policy: &Arn) -> ManagedPolicyLookup {
        let canonical = match policy.resource() {
            "policy/ReadOnlyAccess" => READ_ONLY,
            "policy/ViewOnlyAccess" | "policy/job-function/ViewOnlyAccess" => VIEW_ONLY,
            _ => return ManagedPolicyLookup::NoSuchPolicy { suggestion: Some(arn(READ_ONLY)) },
        };
        ManagedPolicyLookup::Found(AwsManagedPolicy {
            arn: arn(canonical),
            text: allow("s3:*"),
            version: PolicyVersion::parse("v3").unwrap(),
        })
    }

    fn takes_no_resource(&self, action: &Action) -> Option<bool> {
        Some(action.lower() == "ec2:describeinstances")
    }

    fn spelled(&self, action: &Action) -> Option<Action> {
        Action::parse("ec2:DescribeInstances").ok().filter(|it| it.lower() == action.lower())
    }
}

// E24
#[test]
fn an_answer_spells_the_action_as_aws_does() {
    let mut world = world();
    prod(&mut world).users.insert("maria".to_owned(), user_with("own", allow("ec2:*")));
    for (typed, spelled) in
        [("EC2:describeinstances", "ec2:DescribeInstances"), ("s3:getobject", "s3:getobject")]
    {
        let answer = ask_knowing(&Published, &world, &maria(), typed, "*", RequestContext::new());
        assert_eq!(answer.request.action.as_str(), spelled);
    }
}

/// The answer for Maria, who has the policy attached whose version was recorded under this ARN, or not.
fn attached(aws: &dyn AwsPublished, policy: &str, recorded: Option<(&str, &str)>) -> Authorization {
    let mut world = world();
    let mut attached = user();
    attached.policies.attached.insert(arn(policy));
    prod(&mut world).users.insert("maria".to_owned(), attached);
    let recorded = recorded.map(|(policy, it)| (arn(policy), PolicyVersion::parse(it).unwrap()));
    world.aws_managed_versions.extend(recorded);
    let bucket = "arn:aws:s3:::amzn-s3-demo-bucket";
    ask_knowing(aws, &world, &maria(), "s3:ListBucket", bucket, RequestContext::new())
}

/// What is said about her then.
fn incomplete(aws: &dyn AwsPublished, policy: &str, recorded: Option<&str>) -> Vec<String> {
    let answer = attached(aws, policy, recorded.map(|it| (policy, it)));
    answer.incomplete.iter().map(ToString::to_string).filter(|it| it.contains("policy/")).collect()
}

#[test]
fn an_aws_managed_policy_by_its_name_alone_has_the_arn_that_aws_gave_it() {
    for (policy, recorded) in [
        (VIEW_ONLY_BY_NAME, VIEW_ONLY_BY_NAME),
        (VIEW_ONLY_BY_NAME, VIEW_ONLY),
        (VIEW_ONLY, VIEW_ONLY_BY_NAME),
    ] {
        let answer = attached(&Published, policy, Some((recorded, "v2")));
        let (_, source) = answer.sources.iter().next().unwrap();
        assert_eq!(source.arn.as_deref(), Some(VIEW_ONLY));
        assert_eq!(source.location, PolicyLocation::AwsManaged(VIEW_ONLY.to_owned()));
        let changed = |it: &Incompleteness| matches!(it, Incompleteness::PolicyVersionChanged { .. });
        assert!(answer.incomplete.iter().any(changed), "{policy}, recorded as {recorded}");
    }
}

#[test]
fn an_aws_managed_policy_that_is_not_there_says_why() {
    assert_eq!(incomplete(&Published, READ_ONLY, None), Vec::<String>::new());
    assert_eq!(
        incomplete(&NothingPublished, READ_ONLY, None),
        ["`arn:aws:iam::aws:policy/ReadOnlyAccess` is not loaded, so it was not evaluated"]
    );
    assert_eq!(
        incomplete(&Published, "arn:aws:iam::aws:policy/job-function/ReadOnlyAccess", None),
        [
            "AWS has no managed policy `arn:aws:iam::aws:policy/job-function/ReadOnlyAccess`, so it was not evaluated; \
          did you mean `arn:aws:iam::aws:policy/ReadOnlyAccess`?"
        ]
    );
}

#[test]
fn another_version_than_the_recorded_one_is_told() {
    assert_eq!(incomplete(&Published, READ_ONLY, Some("v3")), Vec::<String>::new());
    assert_eq!(
        incomplete(&Published, READ_ONLY, Some("v2")),
        [
            "AWS has changed `arn:aws:iam::aws:policy/ReadOnlyAccess`: the scenario was written with v2, and v3 was \
          evaluated"
        ]
    );
}

#[test]
fn an_action_without_a_resource_is_allowed_on_every_resource_only() {
    let resource = "arn:aws:ec2:eu-central-1:444455556666:instance/i-1";
    for (allowed, expected) in [(resource, Decision::ImplicitDeny), ("*", Decision::Allowed)] {
        let mut world = world();
        let text =
            format!(r#"{{"Statement": {{"Effect": "Allow", "Action": "ec2:*", "Resource": "{allowed}"}}}}"#);
        prod(&mut world).users.insert("maria".to_owned(), user_with("own", PolicyText::new(text)));
        let answer = {
            let action = "ec2:DescribeInstances";
            ask_knowing(&Published, &world, &maria(), action, resource, RequestContext::new())
        };
        check(&answer, expected, DecidedBy::Identity);
    }
}

#[test]
fn whether_an_action_takes_a_resource_is_missed_only_where_the_answer_depends_on_it() {
    let bucket = "arn:aws:s3:::amzn-s3-demo-bucket";
    let on_bucket = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "{bucket}"}}}}"#
    );
    for (policy, resource, expected) in [
        (PolicyText::new(on_bucket.as_str()), bucket, 1),
        (allow("s3:*"), bucket, 0),
        (PolicyText::new(on_bucket.as_str()), "*", 0),
    ] {
        let mut world = world();
        prod(&mut world).users.insert("maria".to_owned(), user_with("own", policy));
        let bucket_of_prod = Resource::default();
        prod(&mut world).resources.insert(arn(bucket), bucket_of_prod);
        let answer = ask_knowing(
            &NothingPublished,
            &world,
            &maria(),
            "s3:ListBucket",
            resource,
            RequestContext::new(),
        );
        let action = Action::parse("s3:ListBucket").unwrap();
        let missed = vec![Incompleteness::ActionNotLoaded { action }; expected];
        assert_eq!(answer.incomplete, missed, "{resource}");
    }
}
