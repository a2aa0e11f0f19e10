//! The policies in the centre: texts, marks, findings.

use iam_aws_data::AwsData;
use iam_evaluator::arn::Arn;
use iam_evaluator::diagnostic::Diagnostic;
use iam_evaluator::policy;
use iam_organization::{
    Authorization, AwsManagedPolicy, AwsPublished, ManagedPolicyLookup, PolicyLocation, PolicyText,
    WorldEdit, aws_organization_policy_text,
};
use iam_scenario::{Call, Scenario};

use super::diagnostic::diagnostic_view;
use super::entity::{Removal, ShownPolicy};
use super::entity_key::policy_element_id;
use super::focus::deciding_policy;
use super::json_text::json_lines;
use super::policy::{LineMark, MarkKind, PolicyView, decision_marks, nearest_miss};
use super::text_lines::TextLines;
use super::tone::Tone;
use super::trace::StepPlace;
use super::verdict::decision_tone;

/// The views of the policies of an entity. `places` are the current step's and what the reader marked.
pub fn policy_views(
    scenario: &Scenario,
    aws: &AwsData,
    shown: &[ShownPolicy],
    authorization: Option<&Authorization>,
    places: &[StepPlace],
) -> Vec<PolicyView> {
    let mut views: Vec<PolicyView> = Vec::new();
    for it in shown {
        let mut view = policy_view(scenario, aws, it, authorization, places);
        // One policy may be attached and be the boundary: each panel has an id of its own.
        while views.iter().any(|it| it.element_id == view.element_id) {
            view.element_id.push_str("-again");
        }
        views.push(view);
    }
    views
}

fn policy_view(
    scenario: &Scenario,
    aws: &AwsData,
    shown: &ShownPolicy,
    authorization: Option<&Authorization>,
    places: &[StepPlace],
) -> PolicyView {
    let location = &shown.location;
    let (text, note, editable) = policy_text(scenario, aws, location);
    let lines = TextLines::new(&text);
    let mut marks =
        authorization.map(|it| decision_marks(&it.trace, &it.sources, location, &lines)).unwrap_or_default();
    let nearest = authorization.and_then(|it| nearest_miss(it, location, &lines));
    let (nearest_mark, nearest) = nearest.unzip();
    marks.extend(nearest_mark);
    let is_current = note.is_none();
    let here = places.iter().filter(|it| it.location == *location && is_current);
    marks.extend(here.map(|it| {
        LineMark::new(&lines, it.span, MarkKind::Step, Tone::Neutral, "what the current step is about")
    }));
    let diagnostics: Vec<_> = match editable {
        true => findings(policy::parse(&text).1).iter().map(|it| diagnostic_view(it, &lines)).collect(),
        false => Vec::new(),
    };
    marks.extend(diagnostics.iter().map(|it| it.mark.clone()));
    let deciding = authorization.filter(|it| deciding_policy(it).is_some_and(|it| it.0 == *location));
    PolicyView {
        location: location.clone(),
        element_id: policy_element_id(location),
        name: shown.name.clone(),
        relation: shown.relation.clone(),
        removal: shown.removal.clone(),
        acceptance: acceptance(scenario, aws, location),
        lines: json_lines(&text),
        text,
        marks,
        nearest,
        diagnostics,
        note,
        editable,
        deciding: deciding.map(|it| decision_tone(it.trace.evaluation.decision)),
    }
}

/// One stray quote makes errors to the end of the text: of those about JSON the first is shown, and nothing after it.
fn findings(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if let Some(first) = findings.iter().find(|it| it.code.is_syntax()).cloned() {
        return vec![first];
    }
    findings.truncate(MAX_FINDINGS);
    findings
}

/// More than anybody mends at a time.
const MAX_FINDINGS: usize = 20;

const LAST_VALID: &str =
    "IAM would refuse this text. It is kept; the verdict uses the last one without errors.";
const NEVER_VALID: &str = "IAM would refuse this text, so the policy is not evaluated. It is kept as typed.";
const NOT_THERE: &str = "This policy is not in the scenario.";
const NOT_LOADED: &str = "AWS’s text of this policy is not loaded yet.";
const NOT_PUBLISHED: &str = "AWS has no managed policy of this name, so it grants nothing.";

/// The text, what is said about it, and whether it can be typed over.
fn policy_text(
    scenario: &Scenario,
    aws: &AwsData,
    location: &PolicyLocation,
) -> (String, Option<&'static str>, bool) {
    let session;
    let kept = match location {
        PolicyLocation::Session(step) => {
            session = scenario.step(step).and_then(|it| match &it.call {
                Call::AssumeRole(call) => call.policy.clone().map(PolicyText::new),
                Call::Api(_) => None,
            });
            session.as_ref()
        }
        PolicyLocation::Managed { .. }
        | PolicyLocation::Inline { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::Resource { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::AwsManaged(_) => scenario.world.policy_text(location),
    };
    if let Some(kept) = kept {
        let parses = policy::parse(kept.text()).0.is_some();
        let note = match (parses, kept.last_valid()) {
            (true, _) => None,
            (false, Some(_)) => Some(LAST_VALID),
            (false, None) => Some(NEVER_VALID),
        };
        return (kept.text().to_owned(), note, true);
    }
    match location {
        PolicyLocation::AwsManaged(arn) => aws_text(aws, arn),
        // A session policy by ARN, or what was removed.
        PolicyLocation::Managed { .. }
        | PolicyLocation::Inline { .. }
        | PolicyLocation::Trust { .. }
        | PolicyLocation::Resource { .. }
        | PolicyLocation::VpcEndpoint { .. }
        | PolicyLocation::Organization(_)
        | PolicyLocation::Session(_) => (String::new(), Some(NOT_THERE), false),
    }
}

/// The way to accept the version that AWS has now, where the scenario was written with another.
fn acceptance(scenario: &Scenario, aws: &AwsData, location: &PolicyLocation) -> Option<Removal> {
    let PolicyLocation::AwsManaged(arn) = location else { return None };
    let policy = Arn::parse(arn).ok()?;
    let ManagedPolicyLookup::Found(AwsManagedPolicy { version, .. }) = aws.managed_policy(&policy) else {
        return None;
    };
    let recorded = scenario.world.aws_managed_versions.get(&policy).filter(|it| **it != version)?;
    let verb = format!("Accept {version} for {recorded}");
    Some(Removal { verb, edit: WorldEdit::RecordPolicyVersion { policy, version } })
}

/// A policy that AWS wrote: it can be read and not edited.
fn aws_text(aws: &AwsData, arn: &str) -> (String, Option<&'static str>, bool) {
    if let Some(text) = aws_organization_policy_text(arn) {
        return (text.to_owned(), None, false);
    }
    match Arn::parse(arn).map(|it| aws.managed_policy(&it)) {
        Ok(ManagedPolicyLookup::Found(policy)) => (policy.text.text().to_owned(), None, false),
        Ok(ManagedPolicyLookup::NotLoaded { .. }) => (String::new(), Some(NOT_LOADED), false),
        Ok(ManagedPolicyLookup::NoSuchPolicy { .. }) | Err(_) => (String::new(), Some(NOT_PUBLISHED), false),
    }
}
