//! The organization that the tests ask about: management, prod in the OU Workloads, and partner outside.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{Action, RequestContext, Resource as RequestResource};
use sorted::{SortedMap, SortedSet};

use crate::*;

pub(crate) const MANAGEMENT: &str = "111122223333";
pub(crate) const PROD: &str = "444455556666";
pub(crate) const PARTNER: &str = "777788889999";

pub(crate) fn account(id: &str) -> AccountId {
    AccountId::parse(id).unwrap()
}

pub(crate) fn arn(text: &str) -> Arn {
    Arn::parse(text).unwrap()
}

pub(crate) fn user_arn(id: &str, name: &str) -> Arn {
    arn(&format!("arn:aws:iam::{id}:user/{name}"))
}

/// A policy with one statement; `rest` is what follows the effect.
pub(crate) fn policy(effect: &str, rest: &str) -> PolicyText {
    PolicyText::new(format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "{effect}", {rest}}}]}}"#
    ))
}

pub(crate) fn allow(action: &str) -> PolicyText {
    policy("Allow", &format!(r#""Action": "{action}", "Resource": "*""#))
}

pub(crate) fn trust(principal: &str, action: &str) -> PolicyText {
    policy("Allow", &format!(r#""Principal": {principal}, "Action": "{action}""#))
}

pub(crate) fn user() -> User {
    User {
        path: "/".to_owned(),
        unique_id: "AIDATESTEXAMPLE".to_owned(),
        tags: Tags::new(),
        groups: SortedSet::new(),
        policies: IdentityPolicies::default(),
        permissions_boundary: None,
        access_keys: SortedMap::new(),
    }
}

pub(crate) fn user_with(name: &str, text: PolicyText) -> User {
    let mut user = user();
    user.policies.inline.insert(name.to_owned(), text);
    user
}

pub(crate) fn role(trust_policy: PolicyText) -> Role {
    Role {
        path: "/".to_owned(),
        unique_id: "AROATESTEXAMPLE".to_owned(),
        description: String::new(),
        trust_policy,
        max_session_duration: 3600,
        tags: Tags::new(),
        policies: IdentityPolicies::default(),
        permissions_boundary: None,
    }
}

pub(crate) fn world() -> World {
    let placement = |parent: &str| Placement::new(parent);
    let unit = OrganizationalUnit {
        id: "ou-exam-workload".to_owned(),
        name: "Workloads".to_owned(),
        attached: AttachedPolicies::full_access(),
        units: Vec::new(),
    };
    let organization = Organization {
        id: "o-exampleorgid".to_owned(),
        management_account: account(MANAGEMENT),
        feature_set: FeatureSet::All,
        enabled_policy_types: SortedSet::from([
            OrganizationPolicyType::ServiceControl,
            OrganizationPolicyType::ResourceControl,
        ]),
        policies: SortedMap::new(),
        root: Root { id: "r-exam".to_owned(), attached: AttachedPolicies::full_access(), units: vec![unit] },
        accounts: SortedMap::from([
            (account(MANAGEMENT), placement("r-exam")),
            (account(PROD), placement("ou-exam-workload")),
        ]),
        handshakes: SortedMap::new(),
    };
    World {
        clock: Timestamp::parse("2026-01-15T10:00:00Z").unwrap(),
        seed: 7,
        organization: Some(organization),
        accounts: [MANAGEMENT, PROD, PARTNER].map(|it| (account(it), Account::default())).into(),
        aws_managed_versions: SortedMap::new(),
        ..World::default()
    }
}

pub(crate) fn prod(world: &mut World) -> &mut Account {
    world.accounts.get_mut(&account(PROD)).unwrap()
}

/// Asks in a world; `resource` is an ARN or `*`.
pub(crate) fn ask(world: &World, caller: &Caller, action: &str, resource: &str) -> Authorization {
    ask_with(world, caller, action, resource, RequestContext::new())
}

pub(crate) fn ask_with(
    world: &World,
    caller: &Caller,
    action: &str,
    resource: &str,
    context: RequestContext,
) -> Authorization {
    ask_knowing(&ActionsWithResources, world, caller, action, resource, context)
}

/// The same with data of AWS's.
pub(crate) fn ask_knowing(
    aws: &dyn AwsPublished,
    world: &World,
    caller: &Caller,
    action: &str,
    resource: &str,
    context: RequestContext,
) -> Authorization {
    let resource = match resource {
        "*" => RequestResource::Any,
        text => RequestResource::Arn(arn(text)),
    };
    let action = Action::parse(action).unwrap();
    let ask = Ask { caller, action, resource, resource_account: None, context };
    authorize(world, aws, ask)
}

/// No managed policies, and no action that takes no resource.
pub(super) struct ActionsWithResources;

impl AwsPublished for ActionsWithResources {
    fn managed_policy(&self, policy: &Arn) -> ManagedPolicyLookup {
        NothingPublished.managed_policy(policy)
    }

    fn takes_no_resource(&self, _action: &Action) -> Option<bool> {
        Some(false)
    }
}
