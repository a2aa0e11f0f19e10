//! A statement of the trace, with its four marks and its conditions.

use iam_evaluator::policy::Effect;
use iam_evaluator::span::Span;
use iam_evaluator::{ConditionTrace, ElementOutcome, LevelTrace, StatementTrace};
use iam_organization::PolicyLocation;

use super::gate_words::source_words;
use super::rule::RuleView;
use super::tone::{Icon, Tone};
use super::trace::{StepPlace, effect_tone};
use super::trace_scene::TraceScene;

/// A statement with its four marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// Its Sid, or which statement it is.
    pub name: String,
    /// Allow or Deny.
    pub effect: &'static str,
    /// Which policy it stands in, and on which line.
    pub policy: String,
    /// Where its policy is kept.
    pub location: Option<PolicyLocation>,
    /// Where it stands in the text that was evaluated.
    pub span: Span,
    /// The line on which it starts.
    pub line: usize,
    /// Whether all its elements match.
    pub matched: bool,
    /// Whether it decided.
    pub deciding: bool,
    /// Its colour.
    pub tone: Tone,
    /// Principal, action, resource, condition.
    pub elements: Vec<ElementView>,
    /// Its conditions.
    pub conditions: Vec<ConditionView>,
}

/// One of the four marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementView {
    /// `P`, `A`, `R` or `C`.
    pub letter: &'static str,
    /// What it is and how it turned out, in words.
    pub words: String,
    /// Its colour.
    pub tone: Tone,
    /// Its shape.
    pub icon: Icon,
    /// Its place in the text.
    pub span: Option<Span>,
}

/// One operator with one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionView {
    /// The operator as written.
    pub operator: String,
    /// The key as written.
    pub key: String,
    /// The values in the policy.
    pub policy_values: String,
    /// The values in the request.
    pub request_values: String,
    /// How it turned out.
    pub words: String,
    /// Its colour.
    pub tone: Tone,
    /// Its shape.
    pub icon: Icon,
    /// The rule that gave this outcome.
    pub rule: RuleView,
    /// Its place in the text.
    pub span: Span,
}

/// The statements of a level that are about the request's service, nearest miss first, and how many others there are.
pub fn statement_views(scene: &TraceScene<'_>, level: &LevelTrace) -> (Vec<StatementView>, usize) {
    let statements = level.policies.iter().flat_map(|it| &it.statements);
    let (mut near, others): (Vec<&StatementTrace>, Vec<_>) =
        statements.partition(|it| it.action.outcome != ElementOutcome::NotReached);
    // Among those that match, a deny decides.
    sorted::sort_by_key(&mut near, |it| (n_misses(it), it.effect == Effect::Allow, it.statement));
    (near.iter().map(|it| StatementView::of(scene, it)).collect(), others.len())
}

/// How many of the four elements stand in the way.
fn n_misses(statement: &StatementTrace) -> usize {
    let outcomes = [
        statement.principal.as_ref().map_or(ElementOutcome::Absent, |it| it.outcome),
        statement.action.outcome,
        statement.resource.outcome,
        statement.condition_outcome,
    ];
    outcomes.iter().filter(|it| matches!(it, ElementOutcome::NotMatched | ElementOutcome::NotReached)).count()
}

impl StatementView {
    /// The view of a statement.
    pub fn of(scene: &TraceScene<'_>, statement: &StatementTrace) -> StatementView {
        let source = scene.authorization.sources.of(statement.statement);
        let deciding = scene.authorization.trace.evaluation.deciding_statement == Some(statement.statement);
        StatementView {
            name: scene.statement_name(statement.statement),
            effect: statement.effect.as_str(),
            policy: source.map(|it| source_words(scene.world, it)).unwrap_or_default(),
            location: source.map(|it| it.location.clone()),
            span: statement.span,
            line: scene.line(statement.statement, statement.span.start),
            matched: statement.matched,
            deciding,
            tone: if statement.matched { effect_tone(statement.effect) } else { Tone::Neutral },
            elements: elements(statement),
            conditions: statement.conditions.iter().map(condition_view).collect(),
        }
    }

    /// Its place, for the step that is about it.
    pub fn place(&self) -> Option<StepPlace> {
        self.location.clone().map(|location| StepPlace { location, span: self.span })
    }
}

fn elements(statement: &StatementTrace) -> Vec<ElementView> {
    let mut views = Vec::new();
    if let Some(principal) = &statement.principal {
        let how = principal.principal_match.map(iam_explain::principal_match);
        let mut view = element("P", "Principal", principal.outcome, Some(principal.span));
        if let (ElementOutcome::Matched, Some(how)) = (principal.outcome, how) {
            view.words = format!("Principal matches: it {how}");
        }
        views.push(view);
    }
    views.push(element("A", "Action", statement.action.outcome, Some(statement.action.span)));
    views.push(element("R", "Resource", statement.resource.outcome, Some(statement.resource.span)));
    let first = statement.conditions.iter().find(|it| !it.outcome.holds()).or(statement.conditions.first());
    views.push(element("C", "Condition", statement.condition_outcome, first.map(|it| it.span)));
    views
}

fn element(letter: &'static str, name: &str, outcome: ElementOutcome, span: Option<Span>) -> ElementView {
    let (words, tone, icon) = match outcome {
        ElementOutcome::Matched => ("matches", Tone::Allowed, Icon::Check),
        ElementOutcome::NotMatched => ("does not match", Tone::Missing, Icon::Cross),
        ElementOutcome::Absent => ("is not there, so it does not limit", Tone::Neutral, Icon::Dash),
        ElementOutcome::NotReached => ("was not looked at", Tone::Neutral, Icon::Dash),
    };
    ElementView { letter, words: format!("{name} {words}"), tone, icon, span }
}

fn condition_view(condition: &ConditionTrace) -> ConditionView {
    let (tone, icon) = match condition.outcome.holds() {
        true => (Tone::Allowed, Icon::Check),
        false => (Tone::Missing, Icon::Cross),
    };
    let policy_values =
        condition.policy_values.iter().map(|it| it.as_deref().unwrap_or("(variable without a value)"));
    let request_values = match &condition.request_values {
        None => "absent".to_owned(),
        Some(values) if values.is_empty() => "an empty list".to_owned(),
        Some(values) => values.join(", "),
    };
    ConditionView {
        operator: condition.operator.clone(),
        key: condition.key.clone(),
        policy_values: policy_values.collect::<Vec<_>>().join(", "),
        request_values,
        words: iam_explain::condition(condition),
        tone,
        icon,
        rule: RuleView::of(condition.rule),
        span: condition.span,
    }
}
