//! Condition operators: a comparison, maybe negated, maybe over a set, maybe `IfExists`.

use std::fmt;

/// What a condition operator does. `StringNotEqualsIfExists` is `StringEquals`, negated, with `if_exists`.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConditionOperator {
    /// Over which of the request's values.
    pub set: Option<SetOperator>,
    /// What is compared, positively.
    pub comparison: Comparison,
    /// Whether the outcome is turned round.
    pub negated: bool,
    /// Whether an absent key satisfies it (L109).
    pub if_exists: bool,
}

/// A qualifier for multivalued keys (L112–L117).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// Every value of the request must satisfy the operator; none is enough.
    ForAllValues,
    /// At least one value of the request must satisfy it.
    ForAnyValue,
}

/// One positive question about a policy value and a request value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// Exact, case-sensitive (L83).
    StringEquals,
    /// Exact, ignoring case (L85).
    StringEqualsIgnoreCase,
    /// With `*` and `?`, case-sensitive (L87).
    StringLike,
    /// Equal numbers (L91).
    NumericEquals,
    /// The request's number is less.
    NumericLessThan,
    /// Less or equal.
    NumericLessThanEquals,
    /// The request's number is greater.
    NumericGreaterThan,
    /// Greater or equal.
    NumericGreaterThanEquals,
    /// The same instant (L93).
    DateEquals,
    /// The request's instant is earlier.
    DateLessThan,
    /// Earlier or the same.
    DateLessThanEquals,
    /// The request's instant is later.
    DateGreaterThan,
    /// Later or the same.
    DateGreaterThanEquals,
    /// `true` or `false` (L97).
    Bool,
    /// The same bytes, given in base64 (L99).
    BinaryEquals,
    /// The address is in the range (L100).
    IpAddress,
    /// Six ARN fields compared one by one, with `*` and `?` (L104).
    ArnEquals,
    /// The same as [`Comparison::ArnEquals`].
    ArnLike,
    /// Whether the key is absent (L118).
    Null,
}

/// Every base operator by name.
const OPERATORS: [(&str, Comparison, bool); 27] = [
    ("StringEquals", Comparison::StringEquals, false),
    ("StringNotEquals", Comparison::StringEquals, true),
    ("StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, true),
    ("StringLike", Comparison::StringLike, false),
    ("StringNotLike", Comparison::StringLike, true),
    ("NumericEquals", Comparison::NumericEquals, false),
    ("NumericNotEquals", Comparison::NumericEquals, true),
    ("NumericLessThan", Comparison::NumericLessThan, false),
    ("NumericLessThanEquals", Comparison::NumericLessThanEquals, false),
    ("NumericGreaterThan", Comparison::NumericGreaterThan, false),
    ("NumericGreaterThanEquals", Comparison::NumericGreaterThanEquals, false),
    ("DateEquals", Comparison::DateEquals, false),
    ("DateNotEquals", Comparison::DateEquals, true),
    ("DateLessThan", Comparison::DateLessThan, false),
    ("DateLessThanEquals", Comparison::DateLessThanEquals, false),
    ("DateGreaterThan", Comparison::DateGreaterThan, false),
    ("DateGreaterThanEquals", Comparison::DateGreaterThanEquals, false),
    ("Bool", Comparison::Bool, false),
    ("BinaryEquals", Comparison::BinaryEquals, false),
    ("IpAddress", Comparison::IpAddress, false),
    ("NotIpAddress", Comparison::IpAddress, true),
    ("ArnEquals", Comparison::ArnEquals, false),
    ("ArnNotEquals", Comparison::ArnEquals, true),
    ("ArnLike", Comparison::ArnLike, false),
    ("ArnNotLike", Comparison::ArnLike, true),
    ("Null", Comparison::Null, false),
];

/// A name that is no condition operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperator {
    /// As written.
    pub text: String,
}

impl ConditionOperator {
    /// Reads `[ForAllValues:|ForAnyValue:]Name[IfExists]`, case-sensitively (L60). `NullIfExists` does not exist.
    ///
    /// # Errors
    /// [`UnknownOperator`] for any other text.
    pub fn parse(text: &str) -> Result<ConditionOperator, UnknownOperator> {
        let unknown = || UnknownOperator { text: text.to_owned() };
        let (set, rest) = match text.split_once(':') {
            Some(("ForAllValues", rest)) => (Some(SetOperator::ForAllValues), rest),
            Some(("ForAnyValue", rest)) => (Some(SetOperator::ForAnyValue), rest),
            Some(_) => return Err(unknown()),
            None => (None, text),
        };
        let (name, if_exists) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let found = OPERATORS.iter().find(|(it, ..)| *it == name);
        match found {
            Some((_, Comparison::Null, _)) if if_exists => Err(unknown()),
            Some(&(_, comparison, negated)) => Ok(ConditionOperator { set, comparison, negated, if_exists }),
            None => Err(unknown()),
        }
    }

    /// The base names, for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        OPERATORS.iter().map(|&(name, ..)| name)
    }
}

impl fmt::Display for ConditionOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.set {
            Some(SetOperator::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(SetOperator::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        let same = |it: &&(&str, Comparison, bool)| it.1 == self.comparison && it.2 == self.negated;
        f.write_str(OPERATORS.iter().find(same).map_or("", |(name, ..)| name))?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

impl Comparison {
    /// Whether policy variables are replaced in its values (L124; for Bool see A6).
    pub fn takes_variables(self) -> bool {
        match self {
            Comparison::StringEquals
            | Comparison::StringEqualsIgnoreCase
            | Comparison::StringLike
            | Comparison::Bool
            | Comparison::ArnEquals
            | Comparison::ArnLike => true,
            Comparison::NumericEquals
            | Comparison::NumericLessThan
            | Comparison::NumericLessThanEquals
            | Comparison::NumericGreaterThan
            | Comparison::NumericGreaterThanEquals
            | Comparison::DateEquals
            | Comparison::DateLessThan
            | Comparison::DateLessThanEquals
            | Comparison::DateGreaterThan
            | Comparison::DateGreaterThanEquals
            | Comparison::BinaryEquals
            | Comparison::IpAddress
            | Comparison::Null => false,
        }
    }
}
