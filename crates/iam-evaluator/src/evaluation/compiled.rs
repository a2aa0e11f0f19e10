//! Policies made ready: patterns split, operators resolved, statements found by action.

use super::common_conditions::{Numbered, give_numbers};
use super::index::ActionIndex;
use super::policies::{PolicyType, StatementRef};
use super::principal::CompiledPrincipal;
use super::resource_heads::ResourceHeads;
use super::shape::Misshapen;
use crate::condition::{CompiledCondition, compile_block};
use crate::pattern::{ArnMode, ArnPattern, Case, NoVariables, Pattern, Syntax, Variable};
use crate::policy::{
    ActionElement, Effect, Entries, LanguageVersion, Policy, ResourceElement, ResourcePattern, Statement,
};
use crate::span::Span;

/// Policies of one kind that are judged together: their statements are alternatives (E4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicySet {
    pub(super) statements: Box<[CompiledStatement]>,
    /// For each policy, the end of its statements.
    pub(super) policy_ends: Box<[u32]>,
    pub(super) index: ActionIndex,
    pub(super) resource_heads: ResourceHeads,
    /// Some statement could not be read, and is not here, or never matches.
    pub(super) misshapen: Misshapen,
}

impl PolicySet {
    /// Makes policies ready for evaluation, in the order given: a [`StatementRef`] counts in that order.
    pub fn compile<'p>(policy_type: PolicyType, policies: impl IntoIterator<Item = &'p Policy>) -> PolicySet {
        PolicySet::compile_level(policy_type, 0, policies)
    }

    /// The same for one level of an SCP or RCP hierarchy, counted from the root.
    pub fn compile_level<'p>(
        policy_type: PolicyType,
        level: u32,
        policies: impl IntoIterator<Item = &'p Policy>,
    ) -> PolicySet {
        let mut statements = Vec::new();
        let mut policy_ends = Vec::new();
        let mut misshapen = Misshapen::default();
        for (policy_idx, policy) in (0..).zip(policies) {
            misshapen = misshapen.or(Misshapen::if_unreadable(!policy.unreadable.is_empty()));
            let version = policy.language_version();
            for it in &policy.statements {
                let place = StatementRef { policy_type, level, policy: policy_idx, statement: it.index };
                statements.push(CompiledStatement {
                    is_of_scp_without_version: policy_type == PolicyType::ServiceControl
                        && policy.version.is_none(),
                    ..CompiledStatement::compile(it, place, version)
                });
            }
            policy_ends.push(u32::try_from(statements.len()).unwrap_or(u32::MAX));
        }
        give_numbers(&mut statements);
        let misshapen = statements.iter().fold(misshapen, |all, it| all.or(it.misshapen));
        PolicySet {
            index: ActionIndex::build(&statements),
            resource_heads: ResourceHeads::build(&statements),
            statements: statements.into(),
            policy_ends: policy_ends.into(),
            misshapen,
        }
    }

    /// How many policies are in the set.
    pub fn n_policies(&self) -> usize {
        self.policy_ends.len()
    }
}

/// One statement, ready for matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledStatement {
    pub(super) place: StatementRef,
    pub(super) span: Span,
    pub(super) effect: Effect,
    pub(super) principal: Option<CompiledPrincipal>,
    pub(super) actions: CompiledElement<CompiledAction>,
    pub(super) resources: Option<CompiledElement<CompiledResource>>,
    pub(super) conditions: Box<[Numbered]>,
    /// Whether its policy is an SCP without Version (A19).
    pub(super) is_of_scp_without_version: bool,
    /// Whether it has an element that its kind of policy cannot have, or lacks one: it never matches.
    pub(super) misshapen: Misshapen,
}

/// The patterns of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledElement<T> {
    /// `NotAction`, `NotResource`.
    pub(super) negated: bool,
    pub(super) patterns: Box<[(T, Span)]>,
    pub(super) span: Span,
}

impl CompiledElement<CompiledResource> {
    /// Whether it lists `*`.
    pub(super) fn has_any(&self) -> bool {
        !self.negated && self.patterns.iter().any(|(it, _)| *it == CompiledResource::Any)
    }
}

/// An action pattern, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CompiledAction {
    /// `*`.
    Any,
    /// A service and a name pattern.
    Of { service: Pattern, name: Pattern },
    /// Text of another shape: no action.
    Nothing,
}

/// A resource pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CompiledResource {
    /// `*`: also requests without a resource (E27).
    Any,
    /// An ARN.
    Arn(ArnPattern),
    /// An ARN of fewer than six fields where AWS does not say what it means (E30): as written, and filled up.
    Short(Box<(ArnPattern, ArnPattern)>),
}

impl CompiledResource {
    pub(super) fn arn(&self) -> Option<&ArnPattern> {
        match self {
            CompiledResource::Any => None,
            CompiledResource::Arn(pattern) => Some(pattern),
            CompiledResource::Short(patterns) => Some(&patterns.0),
        }
    }
}

impl CompiledStatement {
    fn compile(statement: &Statement, place: StatementRef, version: LanguageVersion) -> CompiledStatement {
        let conditions = statement.condition.iter().flat_map(|it| compile_block(it, version));
        CompiledStatement {
            place,
            span: statement.span(),
            effect: statement.effect,
            principal: statement.principal.as_ref().map(CompiledPrincipal::compile),
            actions: compile_actions(&statement.action),
            resources: statement
                .resource
                .as_ref()
                .map(|it| compile_resources(it, place.policy_type, version)),
            conditions: conditions.map(Numbered::without).collect(),
            is_of_scp_without_version: false,
            misshapen: Misshapen::of(statement, place.policy_type),
        }
    }
}

impl CompiledStatement {
    /// Whether the statement can be about actions of a service, given in lower case.
    pub(super) fn names_service(&self, wanted: &str) -> bool {
        self.actions.negated
            || self.actions.patterns.iter().any(|(it, _)| match it {
                CompiledAction::Any => true,
                CompiledAction::Of { service, .. } => service.matches(wanted, &NoVariables),
                CompiledAction::Nothing => false,
            })
    }

    /// The conditions, in order.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &CompiledCondition> {
        self.conditions.iter().map(|it| &it.condition)
    }

    /// The variables in Resource or NotResource, in order.
    pub(super) fn variables_in_resources(&self) -> impl Iterator<Item = &Variable> {
        let patterns = self.resources.iter().flat_map(|it| &it.patterns);
        patterns.filter_map(|(it, _)| it.arn()).flat_map(ArnPattern::variables)
    }
}

impl PolicyType {
    /// Whether statements of this kind name principals (E45).
    pub fn has_principal(self) -> bool {
        match self {
            PolicyType::ResourceBased | PolicyType::ResourceControl | PolicyType::VpcEndpoint => true,
            PolicyType::IdentityBased
            | PolicyType::PermissionsBoundary
            | PolicyType::Session
            | PolicyType::ServiceControl => false,
        }
    }

    /// Whether an ARN with missing fields is filled up with `*` (E30).
    fn pads_short_arns(self) -> bool {
        match self {
            PolicyType::IdentityBased | PolicyType::PermissionsBoundary => true,
            PolicyType::ResourceBased
            | PolicyType::Session
            | PolicyType::ServiceControl
            | PolicyType::ResourceControl
            | PolicyType::VpcEndpoint => false,
        }
    }
}

fn compile_actions(element: &ActionElement) -> CompiledElement<CompiledAction> {
    let (negated, entries) = match element {
        ActionElement::Action(entries) => (false, entries),
        ActionElement::NotAction(entries) => (true, entries),
    };
    compile_element(negated, entries, |it| compile_action(&it.0))
}

fn compile_action(text: &str) -> CompiledAction {
    let lower = text.to_ascii_lowercase();
    let glob = |it: &str| Pattern::new(it, Syntax { wildcards: true, variables: false }, Case::Sensitive);
    match lower.split_once(':') {
        Some((service, name)) => CompiledAction::Of { service: glob(service), name: glob(name) },
        None if glob(&lower).is_any() => CompiledAction::Any,
        None => CompiledAction::Nothing,
    }
}

fn compile_resources(
    element: &ResourceElement,
    policy_type: PolicyType,
    version: LanguageVersion,
) -> CompiledElement<CompiledResource> {
    let (negated, entries) = match element {
        ResourceElement::Resource(entries) => (false, entries),
        ResourceElement::NotResource(entries) => (true, entries),
    };
    let compile = |it: &ResourcePattern| {
        let is_any = !it.0.is_empty() && it.0.bytes().all(|it| it == b'*');
        if is_any {
            return CompiledResource::Any;
        }
        let variables = version == LanguageVersion::V2012_10_17;
        let pattern = ArnPattern::new(&it.0, variables, ArnMode::Resource);
        match (policy_type.pads_short_arns(), pattern.is_short()) {
            (true, _) => CompiledResource::Arn(pattern.pad()),
            (false, true) => CompiledResource::Short(Box::new((pattern.clone(), pattern.pad()))),
            (false, false) => CompiledResource::Arn(pattern),
        }
    };
    compile_element(negated, entries, compile)
}

fn compile_element<T, U>(
    negated: bool,
    entries: &Entries<T>,
    compile: impl Fn(&T) -> U,
) -> CompiledElement<U> {
    let patterns = entries.entries.iter().map(|it| (compile(&it.value), it.place.0)).collect();
    CompiledElement { negated, patterns, span: entries.place.0 }
}
