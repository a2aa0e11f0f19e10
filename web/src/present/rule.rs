//! A rule of AWS that a trace cites.

use iam_evaluator::Rule;

/// A rule as its link and its box show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleView {
    /// Its number.
    pub number: String,
    /// What it says.
    pub sentence: String,
    /// The page of AWS that says so.
    pub url: String,
}

impl RuleView {
    /// The view of a rule.
    pub fn of(rule: Rule) -> RuleView {
        RuleView {
            number: rule.number().to_string(),
            sentence: rule.sentence().to_string(),
            url: rule.url().to_string(),
        }
    }
}
