//! What is asked: a principal wants to perform an action on a resource, in a context (E2).

mod action;
mod context;
mod derive;
mod key_table;
mod principal;
#[cfg(test)]
mod tests;

pub use action::{Action, InvalidAction};
pub(crate) use context::Held;
pub use context::{ContextValue, RequestContext};
pub use derive::{derive_context, exclude_each_other, has_resource_account, never_has};
pub use principal::Principal;

pub use crate::context_key::ContextKey;

use crate::arn::{AccountId, Arn};

/// One (principal, action, resource, context) to decide. Operations that authorize several actions or resources
/// are several requests (E38).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub principal: Principal,
    /// What for, such as `s3:GetObject`.
    pub action: Action,
    /// On what.
    pub resource: Resource,
    /// The account that owns the resource. S3 ARNs carry none, so it is a separate input (E135).
    /// `None` if nobody's: an action without a resource is then judged in the principal's own account.
    pub resource_account: Option<AccountId>,
    /// Every context key of the request. Build it with [`derive_context`], which adds the keys that follow
    /// from the principal (E23).
    pub context: RequestContext,
    /// What AWS knows about the two sides and no ARN shows.
    pub facts: Facts,
}

/// The resource of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// `*`: the action takes no resource, or all of them (E27, E37).
    Any,
    /// One resource.
    Arn(Arn),
}

impl Resource {
    /// The text that policies are compared with.
    pub fn as_str(&self) -> &str {
        match self {
            Resource::Any => "*",
            Resource::Arn(arn) => arn.as_str(),
        }
    }
}

/// Facts about the request that are not visible in its ARNs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The principal's account is the organization's management account: no SCP binds it (E155).
    pub principal_account_is_management: bool,
    /// The resource's account is the organization's management account: no RCP binds it (E173).
    pub resource_account_is_management: bool,
    /// The principal is a session of a service-linked role: exempt from SCPs and RCPs (E155, E173, E181).
    /// A role whose path starts with `/aws-service-role/` is recognised without this.
    pub principal_is_service_linked_role: bool,
    /// The resource is an AWS managed KMS key: exempt from RCPs (E173).
    pub aws_managed_kms_key: bool,
    /// The action takes no resource in the Service Authorization Reference, so that only `Resource: "*"`
    /// works for it (E37). `false` also where that is not known.
    pub action_takes_no_resource: bool,
}
