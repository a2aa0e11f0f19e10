//! The organization, its OUs and its accounts by AWS's API (S4, S5, S140–S144, S153).

use super::api_calls::*;
use super::world::*;
use crate::*;

const ROOT: &str = "r-exam";
const WORKLOADS: &str = "ou-exam-workload";

/// A world without an organization.
fn alone() -> World {
    World { organization: None, ..world() }
}

fn management() -> Caller {
    root(MANAGEMENT)
}

fn create_unit(world: &mut World, parent: &str, name: &str) -> String {
    let made = done(
        world,
        &management(),
        "organizations:CreateOrganizationalUnit",
        &[("ParentId", parent), ("Name", name)],
    );
    at(&made, "OrganizationalUnit.Id")
}

#[test]
fn s140_who_creates_an_organization_manages_it_and_no_policy_type_is_enabled() {
    let mut world = alone();
    let created = done(&mut world, &management(), "organizations:CreateOrganization", &[]);
    assert_eq!(at(&created, "Organization.MasterAccountId"), MANAGEMENT);
    assert_eq!(at(&created, "Organization.FeatureSet"), "ALL");
    let roots = done(&mut world, &management(), "organizations:ListRoots", &[]);
    assert_eq!(at(&roots, "Roots.0.Name"), "Root");
    let organization = world.organization.as_ref().unwrap();
    assert!(organization.enabled_policy_types.is_empty());
    assert!(organization.accounts.contains_key(&account(MANAGEMENT)));
    refused(
        &mut world,
        &management(),
        "organizations:CreateOrganization",
        &[],
        ErrorCode::AlreadyInOrganizationException,
    );
}

/// AWS would make another one. A world holds one, and says so without a code of AWS's.
#[test]
fn a_world_holds_one_organization() {
    let mut world = alone();
    done(&mut world, &management(), "organizations:CreateOrganization", &[]);
    let partner = root(PARTNER);
    let code = ErrorCode::ServiceFailure;
    let error = refused(&mut world, &partner, "organizations:CreateOrganization", &[], code);
    assert!(error.message.contains("one organization"), "{error}");
}

#[test]
fn s140_with_one_bill_only_there_are_no_policies() {
    let mut world = alone();
    let parameters = [("FeatureSet", "CONSOLIDATED_BILLING")];
    let created = done(&mut world, &management(), "organizations:CreateOrganization", &parameters);
    assert_eq!(at(&created, "Organization.FeatureSet"), "CONSOLIDATED_BILLING");
    assert!(world.accounts[&account(MANAGEMENT)].roles.is_empty());
    let policy_type = ("PolicyType", "SERVICE_CONTROL_POLICY");
    refused(
        &mut world,
        &management(),
        "organizations:EnablePolicyType",
        &[("RootId", ROOT), policy_type],
        ErrorCode::PolicyTypeNotAvailableForOrganizationException,
    );
}

#[test]
fn creating_an_organization_needs_the_right_to_make_its_service_linked_role() {
    let mut world = alone();
    let half = with_user(&mut world, MANAGEMENT, "half", allow("organizations:*"));
    let error = refused(
        &mut world,
        &half,
        "organizations:CreateOrganization",
        &[],
        ErrorCode::AccessDeniedForDependencyException,
    );
    assert_eq!(error.authorization.unwrap().request.action.to_string(), "iam:CreateServiceLinkedRole");
    let whole = policy(
        "Allow",
        r#""Action": ["organizations:CreateOrganization", "organizations:DescribeOrganization",
        "iam:CreateServiceLinkedRole"], "Resource": "*""#,
    );
    let whole = with_user(&mut world, MANAGEMENT, "whole", whole);
    done(&mut world, &whole, "organizations:CreateOrganization", &[]);
    let role = &world.accounts[&account(MANAGEMENT)].roles["AWSServiceRoleForOrganizations"];
    assert_eq!(role.path, "/aws-service-role/organizations.amazonaws.com/");
}

#[test]
fn s153_an_account_without_an_organization_cannot_use_one() {
    let unit = ("OrganizationalUnitId", WORKLOADS);
    for (operation, parameters) in [
        ("organizations:DescribeOrganization", &[][..]),
        ("organizations:ListRoots", &[]),
        ("organizations:LeaveOrganization", &[]),
        ("organizations:DeleteOrganization", &[]),
        ("organizations:DescribeOrganizationalUnit", &[unit]),
        ("organizations:CreateAccount", &[("Email", "a@example.com"), ("AccountName", "a")]),
    ] {
        let code = ErrorCode::AwsOrganizationsNotInUseException;
        refused(&mut world(), &root(PARTNER), operation, parameters, code);
        refused(&mut alone(), &root(MANAGEMENT), operation, parameters, code);
    }
}

#[test]
fn s153_only_the_management_account_changes_the_organization_and_every_member_may_look_at_it() {
    let prod = root(PROD);
    done(&mut world(), &prod, "organizations:DescribeOrganization", &[]);
    for (operation, parameters) in [
        ("organizations:ListRoots", &[][..]),
        ("organizations:ListAccounts", &[]),
        ("organizations:DescribeAccount", &[("AccountId", PROD)]),
        ("organizations:DeleteOrganization", &[]),
        ("organizations:CreateAccount", &[("Email", "a@example.com"), ("AccountName", "a")]),
        ("organizations:CreateOrganizationalUnit", &[("ParentId", ROOT), ("Name", "Mine")]),
        ("organizations:RemoveAccountFromOrganization", &[("AccountId", PROD)]),
    ] {
        refused(&mut world(), &prod, operation, parameters, ErrorCode::AccessDeniedException);
    }
}

#[test]
fn s153_without_the_right_a_call_is_denied() {
    let mut world = world();
    let nobody = with_user(&mut world, MANAGEMENT, "nobody", allow("s3:*"));
    let error = refused(
        &mut world,
        &nobody,
        "organizations:DescribeOrganization",
        &[],
        ErrorCode::AccessDeniedException,
    );
    assert!(error.authorization.is_some());
}

#[test]
fn s4_a_right_to_one_ou_is_no_right_to_another() {
    let mut world = world();
    let labs = create_unit(&mut world, ROOT, "Labs");
    let arn = format!("arn:aws:organizations::{MANAGEMENT}:ou/o-exampleorgid/{labs}");
    let text = policy("Allow", &format!(r#""Action": "organizations:*", "Resource": "{arn}""#));
    let admin = with_user(&mut world, MANAGEMENT, "labs-admin", text);
    let rename = "organizations:UpdateOrganizationalUnit";
    let renamed =
        done(&mut world, &admin, rename, &[("OrganizationalUnitId", &labs), ("Name", "Laboratories")]);
    assert_eq!(at(&renamed, "OrganizationalUnit.Arn"), arn);
    let other = [("OrganizationalUnitId", WORKLOADS), ("Name", "Loads")];
    refused(&mut world, &admin, rename, &other, ErrorCode::AccessDeniedException);
}

#[test]
fn s5_paths_end_with_a_slash_and_those_of_accounts_with_the_account() {
    let mut world = world();
    let unit = [("OrganizationalUnitId", WORKLOADS)];
    let unit = done(&mut world, &management(), "organizations:DescribeOrganizationalUnit", &unit);
    let path = format!("o-exampleorgid/{ROOT}/{WORKLOADS}/");
    assert_eq!(at(&unit, "OrganizationalUnit.Path"), path);
    let account = [("AccountId", PROD)];
    let account = done(&mut world, &management(), "organizations:DescribeAccount", &account);
    assert_eq!(at(&account, "Account.Paths.0"), format!("{path}{PROD}/"));
    let arn = format!("arn:aws:organizations::{MANAGEMENT}:account/o-exampleorgid/{PROD}");
    assert_eq!(at(&account, "Account.Arn"), arn);
    // As a condition key the path is without the account.
    let asked = ask(&world, &root(PROD), "s3:ListAllMyBuckets", "*");
    assert_eq!(asked.request.context.get("aws:PrincipalOrgPaths").unwrap().values(), [path]);
}

#[test]
fn s4_ids_have_the_form_of_their_kind() {
    let mut world = alone();
    done(&mut world, &management(), "organizations:CreateOrganization", &[]);
    let id = world.organization.as_ref().unwrap().id.clone();
    check_form(&id, "o-", 10);
    let root = world.organization.as_ref().unwrap().root.id.clone();
    check_form(&root, "r-", 4);
    let unit = create_unit(&mut world, &root, "Labs");
    check_form(&unit, &format!("ou-{}-", root.strip_prefix("r-").unwrap()), 8);
    let parameters = [("Email", "labs@example.com"), ("AccountName", "labs")];
    let made = done(&mut world, &management(), "organizations:CreateAccount", &parameters);
    check_form(&at(&made, "CreateAccountStatus.Id"), "car-", 8);
    let account = at(&made, "CreateAccountStatus.AccountId");
    assert!(account.len() == 12 && account.chars().all(|it| it.is_ascii_digit()), "{account}");
}

#[track_caller]
fn check_form(id: &str, prefix: &str, at_least: usize) {
    let rest = id.strip_prefix(prefix).unwrap_or_else(|| panic!("{id} does not begin with {prefix}"));
    let is_lower = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    assert!((at_least..=32).contains(&rest.len()) && rest.chars().all(is_lower), "{id}");
}

#[test]
fn s141_ous_have_a_parent_and_a_name_of_their_own() {
    let mut world = world();
    let create = "organizations:CreateOrganizationalUnit";
    let labs = create_unit(&mut world, ROOT, "Labs");
    // The name is free elsewhere.
    create_unit(&mut world, &labs, "Labs");
    for (parameters, code) in [
        ([("ParentId", ROOT), ("Name", "Labs")], ErrorCode::DuplicateOrganizationalUnitException),
        ([("ParentId", "r-none"), ("Name", "New")], ErrorCode::ParentNotFoundException),
        ([("ParentId", "ou-exam-nowhere1"), ("Name", "New")], ErrorCode::ParentNotFoundException),
        ([("ParentId", ROOT), ("Name", "")], ErrorCode::InvalidInputException),
        ([("ParentId", ROOT), ("Name", &"n".repeat(129))], ErrorCode::InvalidInputException),
    ] {
        refused(&mut world, &management(), create, &parameters, code);
    }
    let update = "organizations:UpdateOrganizationalUnit";
    let parameters = [("OrganizationalUnitId", WORKLOADS), ("Name", "Labs")];
    let code = ErrorCode::DuplicateOrganizationalUnitException;
    refused(&mut world, &management(), update, &parameters, code);
    let parent = [("ParentId", ROOT)];
    let list = done(&mut world, &management(), "organizations:ListOrganizationalUnitsForParent", &parent);
    assert_eq!(each(&list, "OrganizationalUnits", "Name"), ["Workloads", "Labs"]);
}

#[test]
fn s141_ous_lie_five_deep() {
    let mut world = world();
    let mut parent = ROOT.to_owned();
    for level in 1..=5 {
        parent = create_unit(&mut world, &parent, &format!("Level {level}"));
    }
    refused_because(
        &mut world,
        &management(),
        "organizations:CreateOrganizationalUnit",
        &[("ParentId", &parent), ("Name", "Level 6")],
        (ErrorCode::ConstraintViolationException, "OU_DEPTH_LIMIT_EXCEEDED"),
    );
}

#[test]
fn s141_there_are_2000_ous() {
    let mut world = world();
    let unit = |number: usize| OrganizationalUnit {
        id: format!("ou-exam-filling{number}"),
        name: format!("Filling {number}"),
        attached: AttachedPolicies::full_access(),
        units: Vec::new(),
    };
    world.organization.as_mut().unwrap().root.units.extend((0..1998).map(unit));
    create_unit(&mut world, ROOT, "Last");
    refused_because(
        &mut world,
        &management(),
        "organizations:CreateOrganizationalUnit",
        &[("ParentId", ROOT), ("Name", "One more")],
        (ErrorCode::ConstraintViolationException, "OU_NUMBER_LIMIT_EXCEEDED"),
    );
}

#[test]
fn s136_an_ou_is_deleted_when_nothing_is_in_it() {
    let mut world = world();
    let delete = "organizations:DeleteOrganizationalUnit";
    let workloads = [("OrganizationalUnitId", WORKLOADS)];
    let not_empty = ErrorCode::OrganizationalUnitNotEmptyException;
    refused(&mut world, &management(), delete, &workloads, not_empty);
    let moved = [("AccountId", PROD), ("SourceParentId", WORKLOADS), ("DestinationParentId", ROOT)];
    done(&mut world, &management(), "organizations:MoveAccount", &moved);
    let inner = create_unit(&mut world, WORKLOADS, "Inner");
    refused(&mut world, &management(), delete, &workloads, not_empty);
    done(&mut world, &management(), delete, &[("OrganizationalUnitId", &inner)]);
    done(&mut world, &management(), delete, &workloads);
    let code = ErrorCode::OrganizationalUnitNotFoundException;
    refused(&mut world, &management(), delete, &workloads, code);
}

#[test]
fn s136_an_organization_is_deleted_when_only_the_management_account_is_left() {
    let mut world = world();
    let delete = "organizations:DeleteOrganization";
    refused(&mut world, &management(), delete, &[], ErrorCode::OrganizationNotEmptyException);
    let prod = [("AccountId", PROD)];
    done(&mut world, &management(), "organizations:RemoveAccountFromOrganization", &prod);
    done(&mut world, &management(), delete, &[]);
    assert_eq!(world.organization, None);
    assert!(world.accounts.contains_key(&account(PROD)));
}

#[test]
fn s142_a_new_account_has_the_role_with_which_the_management_account_administers_it() {
    let mut world = world();
    let parameters = [("Email", "labs@example.com"), ("AccountName", "labs")];
    let made = done(&mut world, &management(), "organizations:CreateAccount", &parameters);
    assert_eq!(at(&made, "CreateAccountStatus.State"), "SUCCEEDED");
    let id = at(&made, "CreateAccountStatus.AccountId");
    let labs = &world.accounts[&account(&id)];
    assert_eq!(labs.name, "labs");
    let role = &labs.roles["OrganizationAccountAccessRole"];
    assert!(role.policies.attached.contains(&arn("arn:aws:iam::aws:policy/AdministratorAccess")));
    assert!(role.trust_policy.text().contains(&format!("arn:aws:iam::{MANAGEMENT}:root")));
    // Whoever may assume it in the management account can.
    let admin = with_user(&mut world, MANAGEMENT, "admin", allow("sts:AssumeRole"));
    let role = format!("arn:aws:iam::{id}:role/OrganizationAccountAccessRole");
    done(&mut world, &admin, "sts:AssumeRole", &[("RoleArn", &role), ("RoleSessionName", "first")]);
    let placement = &world.organization.as_ref().unwrap().accounts[&account(&id)];
    assert_eq!((placement.parent.as_str(), placement.created), (ROOT, Some(world.clock)));
}

#[test]
fn s142_the_role_may_have_another_name_and_an_email_address_is_used_once() {
    let mut world = world();
    let create = "organizations:CreateAccount";
    let (email, name) = (("Email", "labs@example.com"), ("AccountName", "labs"));
    let made = done(&mut world, &management(), create, &[email, name, ("RoleName", "Admin")]);
    let id = at(&made, "CreateAccountStatus.AccountId");
    assert!(world.accounts[&account(&id)].roles.contains_key("Admin"));
    let n_accounts = world.accounts.len();
    // The call succeeds, and the account is not made.
    let failed = done(&mut world, &management(), create, &[email, ("AccountName", "labs again")]);
    assert_eq!(at(&failed, "CreateAccountStatus.State"), "FAILED");
    assert_eq!(at(&failed, "CreateAccountStatus.FailureReason"), "EMAIL_ALREADY_EXISTS");
    assert_eq!(world.accounts.len(), n_accounts);
    let code = ErrorCode::InvalidInputException;
    for parameters in [
        [("Email", "labs"), name],
        [("Email", "a@b."), name],
        [("Email", "x@y.z"), name],
        [("Email", "other@example.com"), ("AccountName", &"n".repeat(51))],
    ] {
        refused(&mut world, &management(), create, &parameters, code);
    }
    let reserved = [("Email", "b@example.com"), name, ("RoleName", "AWSServiceRoleForX")];
    refused_because(&mut world, &management(), create, &reserved, (code, "INVALID_ROLE_NAME"));
}

#[test]
fn s142_an_organization_has_ten_accounts_at_first() {
    let mut world = world();
    let create = "organizations:CreateAccount";
    for number in 3..=10 {
        let email = format!("a{number}@example.com");
        done(&mut world, &management(), create, &[("Email", &email), ("AccountName", "filling")]);
    }
    refused_because(
        &mut world,
        &management(),
        create,
        &[("Email", "eleven@example.com"), ("AccountName", "eleven")],
        (ErrorCode::ConstraintViolationException, "ACCOUNT_NUMBER_LIMIT_EXCEEDED"),
    );
}

#[test]
fn s143_an_account_moves_from_where_it_is_to_another_place() {
    let mut world = world();
    let to_root = |source| [("AccountId", PROD), ("SourceParentId", source), ("DestinationParentId", ROOT)];
    let move_account = "organizations:MoveAccount";
    let nowhere = "ou-exam-nowhere1";
    for (parameters, code) in [
        (to_root(ROOT), ErrorCode::SourceParentNotFoundException),
        (to_root(nowhere), ErrorCode::SourceParentNotFoundException),
        (
            [("AccountId", PARTNER), ("SourceParentId", WORKLOADS), ("DestinationParentId", ROOT)],
            ErrorCode::AccountNotFoundException,
        ),
        (
            [("AccountId", PROD), ("SourceParentId", WORKLOADS), ("DestinationParentId", nowhere)],
            ErrorCode::DestinationParentNotFoundException,
        ),
        (
            [("AccountId", PROD), ("SourceParentId", WORKLOADS), ("DestinationParentId", WORKLOADS)],
            ErrorCode::DuplicateAccountException,
        ),
    ] {
        refused(&mut world, &management(), move_account, &parameters, code);
    }
    done(&mut world, &management(), move_account, &to_root(WORKLOADS));
    let list = done(&mut world, &management(), "organizations:ListAccountsForParent", &[("ParentId", ROOT)]);
    assert_eq!(each(&list, "Accounts", "Id"), [MANAGEMENT, PROD]);
    let list = done(&mut world, &management(), "organizations:ListAccounts", &[]);
    assert_eq!(each(&list, "Accounts", "Id"), [MANAGEMENT, PROD]);
}

#[test]
fn moving_an_account_needs_the_right_to_the_account_and_to_both_places() {
    let mut world = world();
    let arn = |kind: &str| format!("arn:aws:organizations::{MANAGEMENT}:{kind}/o-exampleorgid/*");
    let parameters = [("AccountId", PROD), ("SourceParentId", WORKLOADS), ("DestinationParentId", ROOT)];
    let mover = |kinds: &[&str]| {
        let arns: Vec<String> = kinds.iter().map(|it| format!("\"{}\"", arn(it))).collect();
        policy(
            "Allow",
            &format!(r#""Action": "organizations:MoveAccount", "Resource": [{}]"#, arns.join(",")),
        )
    };
    for kinds in [["account", "ou"], ["account", "root"], ["ou", "root"]] {
        let caller = with_user(&mut world, MANAGEMENT, "mover", mover(&kinds));
        let code = ErrorCode::AccessDeniedException;
        refused(&mut world, &caller, "organizations:MoveAccount", &parameters, code);
    }
    let caller = with_user(&mut world, MANAGEMENT, "mover", mover(&["account", "ou", "root"]));
    done(&mut world, &caller, "organizations:MoveAccount", &parameters);
}

#[test]
fn s143_the_management_account_stays_and_a_new_account_stays_four_days() {
    let mut world = world();
    let remove = "organizations:RemoveAccountFromOrganization";
    let leave = "organizations:LeaveOrganization";
    let stays = ErrorCode::MasterCannotLeaveOrganizationException;
    refused(&mut world, &management(), remove, &[("AccountId", MANAGEMENT)], stays);
    refused(&mut world, &management(), leave, &[], stays);
    let partner = [("AccountId", PARTNER)];
    refused(&mut world, &management(), remove, &partner, ErrorCode::AccountNotFoundException);
    let parameters = [("Email", "labs@example.com"), ("AccountName", "labs")];
    let made = done(&mut world, &management(), "organizations:CreateAccount", &parameters);
    let labs = at(&made, "CreateAccountStatus.AccountId");
    let too_young = (ErrorCode::ConstraintViolationException, "WAIT_PERIOD_ACTIVE");
    world.clock = Timestamp::parse("2026-01-19T09:59:59Z").unwrap();
    refused_because(&mut world, &management(), remove, &[("AccountId", &labs)], too_young);
    refused_because(&mut world, &root(&labs), leave, &[], too_young);
    world.clock = Timestamp::parse("2026-01-19T10:00:00Z").unwrap();
    done(&mut world, &root(&labs), leave, &[]);
    done(&mut world, &root(PROD), leave, &[]);
    assert_eq!(world.organization.as_ref().unwrap().accounts.len(), 1);
}

fn invite(world: &mut World, id: &str) -> Called {
    let target = Value::Map(fields(&[("Id", id), ("Type", "ACCOUNT")]));
    let parameters = Fields::of([("Target", target)]);
    call_with(world, &management(), "organizations:InviteAccountToOrganization", parameters)
}

#[test]
fn s144_who_is_invited_joins_by_accepting_and_gets_no_access_role() {
    let mut world = world();
    let invited = invite(&mut world, PARTNER).result.unwrap().fields;
    assert_eq!(at(&invited, "Handshake.State"), "OPEN");
    let id = at(&invited, "Handshake.Id");
    check_form(&id, "h-", 8);
    let handshake = [("HandshakeId", id.as_str())];
    let accept = "organizations:AcceptHandshake";
    assert_eq!(invite(&mut world, PARTNER).result.unwrap_err().code, ErrorCode::DuplicateHandshakeException);
    let in_one = ErrorCode::HandshakeConstraintViolationException;
    assert_eq!(invite(&mut world, PROD).result.unwrap_err().code, in_one);
    // It is the invited account that accepts.
    refused(&mut world, &management(), accept, &handshake, ErrorCode::AccessDeniedException);
    let other = [("HandshakeId", "h-nosuchhandshake")];
    refused(&mut world, &root(PARTNER), accept, &other, ErrorCode::HandshakeNotFoundException);
    let accepted = done(&mut world, &root(PARTNER), accept, &handshake);
    assert_eq!(at(&accepted, "Handshake.State"), "ACCEPTED");
    let organization = world.organization.as_ref().unwrap();
    assert_eq!(organization.accounts[&account(PARTNER)].parent, ROOT);
    let roles: Vec<&String> = world.accounts[&account(PARTNER)].roles.keys().collect();
    assert_eq!(roles, ["AWSServiceRoleForOrganizations"]);
    let code = ErrorCode::HandshakeAlreadyInStateException;
    refused(&mut world, &root(PARTNER), accept, &handshake, code);
}

#[test]
fn s144_an_invitation_is_declined_canceled_or_expires() {
    let decline = "organizations:DeclineHandshake";
    let cancel = "organizations:CancelHandshake";
    for (caller, operation, state) in
        [(root(PARTNER), decline, "DECLINED"), (root(MANAGEMENT), cancel, "CANCELED")]
    {
        let mut world = world();
        let id = at(&invite(&mut world, PARTNER).result.unwrap().fields, "Handshake.Id");
        let handshake = [("HandshakeId", id.as_str())];
        let answered = done(&mut world, &caller, operation, &handshake);
        assert_eq!(at(&answered, "Handshake.State"), state);
        let code = ErrorCode::InvalidHandshakeTransitionException;
        refused(&mut world, &root(PARTNER), "organizations:AcceptHandshake", &handshake, code);
        // Another invitation can be made.
        invite(&mut world, PARTNER).result.unwrap();
    }
    let mut world = world();
    let id = at(&invite(&mut world, PARTNER).result.unwrap().fields, "Handshake.Id");
    let handshake = [("HandshakeId", id.as_str())];
    world.clock = Timestamp::parse("2026-01-30T10:00:00Z").unwrap();
    let shown = done(&mut world, &root(PARTNER), "organizations:DescribeHandshake", &handshake);
    assert_eq!(at(&shown, "Handshake.State"), "EXPIRED");
    let code = ErrorCode::InvalidHandshakeTransitionException;
    refused(&mut world, &root(PARTNER), "organizations:AcceptHandshake", &handshake, code);
}
