//! JSON that is no JSON.

use iam_evaluator::diagnostic::Diagnostic;
use iam_evaluator::json::{self, Value};
use iam_evaluator::span::{LineColumn, LineIndex};

use super::error::{Errors, ReadErrors};

/// The file as a tree, or everything that breaks its syntax.
pub(super) fn parse(text: &str) -> Result<Value, ReadErrors> {
    match json::parse(text) {
        (Some(value), diagnostics) if diagnostics.is_empty() => Ok(value),
        (_, diagnostics) => {
            let mut errors = Errors::new(text);
            let lines = LineIndex::new(text);
            for diagnostic in diagnostics {
                add(&mut errors, text, &lines, diagnostic);
            }
            Err(errors.finish())
        }
    }
}

fn add(errors: &mut Errors<'_>, text: &str, lines: &LineIndex, diagnostic: Diagnostic) {
    let Diagnostic { code, span, subject, suggestion: _ } = diagnostic;
    // The codes of syntax errors are named after what is wrong: `trailing-comma`.
    let mut message = format!("the file is not valid JSON: {}", code.as_str().replace('-', " "));
    if !subject.is_empty() {
        message.push_str(&format!(", at `{}`", subject.lines().next().unwrap_or_default()));
    }
    let LineColumn { line, column } = lines.line_column(span.start);
    let line_start = span.start as usize - column;
    let column = 1 + text.get(line_start..span.start as usize).unwrap_or_default().chars().count();
    let help = format!("look at line {line}, column {column}");
    errors.add_at(span, String::new(), message, help);
}
