//! The gates of a decision, from what the policies say (E60). Each gate is one function of the [`Case`]; the decision
//! is made from their outcomes alone.

use super::case::{Case, Relation};
use super::doubts::Doubts;
use super::policies::{ResourcePolicyKind, StatementRef};
use super::principal::PrincipalMatch;
use super::readings::NamedInTrustPolicy;
use super::scan::Scan;
use super::trace::{GateOutcome, GateReason};
use crate::request::Principal;
use crate::rule::Rule;

/// What a gate says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) outcome: GateOutcome,
    pub(super) reason: GateReason,
    pub(super) rule: Rule,
    pub(super) statement: Option<StatementRef>,
}

impl Verdict {
    pub(super) fn new(outcome: GateOutcome, reason: GateReason, rule: Rule) -> Verdict {
        Verdict { outcome, reason, rule, statement: None }
    }

    fn not_applicable(reason: GateReason, rule: Rule) -> Verdict {
        Verdict::new(GateOutcome::NotApplicable, reason, rule)
    }

    fn denied(statement: StatementRef) -> Verdict {
        Verdict::new(GateOutcome::Denied, GateReason::StatementDenies, Rule::E59).by(Some(statement))
    }

    pub(super) fn by(mut self, statement: Option<StatementRef>) -> Verdict {
        self.statement = statement;
        self
    }

    /// Whether the gate ends the request.
    pub(super) fn stops(self) -> bool {
        match self.outcome {
            GateOutcome::Denied | GateOutcome::NotAllowed => true,
            GateOutcome::NotApplicable | GateOutcome::Passed | GateOutcome::NotNeeded => false,
        }
    }
}

impl Case<'_> {
    /// SCPs or RCPs that bind: a deny at any level, or else an allow at each (E150, E171).
    pub(super) fn levels(&self, levels: &Levels, rule: Rule) -> Verdict {
        if let Some((reason, rule)) = levels.exemption {
            return Verdict::not_applicable(reason, rule);
        }
        if levels.n_levels == 0 {
            return Verdict::not_applicable(GateReason::NoPolicies, rule);
        }
        match (levels.denied, levels.without_allow) {
            (Some(statement), _) => Verdict::denied(statement),
            (None, Some(level)) => {
                Verdict::new(GateOutcome::NotAllowed, GateReason::LevelAllowsNothing { level }, rule)
            }
            (None, None) => {
                Verdict::new(GateOutcome::Passed, GateReason::StatementAllows, rule).by(levels.allowed)
            }
        }
    }

    pub(super) fn vpc_endpoint(&self, endpoint: Option<&Scan>) -> Verdict {
        self.limit(endpoint, None, Rule::E140)
    }

    /// The resource's policy, by how it names the caller (sections 4 and 5).
    pub(super) fn resource_based(&self) -> Verdict {
        let Some((_, scan)) = self.resource else {
            return match self.relation {
                Relation::Same => Verdict::not_applicable(GateReason::NoPolicies, Rule::E75),
                Relation::Cross => Verdict::new(GateOutcome::NotAllowed, GateReason::NoPolicies, Rule::E84),
                Relation::None => {
                    Verdict::new(GateOutcome::NotAllowed, GateReason::NoPolicies, self.no_account_rule())
                }
            };
        };
        if let Some(statement) = scan.denied
            && !self.lockout_guard
        {
            return Verdict::denied(statement);
        }
        match self.grant() {
            Some((class, statement)) => self.granted(class, statement),
            None => self.not_granted(),
        }
    }

    fn granted(&self, class: PrincipalMatch, statement: StatementRef) -> Verdict {
        let (reason, rule) = match (self.relation, class) {
            (Relation::Cross, _) => (GateReason::AdmitsOtherAccount, self.cross_account_rule()),
            (_, PrincipalMatch::Account) if self.is_root() => (GateReason::RootUser, Rule::E70),
            (_, PrincipalMatch::Account) => (GateReason::DelegatesToAccount, self.delegation_rule()),
            (Relation::None, _) => (GateReason::GrantsCallerDirectly, self.no_account_rule()),
            (_, PrincipalMatch::Entity) => (GateReason::GrantsCallersEntity, self.entity_rule()),
            (
                _,
                PrincipalMatch::Itself
                | PrincipalMatch::Any
                | PrincipalMatch::Service
                | PrincipalMatch::Federated,
            ) => (GateReason::GrantsCallerDirectly, self.direct_rule(class)),
        };
        Verdict::new(GateOutcome::Passed, reason, rule).by(Some(statement))
    }

    fn not_granted(&self) -> Verdict {
        let missing = |rule| Verdict::new(GateOutcome::NotAllowed, GateReason::NoStatementAllows, rule);
        match (self.relation, self.required_kind()) {
            (_, Some(ResourcePolicyKind::RoleTrust)) => missing(Rule::E120),
            (_, Some(ResourcePolicyKind::KmsKey)) => missing(Rule::E126),
            (Relation::Cross, Some(ResourcePolicyKind::Generic) | None) => missing(Rule::E80),
            (Relation::None, Some(ResourcePolicyKind::Generic) | None) => missing(self.no_account_rule()),
            (Relation::Same, Some(ResourcePolicyKind::Generic) | None) if self.is_root() => {
                Verdict::new(GateOutcome::NotNeeded, GateReason::RootUser, Rule::E76)
            }
            (Relation::Same, Some(ResourcePolicyKind::Generic) | None) => {
                Verdict::new(GateOutcome::NotNeeded, GateReason::IdentityPolicyIsEnough, Rule::E75)
            }
        }
    }

    pub(super) fn identity_based(&self, identity: &Scan) -> Verdict {
        if self.is_root() {
            let rule = if self.relation == Relation::Cross { Rule::E83 } else { Rule::E76 };
            return Verdict::not_applicable(GateReason::RootUser, rule);
        }
        if self.relation == Relation::None {
            return Verdict::not_applicable(GateReason::CallerHasNoPolicies, self.no_account_rule());
        }
        let bypassed = self.is_direct() || self.is_entity();
        self.limit(Some(identity), bypassed.then_some(self.bypass_rule()), self.identity_rule())
    }

    pub(super) fn boundary(&self, boundary: Option<&Scan>) -> Verdict {
        if !self.is_user_named_in_trust() {
            return self.limit(boundary, self.is_direct().then_some(self.bypass_rule()), Rule::E190);
        }
        // A2: AWS's pages disagree.
        let bypass = match self.readings.named_in_trust_policy {
            NamedInTrustPolicy::BoundaryLimits => None,
            NamedInTrustPolicy::BoundaryIsBypassed => Some(self.bypass_rule()),
        };
        self.limit(boundary, bypass, Rule::E121)
    }

    fn is_user_named_in_trust(&self) -> bool {
        self.kind() == Some(ResourcePolicyKind::RoleTrust)
            && matches!(self.request.principal, Principal::User { .. })
            && self.is_direct()
            && self.scan_grant(PrincipalMatch::Any).is_none()
    }

    /// Whether the other reading of A2 would give the boundary another outcome.
    pub(super) fn hangs_on_boundary_of_trusted(&self, boundary: Verdict) -> bool {
        self.is_user_named_in_trust()
            && matches!(boundary.outcome, GateOutcome::NotAllowed | GateOutcome::NotNeeded)
    }

    pub(super) fn session(&self, session: Option<&Scan>) -> Verdict {
        let bypass = self.is_direct().then_some(self.bypass_rule());
        match (&self.request.principal, session) {
            (Principal::FederatedUser { .. }, None) => match bypass {
                Some(rule) => Verdict::new(GateOutcome::NotNeeded, GateReason::GrantedByResourcePolicy, rule),
                None => Verdict::new(GateOutcome::NotAllowed, GateReason::NoSessionPolicyPassed, Rule::E185),
            },
            _ => self.limit(session, bypass, Rule::E201),
        }
    }

    /// Policies that must allow, unless a grant bypasses them by the rule given. A deny is never bypassed (E73).
    fn limit(&self, scan: Option<&Scan>, bypass: Option<Rule>, rule: Rule) -> Verdict {
        let Some(scan) = scan else {
            return Verdict::not_applicable(GateReason::NoPolicies, rule);
        };
        match (scan.denied, scan.allowed, bypass) {
            (Some(statement), ..) => Verdict::denied(statement),
            (None, Some(statement), _) => {
                Verdict::new(GateOutcome::Passed, GateReason::StatementAllows, rule).by(Some(statement))
            }
            (None, None, Some(rule)) => {
                Verdict::new(GateOutcome::NotNeeded, GateReason::GrantedByResourcePolicy, rule)
            }
            (None, None, None) => Verdict::new(GateOutcome::NotAllowed, GateReason::NoStatementAllows, rule),
        }
    }
}

/// The levels of SCPs or RCPs, summed up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Levels {
    /// Why they do not bind the request; then none was read.
    pub(super) exemption: Option<(GateReason, Rule)>,
    pub(super) n_levels: u32,
    pub(super) denied: Option<StatementRef>,
    /// The allow of the level nearest to the account.
    pub(super) allowed: Option<StatementRef>,
    /// The first level without an allow.
    pub(super) without_allow: Option<u32>,
    /// Some level allows only by naming resources (A1).
    pub(super) allows_on_resources_only: bool,
    pub(super) doubts: Doubts,
}

impl Levels {
    pub(super) fn add(&mut self, scan: &Scan) {
        let level = self.n_levels;
        self.doubts = self.doubts.and(scan.doubts(None));
        self.n_levels += 1;
        self.denied = self.denied.or(scan.denied);
        self.allowed = scan.allowed.or(self.allowed);
        self.allows_on_resources_only |= scan.allowed.is_some() && !scan.allows_on_everything;
        if scan.allowed.is_none() {
            self.without_allow.get_or_insert(level);
        }
    }

    /// Whether they end a request that they bind.
    pub(super) fn stop(&self) -> bool {
        self.denied.is_some() || self.without_allow.is_some()
    }
}
