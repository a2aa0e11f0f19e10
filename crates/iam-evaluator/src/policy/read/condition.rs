//! The Condition element.

use super::Reader;
use crate::data_type::{Decimal, Instant, IpRange, binary, boolean};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::json::{Member, Value, ValueKind};
use crate::policy::condition::{ConditionBlock, ConditionKeyValues, ConditionScalar, OperatorBlock};
use crate::policy::element::Place;
use crate::policy::operator::{Comparison, ConditionOperator, UnknownOperator};
use crate::span::Span;

impl Reader {
    /// A block. `None` if its shape is wrong; an unknown operator is kept, and never holds.
    pub(in crate::policy) fn condition(&mut self, value: &Value) -> Option<ConditionBlock> {
        let ValueKind::Object(members) = &value.kind else {
            self.report(DiagnosticCode::DataTypeMismatch, value.span, "Condition");
            return None;
        };
        let operators: Vec<_> = members.iter().map(|it| self.operator(it)).collect();
        let operators = operators.into_iter().collect::<Option<Vec<_>>>()?;
        self.check_duplicates(members);
        Some(ConditionBlock { operators, place: Place(value.span) })
    }

    fn operator(&mut self, member: &Member) -> Option<OperatorBlock> {
        let operator = ConditionOperator::parse(&member.name);
        if let Err(unknown) = &operator {
            self.report_operator(unknown, member);
        }
        let ValueKind::Object(members) = &member.value.kind else {
            self.report(DiagnosticCode::DataTypeMismatch, member.value.span, &member.name);
            return None;
        };
        self.check_duplicates(members);
        // Nothing would be left that never holds.
        if operator.is_err() && members.is_empty() {
            return None;
        }
        let comparison = operator.as_ref().ok().map(|it| it.comparison);
        let keys: Vec<_> = members.iter().map(|it| self.key(it, comparison)).collect();
        let keys = keys.into_iter().collect::<Option<Vec<_>>>()?;
        Some(OperatorBlock { operator, place: Place(member.name_span), keys })
    }

    fn key(&mut self, member: &Member, comparison: Option<Comparison>) -> Option<ConditionKeyValues> {
        let values =
            self.values(&member.value, &member.name, |reader, it| reader.scalar(it, &member.name))?;
        if let Some(comparison) = comparison {
            for it in &values.entries {
                self.check_value(comparison, it.value.text(), it.place.0);
            }
        }
        Some(ConditionKeyValues { key: member.name.clone(), place: Place(member.span()), values })
    }

    /// Reports a value that its operator cannot read, and mistakes in its variables.
    fn check_value(&mut self, comparison: Comparison, text: &str, span: Span) {
        if comparison.takes_variables() {
            self.check_variables(text, span);
        }
        if let Some(code) = type_mismatch(comparison, text) {
            self.report(code, span, text);
        }
    }

    fn scalar(&mut self, value: &Value, key: &str) -> Option<ConditionScalar> {
        match &value.kind {
            ValueKind::String(text) => Some(ConditionScalar::String(text.clone())),
            ValueKind::Number(text) => Some(ConditionScalar::Number(text.clone())),
            ValueKind::Bool(it) => Some(ConditionScalar::Bool(*it)),
            ValueKind::Null | ValueKind::Array(_) | ValueKind::Object(_) => {
                self.report(DiagnosticCode::DataTypeMismatch, value.span, key);
                None
            }
        }
    }

    fn report_operator(&mut self, unknown: &UnknownOperator, member: &Member) {
        let text = unknown.text.as_str();
        if text.rsplit(':').next() == Some("NullIfExists") {
            self.report(DiagnosticCode::NullWithIfExists, member.name_span, text);
            return;
        }
        let (set, rest) = match text.split_once(':') {
            Some((set, rest)) if set.to_ascii_lowercase().starts_with("forall") => ("ForAllValues:", rest),
            Some((_, rest)) => ("ForAnyValue:", rest),
            None => ("", text),
        };
        let (name, suffix) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, "IfExists"),
            None => (rest, ""),
        };
        let suggestion = self.nearest(name, ConditionOperator::names());
        let suggestion = suggestion.map(|it| format!("{set}{it}{suffix}"));
        let finding = Diagnostic::new(DiagnosticCode::UnknownOperator, member.name_span, text);
        self.diagnostics.push(finding.with_suggestion(suggestion.as_deref()));
    }
}

/// What is wrong with a value for its operator: it would never match, without a word (L80).
fn type_mismatch(comparison: Comparison, text: &str) -> Option<DiagnosticCode> {
    let (is_readable, code) = match comparison {
        Comparison::NumericEquals
        | Comparison::NumericLessThan
        | Comparison::NumericLessThanEquals
        | Comparison::NumericGreaterThan
        | Comparison::NumericGreaterThanEquals => {
            (Decimal::parse(text).is_some(), DiagnosticCode::TypeMismatchNumber)
        }
        Comparison::DateEquals
        | Comparison::DateLessThan
        | Comparison::DateLessThanEquals
        | Comparison::DateGreaterThan
        | Comparison::DateGreaterThanEquals => {
            (Instant::parse(text).is_some(), DiagnosticCode::TypeMismatchDate)
        }
        Comparison::IpAddress => (IpRange::parse(text).is_some(), DiagnosticCode::TypeMismatchIpRange),
        Comparison::BinaryEquals => (binary::decode(text).is_some(), DiagnosticCode::TypeMismatchString),
        // A6: a variable may hold the value.
        Comparison::Bool if text.contains("${") => return None,
        Comparison::Bool | Comparison::Null => (boolean(text).is_some(), DiagnosticCode::TypeMismatchBoolean),
        Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::ArnEquals
        | Comparison::ArnLike => return None,
    };
    (!is_readable).then_some(code)
}
