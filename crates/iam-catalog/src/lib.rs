//! What AWS publishes about its services: actions with their access levels, resource types with their ARNs, condition
//! keys with their types, service principals, partitions, and the AWS managed policies.
//!
//! Facts to look up, never a verdict: an action that is not here is unknown, not forbidden. The facts lie as text in
//! `data/`; [`build`] turns them into compact files, and [`Catalog`] and [`ManagedPolicies`] read those. Nothing here
//! reads a file or the network: bytes come in, answers go out, so that all of it works in a browser.
//!
//! ```
//! use iam_catalog::{AccessLevel, Catalog, build};
//!
//! let catalog = "catalog\texample 1\t2026-10-27\n\
//!     service\ts3\tAmazon S3\t\n\
//!     resource\tobject\tarn:${Partition}:s3:::${BucketName}/${ObjectName}\n\
//!     action\tGetObject\tRead\n\
//!     \ton\tobject\n";
//! let texts = build::Texts { catalog, ..build::Texts::default() };
//! let catalog = Catalog::from_bytes(&build::catalog(&texts)?)?;
//!
//! let action = catalog.action("S3:getobject").expect("it is there in any case");
//! assert_eq!(action.to_string(), "s3:GetObject");
//! assert_eq!(action.access_level(), AccessLevel::Read);
//! let template = action.resource_types().flat_map(|it| it.resource_type.arns()).next().expect("one ARN");
//! let arn = template.fill(&[("Partition", "aws"), ("BucketName", "notes"), ("ObjectName", "*")]);
//! assert_eq!(arn, "arn:aws:s3:::notes/*");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arn_template;
pub mod build;
mod catalog;
mod columns;
mod entry;
mod glob;
mod key;
mod look_up;
mod managed;
mod partition;

pub use arn_template::ArnTemplate;
pub use catalog::{Catalog, InvalidData};
pub use entry::{AccessLevel, ActionResource, ResourceType, Service, ServiceAction};
pub use key::{ConditionKey, GlobalKey, KeyType};
pub use look_up::takes_no_resource;
pub use managed::{ManagedPolicies, ManagedPolicy};
pub use partition::{Partition, Region};
