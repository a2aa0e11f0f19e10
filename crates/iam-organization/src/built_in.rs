//! The texts of the two organization policies that AWS attaches by itself.

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
