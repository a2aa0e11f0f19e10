//! The form of a file: scenario, world and organization.

use serde::{Deserialize, Serialize};

use super::entities::Account;
use super::questions::{Question, Step};
use super::text::{Policy, Text};

/// The version that this form is.
pub(super) const SCENARIO_VERSION: u32 = 0;

/// A scenario of the IAM Playground, draft format.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Scenario {
    /// Where the schema of this file is, for editors. It is not kept.
    #[serde(rename = "$schema", default, skip_serializing)]
    pub(super) _schema: Option<String>,
    /// The version of the form: 0, a draft.
    pub(super) scenario_version: u32,
    /// The name of the scenario.
    pub(super) title: String,
    /// One line about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    /// The concepts that it teaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) concepts: Vec<String>,
    /// What the author has to say.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub(super) notes: Text,
    /// The organization, accounts, policies and resources, and the clock.
    pub(super) world: World,
    /// API calls, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) steps: Vec<Step>,
    /// Requests to decide; the first one is shown first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) questions: Vec<Question>,
}

/// Everything that requests are made against.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct World {
    /// The simulated time in UTC, such as `2026-01-01T10:00:00Z`.
    pub(super) clock: String,
    /// What generated ids come from.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) seed: u64,
    /// The organization, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organization: Option<Organization>,
    /// The accounts, in the organization or not.
    #[serde(default)]
    pub(super) accounts: Vec<Account>,
}

/// An organization.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Organization {
    /// Its id, `o-…`.
    pub(super) id: String,
    /// The id of the management account.
    pub(super) management_account: String,
    /// The policy types that are enabled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) enabled_policy_types: Vec<OrganizationPolicyType>,
    /// The customer's SCPs and RCPs. `p-FullAWSAccess` and `p-RCPFullAWSAccess` are there without being listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policies: Vec<OrganizationPolicy>,
    /// The root of the tree.
    pub(super) root: Root,
}

/// A type of policy, in the words of the Organizations API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum OrganizationPolicyType {
    /// SCP.
    ServiceControlPolicy,
    /// RCP.
    ResourceControlPolicy,
}

/// An SCP or RCP.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OrganizationPolicy {
    /// Its id, `p-…`.
    pub(super) id: String,
    /// SCP or RCP.
    #[serde(rename = "type")]
    pub(super) policy_type: OrganizationPolicyType,
    /// Its name.
    pub(super) name: String,
    /// Its text.
    pub(super) policy: Policy,
}

/// The root of an organization.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Root {
    /// Its id, `r-…`.
    pub(super) id: String,
    /// The ids of the SCPs attached to it; `p-FullAWSAccess` alone if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) scps: Option<Vec<String>>,
    /// The ids of the customer's RCPs attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rcps: Vec<String>,
    /// The accounts directly under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) accounts: Vec<PlacedAccount>,
    /// The OUs directly under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) organizational_units: Vec<OrganizationalUnit>,
}

/// An organizational unit.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OrganizationalUnit {
    /// Its id, `ou-…`.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// The ids of the SCPs attached to it; `p-FullAWSAccess` alone if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) scps: Option<Vec<String>>,
    /// The ids of the customer's RCPs attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rcps: Vec<String>,
    /// The accounts directly in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) accounts: Vec<PlacedAccount>,
    /// The OUs directly in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) organizational_units: Vec<OrganizationalUnit>,
}

/// An account at its place in the organization.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PlacedAccount {
    /// Its id.
    pub(super) id: String,
    /// The ids of the SCPs attached to it; `p-FullAWSAccess` alone if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) scps: Option<Vec<String>>,
    /// The ids of the customer's RCPs attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rcps: Vec<String>,
}

fn is_empty(text: &Text) -> bool {
    matches!(text, Text::Whole(it) if it.is_empty())
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}
