//! Principal and NotPrincipal.

use super::{Reader, member};
use crate::arn::{AccountId, Arn};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::json::{Member, Value, ValueKind};
use crate::policy::element::{
    Entries, Place, PrincipalElement, PrincipalKind, PrincipalValue, PrincipalValues,
};
use crate::span::Span;

impl Reader {
    pub(super) fn principal_element(&mut self, members: &[Member]) -> Option<PrincipalElement> {
        let pair = (member(members, "Principal"), member(members, "NotPrincipal"));
        match self.exclusive(pair) {
            (Some(it), _) => self.principal_value(&it.value).map(PrincipalElement::Principal),
            (None, Some(it)) => self.principal_value(&it.value).map(PrincipalElement::NotPrincipal),
            (None, None) => None,
        }
    }

    /// `None` if a part cannot be read: under NotPrincipal, whom it names would be let in.
    fn principal_value(&mut self, value: &Value) -> Option<PrincipalValue> {
        match &value.kind {
            ValueKind::String(text) if text == "*" => Some(PrincipalValue::Any(Place(value.span))),
            ValueKind::String(text) => {
                self.report(DiagnosticCode::InvalidPrincipalFormat, value.span, text);
                None
            }
            ValueKind::Object(members) => self.principal_map(members, value.span),
            _ => {
                self.report(DiagnosticCode::DataTypeMismatch, value.span, "Principal");
                None
            }
        }
    }

    fn principal_map(&mut self, members: &[Member], span: Span) -> Option<PrincipalValue> {
        if members.is_empty() {
            self.report(DiagnosticCode::EmptyList, span, "Principal");
        }
        let values: Vec<_> = members.iter().map(|it| self.principals_of_kind(it)).collect();
        self.check_duplicates(members);
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        Some(PrincipalValue::Map(values, Place(span)))
    }

    fn principals_of_kind(&mut self, member: &Member) -> Option<PrincipalValues> {
        let Some(kind) = PrincipalKind::parse(&member.name) else {
            let known = ["AWS", "Service", "Federated", "CanonicalUser"];
            let suggestion = self.nearest(&member.name, known.into_iter());
            let name = member.name.as_str();
            let finding = Diagnostic::new(DiagnosticCode::InvalidPrincipalKey, member.name_span, name);
            self.diagnostics.push(finding.with_suggestion(suggestion));
            return None;
        };
        let names = self.entries(member)?;
        self.check_names(kind, &names);
        Some(PrincipalValues { kind, names })
    }

    fn check_names(&mut self, kind: PrincipalKind, names: &Entries<String>) {
        for it in &names.entries {
            let text = it.value.as_str();
            if kind == PrincipalKind::Aws && text == "*" {
                continue;
            }
            if text.contains(['*', '?']) {
                self.report(DiagnosticCode::WildcardInPrincipal, it.place.0, text);
            } else if kind == PrincipalKind::Aws && !names_aws_principal(text) {
                self.report(DiagnosticCode::InvalidPrincipal, it.place.0, text);
            }
        }
    }
}

/// An account id, an ARN of something that can sign, or the unique id that IAM stores for a user or role (L28, L36).
fn names_aws_principal(text: &str) -> bool {
    let is_unique_id = (text.starts_with("AIDA") || text.starts_with("AROA"))
        && text.len() >= 16
        && text.bytes().all(|it| it.is_ascii_alphanumeric());
    let is_arn = Arn::parse(text)
        .is_ok_and(|arn| matches!(arn.service(), "iam" | "sts") && !arn.resource().starts_with("group/"));
    AccountId::parse(text).is_ok() || is_unique_id || is_arn
}
