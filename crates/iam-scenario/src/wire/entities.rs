//! The form of a file: what is in an account.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::text::Policy;

/// An AWS account.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Account {
    /// Twelve digits.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// IAM users.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) users: Vec<User>,
    /// User groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<Group>,
    /// Roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<Role>,
    /// Customer managed policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) managed_policies: Vec<ManagedPolicy>,
    /// Resources that the account owns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) resources: Vec<Resource>,
    /// VPC endpoints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) vpc_endpoints: Vec<VpcEndpoint>,
}

/// An IAM user.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct User {
    /// Its name.
    pub(super) name: String,
    /// Its path; `/` if not given.
    #[serde(default = "slash", skip_serializing_if = "is_slash")]
    pub(super) path: String,
    /// `AIDA…`; made from the seed if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unique_id: Option<String>,
    /// Its tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tags: BTreeMap<String, String>,
    /// The names of the groups that it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<String>,
    /// The ARNs of the managed policies attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) attached_policies: Vec<String>,
    /// Its inline policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) inline_policies: Vec<InlinePolicy>,
    /// The ARN of the managed policy that is its permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) permissions_boundary: Option<String>,
}

/// A user group.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Group {
    /// Its name.
    pub(super) name: String,
    /// Its path; `/` if not given.
    #[serde(default = "slash", skip_serializing_if = "is_slash")]
    pub(super) path: String,
    /// The ARNs of the managed policies attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) attached_policies: Vec<String>,
    /// Its inline policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) inline_policies: Vec<InlinePolicy>,
}

/// A role.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Role {
    /// Its name.
    pub(super) name: String,
    /// Its path; `/` if not given.
    #[serde(default = "slash", skip_serializing_if = "is_slash")]
    pub(super) path: String,
    /// `AROA…`; made from the seed if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unique_id: Option<String>,
    /// Who may assume it.
    pub(super) trust_policy: Policy,
    /// The longest session in seconds, 3600 to 43200; 3600 if not given.
    #[serde(default = "an_hour", skip_serializing_if = "is_an_hour")]
    pub(super) max_session_duration: u32,
    /// Its tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tags: BTreeMap<String, String>,
    /// The ARNs of the managed policies attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) attached_policies: Vec<String>,
    /// Its inline policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) inline_policies: Vec<InlinePolicy>,
    /// The ARN of the managed policy that is its permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) permissions_boundary: Option<String>,
}

/// A policy embedded in a user, group or role.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct InlinePolicy {
    /// Its name.
    pub(super) name: String,
    /// Its text.
    pub(super) policy: Policy,
}

/// A customer managed policy.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ManagedPolicy {
    /// Its name.
    pub(super) name: String,
    /// Its path; `/` if not given.
    #[serde(default = "slash", skip_serializing_if = "is_slash")]
    pub(super) path: String,
    /// Its text.
    pub(super) policy: Policy,
}

/// A resource.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Resource {
    /// Its ARN.
    pub(super) arn: String,
    /// Its tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tags: BTreeMap<String, String>,
    /// Its resource-based policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<Policy>,
}

/// A VPC endpoint.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct VpcEndpoint {
    /// Its id, `vpce-…`.
    pub(super) id: String,
    /// The VPC that it is in, `vpc-…`.
    pub(super) vpc: String,
    /// Its policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<Policy>,
}

fn slash() -> String {
    "/".to_owned()
}

fn is_slash(path: &str) -> bool {
    path == "/"
}

fn an_hour() -> u32 {
    3600
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_an_hour(seconds: &u32) -> bool {
    *seconds == 3600
}
