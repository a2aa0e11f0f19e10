//! Changing a world as its builder: no credentials are needed, and AWS's rules about what fits hold all the same.
//!
//! An edit is plain data. It happens as a whole or not at all.

mod apply;
mod error;
mod iam;
mod managed;
mod name;
mod organization;
mod organization_policy;
pub(crate) mod quota;
mod resource;
mod starting_text;
mod tags;
mod world_edit;

pub use error::{InUse, Missing, WorldEditError};
pub use iam::{is_iam_name, is_iam_path, is_managed_policy_path};
pub use managed::ManagedPolicyUse;
pub use quota::Quota;
pub(crate) use tags::are_tags;
pub(crate) use tags::{MAX_TAGS, is_reserved_tag_key, is_tag_key, is_tag_value};
pub use world_edit::{OrganizationTarget, WorldEdit};
