//! The explanation: gates, statements with their four marks, conditions with their values.

use iam_evaluator::arn::AccountId;
use iam_evaluator::policy::Effect;
use iam_evaluator::span::Span;
use iam_evaluator::{Gate, GateOutcome, GateTrace, PolicyOutcome, Side, Trace};
use iam_organization::{Authorization, PolicyLocation, World};

use super::gate_words;
use super::hue::{AccountChip, Hues};
use super::names;
use super::rule::RuleView;
use super::statement::{StatementView, statement_views};
use super::tone::Tone;
use super::trace_scene::TraceScene;

/// A decision, explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceView {
    /// The gates that belong to both accounts, or all gates of a request within one.
    pub shared: Vec<GateView>,
    /// Across accounts: the caller's side and the resource's, which must both pass.
    pub sides: Vec<SideView>,
    /// The steps, in order.
    pub steps: Vec<StepView>,
}

/// One account's side of a cross-account request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideView {
    /// "Caller" or "Resource".
    pub title: &'static str,
    /// Which account.
    pub account: Option<AccountChip>,
    /// Whether it lets the request through.
    pub tone: Tone,
    /// The same in words.
    pub words: &'static str,
    /// Its gates.
    pub gates: Vec<GateView>,
}

/// One gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateView {
    /// Its place in AWS's order, counted from 1.
    pub number: usize,
    /// Its name.
    pub name: &'static str,
    /// How it turned out.
    pub tone: Tone,
    /// The same in a few words.
    pub words: String,
    /// Why, in a sentence.
    pub reason: String,
    /// The rule that it follows.
    pub rule: RuleView,
    /// Whether it stopped the request.
    pub deciding: bool,
    /// Its first step.
    pub step: usize,
    /// What was read.
    pub levels: Vec<LevelView>,
}

/// The policies of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelView {
    /// What they are attached to, where there are several levels.
    pub name: Option<String>,
    /// What they say.
    pub tone: Tone,
    /// The same in words.
    pub words: &'static str,
    /// Its step, where it has one of its own.
    pub step: usize,
    /// Statements about the request's service, nearest miss first.
    pub statements: Vec<StatementView>,
    /// How many others there are.
    pub n_others: usize,
}

/// One step through the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Which gate it is about, counted from 1.
    pub gate: usize,
    /// What it says, for those who hear it.
    pub words: String,
    /// The statement that it is about.
    pub place: Option<StepPlace>,
}

/// A part of a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlace {
    /// Which policy.
    pub location: PolicyLocation,
    /// Which part of the text that was evaluated.
    pub span: Span,
}

impl GateView {
    /// Its steps: its own, and those of its levels.
    pub fn steps(&self) -> std::ops::RangeInclusive<usize> {
        let last = self.levels.iter().map(|it| it.step).max().unwrap_or(self.step);
        self.step..=last.max(self.step)
    }
}

/// The colour of an effect.
pub fn effect_tone(effect: Effect) -> Tone {
    match effect {
        Effect::Allow => Tone::Allowed,
        Effect::Deny => Tone::Denied,
    }
}

/// Explains a decision.
pub fn trace_view(world: &World, hues: &Hues, authorization: &Authorization) -> TraceView {
    let trace = &authorization.trace;
    let scene = TraceScene::new(world, authorization);
    let mut view = TraceView::default();
    let mut sides =
        [side(world, hues, authorization, Side::Caller), side(world, hues, authorization, Side::Resource)];
    for (idx, gate) in trace.gates.iter().enumerate() {
        let gate_view = gate_view(&scene, gate, idx + 1, &mut view.steps);
        let [caller, resource] = &mut sides;
        match gate.side {
            Side::Caller if trace.cross_account => caller.gates.push(gate_view),
            Side::Resource if trace.cross_account => resource.gates.push(gate_view),
            Side::Caller | Side::Resource | Side::Both => view.shared.push(gate_view),
        }
    }
    if trace.cross_account {
        view.sides = sides.into();
    }
    view
}

fn side(world: &World, hues: &Hues, authorization: &Authorization, side: Side) -> SideView {
    let request = &authorization.request;
    let (title, account): (_, Option<AccountId>) = match side {
        Side::Resource => ("Resource", request.resource_account),
        Side::Caller | Side::Both => ("Caller", request.principal.account()),
    };
    let outcomes = authorization.trace.gates.iter().filter(|it| it.side == side).map(|it| it.outcome);
    let tone = outcomes.map(gate_words::outcome_tone).fold(Tone::Allowed, |worst, it| match (worst, it) {
        (Tone::Denied, _) | (_, Tone::Denied) => Tone::Denied,
        (Tone::Missing, _) | (_, Tone::Missing) => Tone::Missing,
        (Tone::Allowed | Tone::Neutral, Tone::Allowed | Tone::Neutral) => Tone::Allowed,
    });
    let words = match tone {
        Tone::Allowed | Tone::Neutral => "passes",
        Tone::Denied => "denies",
        Tone::Missing => "does not allow",
    };
    SideView { title, account: account.map(|it| hues.chip(world, it)), tone, words, gates: Vec::new() }
}

fn gate_view(scene: &TraceScene<'_>, gate: &GateTrace, number: usize, steps: &mut Vec<StepView>) -> GateView {
    let TraceScene { world, authorization, .. } = *scene;
    let step = steps.len();
    let tone = gate_words::outcome_tone(gate_words::shown_outcome(gate, authorization));
    let name = gate_words::gate_name(gate.gate, authorization);
    let words = gate_words::gate_outcome(gate, authorization);
    let reason = gate_words::gate_reason(world, gate, authorization);
    steps.push(StepView {
        gate: number,
        words: format!("{name}: {words}"),
        place: gate_place(gate, authorization).or_else(|| nearest_place(scene, gate)),
    });
    let mut levels = Vec::new();
    for level in &gate.levels {
        let (statements, n_others) = statement_views(scene, level);
        let level_name = (gate.levels.len() > 1).then(|| level_name(world, authorization, level)).flatten();
        let tone = policy_outcome_tone(level.outcome, gate.gate);
        if let Some(level_name) = &level_name {
            let place = statements.first().and_then(StatementView::place);
            let words = format!("{name}, {level_name}: {}", policy_outcome_words(level.outcome));
            steps.push(StepView { gate: number, words, place });
        }
        let step = steps.len() - 1;
        let words = policy_outcome_words(level.outcome);
        levels.push(LevelView { name: level_name, tone, words, step, statements, n_others });
    }
    if gate.gate == Gate::ExplicitDeny {
        levels.extend(denying_level(scene, gate, step));
    }
    let deciding = is_deciding(&authorization.trace, gate);
    let rule = RuleView::of(gate.rule);
    GateView { number, name, tone, words, reason, rule, deciding, step, levels }
}

/// The sweep for denies has no policies of its own: it shows the statement that it found.
fn denying_level(scene: &TraceScene<'_>, gate: &GateTrace, step: usize) -> Option<LevelView> {
    let statement = gate.statement?;
    let statement =
        super::policy::statements(&scene.authorization.trace).find(|it| it.statement == statement)?;
    let view = StatementView::of(scene, statement);
    Some(LevelView {
        name: None,
        tone: Tone::Denied,
        words: "denies",
        step,
        statements: vec![view],
        n_others: 0,
    })
}

fn gate_place(gate: &GateTrace, authorization: &Authorization) -> Option<StepPlace> {
    let wanted = gate.statement?;
    let source = authorization.sources.of(wanted)?;
    let statement = super::policy::statements(&authorization.trace).find(|it| it.statement == wanted)?;
    Some(StepPlace { location: source.location.clone(), span: statement.span })
}

/// Where no statement made the outcome: the one that came nearest.
fn nearest_place(scene: &TraceScene<'_>, gate: &GateTrace) -> Option<StepPlace> {
    let silent = gate.levels.iter().find(|it| it.outcome == PolicyOutcome::Silent)?;
    let (statements, _) = statement_views(scene, silent);
    statements.first().and_then(StatementView::place)
}

/// The first gate that stopped the request; for an allow, the gate whose statement granted it.
fn is_deciding(trace: &Trace, gate: &GateTrace) -> bool {
    let stops = |it: &GateTrace| matches!(it.outcome, GateOutcome::Denied | GateOutcome::NotAllowed);
    match trace.gates.iter().find(|it| stops(it)) {
        Some(first) => first.gate == gate.gate,
        None => {
            let deciding = trace.evaluation.deciding_statement;
            deciding.is_some() && gate.statement == deciding && gate.outcome == GateOutcome::Passed
        }
    }
}

/// The gate that decided, counted from 1: the one whose step is shown first.
pub fn deciding_step(view: &TraceView) -> Option<usize> {
    let gates = view.shared.iter().chain(view.sides.iter().flat_map(|it| &it.gates));
    gates.filter(|it| it.deciding).map(|it| it.step).min()
}

fn level_name(
    world: &World,
    authorization: &Authorization,
    level: &iam_evaluator::LevelTrace,
) -> Option<String> {
    let source = authorization.sources.get(level.policy_type, level.level, 0)?;
    Some(names::entity_name(world, &source.attached_to).name)
}

fn policy_outcome_tone(outcome: PolicyOutcome, gate: Gate) -> Tone {
    match outcome {
        PolicyOutcome::Denies => Tone::Denied,
        PolicyOutcome::Allows => Tone::Allowed,
        PolicyOutcome::Silent => match gate {
            Gate::ServiceControl | Gate::ResourceControl => Tone::Missing,
            Gate::Service
            | Gate::ExplicitDeny
            | Gate::VpcEndpoint
            | Gate::ResourceBased
            | Gate::IdentityBased
            | Gate::PermissionsBoundary
            | Gate::Session => Tone::Neutral,
        },
    }
}

fn policy_outcome_words(outcome: PolicyOutcome) -> &'static str {
    match outcome {
        PolicyOutcome::Denies => "denies",
        PolicyOutcome::Allows => "allows",
        PolicyOutcome::Silent => "says nothing",
    }
}
