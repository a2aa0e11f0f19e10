//! One statement.

use super::{Reader, is_lost, member};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::json::{Member, Value, ValueKind};
use crate::policy::element::{
    ActionElement, ActionPattern, Entries, Place, ResourceElement, ResourcePattern,
};
use crate::policy::{Effect, Statement};
use crate::span::Span;

/// The members of a statement (L7).
const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// The members of which an old stored policy may have several: IAM keeps the last Effect, and merges the lists (L5). A Sid
/// means nothing (L23).
const REPEATABLE_ELEMENTS: [&str; 4] = ["Sid", "Effect", "Action", "Resource"];

impl Reader {
    /// A statement, if its effect and actions can be read: without them it can neither allow nor deny.
    pub(super) fn statement(&mut self, index: u32, value: &Value) -> Option<Statement> {
        let ValueKind::Object(members) = &value.kind else {
            self.report(DiagnosticCode::StatementNotObject, value.span, "");
            return None;
        };
        let n_before = self.diagnostics.len();
        self.check_members(members, &STATEMENT_ELEMENTS);
        let sid = member(members, "Sid").and_then(|it| self.text(&it.value, "Sid"));
        let effect = self.effect(members, value.span);
        let principal = self.principal_element(members);
        let action = self.action_element(members, value.span);
        let resource = self.resource_element(members);
        let has_other_elements = self.has_reported_since(n_before, DiagnosticCode::UnknownElement)
            || self.has_reported_since(n_before, DiagnosticCode::UnsupportedElementCombination);
        let condition = member(members, "Condition").and_then(|it| self.condition(&it.value));
        // Half a statement would be worse than none: what an unknown, contradicting or lost element was to limit is lost.
        if has_other_elements
            || is_repeated(members)
            || is_lost(members, &["Principal", "NotPrincipal"], principal.as_ref())
            || is_lost(members, &["Resource", "NotResource"], resource.as_ref())
            || is_lost(members, &["Condition"], condition.as_ref())
        {
            return None;
        }
        Some(Statement {
            index,
            sid,
            effect: effect?,
            principal,
            action: action?,
            resource,
            condition,
            place: Place(value.span),
        })
    }

    fn effect(&mut self, members: &[Member], statement: Span) -> Option<Effect> {
        let Some(member) = member(members, "Effect") else {
            self.report(DiagnosticCode::MissingEffect, statement, "");
            return None;
        };
        match self.text(&member.value, "Effect")?.as_str() {
            "Allow" => Some(Effect::Allow),
            "Deny" => Some(Effect::Deny),
            other => {
                let suggestion = self.nearest(other, ["Allow", "Deny"].into_iter());
                let finding = Diagnostic::new(DiagnosticCode::InvalidEffect, member.value.span, other);
                self.diagnostics.push(finding.with_suggestion(suggestion));
                None
            }
        }
    }

    fn action_element(&mut self, members: &[Member], statement: Span) -> Option<ActionElement> {
        let pair = (member(members, "Action"), member(members, "NotAction"));
        match self.exclusive(pair) {
            (Some(_), _) => self.action_patterns(members, "Action").map(ActionElement::Action),
            (None, Some(_)) => self.action_patterns(members, "NotAction").map(ActionElement::NotAction),
            (None, None) => {
                self.report(DiagnosticCode::MissingAction, statement, "");
                None
            }
        }
    }

    fn action_patterns(&mut self, members: &[Member], name: &str) -> Option<Entries<ActionPattern>> {
        let entries = self.merged_entries(members, name)?;
        for it in &entries.entries {
            self.check_action(&it.value, it.place.0);
        }
        Some(entries.map(ActionPattern))
    }

    /// `*`, or a service and a name with a colon between (L41).
    fn check_action(&mut self, text: &str, span: Span) {
        let has_vendor = match text.split_once(':') {
            Some((service, name)) => !service.is_empty() && !name.is_empty(),
            None => text == "*",
        };
        if !has_vendor {
            let suggestion = missing_colon(text);
            let finding = Diagnostic::new(DiagnosticCode::InvalidAction, span, text);
            self.diagnostics.push(finding.with_suggestion(suggestion.as_deref()));
        }
    }

    fn resource_element(&mut self, members: &[Member]) -> Option<ResourceElement> {
        let pair = (member(members, "Resource"), member(members, "NotResource"));
        match self.exclusive(pair) {
            (Some(_), _) => self.resource_patterns(members, "Resource").map(ResourceElement::Resource),
            (None, Some(_)) => {
                self.resource_patterns(members, "NotResource").map(ResourceElement::NotResource)
            }
            (None, None) => None,
        }
    }

    fn resource_patterns(&mut self, members: &[Member], name: &str) -> Option<Entries<ResourcePattern>> {
        let entries = self.merged_entries(members, name)?;
        for it in &entries.entries {
            let looks_like_arn = it.value.starts_with("arn:") || it.value.starts_with(['*', '?']);
            if !looks_like_arn {
                self.report(DiagnosticCode::InvalidResource, it.place.0, &it.value);
            }
            self.check_variables(&it.value, it.place.0);
        }
        Some(entries.map(ResourcePattern))
    }

    /// Reports a pair of members of which only one may be there (L13).
    pub(super) fn exclusive<'v>(
        &mut self,
        pair: (Option<&'v Member>, Option<&'v Member>),
    ) -> (Option<&'v Member>, Option<&'v Member>) {
        if let (Some(positive), Some(negative)) = pair {
            self.report(DiagnosticCode::UnsupportedElementCombination, negative.name_span, &positive.name);
        }
        pair
    }
}

/// Whether an element stands twice of which nobody says what IAM makes of it.
fn is_repeated(members: &[Member]) -> bool {
    STATEMENT_ELEMENTS
        .iter()
        .filter(|it| !REPEATABLE_ELEMENTS.contains(it))
        .any(|name| members.iter().filter(|it| it.name == **name).nth(1).is_some())
}

/// `s3:GetObject` for `s3GetObject`: the words before and after the first capital letter.
fn missing_colon(text: &str) -> Option<String> {
    let capital = text.find(|it: char| it.is_ascii_uppercase())?;
    let (service, name) = (text.get(..capital)?, text.get(capital..)?);
    let service = service.trim_end_matches(['.', '/', '-', '_', ' ', ':']);
    (!service.is_empty()).then(|| format!("{service}:{name}"))
}
