//! What is wrong with a policy text, in words.

use iam_evaluator::diagnostic::{Diagnostic, Severity};

use super::policy::{LineMark, MarkKind};
use super::text_lines::TextLines;
use super::tone::Tone;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticView {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The line, counted from 1.
    pub line: usize,
    /// Red for what IAM refuses to save, amber for the rest.
    pub tone: Tone,
    /// The same in a word.
    pub severity: &'static str,
    /// Where it stands.
    pub mark: LineMark,
}

/// The view of a finding.
pub fn diagnostic_view(diagnostic: &Diagnostic, lines: &TextLines<'_>) -> DiagnosticView {
    let explained = iam_explain::diagnostic(diagnostic);
    let (tone, kind, severity) = match diagnostic.severity() {
        Severity::Error => (Tone::Denied, MarkKind::Error, "error"),
        Severity::Warning => (Tone::Missing, MarkKind::Warning, "warning"),
    };
    let mark = LineMark::new(lines, diagnostic.span, kind, tone, explained.text.clone());
    DiagnosticView {
        message: explained.text,
        help: explained.help,
        line: mark.from_line,
        tone,
        severity,
        mark,
    }
}
