//! All policies of a kind against one request: what they allow and deny (E4).

use super::common_conditions::Seen;
use super::compiled::{CompiledElement, CompiledStatement, PolicySet};
use super::decision::{Caveat, Caveats};
use super::doubts::Doubts;
use super::index::Certainty;
use super::matching::{Known, Matching};
use super::policies::{PolicyType, StatementRef};
use super::principal::{Naming, PrincipalMatch};
use super::recorder::Recorder;
use super::resource_heads::LookAnyway;
use super::trace::{ElementOutcome, ElementTrace, PrincipalTrace, StatementTrace};
use crate::policy::Effect;

/// What a set of policies says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scan {
    /// The first statement that denies.
    pub(super) denied: Option<StatementRef>,
    /// The first statement that allows.
    pub(super) allowed: Option<StatementRef>,
    /// A statement allows without naming resources.
    pub(super) allows_on_everything: bool,
    /// For each class of principal match, the first statement that allows by it.
    grants: [Option<StatementRef>; PrincipalMatch::ALL.len()],
    /// The classes by which some statement allows that leaves nothing to say, as bits.
    sure_grants: u8,
    /// What is to say about statements that deny, or would.
    doubts_of_denies: Caveats,
    /// The same for those that allow.
    doubts_of_allows: Caveats,
    /// A statement denies that leaves nothing to say.
    sure_deny: bool,
    /// A statement that grants to everyone names principals in its condition, as AWS documents it.
    everyone_by_arn: bool,
}

impl Scan {
    /// The first statement that allows the caller by a class of match.
    pub(super) fn grant(&self, class: PrincipalMatch) -> Option<StatementRef> {
        self.grants.get(class as usize).copied().flatten()
    }

    /// Whether a statement grants to everyone whose principals it names in its condition (E65).
    pub(super) fn grants_everyone_by_arn(&self) -> bool {
        self.everyone_by_arn
    }

    /// What is to say about its statements, given the class of the grant that counts.
    pub(super) fn doubts(&self, grant: Option<PrincipalMatch>) -> Doubts {
        let is_sure = match grant {
            Some(class) => self.sure_grants & (1 << class as u8) != 0,
            None => self.sure_grants != 0,
        };
        Doubts {
            of_denies: self.doubts_of_denies,
            of_allows: if is_sure { Caveats::NONE } else { self.doubts_of_allows },
            sure_deny: self.sure_deny,
        }
    }

    /// Adds a statement that was looked at, and how it names the caller if it matches.
    fn add(&mut self, statement: &CompiledStatement, naming: Option<Naming>, caveats: Caveats) {
        match statement.effect {
            Effect::Deny => self.doubts_of_denies.extend(caveats),
            Effect::Allow => self.doubts_of_allows.extend(caveats),
        }
        let Some(naming) = naming else { return };
        let is_sure = caveats == Caveats::NONE;
        match statement.effect {
            Effect::Deny => self.sure_deny |= is_sure,
            Effect::Allow if is_sure => self.sure_grants |= naming.classes(),
            Effect::Allow => {}
        }
        if naming.contains(PrincipalMatch::Any) && statement.effect == Effect::Allow {
            self.everyone_by_arn |= statement.conditions().any(|it| it.key.lower() == "aws:principalarn");
        }
        self.add_match(statement, naming);
    }

    fn add_match(&mut self, statement: &CompiledStatement, naming: Naming) {
        match statement.effect {
            Effect::Deny => keep_first(&mut self.denied, statement.place),
            Effect::Allow => {
                keep_first(&mut self.allowed, statement.place);
                self.allows_on_everything |=
                    statement.resources.as_ref().is_none_or(CompiledElement::has_any);
                for (class, grant) in PrincipalMatch::ALL.into_iter().zip(&mut self.grants) {
                    if naming.contains(class) {
                        keep_first(grant, statement.place);
                    }
                }
            }
        }
    }
}

/// Keeps the statement that stands first, in whatever order they come.
fn keep_first(kept: &mut Option<StatementRef>, statement: StatementRef) {
    *kept = Some(kept.map_or(statement, |it| it.min(statement)));
}

/// Compares the statements of a set with the request. A silent evaluation looks only at those that can be about the
/// action.
pub(super) fn scan<R: Recorder>(
    set: &PolicySet,
    (policy_type, level): (PolicyType, u32),
    matching: &Matching<'_>,
    recorder: &mut R,
) -> Scan {
    let action = matching.action();
    let mut found = Scan::default();
    let seen = Seen::new(matching.context());
    if matching.is_misshapen(set.misshapen) {
        found.doubts_of_denies.insert(Caveat::UnreadableStatement);
        found.doubts_of_allows.insert(Caveat::UnreadableStatement);
    }
    if !R::RECORDS {
        let wanted = matching.wanted();
        let heads = &set.resource_heads;
        let anyway = heads.look_anyway(matching.context());
        set.index.visit(action.service(), action.lower_name(), |idx, actions| {
            let resources = match heads.may_match(idx, wanted) {
                Some(it) => it,
                None if anyway == LookAnyway::Never || !heads.have_variables(idx) => return,
                None => Certainty::Possible,
            };
            let Some(statement) = set.statements.get(idx as usize) else { return };
            let known = Known { actions, resources };
            let mut caveats = Caveats::NONE;
            let naming = matching.statement(statement, known, &seen, recorder, &mut caveats);
            if naming.is_some() || caveats != Caveats::NONE {
                found.add(statement, naming, caveats);
            }
        });
        return found;
    }
    recorder.begin_level(policy_type, level);
    let mut start = 0;
    for (policy, &end) in (0..).zip(&set.policy_ends) {
        recorder.begin_policy(policy);
        for idx in start..end {
            let Some(statement) = set.statements.get(idx as usize) else { continue };
            if !statement.names_service(action.service()) {
                recorder.statement(|| not_reached(statement));
                continue;
            }
            let mut caveats = Caveats::NONE;
            let naming = matching.statement(statement, Known::NOTHING, &seen, recorder, &mut caveats);
            found.add(statement, naming, caveats);
        }
        recorder.end_policy();
        start = end;
    }
    recorder.end_level();
    found
}

/// A statement about other services.
fn not_reached(statement: &CompiledStatement) -> StatementTrace {
    let element = |outcome, span| ElementTrace { outcome, span, unresolved: None };
    let resources = statement.resources.as_ref();
    StatementTrace {
        statement: statement.place,
        span: statement.span,
        effect: statement.effect,
        matched: false,
        principal: statement.principal.as_ref().map(|it| PrincipalTrace {
            outcome: ElementOutcome::NotReached,
            principal_match: None,
            span: it.span,
        }),
        action: element(ElementOutcome::NotMatched, statement.actions.span),
        resource: element(ElementOutcome::NotReached, resources.map_or(statement.span, |it| it.span)),
        conditions: Vec::new(),
        condition_outcome: ElementOutcome::NotReached,
    }
}
