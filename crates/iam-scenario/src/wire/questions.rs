//! The form of a file: questions and steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::text::Text;

/// A request to decide.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Question {
    /// Unique among the questions.
    pub(super) id: String,
    /// What it asks, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    /// Who asks.
    pub(super) principal: Who,
    /// What for, such as `s3:GetObject`.
    pub(super) action: String,
    /// On what: an ARN, or `*`.
    pub(super) resource: String,
    /// Who owns the resource, where neither the world nor the ARN says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) resource_account: Option<String>,
    /// Context keys that are set by hand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) context: BTreeMap<String, ContextValue>,
    /// When it is asked; the world's time if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<String>,
    /// What the answer should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) expected: Option<Expectation>,
}

/// Who asks or calls.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(super) enum Who {
    /// A user, a root user, a role session or a federated user, by ARN.
    Arn(String),
    /// The session of a step, by the step's id.
    Step(String),
    /// An AWS service, such as `ec2.amazonaws.com`.
    Service(String),
    /// Nobody.
    Anonymous,
}

/// The value of a context key.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum ContextValue {
    /// Of a single-valued key.
    Single(String),
    /// Of a multivalued key.
    Multi(Vec<String>),
}

/// What an answer should be: a decision, or the error code of a call that fails before policies are read.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Expectation {
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decision: Option<Decision>,
    /// Which kind of policy decides; any if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decided_by: Option<DecidedBy>,
    /// AWS's error code, such as `ExpiredToken`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
}

/// A decision, or `denied` for either denial.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(super) enum Decision {
    Allowed,
    ExplicitDeny,
    ImplicitDeny,
    Denied,
}

/// What decides.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(crate) enum DecidedBy {
    Identity,
    Resource,
    Trust,
    Boundary,
    Session,
    Scp,
    Rcp,
    Vpce,
    Root,
    Service,
}

/// An API call.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Step {
    /// Unique among the steps.
    pub(super) id: String,
    /// What it does, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) title: String,
    /// Who calls.
    pub(super) caller: Who,
    /// What is called.
    pub(super) call: Call,
    /// Context keys that are set by hand.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) context: BTreeMap<String, ContextValue>,
    /// When it is called; the world's time if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<String>,
    /// What should come of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) expected: Option<StepExpectation>,
}

/// A call with its parameters.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(super) enum Call {
    /// `sts:AssumeRole`.
    AssumeRole(AssumeRole),
}

/// The parameters of `sts:AssumeRole`.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AssumeRole {
    /// The ARN of the role.
    pub(super) role_arn: String,
    /// The name of the session.
    pub(super) role_session_name: String,
    /// `sts:ExternalId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) external_id: Option<String>,
    /// How long the session lasts, in seconds; 3600 if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) duration_seconds: Option<u32>,
    /// An inline session policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) policy: Option<Text>,
    /// The ARNs of managed policies that serve as session policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) policy_arns: Vec<String>,
    /// Session tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tags: BTreeMap<String, String>,
    /// The keys of the tags that later sessions inherit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) transitive_tag_keys: Vec<String>,
    /// The source identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) source_identity: Option<String>,
    /// The MFA device whose code is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) serial_number: Option<String>,
}

/// What should come of a call.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(super) enum StepExpectation {
    /// It succeeds.
    Succeeds,
    /// It fails with this error code.
    Error(String),
}
