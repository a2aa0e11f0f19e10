//! The policy language: a JSON policy document as a tree, and its text.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

mod condition;
mod element;
mod operator;
mod parse;
mod print;
mod read;
#[cfg(test)]
mod tests;

pub use condition::{ConditionBlock, ConditionKeyValues, ConditionScalar, OperatorBlock};
pub use element::{
    ActionElement, ActionPattern, Entries, Entry, Place, PrincipalElement, PrincipalKind, PrincipalValue,
    PrincipalValues, ResourceElement, ResourcePattern,
};
pub use operator::{Comparison, ConditionOperator, SetOperator, UnknownOperator};
pub use parse::{parse, read, read_condition_block};
pub use print::print;

use crate::span::Span;

/// The version of the policy language (L15). It decides whether `${…}` is a variable (L17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LanguageVersion {
    /// `2012-10-17`, the current one.
    V2012_10_17,
    /// `2008-10-17`: no policy variables. What a policy without Version behaves as (L16).
    V2008_10_17,
}

impl LanguageVersion {
    /// As it stands in a policy.
    pub fn as_str(self) -> &'static str {
        match self {
            LanguageVersion::V2012_10_17 => "2012-10-17",
            LanguageVersion::V2008_10_17 => "2008-10-17",
        }
    }
}

/// Allow or Deny (L24).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// Grants, where every limiting policy agrees.
    Allow,
    /// Denies, whatever else allows.
    Deny,
}

impl Effect {
    /// As it stands in a policy.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        }
    }
}

/// One policy document. Equality ignores where things stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its Version, if it has one.
    pub version: Option<LanguageVersion>,
    /// Its Id, if it has one.
    pub id: Option<String>,
    /// The statements that could be read.
    pub statements: Vec<Statement>,
    /// Where statements stand that could not: an evaluation leaves them out and says so.
    pub unreadable: Vec<Place>,
}

impl Policy {
    /// The version that the policy behaves as (L16).
    pub fn language_version(&self) -> LanguageVersion {
        self.version.unwrap_or(LanguageVersion::V2008_10_17)
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which statement of the policy's list it is, counted from 0.
    pub index: u32,
    /// Its Sid, if it has one.
    pub sid: Option<String>,
    /// Allow or Deny.
    pub effect: Effect,
    /// Whom it is about, in the kinds of policy that say so.
    pub principal: Option<PrincipalElement>,
    /// Which actions it is about.
    pub action: ActionElement,
    /// Which resources it is about; trust policies have none.
    pub resource: Option<ResourceElement>,
    /// When it applies.
    pub condition: Option<ConditionBlock>,
    /// Where it stands.
    pub place: Place,
}

impl Statement {
    /// Where it stands.
    pub fn span(&self) -> Span {
        self.place.0
    }
}
