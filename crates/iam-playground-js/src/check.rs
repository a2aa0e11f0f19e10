//! Corpus lines and scenarios as tests, as `iam-playground check` runs them.

use std::fmt::Write;

use iam_explain::{Message, access_denied_reason};
use iam_organization::NothingPublished;
use iam_scenario::CaseResult;
use iam_scenario::cases::{FileReport, MalformedFile, Words, run_file};

use crate::error::InputError;
use crate::output::{AnswerOutput, CaseOutput, CheckOutput};

/// How results are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As objects.
    Json,
    /// As the command line prints them.
    Text,
}

impl Format {
    /// The format of that name.
    ///
    /// # Errors
    /// [`InputError`] for another name.
    pub fn parse(text: &str) -> Result<Format, InputError> {
        match text {
            "json" => Ok(Format::Json),
            "text" => Ok(Format::Text),
            other => {
                let message = format!("unknown format `{other}`: write `json` or `text`");
                Err(InputError::new("unknown-format", "format", message))
            }
        }
    }
}

/// Runs the cases, or the questions and steps of a scenario, that have an expected result.
///
/// # Errors
/// [`InputError`] if a part of the text cannot be read; then nothing was run.
pub fn check_text(text: &str) -> Result<CheckOutput, InputError> {
    let words = Words {
        reason: &access_denied_reason,
        diagnostic: &|it| {
            let Message { text, help } = iam_explain::diagnostic(it);
            (text, help.unwrap_or_default())
        },
    };
    let report = run_file(text, &NothingPublished, words)
        .map_err(|it: MalformedFile| InputError::new("malformed-file", "", it))?;
    let FileReport { results, n_not_covered } = report;
    let passed = results.iter().filter(|it| it.passed).count();
    Ok(CheckOutput {
        passed,
        failed: results.len() - passed,
        not_covered: n_not_covered,
        results: results.iter().map(case).collect(),
    })
}

/// One line for each case that failed, and the numbers.
pub(crate) fn as_text(report: &CheckOutput) -> String {
    let CheckOutput { passed, failed, not_covered, results } = report;
    let mut text = String::new();
    for it in results.iter().filter(|it| !it.passed) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "FAIL {}: {}", it.id, it.line);
    }
    if *not_covered > 0 {
        let _ = writeln!(text, "{not_covered} cases of policy validation, which is not covered yet");
    }
    let _ = writeln!(text, "{passed} passed, {failed} failed");
    text
}

fn case(result: &CaseResult) -> CaseOutput {
    let line = result.to_string();
    let CaseResult { id, passed, expected, actual, incomplete, caveats } = result;
    CaseOutput {
        id: id.clone(),
        passed: *passed,
        expected: answer(&expected.answer),
        actual: answer(&actual.answer),
        deciding_policy_type: actual.deciding_policy_type,
        reason: actual.reason.clone(),
        incomplete: incomplete.iter().map(ToString::to_string).collect(),
        caveats: caveats.iter().map(iam_explain::caveat).collect(),
        line,
    }
}

fn answer(text: &str) -> AnswerOutput {
    text.parse().map_or_else(|_| AnswerOutput::Word(text.to_owned()), AnswerOutput::Truth)
}
