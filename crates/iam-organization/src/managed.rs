//! AWS managed policies: written by AWS, kept outside this crate.

use std::borrow::Cow;

use iam_evaluator::arn::Arn;

/// Where the texts of AWS managed policies come from. A policy that the source does not have makes the answer
/// incomplete; it is never left out in silence.
pub trait AwsManagedPolicies {
    /// The text of the policy with this ARN, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`.
    fn document(&self, arn: &str) -> Option<Cow<'_, str>>;
}

/// A source that has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAwsManagedPolicies;

impl AwsManagedPolicies for NoAwsManagedPolicies {
    fn document(&self, _arn: &str) -> Option<Cow<'_, str>> {
        None
    }
}

/// Whether the ARN is of a policy that AWS manages: its account field is `aws` (S2).
pub(crate) fn is_aws_managed(arn: &Arn) -> bool {
    arn.service() == "iam" && arn.account() == "aws"
}

/// The text of [`FULL_AWS_ACCESS`](crate::FULL_AWS_ACCESS) (E151).
pub(crate) const FULL_AWS_ACCESS_TEXT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;

/// The text of [`RCP_FULL_AWS_ACCESS`](crate::RCP_FULL_AWS_ACCESS) (E171).
pub(crate) const RCP_FULL_AWS_ACCESS_TEXT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;
