//! Policy variables that are not written as they must be (L127, L132).

use super::Reader;
use crate::diagnostic::DiagnosticCode;
use crate::policy::LanguageVersion;
use crate::span::Span;

impl Reader {
    /// Reports mistakes in the `${…}` of a text. Under the old version there are no variables (L17).
    pub(super) fn check_variables(&mut self, text: &str, span: Span) {
        match self.version {
            LanguageVersion::V2012_10_17 => {}
            LanguageVersion::V2008_10_17 => return,
        }
        let mut rest = text;
        while let Some((_, after)) = rest.split_once("${") {
            let Some((variable, next)) = after.split_once('}') else {
                self.report(DiagnosticCode::MissingBraceInVariable, span, text);
                return;
            };
            if let Some(code) = mistake(variable) {
                self.report(code, span, variable);
            }
            rest = next;
        }
    }
}

fn mistake(variable: &str) -> Option<DiagnosticCode> {
    if matches!(variable, "*" | "?" | "$") {
        return None;
    }
    let (name, default) = match variable.split_once(',') {
        Some((name, default)) => (name, Some(default.trim_start())),
        None => (variable, None),
    };
    let is_quoted = |it: &str| it.len() >= 2 && it.starts_with('\'') && it.ends_with('\'');
    if name.is_empty() {
        Some(DiagnosticCode::EmptyVariable)
    } else if name.contains(' ') {
        Some(DiagnosticCode::SpaceInVariable)
    } else if default.is_some_and(|it| !is_quoted(it)) {
        Some(DiagnosticCode::MissingQuoteInVariable)
    } else {
        None
    }
}
