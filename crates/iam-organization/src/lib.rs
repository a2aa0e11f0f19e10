//! The state that requests are made against, and who may do what in it.
//!
//! A [`World`] holds an [`Organization`] and [`Account`]s with their users, groups, roles, policies and resources.
//! [`authorize`] collects the policies that apply to a [`Caller`] and a resource, has the evaluator decide, and says for
//! every policy where it came from. [`assume_role`] does what `sts:AssumeRole` does and gives a [`Session`] that is a
//! caller in its turn.
//!
//! ```
//! use iam_evaluator::arn::{AccountId, Arn};
//! use iam_evaluator::request::{Action, RequestContext, Resource};
//! use iam_organization::{authorize, Account, Ask, Caller, NothingPublished, World};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let account = AccountId::parse("111122223333")?;
//! let mut world = World::default();
//! world.accounts.insert(account, Account::default());
//!
//! let bucket = Arn::parse("arn:aws:s3:::amzn-s3-demo-bucket")?;
//! let ask = Ask {
//!     caller: &Caller::Root { account },
//!     action: Action::parse("s3:ListBucket")?,
//!     resource: Resource::Arn(bucket),
//!     resource_account: Some(account),
//!     context: RequestContext::new(),
//! };
//! let answer = authorize(&world, &NothingPublished, ask);
//! assert_eq!(answer.trace.evaluation.decision, iam_evaluator::Decision::Allowed);
//! # Ok(())
//! # }
//! ```

mod account;
mod api;
mod applicable;
mod authorize;
mod built_in;
mod caller;
mod collect;
mod context;
mod edit;
mod entity;
mod identity_provider;
mod incomplete;
mod keys;
mod organization;
mod policy_text;
mod published;
mod rename_principal;
mod resource;
#[cfg(test)]
mod tests;
mod time;
mod unique_id;
mod world;

pub use account::{
    Account, Group, IdentityPolicies, InstanceProfile, ManagedPolicy, Resource, Role, Tags, User, VpcEndpoint,
};
pub use api::{
    AccessKeyPair, ApiCall, ApiError, AssumeRole, Called, Check, CheckOutcome, Credentials, ErrorCode,
    Fields, Hop, Operation, Parameter, ParameterKind, Response, TrailEvent, Value, assume_role, build, call,
    find_operation, issuer_of, operations, service_session,
};
pub use applicable::{Applicable, PolicySource, PolicySources, SourceKind};
pub use authorize::{Ask, Authorization, authenticate, authorize};
pub use built_in::aws_organization_policy_text;
pub use caller::{Caller, FederatedSession, Session, SessionToken, TokenOwner};
pub use edit::{
    InUse, ManagedPolicyUse, Missing, OrganizationTarget, Quota, WorldEdit, WorldEditError, is_iam_name,
    is_iam_path, is_managed_policy_path,
};
pub use entity::{EntityRef, IamEntity, PolicyLocation};
pub use identity_provider::{OidcProvider, SamlProvider};
pub use incomplete::Incompleteness;
pub use keys::{AccessKey, MfaDevice, MfaKind, MfaOwner};
pub use organization::{
    AttachedPolicies, FULL_AWS_ACCESS, FeatureSet, Handshake, HandshakeState, Level, Organization,
    OrganizationPolicy, OrganizationPolicyType, OrganizationalUnit, Placement, RCP_FULL_AWS_ACCESS, Root,
    Target,
};
pub use policy_text::{PolicyText, UsablePolicy};
pub use published::{
    AwsManagedPolicy, AwsPublished, InvalidPolicyVersion, ManagedPolicyLookup, NothingPublished,
    PolicyVersion, is_aws_managed, is_same_policy,
};
pub use resource::{ResourceKind, policy_holder};
pub use time::{InvalidTimestamp, Timestamp};
pub use unique_id::{IdPrefix, unique_id};
pub use world::{Found, World};
