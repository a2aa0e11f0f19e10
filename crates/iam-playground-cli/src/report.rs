//! The results as JSON.

use std::io::{self, Write};

use iam_scenario::CaseResult;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CaseReport<'a> {
    id: &'a str,
    passed: bool,
    expected: Answer<'a>,
    actual: Answer<'a>,
    deciding_policy_type: Option<&'static str>,
    reason: Option<&'a str>,
}

/// Decisions and error codes are words; a condition is true or false.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Truth(bool),
    Word(&'a str),
}

impl Answer<'_> {
    fn new(text: &str) -> Answer<'_> {
        text.parse().map_or(Answer::Word(text), Answer::Truth)
    }
}

/// Writes one case on one line.
pub(crate) fn write_json(result: &CaseResult, out: &mut dyn Write) -> io::Result<()> {
    let report = CaseReport {
        id: &result.id,
        passed: result.passed,
        expected: Answer::new(&result.expected.answer),
        actual: Answer::new(&result.actual.answer),
        deciding_policy_type: result.actual.deciding_policy_type,
        reason: result.actual.reason.as_deref(),
    };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}
