//! The policies in the centre: texts, marks, findings.

use iam_evaluator::policy;
use iam_organization::{Authorization, PolicyLocation, PolicyText};
use iam_scenario::{Call, Scenario};

use super::diagnostic::diagnostic_view;
use super::entity::ShownPolicy;
use super::entity_key::policy_element_id;
use super::focus::deciding_policy;
use super::json_text::json_lines;
use super::policy::{LineMark, MarkKind, PolicyView, decision_marks};
use super::text_lines::TextLines;
use super::tone::Tone;
use super::trace::StepPlace;
use super::verdict::decision_tone;

/// The views of the policies of an entity. `places` are the current step's and what the reader marked.
pub fn policy_views(
    scenario: &Scenario,
    shown: &[ShownPolicy],
    authorization: Option<&Authorization>,
    places: &[StepPlace],
) -> Vec<PolicyView> {
    shown.iter().map(|it| policy_view(scenario, it, authorization, places)).collect()
}

fn policy_view(
    scenario: &Scenario,
    shown: &ShownPolicy,
    authorization: Option<&Authorization>,
    places: &[StepPlace],
) -> PolicyView {
    let location = &shown.location;
    let (text, note, editable) = policy_text(scenario, location, authorization);
    let lines = TextLines::new(&text);
    let mut marks =
        authorization.map(|it| decision_marks(&it.trace, &it.sources, location, &lines)).unwrap_or_default();
    let is_current = note.is_none();
    let here = places.iter().filter(|it| it.location == *location && is_current);
    marks.extend(here.map(|it| {
        LineMark::new(&lines, it.span, MarkKind::Step, Tone::Neutral, "what the current step is about")
    }));
    let diagnostics: Vec<_> = match editable {
        true => policy::parse(&text).1.iter().map(|it| diagnostic_view(it, &lines)).collect(),
        false => Vec::new(),
    };
    marks.extend(diagnostics.iter().map(|it| it.mark.clone()));
    let deciding = authorization.filter(|it| deciding_policy(it).is_some_and(|it| it.0 == *location));
    PolicyView {
        location: location.clone(),
        element_id: policy_element_id(location),
        name: shown.name.clone(),
        relation: shown.relation.clone(),
        lines: json_lines(&text),
        text,
        marks,
        diagnostics,
        note,
        editable,
        deciding: deciding.map(|it| decision_tone(it.trace.evaluation.decision)),
    }
}

const LAST_VALID: &str = "This text does not parse. It is kept; the verdict uses the last text that did.";
const NEVER_VALID: &str = "This text does not parse, so the policy is not evaluated. It is kept as typed.";
const NOT_THERE: &str = "The text of this AWS managed policy is not in the playground yet.";

/// The text, what is said about it, and whether it can be typed over.
fn policy_text(
    scenario: &Scenario,
    location: &PolicyLocation,
    authorization: Option<&Authorization>,
) -> (String, Option<&'static str>, bool) {
    let session;
    let kept = match location {
        PolicyLocation::Session(step) => {
            session = scenario.step(step).and_then(|it| {
                let Call::AssumeRole(call) = &it.call;
                call.policy.clone().map(PolicyText::new)
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
    let sources = authorization.into_iter().flat_map(|it| it.sources.iter());
    let text = sources.map(|(_, it)| it).find(|it| it.location == *location).map(|it| it.text.clone());
    match text {
        Some(text) => (text, None, false),
        None if is_full_aws_access(location) => (FULL_AWS_ACCESS_TEXT.to_owned(), None, false),
        None => (String::new(), Some(NOT_THERE), false),
    }
}

fn is_full_aws_access(location: &PolicyLocation) -> bool {
    matches!(location, PolicyLocation::AwsManaged(arn) if arn.ends_with("/p-FullAWSAccess"))
}

const FULL_AWS_ACCESS_TEXT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;
