//! What AWS says when it denies (section 14 of the evaluation rules).

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{Action, Facts, Principal, Request, RequestContext, Resource, derive_context};
use iam_evaluator::{Policies, PolicySet, PolicyType, ResourcePolicy, ResourcePolicyKind, StatementRef};
use iam_evaluator::{evaluate, policy};

use crate::{Names, PolicyName, Unnamed, access_denied};

/// Knows every policy by one ARN.
struct OneName {
    in_organization: bool,
}

impl Names for OneName {
    fn policy(&self, _: StatementRef) -> Option<PolicyName> {
        let arn = Some("arn:aws:iam::111122223333:policy/P".to_owned());
        Some(PolicyName { name: "P".to_owned(), arn, attached_to: None })
    }

    fn is_of_callers_organization(&self, _: StatementRef) -> bool {
        self.in_organization
    }

    fn level(&self, _: PolicyType, _: u32) -> Option<String> {
        None
    }
}

fn set(policy_type: PolicyType, effect: &str) -> PolicySet {
    let principal = if policy_type.has_principal() { r#""Principal": "*", "# } else { "" };
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "{effect}", {principal}"Action": "s3:*", "Resource": "*"}}}}"#
    );
    PolicySet::compile(policy_type, &policy::read(&text).0)
}

pub(super) fn session_request() -> Request {
    let mut request = Request {
        principal: Principal::RoleSession {
            session_arn: Arn::parse("arn:aws:sts::111122223333:assumed-role/app/s1").unwrap(),
            role_arn: Arn::parse("arn:aws:iam::111122223333:role/app").unwrap(),
            unique_id: None,
        },
        action: Action::parse("s3:GetObject").unwrap(),
        resource: Resource::Arn(Arn::parse("arn:aws:s3:::data/k").unwrap()),
        resource_account: AccountId::parse("111122223333").ok(),
        context: RequestContext::new(),
        facts: Facts::default(),
    };
    derive_context(&mut request);
    request
}

/// The message for a role session that has an allow, where one policy of the kind says what is given.
#[track_caller]
fn check(policy_type: PolicyType, effect: &str, expected: &str) {
    check_for(&OneName { in_organization: true }, policy_type, effect, expected);
}

/// The same where the names are known that are given.
#[track_caller]
fn check_for(names: &dyn Names, policy_type: PolicyType, effect: &str, expected: &str) {
    let one = set(policy_type, effect);
    let (identity, none) = (set(PolicyType::IdentityBased, "Allow"), PolicySet::default());
    let resource = |policies| ResourcePolicy { kind: ResourcePolicyKind::Generic, policies };
    let base = Policies::of_identity(&identity);
    let levels = std::slice::from_ref(if effect == "Deny" { &one } else { &none });
    let policies = match policy_type {
        PolicyType::IdentityBased if effect == "Deny" => Policies::of_identity(&one),
        PolicyType::IdentityBased => Policies::of_identity(&none),
        PolicyType::ResourceBased => Policies { resource: Some(resource(&one)), ..base },
        PolicyType::PermissionsBoundary => Policies { boundary: levels.first(), ..base },
        PolicyType::Session => Policies { session: levels.first(), ..base },
        PolicyType::ServiceControl => Policies { service_control: levels, ..base },
        PolicyType::ResourceControl => Policies { resource_control: levels, ..base },
        PolicyType::VpcEndpoint => Policies { vpc_endpoint: levels.first(), ..base },
    };
    let request = session_request();
    let message = access_denied(&evaluate(&policies, &request), &request, names).unwrap();
    // The session's ARN, not the role's: that is who called.
    let start = "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: s3:GetObject \
                 on resource: arn:aws:s3:::data/k ";
    assert_eq!(message.strip_prefix(start), Some(expected), "{message}");
}

// E230, E232, E235
#[test]
fn an_explicit_deny_names_the_kind_and_where_it_has_one_the_arn() {
    use PolicyType::*;
    let arn = "arn:aws:iam::111122223333:policy/P";
    for (policy_type, expected, has_arn) in [
        (IdentityBased, "with an explicit deny in an identity-based policy", true),
        (PermissionsBoundary, "with an explicit deny in a permissions boundary", true),
        (Session, "with an explicit deny in a session policy", true),
        (ServiceControl, "with an explicit deny in a service control policy", true),
        (ResourceControl, "with an explicit deny in a resource control policy", true),
        (VpcEndpoint, "with an explicit deny in a VPC endpoint policy", false),
        (ResourceBased, "with an explicit deny in a resource-based policy", false),
    ] {
        let suffix = if has_arn { format!(": {arn}") } else { String::new() };
        check(policy_type, "Deny", &format!("{expected}{suffix}"));
    }
}

// E232
#[test]
fn a_caller_of_another_organization_is_not_told_which_policy_denies() {
    let names = OneName { in_organization: false };
    let expected = "with an explicit deny in a resource control policy";
    check_for(&names, PolicyType::ResourceControl, "Deny", expected);
    let own = "with an explicit deny in a service control policy: arn:aws:iam::111122223333:policy/P";
    check_for(&names, PolicyType::ServiceControl, "Deny", own);
}

#[test]
fn the_service_is_printed_in_lower_case() {
    let request = Request { action: Action::parse("S3:GetObject").unwrap(), ..session_request() };
    let none = PolicySet::default();
    let message = access_denied(&evaluate(&Policies::of_identity(&none), &request), &request, &Unnamed);
    assert_eq!(
        message.as_deref(),
        Some(
            "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: s3:GetObject on \
             resource: arn:aws:s3:::data/k because no identity-based policy allows the s3:GetObject action"
        )
    );
}

// E230, E232
#[test]
fn an_implicit_deny_names_the_kind_and_no_arn() {
    use PolicyType::*;
    for (policy_type, kind) in [
        (IdentityBased, "identity-based policy"),
        (PermissionsBoundary, "permissions boundary"),
        (Session, "session policy"),
        (ServiceControl, "service control policy"),
        (VpcEndpoint, "VPC endpoint policy"),
    ] {
        check(policy_type, "none", &format!("because no {kind} allows the s3:GetObject action"));
    }
}
