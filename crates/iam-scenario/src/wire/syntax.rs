//! JSON that is no JSON.

use iam_evaluator::diagnostic::Diagnostic;
use iam_evaluator::json::{self, Value};

use super::error::{Errors, ReadErrors};

/// The file as a tree, or everything that breaks its syntax.
pub(super) fn parse(text: &str) -> Result<Value, ReadErrors> {
    match json::parse(text) {
        (Some(value), diagnostics) if diagnostics.is_empty() => Ok(value),
        (_, diagnostics) => {
            let mut errors = Errors::new(text);
            for diagnostic in diagnostics {
                add(&mut errors, text, diagnostic);
            }
            Err(errors.finish())
        }
    }
}

fn add(errors: &mut Errors<'_>, text: &str, diagnostic: Diagnostic) {
    let Diagnostic { code, span, subject, suggestion: _ } = diagnostic;
    // The codes of syntax errors are named after what is wrong: `trailing-comma`.
    let mut message = format!("the file is not valid JSON: {}", code.as_str().replace('-', " "));
    if !subject.is_empty() {
        message.push_str(&format!(", at `{}`", subject.lines().next().unwrap_or_default()));
    }
    let line_start = text.get(..span.start as usize).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1);
    let column = 1 + text.get(line_start..span.start as usize).unwrap_or_default().chars().count();
    let help = format!("look at line {}, column {column}", span.line(text));
    errors.add_at(span, String::new(), message, help);
}
