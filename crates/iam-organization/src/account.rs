//! An account and what lives in it.
//!
//! Everything that has a name is kept under its name, so that a name is there once. A policy that is attached is named
//! by its ARN, as in AWS; whether the ARN leads anywhere is seen when a request is made.

use iam_evaluator::arn::Arn;
use sorted::{SortedMap, SortedSet};

use crate::policy_text::PolicyText;

/// Tags of a user, role or resource, in the case in which they were written. AWS compares tag keys without regard to
/// case; that is done where context keys are compared (E11).
pub type Tags = SortedMap<String, String>;

/// An AWS account. Its id is the key under which the [`World`](crate::World) keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its friendly name.
    pub name: String,
    /// IAM users by name.
    pub users: SortedMap<String, User>,
    /// User groups by name.
    pub groups: SortedMap<String, Group>,
    /// Roles by name.
    pub roles: SortedMap<String, Role>,
    /// Customer managed policies by name.
    pub managed_policies: SortedMap<String, ManagedPolicy>,
    /// The resources that the account owns, by ARN.
    pub resources: SortedMap<Arn, Resource>,
    /// Its VPC endpoints by id, `vpce-…`.
    pub vpc_endpoints: SortedMap<String, VpcEndpoint>,
}

/// The identity-based policies of a user, group or role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityPolicies {
    /// The ARNs of the managed policies that are attached.
    pub attached: SortedSet<Arn>,
    /// The inline policies by name.
    pub inline: SortedMap<String, PolicyText>,
}

/// An IAM user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Starts and ends with a slash; `/` if nobody chose one.
    pub path: String,
    /// `AIDA…`.
    pub unique_id: String,
    /// Its tags: `aws:PrincipalTag/…`.
    pub tags: Tags,
    /// The names of the groups that it is in.
    pub groups: SortedSet<String>,
    /// Its own policies; those of its groups count too (E7).
    pub policies: IdentityPolicies,
    /// The ARN of the managed policy that is its permissions boundary.
    pub permissions_boundary: Option<Arn>,
}

/// A user group: a bag of policies, never a principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Starts and ends with a slash.
    pub path: String,
    /// Its policies.
    pub policies: IdentityPolicies,
}

/// An IAM role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Starts and ends with a slash. `/aws-service-role/…` makes it a service-linked role (E181).
    pub path: String,
    /// `AROA…`.
    pub unique_id: String,
    /// Who may assume it.
    pub trust_policy: PolicyText,
    /// The longest session in seconds: 3600 to 43200.
    pub max_session_duration: u32,
    /// Its tags.
    pub tags: Tags,
    /// Its permissions.
    pub policies: IdentityPolicies,
    /// The ARN of the managed policy that is its permissions boundary.
    pub permissions_boundary: Option<Arn>,
}

/// A customer managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Starts and ends with a slash.
    pub path: String,
    /// The text of its default version.
    pub text: PolicyText,
}

/// A resource, with the account that it is kept in as its owner. Its kind is in its ARN:
/// [`ResourceKind::of`](crate::ResourceKind::of).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Its tags: `aws:ResourceTag/…`.
    pub tags: Tags,
    /// Its resource-based policy.
    pub policy: Option<PolicyText>,
}

/// A VPC endpoint. A request comes through it if its context says so (`aws:SourceVpce`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcEndpoint {
    /// The VPC that it is in: `aws:SourceVpc`.
    pub vpc: String,
    /// Its policy; without one it lets everything through (E140).
    pub policy: Option<PolicyText>,
}
