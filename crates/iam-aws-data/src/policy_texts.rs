//! The texts of managed policies as people read them.

use std::sync::{Mutex, PoisonError};

use iam_evaluator::policy;
use iam_organization::PolicyText;
use sorted::SortedMap;

/// The policies that were asked for: AWS publishes them without white space, so each is laid out, and parsed, once.
#[derive(Debug, Default)]
pub(crate) struct PolicyTexts(Mutex<SortedMap<String, PolicyText>>);

impl PolicyTexts {
    /// The text of the policy with this name, from the document that AWS publishes.
    pub(crate) fn of(&self, name: &str, document: &str) -> PolicyText {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        texts.or_insert_with(name.to_owned(), || laid_out(document)).clone()
    }
}

/// A copy of the data reads anew what it is asked for.
impl Clone for PolicyTexts {
    fn clone(&self) -> PolicyTexts {
        PolicyTexts::default()
    }
}

fn laid_out(document: &str) -> PolicyText {
    match policy::parse(document).0 {
        Some(policy) => PolicyText::new(policy::print(&policy).trim_end()),
        None => PolicyText::new(document),
    }
}
