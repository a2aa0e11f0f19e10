//! Which elements a statement must and cannot have, by the kind of its policy.

use super::policies::{PolicyType, ResourcePolicyKind};
use crate::policy::{ActionElement, PrincipalElement, Statement};

/// Whether statements have an element that their kind of policy cannot have, or lack one that it must have: then they
/// never match. What is wrong in a trust policy may be right in other resource-based policies, and the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Misshapen {
    in_trust_policy: bool,
    elsewhere: bool,
}

impl Misshapen {
    pub(super) fn of(statement: &Statement, policy_type: PolicyType) -> Misshapen {
        Misshapen {
            in_trust_policy: !Elements::of(policy_type, Some(ResourcePolicyKind::RoleTrust)).fit(statement),
            elsewhere: !Elements::of(policy_type, None).fit(statement),
        }
    }

    /// A statement of which there is nothing but that it cannot be read.
    pub(super) fn if_unreadable(unreadable: bool) -> Misshapen {
        Misshapen { in_trust_policy: unreadable, elsewhere: unreadable }
    }

    /// Whether one or the other is.
    pub(super) fn or(self, other: Misshapen) -> Misshapen {
        Misshapen {
            in_trust_policy: self.in_trust_policy || other.in_trust_policy,
            elsewhere: self.elsewhere || other.elsewhere,
        }
    }

    /// The answer where the resource that is asked for has a policy of some kind.
    pub(super) fn under(self, kind: Option<ResourcePolicyKind>) -> bool {
        match kind {
            Some(ResourcePolicyKind::RoleTrust) => self.in_trust_policy,
            Some(ResourcePolicyKind::Generic | ResourcePolicyKind::KmsKey) | None => self.elsewhere,
        }
    }
}

/// The elements of a kind of policy, where kinds differ.
struct Elements {
    principal: PrincipalForm,
    resource: ResourceForm,
    not_action: bool,
}

enum PrincipalForm {
    /// Neither Principal nor NotPrincipal.
    None,
    /// Principal.
    Principal,
    /// Principal or NotPrincipal.
    Either,
}

enum ResourceForm {
    /// Neither Resource nor NotResource.
    None,
    /// Resource or NotResource.
    Either,
}

impl Elements {
    fn of(policy_type: PolicyType, kind: Option<ResourcePolicyKind>) -> Elements {
        match policy_type {
            // E45, L142.
            PolicyType::IdentityBased
            | PolicyType::PermissionsBoundary
            | PolicyType::Session
            | PolicyType::ServiceControl => {
                Elements { principal: PrincipalForm::None, resource: ResourceForm::Either, not_action: true }
            }
            // E54, S44, L139.
            PolicyType::ResourceBased if kind == Some(ResourcePolicyKind::RoleTrust) => Elements {
                principal: PrincipalForm::Principal,
                resource: ResourceForm::None,
                not_action: true,
            },
            // E45, L49.
            PolicyType::ResourceBased | PolicyType::VpcEndpoint => Elements {
                principal: PrincipalForm::Either,
                resource: ResourceForm::Either,
                not_action: true,
            },
            // E172.
            PolicyType::ResourceControl => Elements {
                principal: PrincipalForm::Principal,
                resource: ResourceForm::Either,
                not_action: false,
            },
        }
    }

    fn fit(&self, statement: &Statement) -> bool {
        let principal = match (&self.principal, &statement.principal) {
            (PrincipalForm::None, it) => it.is_none(),
            (PrincipalForm::Principal, it) => matches!(it, Some(PrincipalElement::Principal(_))),
            (PrincipalForm::Either, it) => it.is_some(),
        };
        let resource = match self.resource {
            ResourceForm::None => statement.resource.is_none(),
            ResourceForm::Either => statement.resource.is_some(),
        };
        let action = match statement.action {
            ActionElement::Action(_) => true,
            ActionElement::NotAction(_) => self.not_action,
        };
        principal && resource && action
    }
}
