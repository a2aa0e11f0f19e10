//! Files of cases, told apart by the fields of their lines.

use std::fmt;

use iam_organization::AwsPublished;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;

use super::condition::{BlockCase, ConditionCase};
use super::golden::GoldenCase;
use crate::check::{CaseResult, DiagnosticWords, Reason, check};
use crate::wire::{problems, read, refused_texts};

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The results in the file's order.
    pub results: Vec<CaseResult>,
    /// How many cases were of a form that is not covered yet: policy validation.
    pub n_not_covered: usize,
}

/// The file cannot be read as cases or as a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedFile {
    /// Everything that is wrong with it; never empty.
    pub problems: Vec<FileProblem>,
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The line, counted from 1, if one is known.
    pub line: Option<usize>,
    /// What is wrong, and in a scenario the path to it.
    pub message: String,
}

/// What is said in English, which is made outside this crate.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The reason of a denial.
    pub reason: &'a Reason,
    /// Why IAM would refuse a policy text.
    pub diagnostic: &'a DiagnosticWords,
}

/// Runs all cases of a file.
///
/// # Errors
/// [`MalformedFile`] if a part of it cannot be read; then nothing was run.
pub fn run_file(text: &str, aws: &dyn AwsPublished, words: Words<'_>) -> Result<FileReport, MalformedFile> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let malformed = |line, message: String| MalformedFile { problems: vec![FileProblem { line, message }] };
    if text.trim().is_empty() {
        let message = "the file is empty: write a scenario, or a case on each line";
        return Err(malformed(None, message.to_owned()));
    }
    if is_scenario(text) {
        return run_scenario(text, aws, words);
    }
    let mut report = FileReport::default();
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in lines {
        match run_line(line, words.reason) {
            Ok(Some(result)) => report.results.push(result),
            Ok(None) => report.n_not_covered += 1,
            Err(message) => return Err(malformed(Some(number), message)),
        }
    }
    Ok(report)
}

/// A scenario is one object, on one line or on many; cases are one object a line. What is neither is refused as a
/// scenario, unless it has several lines of JSON.
fn is_scenario(text: &str) -> bool {
    let first = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    match serde_json::from_str::<Value>(first) {
        Ok(Value::Object(fields)) => {
            fields.is_empty() || fields.contains_key("scenarioVersion") || fields.contains_key("world")
        }
        Ok(_) => first.trim() == text.trim(),
        Err(error) => error.is_eof() || serde_json::from_str::<IgnoredAny>(text).is_ok(),
    }
}

fn run_scenario(text: &str, aws: &dyn AwsPublished, words: Words<'_>) -> Result<FileReport, MalformedFile> {
    let malformed = |errors: Vec<crate::ReadError>| MalformedFile {
        problems: errors
            .into_iter()
            .map(|it| FileProblem { line: it.line, message: it.to_string() })
            .collect(),
    };
    let scenario = read(text).map_err(|it| malformed(it.errors))?;
    let mut problems = problems(&scenario, aws, Some(&iam_organization::call));
    problems.extend(refused_texts(text, words.diagnostic).map_err(|it| malformed(it.errors))?);
    if !problems.is_empty() {
        return Err(malformed(problems));
    }
    Ok(FileReport { results: check(&scenario, aws, words.reason), n_not_covered: 0 })
}

/// The result of a case, or `None` if its form is not covered yet.
fn run_line(line: &str, reason: &Reason) -> Result<Option<CaseResult>, String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Marks {
        request: Option<IgnoredAny>,
        operator: Option<IgnoredAny>,
        condition: Option<IgnoredAny>,
        policy_type: Option<IgnoredAny>,
    }
    if !matches!(from_json(line)?, Value::Object(_)) {
        return Err("a case is a JSON object: write one on each line".to_owned());
    }
    let marks: Marks = from_json(line)?;
    if marks.request.is_some() {
        from_json::<GoldenCase>(line)?.run(reason).map(Some)
    } else if marks.operator.is_some() {
        from_json::<ConditionCase>(line)?.run().map(Some)
    } else if marks.condition.is_some() {
        from_json::<BlockCase>(line)?.run().map(Some)
    } else if marks.policy_type.is_some() {
        from_json::<LintCase>(line).map(|_| None)
    } else {
        Err("unknown kind of case: it has none of the fields `request`, `operator`, `condition` \
             and `policyType`"
            .to_owned())
    }
}

/// A policy text and the findings that must appear. Only its form is checked until there is a validator.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LintCase {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "policyType")]
    _policy_type: String,
    #[serde(rename = "resourceType")]
    _resource_type: Option<String>,
    #[serde(rename = "policy")]
    _policy: String,
    #[serde(rename = "expected")]
    _expected: Vec<Finding>,
    #[serde(rename = "source")]
    _source: IgnoredAny,
    #[serde(rename = "basis")]
    _basis: IgnoredAny,
    #[serde(rename = "needs")]
    _needs: IgnoredAny,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    #[serde(rename = "check")]
    _check: String,
    #[serde(rename = "kind")]
    _kind: String,
}

fn from_json<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|it| {
        let column = it.column();
        match it.classify() {
            Category::Eof => {
                "the line ends before its last bracket is closed: write a case on one line".to_owned()
            }
            Category::Syntax | Category::Io => {
                format!("this is not valid JSON: look at column {column}, and write a case on one line")
            }
            Category::Data => {
                let text = it.to_string();
                let message = text.split(" at line ").next().unwrap_or_default();
                format!("{message} (column {column})")
            }
        }
    })
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl fmt::Display for MalformedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        f.write_str(&problems.join("\n"))
    }
}

impl std::error::Error for MalformedFile {}
