//! The projections of the workspace: what follows from it is derived here, once, and never stored.

use std::sync::Arc;

use iam_aws_data::AwsData;
use iam_organization::EntityRef;
use iam_scenario::Scenario;
use leptos::prelude::*;
use sorted::SortedSet;

use super::context::Views;
use super::dynamic::{Derived, derived};
use crate::present::ask::{AskView, ask_view, question_rows};
use crate::present::entity::{EntityView, entity_view};
use crate::present::focus;
use crate::present::hop::hop_views;
use crate::present::hue::Hues;
use crate::present::policy::PolicyView;
use crate::present::policy_panel::policy_views;
use crate::present::tone::Tone;
use crate::present::trace::{StepPlace, TraceView, trace_view};
use crate::present::tree::{OrganizationTreeView, TreeState, organization_tree};
use crate::present::verdict::{decision_tone, verdict_view};
use crate::workspace::{Document, Evaluated, Subject, Workspace};

/// Everything is answered anew when the scenario changes, and only then.
#[derive(Clone)]
struct Answers {
    basis: Basis,
    scenario: Arc<Scenario>,
    evaluated: Arc<Evaluated>,
    hues: Arc<Hues>,
    aws: Arc<AwsData>,
}

impl PartialEq for Answers {
    fn eq(&self, other: &Answers) -> bool {
        self.basis == other.basis
    }
}

/// What the answers follow from.
#[derive(Clone, Copy, PartialEq)]
struct Basis {
    /// How much is loaded of AWS's data.
    n_loaded: usize,
    /// Whether the calls of the scenario are made.
    has_calls: bool,
    /// Which document, and which revision of it.
    revision: (u64, u64),
}

impl Basis {
    fn of(workspace: &Workspace) -> Option<Basis> {
        let document = workspace.document.as_ref()?;
        Some(Basis {
            n_loaded: workspace.aws.n_loaded(),
            has_calls: document.answers.has_calls(),
            revision: (document.opened, document.revision),
        })
    }
}

impl Answers {
    fn of(workspace: &Workspace) -> Option<Answers> {
        let document = workspace.document.as_ref()?;
        Some(Answers {
            basis: Basis::of(workspace)?,
            scenario: Arc::new(document.scenario().clone()),
            evaluated: document.evaluated(),
            hues: Arc::new(Hues::of(&document.scenario().world)),
            aws: workspace.aws.data().clone(),
        })
    }
}

/// What of the answers is shown: changes with every click.
#[derive(Clone, PartialEq)]
struct Shown {
    subject: Subject,
    selection: EntityRef,
    step: Option<usize>,
    mark: Option<StepPlace>,
    folded: SortedSet<String>,
    filter: String,
}

impl Shown {
    fn of(document: &Document) -> Shown {
        Shown {
            subject: document.subject.clone(),
            selection: document.selection.clone(),
            step: document.step,
            mark: document.mark.clone(),
            folded: document.folded.clone(),
            filter: document.filter.clone(),
        }
    }
}

/// Derives every projection.
pub(super) fn views(workspace: ReadSignal<Workspace>) -> Views {
    let basis = derived(move || workspace.with(Basis::of));
    let answers = derived(move || {
        // Reads the basis, so that nothing is answered anew while it stays.
        basis.get()?;
        workspace.with_untracked(Answers::of)
    });
    let shown = derived(move || workspace.with(|it| it.document.as_ref().map(Shown::of)));
    let project = Projector { answers, shown };
    Views {
        workspace,
        tree: project.or_default(tree),
        entity: project.of_option(entity),
        policies: project.or_default(policies),
        questions: project.or_default(|answers, _| question_rows(&answers.scenario, &answers.evaluated)),
        ask: project.of_option(ask),
        verdict: project.of_option(|answers, shown| {
            let current = answers.evaluated.current(&shown.subject);
            Some(verdict_view(&answers.scenario, &answers.evaluated.run, &shown.subject, current))
        }),
        trace: project.of_option(trace),
        hops: project
            .or_default(|answers, _| hop_views(&answers.scenario, &answers.evaluated.run, &answers.hues)),
    }
}

#[derive(Clone, Copy)]
struct Projector {
    answers: Derived<Option<Answers>>,
    shown: Derived<Option<Shown>>,
}

impl Projector {
    /// A projection that there may not be.
    fn of_option<T>(self, project: fn(&Answers, &Shown) -> Option<T>) -> Derived<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let Projector { answers, shown } = self;
        derived(move || project(answers.read().as_ref()?, shown.read().as_ref()?))
    }

    /// A projection that is empty while nothing is open.
    fn or_default<T>(self, project: fn(&Answers, &Shown) -> T) -> Derived<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let Projector { answers, shown } = self;
        derived(move || match (&*answers.read(), &*shown.read()) {
            (Some(answers), Some(shown)) => project(answers, shown),
            (None, _) | (_, None) => T::default(),
        })
    }
}

fn tree(answers: &Answers, shown: &Shown) -> OrganizationTreeView {
    let current = answers.evaluated.current(&shown.subject);
    let tone =
        current.authorization().map_or(Tone::Neutral, |it| decision_tone(it.trace.evaluation.decision));
    let deciding = focus::marked_entities(&answers.scenario, current);
    let state = TreeState { folded: &shown.folded, filter: &shown.filter, deciding: &deciding, tone };
    organization_tree(&answers.scenario.world, state)
}

fn entity(answers: &Answers, shown: &Shown) -> Option<EntityView> {
    entity_view(&answers.scenario, &answers.evaluated.run, &answers.hues, &shown.selection)
}

fn ask(answers: &Answers, shown: &Shown) -> Option<AskView> {
    let Subject::Question(id) = &shown.subject else { return None };
    let question = answers.scenario.question(id)?;
    Some(ask_view(&answers.scenario, &answers.aws, &answers.evaluated.run, &answers.hues, question))
}

fn trace(answers: &Answers, shown: &Shown) -> Option<TraceView> {
    let authorization = answers.evaluated.current(&shown.subject).authorization()?;
    Some(trace_view(&answers.scenario.world, &answers.hues, authorization))
}

fn policies(answers: &Answers, shown: &Shown) -> Vec<PolicyView> {
    let Some(entity) = entity(answers, shown) else { return Vec::new() };
    let authorization = answers.evaluated.current(&shown.subject).authorization();
    let step = shown.step.and_then(|step| trace(answers, shown)?.steps.into_iter().nth(step)?.place);
    let places: Vec<StepPlace> = shown.mark.clone().into_iter().chain(step).collect();
    policy_views(&answers.scenario, &answers.aws, &entity.policies, authorization, &places)
}
