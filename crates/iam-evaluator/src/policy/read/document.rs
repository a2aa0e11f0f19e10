//! The policy as a whole.

use super::{Reader, member};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::json::{Member, Value, ValueKind};
use crate::policy::element::Place;
use crate::policy::{LanguageVersion, Policy};
use crate::span::Span;

/// The members of a policy (L6).
const POLICY_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

impl Reader {
    pub(in crate::policy) fn policy(&mut self, value: &Value) -> Option<Policy> {
        let ValueKind::Object(members) = &value.kind else {
            self.report(DiagnosticCode::PolicyNotObject, value.span, "");
            return None;
        };
        self.check_members(members, &POLICY_ELEMENTS);
        let version = self.version(members, value.span);
        self.version = version.unwrap_or(LanguageVersion::V2008_10_17);
        let id = member(members, "Id").and_then(|it| self.text(&it.value, "Id"));
        let mut policy = Policy { version, id, statements: Vec::new(), unreadable: Vec::new() };
        let mut lists = members.iter().rev().filter(|it| it.name == "Statement");
        match lists.next() {
            Some(it) => self.statements(&it.value, &mut policy),
            None => self.report(DiagnosticCode::MissingStatement, value.span, ""),
        }
        // What IAM makes of a repeated Statement nobody says.
        policy.unreadable.extend(lists.map(|it| Place(it.value.span)));
        Some(policy)
    }

    fn version(&mut self, members: &[Member], policy: Span) -> Option<LanguageVersion> {
        let Some(member) = member(members, "Version") else {
            let place = Span { start: policy.start, end: policy.start + 1 };
            self.report(DiagnosticCode::MissingVersion, place, "");
            return None;
        };
        match self.text(&member.value, "Version")?.as_str() {
            "2012-10-17" => Some(LanguageVersion::V2012_10_17),
            "2008-10-17" => Some(LanguageVersion::V2008_10_17),
            other => {
                let finding = Diagnostic::new(DiagnosticCode::InvalidVersion, member.value.span, other);
                self.diagnostics.push(finding.with_suggestion(Some("2012-10-17")));
                None
            }
        }
    }

    fn statements(&mut self, value: &Value, policy: &mut Policy) {
        let values = match &value.kind {
            ValueKind::Array(values) => values.as_slice(),
            _ => std::slice::from_ref(value),
        };
        if values.is_empty() {
            self.report(DiagnosticCode::EmptyStatement, value.span, "");
        }
        for (index, it) in (0..).zip(values) {
            match self.statement(index, it) {
                Some(statement) => policy.statements.push(statement),
                None => policy.unreadable.push(Place(it.span)),
            }
        }
    }
}
