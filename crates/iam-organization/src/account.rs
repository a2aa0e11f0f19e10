//! An account and what lives in it.
//!
//! Everything that has a name is kept under its name, so that a name is there once. A policy that is attached is named
//! by its ARN, as in AWS; whether the ARN leads anywhere is seen when a request is made.

use iam_evaluator::arn::Arn;
use sorted::{SortedMap, SortedSet};

use crate::identity_provider::{OidcProvider, SamlProvider};
use crate::keys::{AccessKey, MfaDevice};
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
    /// Instance profiles by name.
    pub instance_profiles: SortedMap<String, InstanceProfile>,
    /// The access keys of the root user, by id (S126).
    pub root_access_keys: SortedMap<String, AccessKey>,
    /// MFA devices by serial number, which is an ARN for virtual ones and passkeys (S80, S81).
    pub mfa_devices: SortedMap<String, MfaDevice>,
    /// SAML providers by name.
    pub saml_providers: SortedMap<String, SamlProvider>,
    /// OIDC providers by issuer, without `https://`.
    pub oidc_providers: SortedMap<String, OidcProvider>,
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
    /// Its access keys by id: two at most (S126).
    pub access_keys: SortedMap<String, AccessKey>,
}

/// A user group: a bag of policies, never a principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Starts and ends with a slash.
    pub path: String,
    /// `AGPA…`.
    pub unique_id: String,
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
    /// What it is for; empty if nobody said.
    pub description: String,
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

/// A customer managed policy with its versions (S118, S119). The default version is the one that is evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Starts and ends with a slash.
    pub path: String,
    /// `ANPA…`, where it does not follow from the seed and the ARN: another policy had this ARN before (S3).
    pub unique_id: Option<String>,
    /// What it is for; empty if nobody said. It never changes.
    pub description: String,
    /// Its tags.
    pub tags: Tags,
    /// The text of its default version.
    pub text: PolicyText,
    /// Which version that is: 1 for `v1`.
    pub default_version: u32,
    /// The other versions that are kept, by number.
    pub other_versions: SortedMap<u32, PolicyText>,
    /// The highest number that a version ever had: numbers are not used again.
    pub newest_version: u32,
}

impl ManagedPolicy {
    /// A policy with this text as its first version.
    pub fn new(path: impl Into<String>, text: PolicyText) -> ManagedPolicy {
        ManagedPolicy {
            path: path.into(),
            unique_id: None,
            description: String::new(),
            tags: Tags::new(),
            text,
            default_version: 1,
            other_versions: SortedMap::new(),
            newest_version: 1,
        }
    }
}

/// What hands a role to EC2 instances (S116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceProfile {
    /// Starts and ends with a slash.
    pub path: String,
    /// `AIPA…`.
    pub unique_id: String,
    /// The name of its role, if it has one.
    pub role: Option<String>,
    /// Its tags.
    pub tags: Tags,
}

/// A resource, with the account that it is kept in as its owner. Its kind is in its ARN:
/// [`ResourceKind::of`](crate::ResourceKind::of).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Its tags: `aws:ResourceTag/…`.
    pub tags: Tags,
    /// Its resource-based policy.
    pub policy: Option<PolicyText>,
    /// What it runs as: a function's execution role, an instance's profile, a task's role, by ARN.
    pub runs_as: Option<Arn>,
}

/// A VPC endpoint. A request comes through it if its context says so (`aws:SourceVpce`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcEndpoint {
    /// The VPC that it is in: `aws:SourceVpc`.
    pub vpc: String,
    /// Its policy; without one it lets everything through (E140).
    pub policy: Option<PolicyText>,
}
