//! One statement against one request: its four elements (E5).

use super::common_conditions::{Numbered, Seen};
use super::compiled::{CompiledAction, CompiledElement, CompiledResource, CompiledStatement};
use super::decision::{Caveat, Caveats};
use super::element::{ElementMatch, Elements, LookOn};
use super::index::Certainty;
use super::policies::{Policies, ResourcePolicyKind};
use super::principal::{CompiledPrincipal, Naming};
use super::recorder::{Recorder, Silent};
use super::resource_heads::Wanted;
use super::shape::Misshapen;
use super::spared::{Spared, spared};
use super::trace::{ElementOutcome, ElementTrace, PrincipalTrace, StatementTrace};
use super::trace_condition;
use crate::condition::{CompiledCondition, ConditionOutcome, Dispute};
use crate::pattern::{ArnPattern, ArnText, NoVariables};
use crate::policy::Effect;
use crate::request::{Action, Principal, Request, RequestContext, Resource};

/// What every statement of an evaluation is compared with.
pub(super) struct Matching<'a> {
    request: &'a Request,
    /// The resource that ARN patterns are compared with, if the action takes one (E37).
    resource: Option<ArnText<'a>>,
    /// The same for a first look.
    wanted: Wanted<'a>,
    /// The action is `s3:ListAllMyBuckets`, which has no resource type (A4).
    lists_buckets: bool,
    /// Whether the caller has a permissions boundary.
    has_boundary: bool,
    /// What the resource's policy belongs to: a trust policy has other elements.
    resource_kind: Option<ResourcePolicyKind>,
}

/// What is known of a statement before it is looked at.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) actions: Certainty,
    pub(super) resources: Certainty,
}

impl Known {
    pub(super) const NOTHING: Known = Known { actions: Certainty::Possible, resources: Certainty::Possible };
}

impl<'a> Matching<'a> {
    pub(super) fn new(policies: &Policies<'_>, request: &'a Request) -> Matching<'a> {
        // AWS's own example grants it on every bucket.
        let lists_buckets = request.action.lower() == "s3:listallmybuckets";
        let resource = match &request.resource {
            _ if lists_buckets => Some(ArnText::new("arn:aws:s3:::*")),
            _ if request.facts.action_takes_no_resource => None,
            Resource::Any => None,
            Resource::Arn(arn) => Some(ArnText::of_colons(arn.as_str(), arn.colons())),
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
    pub(super) fn wanted(&self) -> &Wanted<'a> {
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

    /// How a statement names the caller, if all its elements match. A silent evaluation stops at the first element that
    /// does not, unless there is something to say about it; a recorded one looks at all four. Both give the same caveats.
    pub(super) fn statement<R: Recorder>(
        &self,
        statement: &CompiledStatement,
        known: Known,
        seen: &Seen<'_>,
        recorder: &mut R,
        caveats: &mut Caveats,
    ) -> Option<Naming> {
        let has_its_elements = !self.is_misshapen(statement.misshapen);
        if !has_its_elements && !R::RECORDS {
            return None;
        }
        let mut elements = Elements::default();
        let action = match known.actions {
            Certainty::Certain => ElementMatch::SURE,
            Certainty::Possible => self.actions(&statement.actions),
        };
        if elements.add(action) == LookOn::Never && !R::RECORDS {
            return None;
        }
        let resource = match known.resources {
            Certainty::Certain => ElementMatch::SURE,
            Certainty::Possible => self.resources(statement),
        };
        if elements.add(resource) == LookOn::Never && !R::RECORDS {
            return None;
        }
        let (principal, naming) = self.principal(statement);
        if elements.add(principal) == LookOn::Never && !R::RECORDS {
            return None;
        }
        let conditions = self.conditions(statement, seen);
        elements.add(conditions);
        let matched = has_its_elements && elements.match_all();
        if has_its_elements {
            caveats.extend(elements.caveats());
        }
        if matched && statement.is_of_scp_without_version {
            caveats.insert(Caveat::ServiceControlWithoutVersion);
        }
        recorder.statement(|| StatementTrace {
            statement: statement.place,
            span: statement.span,
            effect: statement.effect,
            matched,
            principal: statement.principal.as_ref().map(|it| PrincipalTrace {
                outcome: principal.outcome,
                principal_match: naming.strongest(),
                span: naming.entry.unwrap_or(it.span),
            }),
            action: action.trace(&statement.actions),
            resource: self.resource_trace(resource, statement),
            conditions: statement.conditions().map(|it| trace_condition::of(it, self.context())).collect(),
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
        self.statement(
            statement,
            Known::NOTHING,
            &Seen::new(self.context()),
            &mut Silent,
            &mut Caveats::default(),
        )
        .is_some()
    }

    /// Whether the statement applies in some context: what no context key can change does match.
    pub(super) fn may_apply(&self, statement: &CompiledStatement) -> bool {
        let has_unresolved =
            || statement.resources.as_ref().is_some_and(|it| it.unresolved(self.context()).is_some());
        !self.is_misshapen(statement.misshapen)
            && self.actions(&statement.actions).matched()
            && self.principal(statement).0.matched()
            && (self.resources(statement).matched() || has_unresolved())
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
        ElementMatch::of_list(actions, actions.patterns.iter().position(|(it, _)| matches(it)))
    }

    #[inline]
    fn principal(&self, statement: &CompiledStatement) -> (ElementMatch, Naming) {
        match &statement.principal {
            None => (ElementMatch::ABSENT, Naming::any()),
            Some(element) => self.principal_element(element, statement.effect),
        }
    }

    fn principal_element(&self, element: &CompiledPrincipal, effect: Effect) -> (ElementMatch, Naming) {
        let naming = element.naming(&self.request.principal);
        let unknown = naming.is_empty() && element.has_canonical_user();
        if !element.negated {
            let mut found = ElementMatch::without_entry(ElementOutcome::of(!naming.is_empty()));
            if unknown {
                found.caveats.insert(Caveat::UnknownCanonicalUser);
            }
            return (found, naming);
        }
        let spared = spared(naming, effect, &self.request.principal, self.has_boundary);
        let named = spared != Spared::Yes && !element.lists_nothing();
        let mut found = ElementMatch::without_entry(ElementOutcome::of(named));
        match spared {
            Spared::Partly => found.caveats.insert(Caveat::PartialNotPrincipal),
            Spared::Yes | Spared::No if unknown => found.caveats.insert(Caveat::UnknownCanonicalUser),
            Spared::Yes | Spared::No => {}
        }
        (found, Naming::any())
    }

    fn resources(&self, statement: &CompiledStatement) -> ElementMatch {
        let Some(resources) = &statement.resources else {
            return ElementMatch::ABSENT;
        };
        let matching = resources.patterns.iter().position(|(it, _)| self.resource(it));
        let mut found = ElementMatch::of_list(resources, matching);
        let context = &self.request.context;
        if resources.negated
            && found.matched()
            && (resources.unresolved(context).is_some() || resources.has_misplaced_variable())
        {
            found.caveats.insert(Caveat::UnresolvedNotResource);
        } else if context.has_wildcards() && resources.has_wildcard_value(context) {
            found.caveats.insert(Caveat::WildcardInVariable);
        } else if let Some((CompiledResource::Arn(pattern), _)) =
            matching.and_then(|it| resources.patterns.get(it))
        {
            if self.lists_buckets {
                found.caveats.insert(Caveat::ListBucketsOnResource);
            }
            if pattern.has_wildcard_head() {
                found.caveats.insert(Caveat::WildcardInArnHead);
            }
        }
        if self.hangs_on_short_arn(resources) {
            found.caveats.insert(Caveat::ShortArn);
        }
        if context.has_ambiguous_keys()
            && statement.variables_in_resources().any(|it| context.is_ambiguous(it.key.lower()))
        {
            found.caveats.insert(Caveat::AmbiguousTagKey);
        }
        found
    }

    /// Whether the element matches by a short ARN, or would if that were filled up (E30).
    fn hangs_on_short_arn(&self, resources: &CompiledElement<CompiledResource>) -> bool {
        let mut short = resources.patterns.iter().filter_map(|(it, _)| match it {
            CompiledResource::Short(patterns) => Some(patterns),
            CompiledResource::Any | CompiledResource::Arn(_) => None,
        });
        let matches = |it: &ArnPattern| self.resource.is_some_and(|to| it.matches(&to, self.context()));
        let hangs = short.any(|it| matches(&it.0) || matches(&it.1));
        let is_long = |it: &CompiledResource| !matches!(it, CompiledResource::Short(_));
        hangs && !resources.patterns.iter().any(|(it, _)| is_long(it) && self.resource(it))
    }

    fn resource_trace(&self, found: ElementMatch, statement: &CompiledStatement) -> ElementTrace {
        match &statement.resources {
            Some(resources) => {
                ElementTrace { unresolved: resources.unresolved(self.context()), ..found.trace(resources) }
            }
            None => ElementTrace { outcome: found.outcome, span: statement.span, unresolved: None },
        }
    }

    fn resource(&self, pattern: &CompiledResource) -> bool {
        match (pattern, &self.resource) {
            (CompiledResource::Any, _) => true,
            (CompiledResource::Arn(_) | CompiledResource::Short(_), None) => false,
            (CompiledResource::Arn(pattern), Some(resource)) => {
                pattern.matches(resource, &self.request.context)
            }
            (CompiledResource::Short(patterns), Some(resource)) => {
                patterns.0.matches(resource, &self.request.context)
            }
        }
    }

    /// The conditions, up to the first that does not hold. If another one does not either, none of them brings a
    /// caveat: nothing hangs on it.
    #[inline(always)]
    fn conditions(&self, statement: &CompiledStatement, seen: &Seen<'_>) -> ElementMatch {
        let mut found = ElementMatch::ABSENT;
        for it in &statement.conditions {
            let (holds, caveats) = match seen.outcome(it.numbers) {
                Some(holds) => (holds, Caveats::NONE),
                None => self.condition(it, statement.effect, seen),
            };
            found.outcome = ElementOutcome::of(holds);
            if !holds {
                let matters = caveats != Caveats::NONE && all_else_holds(statement, it, self.context());
                found.caveats = if matters { caveats } else { Caveats::NONE };
                break;
            }
            found.caveats.extend(caveats);
        }
        found
    }

    /// Whether a condition holds, and what is to say about it; where there is nothing, it is remembered.
    #[inline(always)]
    fn condition(&self, numbered: &Numbered, effect: Effect, seen: &Seen<'_>) -> (bool, Caveats) {
        let condition = &numbered.condition;
        let outcome = condition.holds_for(seen.held(numbered), self.context());
        if !condition.disputes.is_empty() || outcome.is_odd() || self.context().has_ambiguous_keys() {
            return (outcome.holds(), self.condition_caveats(effect, condition, outcome));
        }
        seen.remember(numbered.numbers, outcome.holds());
        (outcome.holds(), Caveats::NONE)
    }

    /// What a dispute is worth here.
    fn dispute(&self, dispute: Dispute, effect: Effect, condition: &CompiledCondition) -> Option<Caveat> {
        let is_there = || !self.context().held(&condition.key).values.is_empty();
        // Sessions of AssumeRole have the key, if only to say that it is absent; those of identity providers do not.
        let says_something =
            || self.context().iter().any(|(key, _)| key.lower() == "aws:multifactorauthpresent");
        let is_session = || matches!(self.request.principal, Principal::RoleSession { .. });
        match dispute {
            Dispute::ForAllValuesStringNotLike => Some(Caveat::ForAllValuesStringNotLike),
            Dispute::VariableInBool => Some(Caveat::VariableInBool),
            Dispute::Mfa => (is_session() && says_something()).then_some(Caveat::MfaInRoleSession),
            Dispute::ServiceName => {
                (effect == Effect::Deny && !is_there()).then_some(Caveat::ServiceNameOfCallerThatIsNone)
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn condition_caveats(
        &self,
        effect: Effect,
        condition: &CompiledCondition,
        outcome: ConditionOutcome,
    ) -> Caveats {
        let mut caveats = Caveats::NONE;
        let context = self.context();
        if outcome == ConditionOutcome::Undefined {
            caveats.insert(Caveat::MultivaluedWithoutSetOperator);
        } else {
            let told = condition.disputes.iter().filter_map(|it| self.dispute(it, effect, condition));
            told.for_each(|it| caveats.insert(it));
        }
        if context.has_ambiguous_keys() && condition.reads_value_of(|key| context.is_ambiguous(key)) {
            caveats.insert(Caveat::AmbiguousTagKey);
        }
        if outcome == ConditionOutcome::UnknownOperator {
            caveats.insert(Caveat::UnreadableStatement);
        }
        caveats
    }
}

/// Whether every other condition holds whose operator AWS knows.
#[cold]
fn all_else_holds(statement: &CompiledStatement, one: &Numbered, context: &RequestContext) -> bool {
    let mut others = statement.conditions.iter().filter(|it| !std::ptr::eq(*it, one)).map(|it| &it.condition);
    others.all(|it| it.operator.is_none() || it.holds(context).holds())
}
