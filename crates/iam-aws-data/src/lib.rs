//! The catalogue as a world's decisions ask for it.
//!
//! `iam-organization` asks for AWS's own data through [`AwsPublished`](iam_organization::AwsPublished) and does not know
//! the catalogue; the catalogue holds facts and does not know worlds. Every front end needs the two together, so they meet
//! here, once.
//!
//! ```
//! use iam_aws_data::AwsData;
//! use iam_evaluator::arn::Arn;
//! use iam_organization::{AwsPublished, ManagedPolicyLookup};
//!
//! let aws = AwsData::default();
//! let policy = Arn::parse("arn:aws:iam::aws:policy/ReadOnlyAccess")?;
//! assert_eq!(aws.managed_policy(&policy), ManagedPolicyLookup::NotLoaded { version: None });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aws_data;
#[cfg(feature = "committed")]
mod committed;
mod file;
mod gunzip;
mod policy_texts;
#[cfg(test)]
mod tests;
mod without_resource;

pub use aws_data::AwsData;
#[cfg(feature = "committed")]
pub use committed::Committed;
pub use file::AwsFile;
