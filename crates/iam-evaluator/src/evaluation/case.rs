//! Who stands to whom: the facts about caller and resource that the gates share.

use super::policies::{ResourcePolicyKind, StatementRef};
use super::principal::PrincipalMatch;
use super::readings::Readings;
use super::scan::Scan;
use crate::request::{Principal, Request, Resource};
use crate::rule::Rule;

/// How the caller's account stands to the resource's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// One account.
    Same,
    /// Two accounts: both sides must allow (E80).
    Cross,
    /// The caller has no account: a service, an external identity, anonymous.
    None,
}

/// A request with what its resource's policy says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'a> {
    pub(super) request: &'a Request,
    pub(super) relation: Relation,
    pub(super) resource: Option<(ResourcePolicyKind, &'a Scan)>,
    /// The owner's root user repairs its bucket policy: denies in it do not count (E213).
    pub(super) lockout_guard: bool,
    /// Caller and resource are in different partitions: nothing can be granted (E10).
    pub(super) other_partition: bool,
    /// What is taken where AWS's pages disagree.
    pub(super) readings: Readings,
}

impl Case<'_> {
    pub(super) fn relation(request: &Request) -> Relation {
        // AssumeRoot is decided in the caller's account: a member's root user has no policy that could admit (E180).
        if request.action.lower() == "sts:assumeroot" && request.principal.account().is_some() {
            return Relation::Same;
        }
        match (request.principal.account(), request.resource_account) {
            (None, _) => Relation::None,
            (Some(caller), Some(owner)) if caller != owner => Relation::Cross,
            (Some(_), _) => Relation::Same,
        }
    }

    pub(super) fn partitions_differ(request: &Request) -> bool {
        match (request.principal.partition(), &request.resource) {
            (Some(caller), Resource::Arn(arn)) => arn.partition() != caller,
            (Some(_), Resource::Any) | (None, _) => false,
        }
    }

    pub(super) fn is_root(&self) -> bool {
        matches!(self.request.principal, Principal::Root { .. })
    }

    pub(super) fn kind(&self) -> Option<ResourcePolicyKind> {
        self.resource.map(|(kind, _)| kind)
    }

    /// The kind of a policy that must itself allow (E120, E126).
    pub(super) fn required_kind(&self) -> Option<ResourcePolicyKind> {
        match self.kind() {
            Some(ResourcePolicyKind::Generic) | None => None,
            Some(kind @ (ResourcePolicyKind::RoleTrust | ResourcePolicyKind::KmsKey)) => Some(kind),
        }
    }

    pub(super) fn scan_grant(&self, class: PrincipalMatch) -> Option<StatementRef> {
        let (_, scan) = self.resource?;
        if self.other_partition { None } else { scan.grant(class) }
    }

    /// The strongest grant of the resource's policy that counts for this caller.
    pub(super) fn grant(&self) -> Option<(PrincipalMatch, StatementRef)> {
        let counts = |class: &PrincipalMatch| match self.relation {
            Relation::Same | Relation::Cross => !self.is_root() || *class != PrincipalMatch::Itself,
            Relation::None => match class {
                PrincipalMatch::Any | PrincipalMatch::Service | PrincipalMatch::Federated => true,
                PrincipalMatch::Itself | PrincipalMatch::Entity | PrincipalMatch::Account => false,
            },
        };
        let found = |class| self.scan_grant(class).map(|it| (class, it));
        PrincipalMatch::ALL.into_iter().filter(counts).find_map(found)
    }

    /// The resource's policy grants to the caller itself or to everyone, in the same account: no other allow is needed
    /// (E61–E63, E65–E67).
    pub(super) fn is_direct(&self) -> bool {
        let class = self.grant().map(|(class, _)| class);
        self.relation == Relation::Same && matches!(class, Some(PrincipalMatch::Itself | PrincipalMatch::Any))
    }

    /// The resource's policy grants to the caller's role or federating user, in the same account (E64, E68).
    pub(super) fn is_entity(&self) -> bool {
        let class = self.grant().map(|(class, _)| class);
        self.relation == Relation::Same && class == Some(PrincipalMatch::Entity)
    }

    pub(super) fn bypass_rule(&self) -> Rule {
        match self.grant() {
            Some((PrincipalMatch::Entity, _)) => self.entity_rule(),
            Some((class, _)) => self.direct_rule(class),
            None => Rule::E75,
        }
    }

    pub(super) fn direct_rule(&self, class: PrincipalMatch) -> Rule {
        let trust = self.kind() == Some(ResourcePolicyKind::RoleTrust);
        match (class, &self.request.principal) {
            (PrincipalMatch::Any, Principal::RoleSession { .. }) => Rule::E65,
            (PrincipalMatch::Any, _) => Rule::E62,
            (_, Principal::FederatedUser { .. }) => Rule::E67,
            (_, Principal::RoleSession { .. }) => Rule::E63,
            (_, Principal::User { .. }) if trust => Rule::E121,
            (_, _) => Rule::E61,
        }
    }

    pub(super) fn entity_rule(&self) -> Rule {
        match self.request.principal {
            Principal::FederatedUser { .. } => Rule::E68,
            Principal::User { .. }
            | Principal::RoleSession { .. }
            | Principal::Root { .. }
            | Principal::Service { .. }
            | Principal::Federated { .. }
            | Principal::Anonymous => Rule::E64,
        }
    }

    pub(super) fn delegation_rule(&self) -> Rule {
        match self.kind() {
            Some(ResourcePolicyKind::KmsKey) => Rule::E127,
            Some(ResourcePolicyKind::RoleTrust) => Rule::E121,
            Some(ResourcePolicyKind::Generic) | None => Rule::E69,
        }
    }

    /// Why an identity-based policy must allow.
    pub(super) fn identity_rule(&self) -> Rule {
        match (self.relation, self.required_kind()) {
            (Relation::Cross, _) => Rule::E80,
            (Relation::Same | Relation::None, Some(_)) => self.delegation_rule(),
            (Relation::Same | Relation::None, None) => Rule::E75,
        }
    }

    pub(super) fn cross_account_rule(&self) -> Rule {
        match self.kind() {
            Some(ResourcePolicyKind::RoleTrust) => Rule::E122,
            Some(ResourcePolicyKind::KmsKey | ResourcePolicyKind::Generic) | None => Rule::E82,
        }
    }

    pub(super) fn no_account_rule(&self) -> Rule {
        match self.request.principal {
            Principal::Federated { .. } => Rule::E124,
            Principal::Service { .. } => Rule::E71,
            Principal::User { .. }
            | Principal::RoleSession { .. }
            | Principal::FederatedUser { .. }
            | Principal::Root { .. }
            | Principal::Anonymous => Rule::E72,
        }
    }
}
