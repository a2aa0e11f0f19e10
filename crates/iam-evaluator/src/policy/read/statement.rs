//! One statement.

use super::{Reader, member};
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
        let n_errors = self.diagnostics.len();
        let condition_member = member(members, "Condition");
        let condition = condition_member.and_then(|it| self.condition(&it.value));
        // A condition that is lost would make the statement apply too often.
        if condition_member.is_some() && condition.is_none() && self.diagnostics.len() > n_errors {
            return None;
        }
        // Half a statement would be worse than none: what an unknown or contradicting element was to limit is lost.
        if has_other_elements {
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
            (Some(it), _) => Some(ActionElement::Action(self.action_patterns(it)?)),
            (None, Some(it)) => Some(ActionElement::NotAction(self.action_patterns(it)?)),
            (None, None) => {
                self.report(DiagnosticCode::MissingAction, statement, "");
                None
            }
        }
    }

    fn action_patterns(&mut self, member: &Member) -> Option<Entries<ActionPattern>> {
        let entries = self.entries(member)?;
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
            (Some(it), _) => Some(ResourceElement::Resource(self.resource_patterns(it))),
            (None, Some(it)) => Some(ResourceElement::NotResource(self.resource_patterns(it))),
            (None, None) => None,
        }
    }

    fn resource_patterns(&mut self, member: &Member) -> Entries<ResourcePattern> {
        let nothing = Entries { entries: Vec::new(), place: Place(member.value.span) };
        let entries = self.entries(member).unwrap_or(nothing);
        for it in &entries.entries {
            let looks_like_arn = it.value.starts_with("arn:") || it.value.starts_with(['*', '?']);
            if !looks_like_arn {
                self.report(DiagnosticCode::InvalidResource, it.place.0, &it.value);
            }
            self.check_variables(&it.value, it.place.0);
        }
        entries.map(ResourcePattern)
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

/// `s3:GetObject` for `s3GetObject`: the words before and after the first capital letter.
fn missing_colon(text: &str) -> Option<String> {
    let capital = text.find(|it: char| it.is_ascii_uppercase())?;
    let (service, name) = (text.get(..capital)?, text.get(capital..)?);
    let service = service.trim_end_matches(['.', '/', '-', '_', ' ', ':']);
    (!service.is_empty()).then(|| format!("{service}:{name}"))
}
