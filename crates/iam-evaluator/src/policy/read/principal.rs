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
            (Some(it), _) => Some(PrincipalElement::Principal(self.principal_value(&it.value))),
            (None, Some(it)) => Some(PrincipalElement::NotPrincipal(self.principal_value(&it.value))),
            (None, None) => None,
        }
    }

    /// A value that cannot be read names nobody.
    fn principal_value(&mut self, value: &Value) -> PrincipalValue {
        let nobody = PrincipalValue::Map(Vec::new(), Place(value.span));
        match &value.kind {
            ValueKind::String(text) if text == "*" => PrincipalValue::Any(Place(value.span)),
            ValueKind::String(text) => {
                self.report(DiagnosticCode::InvalidPrincipalFormat, value.span, text);
                nobody
            }
            ValueKind::Object(members) => self.principal_map(members, value.span),
            _ => {
                self.report(DiagnosticCode::DataTypeMismatch, value.span, "Principal");
                nobody
            }
        }
    }

    fn principal_map(&mut self, members: &[Member], span: Span) -> PrincipalValue {
        if members.is_empty() {
            self.report(DiagnosticCode::EmptyList, span, "Principal");
        }
        let known = ["AWS", "Service", "Federated", "CanonicalUser"];
        let mut values = Vec::new();
        for (idx, it) in members.iter().enumerate() {
            let Some(kind) = PrincipalKind::parse(&it.name) else {
                let suggestion = self.nearest(&it.name, known.into_iter());
                let finding = Diagnostic::new(DiagnosticCode::InvalidPrincipalKey, it.name_span, &*it.name);
                self.diagnostics.push(finding.with_suggestion(suggestion));
                continue;
            };
            if members.iter().take(idx).any(|before| before.name == it.name) {
                self.report(DiagnosticCode::DuplicateElement, it.name_span, &it.name);
            }
            if let Some(names) = self.entries(it) {
                self.check_names(kind, &names);
                values.push(PrincipalValues { kind, names });
            }
        }
        PrincipalValue::Map(values, Place(span))
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
