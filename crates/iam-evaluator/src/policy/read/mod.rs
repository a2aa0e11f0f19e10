//! JSON values into policy elements, with findings for what IAM does not accept.

mod condition;
mod document;
mod entries;
mod principal;
mod statement;
mod variables;

use sorted::SortedSet;

use super::LanguageVersion;
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::json::{Member, Value, ValueKind};
use crate::span::Span;

pub(super) struct Reader {
    pub(super) diagnostics: Vec<Diagnostic>,
    version: LanguageVersion,
}

impl Reader {
    pub(super) fn new(diagnostics: Vec<Diagnostic>) -> Reader {
        Reader { diagnostics, version: LanguageVersion::V2012_10_17 }
    }

    /// The findings, in the order of the text.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        sorted::sort_by_key(&mut self.diagnostics, |it| (it.span, it.code));
        self.diagnostics
    }

    fn report(&mut self, code: DiagnosticCode, span: Span, subject: &str) {
        self.diagnostics.push(Diagnostic::new(code, span, subject));
    }

    fn has_reported_since(&self, n_before: usize, code: DiagnosticCode) -> bool {
        self.diagnostics.iter().skip(n_before).any(|it| it.code == code)
    }

    /// Finds names that do not belong here, and names that stand twice (L5).
    fn check_members(&mut self, members: &[Member], known: &[&str]) {
        let mut names = SortedSet::new();
        for it in members {
            if !known.contains(&it.name.as_str()) {
                let finding = Diagnostic::new(DiagnosticCode::UnknownElement, it.name_span, it.name.as_str());
                self.diagnostics.push(finding.with_suggestion(self.nearest(&it.name, known.iter().copied())));
            } else if !names.insert(it.name.as_str()) {
                self.report(DiagnosticCode::DuplicateElement, it.name_span, &it.name);
            }
        }
    }

    /// Finds names that stand twice, where any name may stand (L5).
    fn check_duplicates(&mut self, members: &[Member]) {
        let mut names = SortedSet::new();
        for it in members {
            if !names.insert(it.name.as_str()) {
                self.report(DiagnosticCode::DuplicateElement, it.name_span, &it.name);
            }
        }
    }

    /// The known name that a typing mistake is closest to. One who makes a hundred mistakes is not helped by a hundred
    /// guesses.
    fn nearest<'k>(&self, name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
        if self.diagnostics.len() < 100 { closest(name, known) } else { None }
    }

    /// A string, or a finding that says which element must be one.
    fn text(&mut self, value: &Value, element: &str) -> Option<String> {
        match &value.kind {
            ValueKind::String(text) => Some(text.clone()),
            _ => {
                self.report(DiagnosticCode::DataTypeMismatch, value.span, element);
                None
            }
        }
    }
}

/// The last member of that name, which is the one that IAM keeps of a repeated Effect (L5).
fn member<'v>(members: &'v [Member], name: &str) -> Option<&'v Member> {
    members.iter().rev().find(|it| it.name == name)
}

/// Whether members of that name were written, and nothing could be read of them.
fn is_lost<T>(members: &[Member], names: &[&str], read: Option<&T>) -> bool {
    read.is_none() && names.iter().any(|it| member(members, it).is_some())
}

/// The known name that a typing mistake is closest to, if it is close. Names of a hundred characters are no typing
/// mistakes.
fn closest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    if name.len() > 100 {
        return None;
    }
    let distance =
        |it: &str| strsim::damerau_levenshtein(&name.to_ascii_lowercase(), &it.to_ascii_lowercase());
    let (best, distance) = known.map(|it| (it, distance(it))).min_by_key(|&(_, distance)| distance)?;
    (distance <= 2 && distance < name.len()).then_some(best)
}
