//! A policy as it was typed.

use iam_evaluator::policy::{self, Policy};

/// The text of a policy, exactly as typed. While it does not parse, the last text that did is kept beside it, so that
/// nothing typed is lost and a verdict remains possible.
///
/// Invariant: `last_valid` is there only while `text` does not parse, and it parses itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyText {
    text: String,
    last_valid: Option<String>,
}

/// What a policy text is worth for a verdict.
#[derive(Clone, Debug)]
pub enum UsablePolicy {
    /// The text as typed.
    Current(Policy),
    /// The last text that parsed; the current one does not.
    LastValid(Policy),
    /// No text of this policy ever parsed: it cannot be evaluated.
    None,
}

impl PolicyText {
    /// A policy with this text, whether it parses or not.
    pub fn new(text: impl Into<String>) -> PolicyText {
        PolicyText { text: text.into(), last_valid: None }
    }

    /// A policy with this text and, for the time that the text does not parse, the last one that did. The latter is
    /// dropped where it is not needed or does not parse either.
    pub fn with_last_valid(text: impl Into<String>, last_valid: impl Into<String>) -> PolicyText {
        let text = text.into();
        let last_valid = last_valid.into();
        let is_needed = parse(&text).is_none() && parse(&last_valid).is_some();
        PolicyText { text, last_valid: is_needed.then_some(last_valid) }
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The last text that parsed, while the current one does not.
    pub fn last_valid(&self) -> Option<&str> {
        self.last_valid.as_deref()
    }

    /// This policy after its text was typed over.
    #[must_use]
    pub fn edited(&self, text: impl Into<String>) -> PolicyText {
        let last_valid = self.last_valid.as_ref().unwrap_or(&self.text);
        PolicyText::with_last_valid(text, last_valid.clone())
    }

    /// The policy to evaluate.
    pub fn usable(&self) -> UsablePolicy {
        if let Some(policy) = parse(&self.text) {
            return UsablePolicy::Current(policy);
        }
        match self.last_valid.as_deref().and_then(parse) {
            Some(policy) => UsablePolicy::LastValid(policy),
            None => UsablePolicy::None,
        }
    }
}

fn parse(text: &str) -> Option<Policy> {
    policy::parse(text).0
}
