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
mod resource;
mod starting_text;
mod tags;
mod world_edit;

pub use error::{InUse, Missing, WorldEditError};
pub use iam::{is_iam_name, is_iam_path};
pub use managed::ManagedPolicyUse;
pub(crate) use tags::are_tags;
pub use world_edit::{OrganizationTarget, WorldEdit};
