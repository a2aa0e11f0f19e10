//! The Condition element, as written (L59).

use super::element::{Entries, Place};
use super::operator::{ConditionOperator, UnknownOperator};

/// `{ operator: { key: values } }`; all of it must hold (E39).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionBlock {
    /// The operators, in order.
    pub operators: Vec<OperatorBlock>,
    /// Where the block stands.
    pub place: Place,
}

/// One operator with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorBlock {
    /// The operator; an unknown one never holds.
    pub operator: Result<ConditionOperator, UnknownOperator>,
    /// Where its name stands.
    pub place: Place,
    /// The keys, in order.
    pub keys: Vec<ConditionKeyValues>,
}

/// One context key with the values it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionKeyValues {
    /// The key, as written.
    pub key: String,
    /// From the key to the end of its values.
    pub place: Place,
    /// The values (L81: numbers and booleans compare as their text).
    pub values: Entries<ConditionScalar>,
}

/// A value in a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionScalar {
    /// A string.
    String(String),
    /// A number, as written.
    Number(String),
    /// A boolean.
    Bool(bool),
}

impl ConditionScalar {
    /// The text that is compared.
    pub fn text(&self) -> &str {
        match self {
            ConditionScalar::String(text) | ConditionScalar::Number(text) => text,
            ConditionScalar::Bool(true) => "true",
            ConditionScalar::Bool(false) => "false",
        }
    }
}
