//! The policies that a request is judged by.

use std::fmt;

use super::compiled::PolicySet;
use super::facts;
use crate::request::{Principal, Request};

/// The kinds of policy that take part in a decision (E3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PolicyType {
    /// Of the user and its groups, or of the role.
    IdentityBased,
    /// Of the resource; a role's trust policy and a KMS key policy are this kind too.
    ResourceBased,
    /// The upper limit of a user or role (E190).
    PermissionsBoundary,
    /// Passed when a session was made (E200).
    Session,
    /// A service control policy of the principal's organization (E150).
    ServiceControl,
    /// A resource control policy of the resource's organization (E170).
    ResourceControl,
    /// Of the VPC endpoint that the request came through (E140).
    VpcEndpoint,
}

/// What a resource-based policy belongs to: it decides whether the policy itself must allow (E120, E126).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourcePolicyKind {
    /// A bucket, queue, topic, function, secret or anything else: one Allow, here or in the identity, is enough.
    Generic,
    /// A role: its trust policy must allow the caller (E120).
    RoleTrust,
    /// A KMS key: its key policy must allow, or enable IAM policies (E126).
    KmsKey,
}

/// The policy of the resource, with what it is the policy of.
#[derive(Clone, Copy, Debug)]
pub struct ResourcePolicy<'a> {
    /// What the policy belongs to.
    pub kind: ResourcePolicyKind,
    /// The policy; empty if the resource has none (a role or key without one admits nobody).
    pub policies: &'a PolicySet,
}

/// Every policy that may apply to one request. A limiting kind that is `None` or empty does not limit.
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a> {
    /// Of the user and its groups, or of the role (E7).
    pub identity: &'a PolicySet,
    /// The permissions boundary of the user or role. `Some` and empty: it allows nothing.
    pub boundary: Option<&'a PolicySet>,
    /// The session policies passed with the session; `None` if none were (E202, E185).
    pub session: Option<&'a PolicySet>,
    /// The policy of the resource. `None`: an ordinary resource without a policy.
    pub resource: Option<ResourcePolicy<'a>>,
    /// The endpoint's policy, if the request came through one (E140).
    pub vpc_endpoint: Option<&'a PolicySet>,
    /// Service control policies of the **principal's** account, root first, one set a level. Empty: not enabled.
    pub service_control: &'a [PolicySet],
    /// Resource control policies of the **resource's** account, root first, one set a level. Empty: not enabled.
    pub resource_control: &'a [PolicySet],
}

impl<'a> Policies<'a> {
    /// Identity-based policies and nothing else.
    pub fn of_identity(identity: &'a PolicySet) -> Policies<'a> {
        Policies {
            identity,
            boundary: None,
            session: None,
            resource: None,
            vpc_endpoint: None,
            service_control: &[],
            resource_control: &[],
        }
    }

    /// The policies without those that the request cannot meet: boundaries bind users and roles (E190), session policies
    /// sessions (a user's GetSessionToken takes none, E184), and a key policy only a request that names a key (E131).
    pub(super) fn concerning(&self, request: &Request) -> Policies<'a> {
        let (has_boundary, has_session) = match request.principal {
            Principal::User { .. } => (true, false),
            Principal::RoleSession { .. } | Principal::FederatedUser { .. } => (true, true),
            Principal::Root { .. } => (false, true),
            Principal::Service { .. } | Principal::Federated { .. } | Principal::Anonymous => (false, false),
        };
        let names_no_key = |it: &ResourcePolicy<'_>| {
            it.kind == ResourcePolicyKind::KmsKey && facts::names_no_key(&request.action)
        };
        Policies {
            boundary: self.boundary.filter(|_| has_boundary),
            session: self.session.filter(|_| has_session),
            resource: self.resource.filter(|it| !names_no_key(it)),
            ..*self
        }
    }
}

/// One statement of [`Policies`]. Ordered by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementRef {
    /// Which kind of policy.
    pub policy_type: PolicyType,
    /// Which level of an SCP or RCP, root first; 0 for the other kinds.
    pub level: u32,
    /// Which policy of the set, counted from 0.
    pub policy: u32,
    /// Which statement of the policy, counted from 0.
    pub statement: u32,
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PolicyType::IdentityBased => "identity-based policy",
            PolicyType::ResourceBased => "resource-based policy",
            PolicyType::PermissionsBoundary => "permissions boundary",
            PolicyType::Session => "session policy",
            PolicyType::ServiceControl => "service control policy",
            PolicyType::ResourceControl => "resource control policy",
            PolicyType::VpcEndpoint => "VPC endpoint policy",
        })
    }
}
