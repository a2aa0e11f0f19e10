//! One statement against one request: its four elements (E5).

use super::compiled::{CompiledAction, CompiledElement, CompiledResource, CompiledStatement};
use super::decision::{Caveat, Caveats};
use super::index::Certainty;
use super::policies::{Policies, ResourcePolicyKind};
use super::principal::{CompiledPrincipal, Naming};
use super::recorder::{Recorder, Silent};
use super::resource_heads::Wanted;
use super::shape::Misshapen;
use super::spared::{Spared, spared};
use super::trace::{ElementOutcome, ElementTrace, PrincipalTrace, StatementTrace};
use super::trace_condition;
use crate::condition::ConditionOutcome;
use crate::pattern::{ArnPattern, ArnText, NoVariables, Resolve};
use crate::policy::Effect;
use crate::request::{Action, Request, RequestContext, Resource};
use crate::span::Span;

/// What every statement of an evaluation is compared with.
pub(super) struct Matching<'a> {
    request: &'a Request,
    /// The resource that ARN patterns are compared with, if the action takes one (E37).
    resource: Option<ArnText<'a>>,
    /// The same for a first look.
    wanted: Wanted,
    /// The action is `s3:ListAllMyBuckets`, which has no resource type (A4).
    lists_buckets: bool,
    /// Whether the caller has a permissions boundary.
    has_boundary: bool,
    /// What the resource's policy belongs to: a trust policy has other elements.
    resource_kind: Option<ResourcePolicyKind>,
}

/// How an element applies.
#[derive(Clone, Copy)]
struct ElementMatch {
    outcome: ElementOutcome,
    span: Span,
    unresolved: Option<Span>,
    caveats: Caveats,
}

impl ElementMatch {
    fn sure(span: Span) -> ElementMatch {
        ElementMatch { outcome: ElementOutcome::Matched, span, unresolved: None, caveats: Caveats::default() }
    }

    fn absent(statement: Span) -> ElementMatch {
        ElementMatch {
            outcome: ElementOutcome::Absent,
            span: statement,
            unresolved: None,
            caveats: Caveats::default(),
        }
    }

    fn matched(self) -> bool {
        match self.outcome {
            ElementOutcome::Matched | ElementOutcome::Absent => true,
            ElementOutcome::NotMatched | ElementOutcome::NotReached => false,
        }
    }

    fn trace(self) -> ElementTrace {
        ElementTrace { outcome: self.outcome, span: self.span, unresolved: self.unresolved }
    }
}

impl CompiledResource {
    /// Whether a variable of the pattern has no value (E34).
    fn is_unresolved(&self, variables: &impl Resolve) -> bool {
        match self {
            CompiledResource::Any => false,
            CompiledResource::Arn(pattern) => pattern.is_unresolved(variables),
        }
    }

    /// Whether a variable of the pattern has a value with a wildcard in it, which is taken literally (E36).
    fn has_wildcard_value(&self, variables: &impl Resolve) -> bool {
        match self {
            CompiledResource::Any => false,
            CompiledResource::Arn(pattern) => {
                pattern.variables().any(|it| variables.resolve(it).is_some_and(|it| it.contains(['*', '?'])))
            }
        }
    }
}

impl<'a> Matching<'a> {
    pub(super) fn new(policies: &Policies<'_>, request: &'a Request) -> Matching<'a> {
        // AWS's own example grants it on every bucket.
        let lists_buckets = request.action.lower() == "s3:listallmybuckets";
        let resource = match &request.resource {
            _ if lists_buckets => Some(ArnText::new("arn:aws:s3:::*")),
            _ if request.facts.action_takes_no_resource => None,
            Resource::Any => None,
            Resource::Arn(arn) => Some(ArnText::of_fields(arn.as_str(), arn.fields())),
        };
        Matching {
            request,
            resource,
            wanted: Wanted::new(resource.as_ref()),
            lists_buckets,
            has_boundary: policies.boundary.is_some(),
            resource_kind: policies.resource.map(|it| it.kind),
        }
    }

    /// The resource as a first look compares it.
    pub(super) fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// The context keys of the request.
    pub(super) fn context(&self) -> &'a RequestContext {
        &self.request.context
    }

    /// The action that is asked for.
    pub(super) fn action(&self) -> &'a Action {
        &self.request.action
    }

    /// How a statement names the caller, if all its elements match. A silent evaluation stops at the first element
    /// that does not; a recorded one looks at all four. Caveats of an element count only where every element before
    /// it matches, so that both give the same.
    pub(super) fn statement<R: Recorder>(
        &self,
        statement: &CompiledStatement,
        action_matches: Certainty,
        recorder: &mut R,
        caveats: &mut Caveats,
    ) -> Option<Naming> {
        let mut matched = !self.is_misshapen(statement.misshapen);
        let mut element = |it: ElementMatch, caveats: &mut Caveats| {
            if matched {
                caveats.extend(it.caveats);
            }
            matched &= it.matched();
            matched
        };
        let action = match action_matches {
            Certainty::Certain => ElementMatch::sure(statement.actions.span),
            Certainty::Possible => self.actions(&statement.actions),
        };
        if !element(action, caveats) && !R::RECORDS {
            return None;
        }
        let resource = self.resources(statement, R::RECORDS);
        if !element(resource, caveats) && !R::RECORDS {
            return None;
        }
        let (principal, naming) = self.principal(statement);
        if !element(principal, caveats) && !R::RECORDS {
            return None;
        }
        let conditions = self.conditions(statement);
        let matched = element(conditions, caveats);
        recorder.statement(|| StatementTrace {
            statement: statement.place,
            span: statement.span,
            effect: statement.effect,
            matched,
            principal: statement.principal.as_ref().map(|_| PrincipalTrace {
                outcome: principal.outcome,
                principal_match: naming.strongest(),
                span: principal.span,
            }),
            action: action.trace(),
            resource: resource.trace(),
            conditions: trace_condition::all(&statement.conditions, &self.request.context),
            condition_outcome: conditions.outcome,
        });
        matched.then_some(naming)
    }

    /// Whether statements have elements that their kind of policy cannot have, or lack some.
    pub(super) fn is_misshapen(&self, misshapen: Misshapen) -> bool {
        misshapen.under(self.resource_kind)
    }

    /// Whether the statement applies.
    pub(super) fn applies(&self, statement: &CompiledStatement) -> bool {
        self.statement(statement, Certainty::Possible, &mut Silent, &mut Caveats::default()).is_some()
    }

    /// Whether the statement applies in some context: what no context key can change does match.
    pub(super) fn may_apply(&self, statement: &CompiledStatement) -> bool {
        let resources = || self.resources(statement, true);
        !self.is_misshapen(statement.misshapen)
            && self.actions(&statement.actions).matched()
            && self.principal(statement).0.matched()
            && (resources().matched() || resources().unresolved.is_some())
    }

    fn actions(&self, actions: &CompiledElement<CompiledAction>) -> ElementMatch {
        let action = &self.request.action;
        let matches = |it: &CompiledAction| match it {
            CompiledAction::Any => true,
            CompiledAction::Of { service, name } => {
                service.matches(action.service(), &NoVariables)
                    && name.matches(action.lower_name(), &NoVariables)
            }
            CompiledAction::Nothing => false,
        };
        let entry = actions.patterns.iter().find(|(it, _)| matches(it));
        element_match(actions.negated, actions.patterns.is_empty(), entry.map(|it| it.1), actions.span)
    }

    #[inline]
    fn principal(&self, statement: &CompiledStatement) -> (ElementMatch, Naming) {
        match &statement.principal {
            None => (ElementMatch::absent(statement.span), Naming::any()),
            Some(element) => self.principal_element(element, statement.effect),
        }
    }

    fn principal_element(&self, element: &CompiledPrincipal, effect: Effect) -> (ElementMatch, Naming) {
        let naming = element.naming(&self.request.principal);
        let unknown = naming.is_empty() && element.has_canonical_user();
        if !element.negated {
            let entry = (!naming.is_empty()).then(|| naming.entry.unwrap_or(element.span));
            let mut found = element_match(false, false, entry, element.span);
            if unknown {
                found.caveats.insert(Caveat::UnknownCanonicalUser);
            }
            return (found, naming);
        }
        let spared = spared(naming, effect, &self.request.principal, self.has_boundary);
        let entry = (spared == Spared::Yes).then_some(element.span);
        let mut found = element_match(true, element.lists_nothing(), entry, element.span);
        match spared {
            Spared::Partly => found.caveats.insert(Caveat::PartialNotPrincipal),
            Spared::Yes | Spared::No if unknown => found.caveats.insert(Caveat::UnknownCanonicalUser),
            Spared::Yes | Spared::No => {}
        }
        (found, Naming::any())
    }

    fn resources(&self, statement: &CompiledStatement, records: bool) -> ElementMatch {
        let Some(resources) = &statement.resources else {
            return ElementMatch::absent(statement.span);
        };
        let matching = resources.patterns.iter().find(|(it, _)| self.resource(it));
        let entry = matching.map(|(_, span)| *span);
        let mut found =
            element_match(resources.negated, resources.patterns.is_empty(), entry, resources.span);
        let context = &self.request.context;
        if records || (resources.negated && found.matched()) {
            let unresolved = resources.patterns.iter().find(|(it, _)| it.is_unresolved(context));
            found.unresolved = unresolved.map(|(_, span)| *span);
        }
        if resources.negated
            && found.matched()
            && (found.unresolved.is_some() || has_misplaced_variable(resources))
        {
            found.caveats.insert(Caveat::UnresolvedNotResource);
        } else if context.has_wildcards()
            && resources.patterns.iter().any(|(it, _)| it.has_wildcard_value(context))
        {
            found.caveats.insert(Caveat::WildcardInVariable);
        } else if self.lists_buckets && matching.is_some_and(|(it, _)| *it != CompiledResource::Any) {
            found.caveats.insert(Caveat::ListBucketsOnResource);
        }
        if context.has_ambiguous_keys()
            && statement.variables_in_resources().any(|it| context.is_ambiguous(&it.key))
        {
            found.caveats.insert(Caveat::AmbiguousTagKey);
        }
        found
    }

    fn resource(&self, pattern: &CompiledResource) -> bool {
        match (pattern, &self.resource) {
            (CompiledResource::Any, _) => true,
            (CompiledResource::Arn(_), None) => false,
            (CompiledResource::Arn(pattern), Some(resource)) => {
                pattern.matches(resource, &self.request.context)
            }
        }
    }

    /// The conditions, up to the first that does not hold: what comes behind it changes nothing, and brings no caveat. An
    /// operator that AWS does not know is worth a word only where everything else holds.
    fn conditions(&self, statement: &CompiledStatement) -> ElementMatch {
        let mut holds = true;
        let mut caveats = Caveats::default();
        let context = &self.request.context;
        for it in &statement.conditions {
            let outcome = it.holds(context);
            if outcome == ConditionOutcome::Undefined {
                caveats.insert(Caveat::MultivaluedWithoutSetOperator);
            } else if it.has_variable_under_bool {
                caveats.insert(Caveat::VariableInBool);
            }
            if context.has_ambiguous_keys() && it.reads_value_of(|key| context.is_ambiguous(key)) {
                caveats.insert(Caveat::AmbiguousTagKey);
            }
            holds = outcome.holds();
            if !holds {
                if outcome == ConditionOutcome::UnknownOperator && all_else_holds(statement, context) {
                    caveats.insert(Caveat::UnreadableStatement);
                }
                break;
            }
        }
        let outcome = match (statement.conditions.is_empty(), holds) {
            (true, _) => ElementOutcome::Absent,
            (false, true) => ElementOutcome::Matched,
            (false, false) => ElementOutcome::NotMatched,
        };
        ElementMatch { outcome, span: statement.span, unresolved: None, caveats }
    }
}

/// Whether a variable stands where none may (E33): its entry matches nothing.
#[inline(never)]
fn has_misplaced_variable(resources: &CompiledElement<CompiledResource>) -> bool {
    resources.patterns.iter().any(|(it, _)| it.arn().is_some_and(ArnPattern::is_misplaced))
}

/// Whether every condition holds whose operator AWS knows.
#[cold]
fn all_else_holds(statement: &CompiledStatement, context: &RequestContext) -> bool {
    statement.conditions.iter().all(|it| it.operator.is_none() || it.holds(context).holds())
}

/// The outcome of a list of patterns, given the entry that matched. An empty list matches nothing, negated or not
/// (L10).
fn element_match(negated: bool, is_empty: bool, entry: Option<Span>, whole: Span) -> ElementMatch {
    let matched = !is_empty && entry.is_some() != negated;
    let outcome = if matched { ElementOutcome::Matched } else { ElementOutcome::NotMatched };
    ElementMatch { outcome, span: entry.unwrap_or(whole), unresolved: None, caveats: Caveats::default() }
}
