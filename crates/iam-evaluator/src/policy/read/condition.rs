//! The Condition element.

use std::collections::BTreeSet;

use super::Reader;
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::json::{Member, Value, ValueKind};
use crate::policy::condition::{ConditionBlock, ConditionKeyValues, ConditionScalar, OperatorBlock};
use crate::policy::element::Place;
use crate::policy::operator::{ConditionOperator, UnknownOperator};

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
        let variables = operator.as_ref().is_ok_and(|it| it.comparison.takes_variables());
        let keys: Vec<_> = members.iter().map(|it| self.key(it, variables)).collect();
        let keys = keys.into_iter().collect::<Option<Vec<_>>>()?;
        Some(OperatorBlock { operator, place: Place(member.name_span), keys })
    }

    fn key(&mut self, member: &Member, variables: bool) -> Option<ConditionKeyValues> {
        let values =
            self.values(&member.value, &member.name, |reader, it| reader.scalar(it, &member.name))?;
        if variables {
            for it in &values.entries {
                self.check_variables(it.value.text(), it.place.0);
            }
        }
        Some(ConditionKeyValues { key: member.name.clone(), place: Place(member.span()), values })
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

    fn check_duplicates(&mut self, members: &[Member]) {
        let mut names = BTreeSet::new();
        for it in members {
            if !names.insert(it.name.as_str()) {
                self.report(DiagnosticCode::DuplicateElement, it.name_span, &it.name);
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
        // One who writes a hundred wrong operators is not helped by a hundred guesses.
        let is_worth_a_guess = self.diagnostics.len() < 100;
        let suggestion = is_worth_a_guess.then(|| super::nearest(name, ConditionOperator::names())).flatten();
        let suggestion = suggestion.map(|it| format!("{set}{it}{suffix}"));
        let finding = Diagnostic::new(DiagnosticCode::UnknownOperator, member.name_span, text);
        self.diagnostics.push(finding.with_suggestion(suggestion.as_deref()));
    }
}
