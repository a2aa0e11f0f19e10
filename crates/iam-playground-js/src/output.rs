//! What `evaluate` and `check` give. `types.d.ts` says the same to TypeScript.

use serde::Serialize;

use crate::span::Utf16Span;

/// A decision with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluateOutput {
    /// `allowed`, `explicitDeny` or `implicitDeny`.
    pub decision: &'static str,
    /// `identity`, `resource`, `trust`, …
    pub decided_by: &'static str,
    /// One sentence.
    pub reason: String,
    /// The message that AWS would return, for a denial.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_denied: Option<String>,
    /// The statement that denied, or that granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deciding_statement: Option<StatementOutput>,
    /// What a reader must know beside the answer, in sentences.
    pub caveats: Vec<&'static str>,
    /// What is wrong, or surprising, in the policies.
    pub diagnostics: Vec<DiagnosticOutput>,
    /// The stages of the evaluation, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gates: Option<Vec<GateOutput>>,
}

/// A statement of the policies that were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementOutput {
    /// Which policy, such as `policies.identity[0]`.
    pub policy: String,
    /// Which statement of it, counted from 0.
    pub statement: u32,
}

/// A finding about a policy text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticOutput {
    /// Which policy, such as `policies.identity[0]`.
    pub policy: String,
    /// What kind of finding, in kebab case.
    pub code: &'static str,
    /// `error`: IAM would not save the policy; or `warning`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where in the text.
    pub span: Utf16Span,
}

/// One stage of the evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GateOutput {
    /// `serviceControl`, `identityBased`, …
    pub gate: &'static str,
    /// Its name.
    pub title: &'static str,
    /// `caller`, `resource` or `both`.
    pub side: &'static str,
    /// `passed`, `denied`, …
    pub outcome: &'static str,
    /// Why, in a sentence.
    pub reason: String,
    /// The rule that it follows.
    pub rule: RuleOutput,
    /// The statement that made this outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementOutput>,
}

/// A rule of how AWS decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleOutput {
    /// Such as `E59`.
    pub number: &'static str,
    /// What it says.
    pub sentence: &'static str,
    /// The AWS page that it comes from.
    pub url: String,
}

/// What came of a file of cases or a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckOutput {
    /// How many cases passed.
    pub passed: usize,
    /// How many did not.
    pub failed: usize,
    /// How many are of a form that is not covered yet.
    pub not_covered: usize,
    /// The cases, in the order of the file.
    pub results: Vec<CaseOutput>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseOutput {
    /// Its id.
    pub id: String,
    /// Whether what came out is what was expected.
    pub passed: bool,
    /// What was expected.
    pub expected: AnswerOutput,
    /// What came out.
    pub actual: AnswerOutput,
    /// Which kind of policy decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deciding_policy_type: Option<&'static str>,
    /// Why it was denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is missing for the answer to be final.
    pub incomplete: Vec<String>,
    /// What a reader must know beside the answer.
    pub caveats: Vec<&'static str>,
    /// Expected and actual in one line.
    #[serde(skip)]
    pub line: String,
}

/// Decisions and error codes are words; a condition is true or false.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AnswerOutput {
    /// A condition.
    Truth(bool),
    /// A decision or an error.
    Word(String),
}
