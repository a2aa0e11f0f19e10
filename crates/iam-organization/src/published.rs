//! What AWS publishes and this crate does not keep: the managed policies, and facts about actions.

use std::fmt;

use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;

use crate::policy_text::PolicyText;
use crate::world::PARTITION;

/// Where AWS's own data comes from. What the source does not have makes an answer incomplete; it is never left out in
/// silence.
pub trait AwsPublished {
    /// The AWS managed policy with this ARN, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`.
    fn managed_policy(&self, arn: &Arn) -> ManagedPolicyLookup;

    /// Whether the action takes no resource in the Service Authorization Reference, so that only `Resource: "*"` works for
    /// it (E37). `None` while the data that would say so is not there. An action that AWS does not list takes one: a
    /// resource must not be refused without knowing.
    fn takes_no_resource(&self, action: &Action) -> Option<bool>;

    /// The action in the letters in which AWS writes it: requests may use others (E24), messages do not. `None` where that
    /// is not known, as it is unless this is overridden.
    fn spelled(&self, _action: &Action) -> Option<Action> {
        None
    }
}

/// What came of looking for an AWS managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManagedPolicyLookup {
    /// AWS publishes it.
    Found(AwsManagedPolicy),
    /// AWS publishes no such policy.
    NoSuchPolicy {
        /// The one that was probably meant: it has the same name, and another path.
        suggestion: Option<Arn>,
    },
    /// The data that would say so is not there, or not yet.
    NotLoaded {
        /// The version of the policy, where that much is known already.
        version: Option<PolicyVersion>,
    },
}

/// A managed policy that AWS wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsManagedPolicy {
    /// Its ARN with the path that AWS gave it, which a short name leaves out.
    pub arn: Arn,
    /// The text of its default version.
    pub text: PolicyText,
    /// Which version that is.
    pub version: PolicyVersion,
}

/// The version of a managed policy, such as `v3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PolicyVersion(u32);

/// The text is not the version of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPolicyVersion {
    /// What was given.
    pub text: String,
}

/// A source that has nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingPublished;

impl AwsPublished for NothingPublished {
    fn managed_policy(&self, _arn: &Arn) -> ManagedPolicyLookup {
        ManagedPolicyLookup::NotLoaded { version: None }
    }

    fn takes_no_resource(&self, _action: &Action) -> Option<bool> {
        None
    }
}

impl PolicyVersion {
    /// Reads `v3`.
    ///
    /// # Errors
    /// [`InvalidPolicyVersion`] for anything else.
    pub fn parse(text: &str) -> Result<PolicyVersion, InvalidPolicyVersion> {
        let number = text.strip_prefix('v').filter(|it| !it.starts_with(['0', '+']));
        let version = number.and_then(|it| it.parse().ok()).map(PolicyVersion);
        version.ok_or_else(|| InvalidPolicyVersion { text: text.to_owned() })
    }
}

impl fmt::Display for PolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl fmt::Display for InvalidPolicyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the version of a policy: write `v` and a number, such as `v3`", self.text)
    }
}

impl std::error::Error for InvalidPolicyVersion {}

/// Whether two ARNs name the same managed policy: they are equal, or of one of AWS's policies and one leaves its path out.
/// AWS gives no name twice.
pub fn is_same_policy(one: &Arn, other: &Arn) -> bool {
    let has_path = |it: &Arn| it.resource().matches('/').count() > 1;
    let name = |it: &Arn| it.resource().rsplit('/').next().map(str::to_owned);
    let are_of_aws = || is_aws_managed(one) && is_aws_managed(other);
    one == other || (are_of_aws() && !(has_path(one) && has_path(other)) && name(one) == name(other))
}

/// Whether the ARN is of a policy that AWS manages: its account field is `aws` (S2). Those of other partitions are none
/// (S1).
pub fn is_aws_managed(arn: &Arn) -> bool {
    arn.service() == "iam" && arn.account() == "aws" && arn.partition() == PARTITION
}
