//! What is wrong with the input.

use std::fmt;

use iam_evaluator::diagnostic::Diagnostic;

use crate::span::{Utf16Span, Utf16Text};

/// A mistake in the input. JavaScript gets it as an `Error` with these properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// What kind of mistake: stable, in kebab case.
    pub code: &'static str,
    /// What is wrong. Begins in lower case, without a full stop.
    pub message: String,
    /// In which member of the input, such as `policies.identity[0]`.
    pub path: Option<String>,
    /// Where in the text of that member.
    pub span: Option<Utf16Span>,
}

impl InputError {
    pub(crate) fn new(code: &'static str, path: &str, message: impl fmt::Display) -> InputError {
        let path = (!path.is_empty()).then(|| path.to_owned());
        InputError { code, message: message.to_string(), path, span: None }
    }

    /// A policy that is no policy.
    pub(crate) fn policy(path: &str, text: &str, diagnostic: &Diagnostic) -> InputError {
        let message = iam_explain::diagnostic(diagnostic).text;
        let span = Some(Utf16Text::new(text).span(diagnostic.span));
        InputError { span, ..InputError::new(diagnostic.code.as_str(), path, message) }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{path}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for InputError {}
