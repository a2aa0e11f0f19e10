//! JSON that is no JSON.

use iam_evaluator::diagnostic::{Diagnostic, DiagnosticCode};
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
    if code == DiagnosticCode::EmptyText {
        let help = "write a scenario, or choose another file";
        return errors.add_at(span, String::new(), "the file is empty".to_owned(), help.to_owned());
    }
    let words = WORDS.iter().find(|(it, _)| *it == code).map_or("it cannot be read", |(_, words)| words);
    let mut message = format!("the file is not valid JSON: {words}");
    if !subject.is_empty() {
        message.push_str(&format!(", at `{}`", subject.lines().next().unwrap_or_default()));
    }
    let LineColumn { line, column } = lines.line_column(span.start);
    let line_start = span.start as usize - column;
    let column = 1 + text.get(line_start..span.start as usize).unwrap_or_default().chars().count();
    let help = format!("look at line {line}, column {column}");
    errors.add_at(span, String::new(), message, help);
}

/// What is wrong, for each code of JSON's syntax.
const WORDS: [(DiagnosticCode, &str); 14] = [
    (DiagnosticCode::TextTooLong, "it is too long to read"),
    (DiagnosticCode::ExpectedValue, "a value is missing"),
    (DiagnosticCode::UnexpectedEnd, "it ends before its last bracket is closed"),
    (DiagnosticCode::ExpectedName, "the name of a field is missing or not in double quotes"),
    (DiagnosticCode::ExpectedColon, "the colon after the name of a field is missing"),
    (DiagnosticCode::ExpectedComma, "a comma is missing before this"),
    (DiagnosticCode::TrailingComma, "a comma stands before a closing bracket"),
    (DiagnosticCode::Comment, "JSON has no comments"),
    (DiagnosticCode::UnterminatedString, "a string is not closed on its line"),
    (DiagnosticCode::ControlCharacter, "a control character in a string is not escaped"),
    (DiagnosticCode::InvalidEscape, "JSON does not know this escape"),
    (DiagnosticCode::InvalidNumber, "JSON does not write numbers like this"),
    (DiagnosticCode::NestedTooDeeply, "brackets are nested too deeply"),
    (DiagnosticCode::SecondValue, "something follows the scenario"),
];
