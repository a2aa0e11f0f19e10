//! The texts of the two organization policies that AWS attaches by itself.

use crate::organization::{FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS};

/// The text of an organization policy that AWS attaches by itself, by its id or ARN (E151, E171).
pub fn aws_organization_policy_text(id_or_arn: &str) -> Option<&'static str> {
    match id_or_arn.rsplit('/').next()? {
        FULL_AWS_ACCESS => Some(FULL_AWS_ACCESS_TEXT),
        RCP_FULL_AWS_ACCESS => Some(RCP_FULL_AWS_ACCESS_TEXT),
        _ => None,
    }
}

/// The text of [`FULL_AWS_ACCESS`] (E151).
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

/// The text of [`RCP_FULL_AWS_ACCESS`] (E171).
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
