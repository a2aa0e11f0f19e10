//! A decision with everything that candidates for a change are made from.

use iam_evaluator::policy::{self, Effect, PrincipalElement, PrincipalKind, Statement};
use iam_evaluator::request::Principal;
use iam_evaluator::{ElementOutcome, Gate, GateOutcome, GateReason, GateTrace, LevelTrace, StatementTrace};
use iam_organization::{Authorization, AwsPublished, PolicySource};
use iam_scenario::{Api, Question, Scenario};

use crate::change::{PrincipalName, StatementAt};

#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) aws: &'a dyn AwsPublished,
    pub(crate) api: Option<&'a dyn Api>,
    pub(crate) question: &'a Question,
    pub(crate) authorization: &'a Authorization,
}

/// A statement of the trace with where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Located<'a> {
    pub(crate) gate: &'a GateTrace,
    pub(crate) statement: &'a StatementTrace,
    pub(crate) source: &'a PolicySource,
}

impl<'a> Situation<'a> {
    pub(crate) fn gates(&self) -> &'a [GateTrace] {
        &self.authorization.trace.gates
    }

    /// The statements of the gates that bind the request, in the order of the trace.
    pub(crate) fn statements(&self) -> impl Iterator<Item = Located<'a>> {
        let binding = self.gates().iter().filter(|it| it.outcome != GateOutcome::NotApplicable);
        binding.flat_map(|gate| self.statements_of(gate))
    }

    pub(crate) fn statements_of(&self, gate: &'a GateTrace) -> impl Iterator<Item = Located<'a>> {
        let sources = &self.authorization.sources;
        let policies = gate.levels.iter().flat_map(|it| &it.policies);
        let statements = policies.flat_map(|it| &it.statements);
        statements.filter_map(move |statement| {
            let source = sources.of(statement.statement)?;
            Some(Located { gate, statement, source })
        })
    }

    /// Where the policies of a level come from.
    pub(crate) fn sources(&self, level: &'a LevelTrace) -> impl Iterator<Item = &'a PolicySource> {
        let sources = &self.authorization.sources;
        level.policies.iter().filter_map(move |it| sources.get(level.policy_type, level.level, it.policy))
    }

    /// The caller as a policy names it, the most usual name first.
    pub(crate) fn caller_names(&self) -> Vec<PrincipalName> {
        let aws = |name: &str| PrincipalName { kind: PrincipalKind::Aws, name: name.to_owned() };
        let principal = &self.authorization.request.principal;
        match principal {
            Principal::User { arn, .. } | Principal::FederatedUser { arn, .. } => vec![aws(arn.as_str())],
            Principal::RoleSession { session_arn, role_arn, .. } => {
                vec![aws(role_arn.as_str()), aws(session_arn.as_str())]
            }
            Principal::Root { .. } => vec![aws(&principal.display_arn())],
            Principal::Service { name } => {
                vec![PrincipalName { kind: PrincipalKind::Service, name: name.clone() }]
            }
            Principal::Federated { provider } => {
                vec![PrincipalName { kind: PrincipalKind::Federated, name: provider.clone() }]
            }
            Principal::Anonymous => vec![aws("*")],
        }
    }
}

/// The level of SCPs or RCPs that has no allow, where that is what stops the request.
pub(crate) fn level_without_allow(gate: &GateTrace) -> Option<u32> {
    let GateReason::LevelAllowsNothing { level } = gate.reason else { return None };
    Some(level)
}

impl Located<'_> {
    pub(crate) fn applies(&self, effect: Effect) -> bool {
        self.statement.matched && self.statement.effect == effect
    }

    pub(crate) fn is_of_organization(&self) -> bool {
        match self.gate.gate {
            Gate::ServiceControl | Gate::ResourceControl => true,
            Gate::Service
            | Gate::ExplicitDeny
            | Gate::VpcEndpoint
            | Gate::ResourceBased
            | Gate::IdentityBased
            | Gate::PermissionsBoundary
            | Gate::Session => false,
        }
    }

    /// Whether nothing but its conditions keeps it from applying.
    pub(crate) fn only_conditions_fail(&self) -> bool {
        self.principal_fits() && self.request_fits() && fails(self.statement.condition_outcome)
    }

    /// Whether nothing but its principal element keeps it from applying.
    pub(crate) fn only_principal_fails(&self) -> bool {
        !self.principal_fits() && self.request_fits() && !fails(self.statement.condition_outcome)
    }

    /// Whether it is about everyone but those whom it lists.
    pub(crate) fn has_not_principal(&self) -> bool {
        let principal = self.as_written().and_then(|it| it.principal);
        matches!(principal, Some(PrincipalElement::NotPrincipal(_)))
    }

    pub(crate) fn place(&self) -> StatementAt {
        let sid = self.as_written().and_then(|it| it.sid);
        StatementAt { location: self.source.location.clone(), index: self.index(), sid }
    }

    /// The trace does not hold all that a policy says.
    fn as_written(&self) -> Option<Statement> {
        let index = self.index();
        policy::read(&self.source.text).0?.statements.into_iter().find(|it| it.index == index)
    }

    fn index(&self) -> u32 {
        self.statement.statement.statement
    }

    fn principal_fits(&self) -> bool {
        self.statement.principal.as_ref().is_none_or(|it| !fails(it.outcome))
    }

    fn request_fits(&self) -> bool {
        !fails(self.statement.action.outcome) && !fails(self.statement.resource.outcome)
    }
}

fn fails(outcome: ElementOutcome) -> bool {
    match outcome {
        ElementOutcome::NotMatched | ElementOutcome::NotReached => true,
        ElementOutcome::Matched | ElementOutcome::Absent => false,
    }
}
