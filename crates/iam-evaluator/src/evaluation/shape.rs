//! Which elements a statement must and cannot have, by the kind of its policy.

use super::policies::{PolicyType, ResourcePolicyKind};
use crate::policy::{
    ActionElement, Effect, Entries, PrincipalElement, PrincipalKind, PrincipalValue, ResourceElement,
    ResourcePattern, Statement,
};

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
enum Elements {
    /// Neither Principal nor NotPrincipal.
    WithoutPrincipal,
    /// The same, and AWS refuses incomplete ARNs.
    WithoutPrincipalAndShortArns,
    /// Principal, and neither Resource nor NotResource.
    OfTrustPolicy,
    /// Principal or NotPrincipal, Resource or NotResource.
    OfResourceBased,
    /// A deny for everyone, or the one allow that AWS attaches.
    OfResourceControl,
}

impl Elements {
    fn of(policy_type: PolicyType, kind: Option<ResourcePolicyKind>) -> Elements {
        match policy_type {
            // E45, L142.
            PolicyType::IdentityBased | PolicyType::PermissionsBoundary | PolicyType::ServiceControl => {
                Elements::WithoutPrincipal
            }
            // E30, L55.
            PolicyType::Session => Elements::WithoutPrincipalAndShortArns,
            // E54, S44, L139.
            PolicyType::ResourceBased if kind == Some(ResourcePolicyKind::RoleTrust) => {
                Elements::OfTrustPolicy
            }
            // E45, L49.
            PolicyType::ResourceBased | PolicyType::VpcEndpoint => Elements::OfResourceBased,
            PolicyType::ResourceControl => Elements::OfResourceControl,
        }
    }

    fn fit(&self, statement: &Statement) -> bool {
        match self {
            Elements::WithoutPrincipal => statement.principal.is_none() && statement.resource.is_some(),
            Elements::WithoutPrincipalAndShortArns => {
                let patterns = statement.resource.as_ref().map(resource_patterns);
                let is_complete =
                    patterns.is_some_and(|it| it.entries.iter().all(|it| !is_short(&it.value.0)));
                statement.principal.is_none() && is_complete
            }
            Elements::OfTrustPolicy => {
                let is_principal = matches!(statement.principal, Some(PrincipalElement::Principal(_)));
                is_principal && statement.resource.is_none()
            }
            Elements::OfResourceBased => statement.principal.is_some() && statement.resource.is_some(),
            Elements::OfResourceControl => fits_resource_control(statement),
        }
    }
}

fn resource_patterns(element: &ResourceElement) -> &Entries<ResourcePattern> {
    match element {
        ResourceElement::Resource(it) | ResourceElement::NotResource(it) => it,
    }
}

/// Whether an ARN lacks one of its six fields. Stars alone are no ARN.
fn is_short(pattern: &str) -> bool {
    pattern.split(':').count() < 6 && !is_star(pattern)
}

fn is_star(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it == b'*')
}

/// A customer's statement denies everyone actions of named services (E172, L47). The only allow there is, and the only `*`
/// as an action, is that of RCPFullAWSAccess (E171).
fn fits_resource_control(statement: &Statement) -> bool {
    let ActionElement::Action(actions) = &statement.action else { return false };
    let mut actions = actions.entries.iter().map(|it| is_star(&it.value.0));
    let for_everyone = statement.principal.as_ref().is_some_and(names_exactly_everyone);
    let fits_effect = match (statement.effect, &statement.resource) {
        (Effect::Deny, Some(_)) => !actions.any(|it| it),
        (Effect::Allow, Some(ResourceElement::Resource(it))) => {
            let on_everything = it.entries.iter().all(|it| is_star(&it.value.0));
            actions.all(|it| it) && on_everything && statement.condition.is_none()
        }
        (Effect::Allow, Some(ResourceElement::NotResource(_))) | (_, None) => false,
    };
    for_everyone && fits_effect
}

/// `"*"`, or `{"AWS": "*"}`, which is the same (L26).
fn names_exactly_everyone(element: &PrincipalElement) -> bool {
    match element {
        PrincipalElement::Principal(PrincipalValue::Any(_)) => true,
        PrincipalElement::Principal(PrincipalValue::Map(values, _)) => values.iter().all(|it| {
            let mut names = it.names.entries.iter();
            it.kind == PrincipalKind::Aws && names.all(|it| it.value == "*")
        }),
        PrincipalElement::NotPrincipal(_) => false,
    }
}
