//! SCPs and RCPs by AWS's API (S145–S151, L171, L172, E160, E172).

use super::api_calls::*;
use super::world::*;
use crate::*;

const ROOT: &str = "r-exam";
const WORKLOADS: &str = "ou-exam-workload";
const SCP: &str = "SERVICE_CONTROL_POLICY";
const RCP: &str = "RESOURCE_CONTROL_POLICY";
const DENY_EC2: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"*"}]}"#;
const DENY_S3: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#;

fn management() -> Caller {
    root(MANAGEMENT)
}

fn parameters<'a>(policy_type: &'a str, name: &'a str, content: &'a str) -> [(&'a str, &'a str); 4] {
    [("Type", policy_type), ("Name", name), ("Description", "tests"), ("Content", content)]
}

fn create(world: &mut World, policy_type: &str, name: &str, content: &str) -> String {
    let parameters = parameters(policy_type, name, content);
    let made = done(world, &management(), "organizations:CreatePolicy", &parameters);
    at(&made, "Policy.PolicySummary.Id")
}

#[track_caller]
fn attach(world: &mut World, policy: &str, target: &str) {
    let parameters = [("PolicyId", policy), ("TargetId", target)];
    done(world, &management(), "organizations:AttachPolicy", &parameters);
}

fn policy_type(name: &'static str) -> [(&'static str, &'static str); 2] {
    [("RootId", ROOT), ("PolicyType", name)]
}

#[test]
fn s146_a_policy_is_made_changed_and_shown_with_its_arn() {
    let mut world = world();
    let id = create(&mut world, SCP, "No EC2", DENY_EC2);
    assert!(id.starts_with("p-") && id.len() >= 10, "{id}");
    let update = [("PolicyId", id.as_str()), ("Name", "Neither"), ("Description", "was: No EC2")];
    done(&mut world, &management(), "organizations:UpdatePolicy", &update);
    let shown = done(&mut world, &management(), "organizations:DescribePolicy", &[("PolicyId", &id)]);
    assert_eq!(at(&shown, "Policy.Content"), DENY_EC2);
    assert_eq!(at(&shown, "Policy.PolicySummary.Name"), "Neither");
    assert_eq!(at(&shown, "Policy.PolicySummary.Description"), "was: No EC2");
    // S4: the ARN carries the management account.
    let arn =
        format!("arn:aws:organizations::{MANAGEMENT}:policy/o-exampleorgid/service_control_policy/{id}");
    assert_eq!(at(&shown, "Policy.PolicySummary.Arn"), arn);
    let shown =
        done(&mut world, &management(), "organizations:DescribePolicy", &[("PolicyId", FULL_AWS_ACCESS)]);
    assert_eq!(
        at(&shown, "Policy.PolicySummary.Arn"),
        "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"
    );
    let listed = done(&mut world, &management(), "organizations:ListPolicies", &[("Filter", SCP)]);
    assert_eq!(each(&listed, "Policies", "Id"), [FULL_AWS_ACCESS, &id]);
}

#[test]
fn s146_names_are_unique_among_policies_of_a_type() {
    let mut world = world();
    let create_policy = "organizations:CreatePolicy";
    create(&mut world, SCP, "Limits", DENY_EC2);
    let other = create(&mut world, SCP, "Other", DENY_EC2);
    create(&mut world, RCP, "Limits", DENY_S3);
    let code = ErrorCode::DuplicatePolicyException;
    refused(&mut world, &management(), create_policy, &parameters(SCP, "Limits", DENY_EC2), code);
    let update = [("PolicyId", other.as_str()), ("Name", "Limits"), ("Description", "not kept")];
    refused(&mut world, &management(), "organizations:UpdatePolicy", &update, code);
}

/// A policy of exactly so many characters.
fn of_size(content: &str, n_characters: usize) -> String {
    let spaces = " ".repeat(n_characters - content.chars().count());
    format!("{spaces}{content}")
}

#[test]
fn l171_l172_every_character_of_a_policy_counts() {
    for (policy_type, content, max) in [(SCP, DENY_EC2, 10_240), (RCP, DENY_S3, 5_120)] {
        let mut world = world();
        create(&mut world, policy_type, "Just right", &of_size(content, max));
        let too_long = of_size(content, max + 1);
        let too_long = parameters(policy_type, "Too long", &too_long);
        let expected = (ErrorCode::ConstraintViolationException, "POLICY_CONTENT_LIMIT_EXCEEDED");
        refused_because(&mut world, &management(), "organizations:CreatePolicy", &too_long, expected);
    }
}

// E160
#[test]
fn s151_what_an_scp_can_say() {
    let statement = |rest: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{{{rest}}}]}}"#);
    for saved in [
        r#""Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::b", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#,
        r#""Effect": "Deny", "Action": "ec2:*Instances", "NotResource": "arn:aws:ec2:*:*:instance/*""#,
        r#""Effect": "Allow", "Action": "*", "Resource": "*""#,
    ] {
        create(&mut world(), SCP, "Saved", &statement(saved));
    }
    for refused in [
        r#""Effect": "Deny", "Principal": "*", "Action": "ec2:*", "Resource": "*""#,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "444455556666"}, "Action": "ec2:*", "Resource": "*""#,
        r#""Effect": "Deny", "Action": "ec2:*""#,
        r#""Effect": "Deny", "Action": [], "Resource": "*""#,
        r#""Effect": "Deny", "Resource": "*""#,
        r#""Effect": "deny", "Action": "ec2:*", "Resource": "*""#,
    ] {
        check_malformed(SCP, &statement(refused));
    }
    check_malformed(SCP, "{");
    check_malformed(SCP, r#"{"Version": "2012-10-17", "Statement": []}"#);
}

#[track_caller]
fn check_malformed(policy_type: &str, content: &str) {
    let mut world = world();
    let code = ErrorCode::MalformedPolicyDocumentException;
    let new = parameters(policy_type, "New", content);
    refused(&mut world, &management(), "organizations:CreatePolicy", &new, code);
    let valid = if policy_type == SCP { DENY_EC2 } else { DENY_S3 };
    let id = create(&mut world, policy_type, "Old", valid);
    let update = [("PolicyId", id.as_str()), ("Name", "Renamed"), ("Content", content)];
    refused(&mut world, &management(), "organizations:UpdatePolicy", &update, code);
}

// E172, E174, L47, S151
#[test]
fn e172_what_an_rcp_can_say() {
    let statement = |rest: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{{{rest}}}]}}"#);
    for saved in [
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": ["S3:GetObject", "sqs:*"], "NotResource": "arn:aws:s3:::b/*",
        "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}"#,
    ] {
        create(&mut world(), RCP, "Saved", &statement(saved));
    }
    for refused in [
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "Action": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "444455556666"}, "Action": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "NotAction": "s3:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "*:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*""#,
        // E174: these services have no RCPs.
        r#""Effect": "Deny", "Principal": "*", "Action": "ec2:*", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": ["s3:*", "iam:*"], "Resource": "*""#,
    ] {
        check_malformed(RCP, &statement(refused));
    }
}

#[test]
fn s145_other_types_of_policy_take_no_part() {
    let code = ErrorCode::InvalidInputException;
    let tags = parameters("TAG_POLICY", "Tags", "{}");
    refused(&mut world(), &management(), "organizations:CreatePolicy", &tags, code);
}

#[test]
fn s147_a_policy_is_attached_once_and_only_while_its_type_is_enabled() {
    let mut world = world();
    let scp = create(&mut world, SCP, "Limits", DENY_EC2);
    let rcp = create(&mut world, RCP, "Perimeter", DENY_S3);
    let attach_policy = "organizations:AttachPolicy";
    for target in [ROOT, WORKLOADS, PROD] {
        attach(&mut world, &scp, target);
        attach(&mut world, &rcp, target);
        let code = ErrorCode::DuplicatePolicyAttachmentException;
        for policy in [&scp, &rcp, FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS] {
            let again = [("PolicyId", policy), ("TargetId", target)];
            refused(&mut world, &management(), attach_policy, &again, code);
        }
    }
    for (policy, target, code) in [
        ("p-nosuchpolicy", PROD, ErrorCode::PolicyNotFoundException),
        (&scp, PARTNER, ErrorCode::TargetNotFoundException),
        (&scp, "ou-exam-nowhere1", ErrorCode::TargetNotFoundException),
        (&scp, "r-none", ErrorCode::TargetNotFoundException),
    ] {
        let parameters = [("PolicyId", policy), ("TargetId", target)];
        refused(&mut world, &management(), attach_policy, &parameters, code);
    }
    let targets =
        done(&mut world, &management(), "organizations:ListTargetsForPolicy", &[("PolicyId", &scp)]);
    assert_eq!(each(&targets, "Targets", "TargetId"), [ROOT, WORKLOADS, PROD]);
    done(&mut world, &management(), "organizations:DisablePolicyType", &policy_type(SCP));
    let code = ErrorCode::PolicyTypeNotEnabledException;
    let parameters = [("PolicyId", scp.as_str()), ("TargetId", PROD)];
    refused(&mut world, &management(), attach_policy, &parameters, code);
}

#[test]
fn s147_ten_scps_and_five_rcps_fit_aws_own_among_them() {
    let mut world = world();
    for (policy_type, content, n_own) in [(SCP, DENY_EC2, 9), (RCP, DENY_S3, 4)] {
        for number in 0..n_own {
            let id = create(&mut world, policy_type, &format!("Limits {number}"), content);
            attach(&mut world, &id, PROD);
        }
        let one_more = create(&mut world, policy_type, "One more", content);
        refused_because(
            &mut world,
            &management(),
            "organizations:AttachPolicy",
            &[("PolicyId", &one_more), ("TargetId", PROD)],
            (ErrorCode::ConstraintViolationException, "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
        );
        let filter = [("TargetId", PROD), ("Filter", policy_type)];
        let listed = done(&mut world, &management(), "organizations:ListPoliciesForTarget", &filter);
        assert_eq!(each(&listed, "Policies", "Id").len(), n_own + 1);
        // There is room elsewhere.
        attach(&mut world, &one_more, WORKLOADS);
    }
}

#[test]
fn s147_the_last_scp_and_aws_rcp_stay() {
    let mut world = world();
    let detach = "organizations:DetachPolicy";
    let scp = create(&mut world, SCP, "Limits", DENY_EC2);
    let rcp = create(&mut world, RCP, "Perimeter", DENY_S3);
    let from_prod = |policy| [("PolicyId", policy), ("TargetId", PROD)];
    for policy in [scp.as_str(), &rcp] {
        let code = ErrorCode::PolicyNotAttachedException;
        refused(&mut world, &management(), detach, &from_prod(policy), code);
    }
    let last = (ErrorCode::ConstraintViolationException, "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
    refused_because(&mut world, &management(), detach, &from_prod(FULL_AWS_ACCESS), last);
    let stays = (ErrorCode::InvalidInputException, "NON_DETACHABLE_POLICY");
    refused_because(&mut world, &management(), detach, &from_prod(RCP_FULL_AWS_ACCESS), stays);
    attach(&mut world, &scp, PROD);
    done(&mut world, &management(), detach, &from_prod(FULL_AWS_ACCESS));
    refused_because(&mut world, &management(), detach, &from_prod(&scp), last);
    attach(&mut world, &rcp, PROD);
    done(&mut world, &management(), detach, &from_prod(&rcp));
}

#[test]
fn s136_a_policy_is_deleted_when_it_is_attached_nowhere_and_aws_own_never() {
    let mut world = world();
    let delete = "organizations:DeletePolicy";
    let id = create(&mut world, SCP, "Limits", DENY_EC2);
    let policy = [("PolicyId", id.as_str())];
    attach(&mut world, &id, WORKLOADS);
    refused(&mut world, &management(), delete, &policy, ErrorCode::PolicyInUseException);
    let from = [("PolicyId", id.as_str()), ("TargetId", WORKLOADS)];
    done(&mut world, &management(), "organizations:DetachPolicy", &from);
    done(&mut world, &management(), delete, &policy);
    refused(&mut world, &management(), delete, &policy, ErrorCode::PolicyNotFoundException);
    let expected = (ErrorCode::InvalidInputException, "IMMUTABLE_POLICY");
    for of_aws in [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS] {
        refused_because(&mut world, &management(), delete, &[("PolicyId", of_aws)], expected);
        let update = [("PolicyId", of_aws), ("Description", "mine")];
        refused_because(&mut world, &management(), "organizations:UpdatePolicy", &update, expected);
    }
}

// E158
#[test]
fn s148_disabling_a_type_detaches_everything_and_enabling_it_attaches_aws_own() {
    let mut world = world();
    let scp = create(&mut world, SCP, "Limits", DENY_EC2);
    attach(&mut world, &scp, PROD);
    let (enable, disable) = ("organizations:EnablePolicyType", "organizations:DisablePolicyType");
    let code = ErrorCode::PolicyTypeAlreadyEnabledException;
    refused(&mut world, &management(), enable, &policy_type(SCP), code);
    done(&mut world, &management(), disable, &policy_type(SCP));
    let code = ErrorCode::PolicyTypeNotEnabledException;
    refused(&mut world, &management(), disable, &policy_type(SCP), code);
    let filter = [("TargetId", PROD), ("Filter", SCP)];
    let list = "organizations:ListPoliciesForTarget";
    let listed = done(&mut world, &management(), list, &filter);
    assert_eq!(each(&listed, "Policies", "Id"), [""; 0]);
    done(&mut world, &management(), enable, &policy_type(SCP));
    for target in [ROOT, WORKLOADS, PROD] {
        let filter = [("TargetId", target), ("Filter", SCP)];
        let listed = done(&mut world, &management(), list, &filter);
        assert_eq!(each(&listed, "Policies", "Id"), [FULL_AWS_ACCESS]);
    }
    let other = [("RootId", "r-none"), ("PolicyType", SCP)];
    refused(&mut world, &management(), enable, &other, ErrorCode::RootNotFoundException);
}

#[test]
fn s148_a_new_ou_and_a_new_account_have_full_access() {
    let mut world = world();
    let unit = [("ParentId", ROOT), ("Name", "Labs")];
    let unit = done(&mut world, &management(), "organizations:CreateOrganizationalUnit", &unit);
    let account = [("Email", "labs@example.com"), ("AccountName", "labs")];
    let account = done(&mut world, &management(), "organizations:CreateAccount", &account);
    for target in [at(&unit, "OrganizationalUnit.Id"), at(&account, "CreateAccountStatus.AccountId")] {
        for policy_type in [OrganizationPolicyType::ServiceControl, OrganizationPolicyType::ResourceControl] {
            let filter = [("TargetId", target.as_str()), ("Filter", policy_type.as_str())];
            let listed = done(&mut world, &management(), "organizations:ListPoliciesForTarget", &filter);
            let ids = each(&listed, "Policies", "Id");
            assert_eq!(
                ids,
                [if policy_type.as_str() == SCP { FULL_AWS_ACCESS } else { RCP_FULL_AWS_ACCESS }]
            );
        }
    }
}

/// What prod may do with EC2 and S3.
#[track_caller]
fn check_prod(world: &World, action: &str, expected: iam_evaluator::Decision) {
    let resource = if action.starts_with("s3:") { "arn:aws:s3:::amzn-s3-demo-bucket/key" } else { "*" };
    let admin = Caller::User { arn: user_arn(PROD, "admin") };
    assert_eq!(ask(world, &admin, action, resource).trace.evaluation.decision, expected);
}

#[test]
fn s149_s150_an_attached_scp_denies_below_where_it_is_attached_and_never_in_the_management_account() {
    use iam_evaluator::Decision::{Allowed, ExplicitDeny, ImplicitDeny};
    let mut world = world();
    with_user(&mut world, PROD, "admin", allow("*"));
    let scp = create(&mut world, SCP, "No EC2", DENY_EC2);
    check_prod(&world, "ec2:DescribeInstances", Allowed);
    attach(&mut world, &scp, WORKLOADS);
    check_prod(&world, "ec2:DescribeInstances", ExplicitDeny);
    // S143: outside the OU it does not apply any more.
    let moved = [("AccountId", PROD), ("SourceParentId", WORKLOADS), ("DestinationParentId", ROOT)];
    done(&mut world, &management(), "organizations:MoveAccount", &moved);
    check_prod(&world, "ec2:DescribeInstances", Allowed);
    attach(&mut world, &scp, ROOT);
    check_prod(&world, "ec2:DescribeInstances", ExplicitDeny);
    let of_management = ask(&world, &management(), "ec2:DescribeInstances", "*");
    assert_eq!(of_management.trace.evaluation.decision, Allowed);
    // Every level must allow: without FullAWSAccess in the account nothing does.
    done(&mut world, &management(), "organizations:DetachPolicy", &[("PolicyId", &scp), ("TargetId", ROOT)]);
    attach(&mut world, &scp, PROD);
    let from = [("PolicyId", FULL_AWS_ACCESS), ("TargetId", PROD)];
    done(&mut world, &management(), "organizations:DetachPolicy", &from);
    check_prod(&world, "s3:GetObject", ImplicitDeny);
    // Outside the organization no SCP applies.
    done(&mut world, &management(), "organizations:RemoveAccountFromOrganization", &[("AccountId", PROD)]);
    check_prod(&world, "s3:GetObject", Allowed);
    check_prod(&world, "ec2:DescribeInstances", Allowed);
}

#[test]
fn an_scp_keeps_a_member_from_leaving() {
    let mut world = world();
    let text = DENY_EC2.replace("ec2:*", "organizations:LeaveOrganization");
    let scp = create(&mut world, SCP, "Stay", &text);
    attach(&mut world, &scp, ROOT);
    let leave = "organizations:LeaveOrganization";
    let error = refused(&mut world, &root(PROD), leave, &[], ErrorCode::AccessDeniedException);
    let decision = error.authorization.unwrap().trace.evaluation.decision;
    assert_eq!(decision, iam_evaluator::Decision::ExplicitDeny);
}

#[test]
fn the_type_of_a_policy_is_a_key_of_the_request() {
    let mut world = world();
    let scp = create(&mut world, SCP, "Limits", DENY_EC2);
    let rcp = create(&mut world, RCP, "Perimeter", DENY_S3);
    let only_scps = policy(
        "Allow",
        r#""Action": "organizations:*", "Resource": "*",
        "Condition": {"StringEquals": {"organizations:PolicyType": "SERVICE_CONTROL_POLICY"}}"#,
    );
    let caller = with_user(&mut world, MANAGEMENT, "scp-admin", only_scps);
    let denied = ErrorCode::AccessDeniedException;
    for (operation, of_scp, of_rcp) in [
        (
            "organizations:AttachPolicy",
            [("PolicyId", scp.as_str()), ("TargetId", PROD)],
            [("PolicyId", rcp.as_str()), ("TargetId", PROD)],
        ),
        (
            "organizations:ListPoliciesForTarget",
            [("TargetId", PROD), ("Filter", SCP)],
            [("TargetId", PROD), ("Filter", RCP)],
        ),
        ("organizations:DisablePolicyType", policy_type(SCP), policy_type(RCP)),
    ] {
        refused(&mut world, &caller, operation, &of_rcp, denied);
        done(&mut world, &caller, operation, &of_scp);
    }
    let create_policy = "organizations:CreatePolicy";
    refused(&mut world, &caller, create_policy, &parameters(RCP, "New", DENY_S3), denied);
    done(&mut world, &caller, create_policy, &parameters(SCP, "New", DENY_EC2));
}

#[test]
fn attaching_needs_the_right_to_the_policy_and_to_the_target() {
    let mut world = world();
    let scp = create(&mut world, SCP, "Limits", DENY_EC2);
    let parameters = [("PolicyId", scp.as_str()), ("TargetId", WORKLOADS)];
    let arn = |rest: &str| format!("\"arn:aws:organizations::{MANAGEMENT}:{rest}\"");
    let (of_policy, of_unit) =
        (arn("policy/o-exampleorgid/service_control_policy/*"), arn("ou/o-exampleorgid/*"));
    let attacher = |arns: &str| {
        policy("Allow", &format!(r#""Action": "organizations:AttachPolicy", "Resource": [{arns}]"#))
    };
    for half in [&of_policy, &of_unit] {
        let caller = with_user(&mut world, MANAGEMENT, "attacher", attacher(half));
        let code = ErrorCode::AccessDeniedException;
        refused(&mut world, &caller, "organizations:AttachPolicy", &parameters, code);
    }
    let caller = with_user(&mut world, MANAGEMENT, "attacher", attacher(&format!("{of_policy}, {of_unit}")));
    done(&mut world, &caller, "organizations:AttachPolicy", &parameters);
}

#[test]
fn s100_the_code_of_a_denial_is_of_the_service_that_is_called() {
    for (action, code) in [
        ("iam:ListRoles", ErrorCode::AccessDenied),
        ("s3:GetObject", ErrorCode::AccessDenied),
        ("sns:Publish", ErrorCode::AccessDenied),
        ("sqs:SendMessage", ErrorCode::AccessDenied),
        ("ec2:DescribeInstances", ErrorCode::UnauthorizedOperation),
        ("organizations:ListHandshakesForAccount", ErrorCode::AccessDeniedException),
        ("kms:Decrypt", ErrorCode::AccessDeniedException),
        ("lambda:InvokeFunction", ErrorCode::AccessDeniedException),
        ("dynamodb:GetItem", ErrorCode::AccessDeniedException),
        ("secretsmanager:GetSecretValue", ErrorCode::AccessDeniedException),
    ] {
        let mut world = world();
        let nobody = with_user(&mut world, PROD, "nobody", allow("athena:*"));
        let parameters: &[(&str, &str)] = if action == "iam:ListRoles" { &[] } else { &[("Resource", "*")] };
        refused(&mut world, &nobody, action, parameters, code);
    }
}
