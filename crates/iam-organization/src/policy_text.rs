//! A policy as it was typed.

use std::sync::{Arc, OnceLock};

use iam_evaluator::policy::{self, Policy};

/// The text of a policy, exactly as typed. While it does not parse, the last text that did is kept beside it, so that
/// nothing typed is lost and a verdict remains possible.
///
/// A copy is cheap, and a text is parsed once, whoever asks.
///
/// Invariant: `last_valid` is there only while `text` does not parse, and it parses itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyText {
    text: Source,
    last_valid: Option<Source>,
}

/// What a policy text is worth for a verdict.
#[derive(Clone, Debug)]
pub enum UsablePolicy {
    /// The text as typed.
    Current(Arc<Policy>),
    /// The last text that parsed; the current one does not.
    LastValid(Arc<Policy>),
    /// No text of this policy ever parsed: it cannot be evaluated.
    None,
}

impl PolicyText {
    /// A policy with this text, whether it parses or not.
    pub fn new(text: impl Into<Arc<str>>) -> PolicyText {
        PolicyText { text: Source::new(text), last_valid: None }
    }

    /// A policy with this text and, for the time that the text does not parse, the last one that did. The latter is
    /// dropped where it is not needed or does not parse either.
    pub fn with_last_valid(text: impl Into<Arc<str>>, last_valid: impl Into<Arc<str>>) -> PolicyText {
        PolicyText::new(text).after(&Source::new(last_valid))
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text.text
    }

    /// The text as typed, to keep.
    pub fn shared_text(&self) -> Arc<str> {
        self.text.text.clone()
    }

    /// The last text that parsed, while the current one does not.
    pub fn last_valid(&self) -> Option<&str> {
        self.last_valid.as_ref().map(|it| &*it.text)
    }

    /// The text that a verdict rests on, to keep: the last one that parsed; the one as typed if none did.
    pub fn usable_text(&self) -> Arc<str> {
        self.last_valid.as_ref().unwrap_or(&self.text).text.clone()
    }

    /// This policy after its text was typed over.
    #[must_use]
    pub fn edited(&self, text: impl Into<Arc<str>>) -> PolicyText {
        PolicyText::new(text).after(self.last_valid.as_ref().unwrap_or(&self.text))
    }

    /// The policy to evaluate.
    pub fn usable(&self) -> UsablePolicy {
        if let Some(policy) = self.text.policy() {
            return UsablePolicy::Current(policy);
        }
        match self.last_valid.as_ref().and_then(Source::policy) {
            Some(policy) => UsablePolicy::LastValid(policy),
            None => UsablePolicy::None,
        }
    }

    fn after(self, last_valid: &Source) -> PolicyText {
        let is_needed = self.text.policy().is_none() && last_valid.policy().is_some();
        PolicyText { last_valid: is_needed.then(|| last_valid.clone()), ..self }
    }
}

/// A text with what it says, which is read when it is first asked for.
#[derive(Clone, Debug)]
struct Source {
    text: Arc<str>,
    policy: Arc<OnceLock<Option<Arc<Policy>>>>,
}

impl Source {
    fn new(text: impl Into<Arc<str>>) -> Source {
        Source { text: text.into(), policy: Arc::default() }
    }

    fn policy(&self) -> Option<Arc<Policy>> {
        self.policy.get_or_init(|| policy::parse(&self.text).0.map(Arc::new)).clone()
    }
}

/// What a text says follows from it.
impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.text == other.text
    }
}

impl Eq for Source {}
