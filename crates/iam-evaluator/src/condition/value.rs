//! One policy value, read for the family of its operator.

use std::cmp::Ordering;

use crate::data_type::{Decimal, Instant, IpRange, Reading, binary, boolean};
use crate::pattern::{ArnMode, ArnPattern, ArnText, Case, Pattern, Syntax, Variable};
use crate::policy::{Comparison, LanguageVersion};
use crate::request::RequestContext;

/// A policy value, ready to be compared with request values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionValue {
    /// For string operators and Bool.
    Text(Pattern),
    /// For ARN operators.
    Arn(ArnPattern),
    /// For numeric operators; the text is a decimal.
    Number(Box<str>, OrderingSet),
    /// For date operators; the text as written.
    Date(Instant, OrderingSet, Box<str>),
    /// For IP operators; the text as written.
    Ip(IpRange, Box<str>),
    /// For BinaryEquals: the bytes, and the text as written.
    Binary(Box<[u8]>, Box<str>),
    /// For Null: whether the key must be absent.
    Null(bool),
    /// Text that the operator's family cannot read: it never matches (L80).
    Unreadable(Box<str>),
}

/// Which outcomes of comparing request and policy value satisfy an ordered operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderingSet {
    less: bool,
    equal: bool,
    greater: bool,
}

impl OrderingSet {
    fn contains(self, ordering: Ordering) -> bool {
        match ordering {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

/// A value of the request.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestValue<'v> {
    pub(super) text: &'v str,
    pub(super) reading: &'v Reading,
}

impl<'v> RequestValue<'v> {
    fn arn_text(&self) -> ArnText<'v> {
        match self.reading {
            Reading::Arn(colons) => ArnText::of_colons(self.text, *colons),
            Reading::Address(_) | Reading::Instant(_) | Reading::Text => ArnText::new(self.text),
        }
    }
}

impl ConditionValue {
    /// Reads a value for an operator.
    pub fn compile(text: &str, comparison: Comparison, version: LanguageVersion) -> ConditionValue {
        let variables = comparison.takes_variables() && version == LanguageVersion::V2012_10_17;
        let pattern =
            |wildcards, case| ConditionValue::Text(Pattern::new(text, Syntax { wildcards, variables }, case));
        let value = match comparison {
            Comparison::StringEquals => Some(pattern(false, Case::Sensitive)),
            Comparison::StringEqualsIgnoreCase => Some(pattern(false, Case::Insensitive)),
            Comparison::StringLike => Some(pattern(true, Case::Sensitive)),
            Comparison::Bool => is_bool(text, variables).then(|| pattern(false, Case::Insensitive)),
            Comparison::ArnEquals | Comparison::ArnLike => {
                Some(ConditionValue::Arn(ArnPattern::new(text, variables, ArnMode::Condition)))
            }
            Comparison::NumericEquals
            | Comparison::NumericLessThan
            | Comparison::NumericLessThanEquals
            | Comparison::NumericGreaterThan
            | Comparison::NumericGreaterThanEquals => {
                Decimal::parse(text).map(|_| ConditionValue::Number(text.into(), orderings(comparison)))
            }
            Comparison::DateEquals
            | Comparison::DateLessThan
            | Comparison::DateLessThanEquals
            | Comparison::DateGreaterThan
            | Comparison::DateGreaterThanEquals => {
                Instant::parse(text).map(|it| ConditionValue::Date(it, orderings(comparison), text.into()))
            }
            Comparison::BinaryEquals => {
                binary::decode(text).map(|it| ConditionValue::Binary(it.into(), text.into()))
            }
            Comparison::IpAddress => IpRange::parse(text).map(|it| ConditionValue::Ip(it, text.into())),
            Comparison::Null => boolean(text).map(ConditionValue::Null),
        };
        value.unwrap_or_else(|| ConditionValue::Unreadable(text.into()))
    }

    /// Whether the request value satisfies the positive comparison. What cannot be read, or has a variable without
    /// value, does not (L80, L125).
    #[inline(always)]
    pub(super) fn matches(&self, request_value: &RequestValue<'_>, context: &RequestContext) -> bool {
        match self {
            ConditionValue::Text(pattern) => pattern.matches(request_value.text, context),
            ConditionValue::Ip(range, _) => {
                request_value.reading.address().is_some_and(|it| range.contains(it))
            }
            _ => self.matches_data(request_value, context),
        }
    }

    /// The same for what is neither text nor an address.
    #[inline(never)]
    fn matches_data(&self, request_value: &RequestValue<'_>, context: &RequestContext) -> bool {
        match self {
            ConditionValue::Arn(pattern) => pattern.matches(&request_value.arn_text(), context),
            ConditionValue::Number(text, orderings) => {
                Decimal::compare(request_value.text, text).is_some_and(|it| orderings.contains(it))
            }
            ConditionValue::Date(policy, orderings, _) => {
                request_value.reading.instant().is_some_and(|it| orderings.contains(it.cmp(policy)))
            }
            ConditionValue::Binary(bytes, _) => binary::equals(request_value.text, bytes),
            ConditionValue::Text(_)
            | ConditionValue::Ip(..)
            | ConditionValue::Null(_)
            | ConditionValue::Unreadable(_) => false,
        }
    }

    /// How the value stands to one of the request, for values with an order. What cannot be read stands anywhere.
    pub(super) fn compare(&self, request_value: &RequestValue<'_>) -> Option<Ordering> {
        match self {
            ConditionValue::Text(pattern) => pattern.compare(request_value.text),
            ConditionValue::Number(text, _) => Decimal::compare(text, request_value.text),
            ConditionValue::Date(instant, ..) => Some(instant.cmp(&request_value.reading.instant()?)),
            ConditionValue::Ip(range, _) => Some(range.start().cmp(&request_value.reading.address()?)),
            ConditionValue::Arn(_)
            | ConditionValue::Binary(..)
            | ConditionValue::Null(_)
            | ConditionValue::Unreadable(_) => None,
        }
    }

    /// How two values of one list stand to each other, if they have an order. A wider range comes before one within it.
    pub(super) fn order(&self, other: &ConditionValue) -> Option<Ordering> {
        match (self, other) {
            (ConditionValue::Text(pattern), ConditionValue::Text(other)) => pattern.compare(other.literal()?),
            (ConditionValue::Number(text, _), ConditionValue::Number(other, _)) => {
                Decimal::compare(text, other)
            }
            (ConditionValue::Date(instant, ..), ConditionValue::Date(other, ..)) => Some(instant.cmp(other)),
            (ConditionValue::Ip(range, _), ConditionValue::Ip(other, _)) => Some(range.order(other)),
            _ => None,
        }
    }

    /// Whether it matches whatever another value of its list matches, for address ranges.
    pub(super) fn includes(&self, other: &ConditionValue) -> bool {
        match (self, other) {
            (ConditionValue::Ip(range, _), ConditionValue::Ip(other, _)) => range.contains(other.start()),
            _ => false,
        }
    }

    /// The value of a Null condition.
    pub(super) fn bool(&self) -> Option<bool> {
        match self {
            ConditionValue::Null(it) => Some(*it),
            ConditionValue::Text(_)
            | ConditionValue::Arn(_)
            | ConditionValue::Number(..)
            | ConditionValue::Date(..)
            | ConditionValue::Ip(..)
            | ConditionValue::Binary(..)
            | ConditionValue::Unreadable(_) => None,
        }
    }

    /// Its variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        let (text, arn) = match self {
            ConditionValue::Text(pattern) => (Some(pattern), None),
            ConditionValue::Arn(pattern) => (None, Some(pattern)),
            ConditionValue::Number(..)
            | ConditionValue::Date(..)
            | ConditionValue::Ip(..)
            | ConditionValue::Binary(..)
            | ConditionValue::Null(_)
            | ConditionValue::Unreadable(_) => (None, None),
        };
        let of_text = text.into_iter().flat_map(Pattern::variables);
        of_text.chain(arn.into_iter().flat_map(ArnPattern::variables))
    }

    /// The value with its variables replaced, for showing; `None` if one has no value.
    pub fn resolved_text(&self, context: &RequestContext) -> Option<String> {
        match self {
            ConditionValue::Text(pattern) => pattern.resolved_text(context),
            ConditionValue::Arn(pattern) => pattern.resolved_text(context),
            ConditionValue::Number(text, _)
            | ConditionValue::Date(_, _, text)
            | ConditionValue::Ip(_, text)
            | ConditionValue::Binary(_, text)
            | ConditionValue::Unreadable(text) => Some(text.to_string()),
            ConditionValue::Null(it) => Some(it.to_string()),
        }
    }
}

/// `request OP policy` (L91, L93).
fn orderings(comparison: Comparison) -> OrderingSet {
    let set = |less, equal, greater| OrderingSet { less, equal, greater };
    match comparison {
        Comparison::NumericLessThan | Comparison::DateLessThan => set(true, false, false),
        Comparison::NumericLessThanEquals | Comparison::DateLessThanEquals => set(true, true, false),
        Comparison::NumericGreaterThan | Comparison::DateGreaterThan => set(false, false, true),
        Comparison::NumericGreaterThanEquals | Comparison::DateGreaterThanEquals => set(false, true, true),
        Comparison::NumericEquals
        | Comparison::DateEquals
        | Comparison::StringEquals
        | Comparison::StringEqualsIgnoreCase
        | Comparison::StringLike
        | Comparison::Bool
        | Comparison::BinaryEquals
        | Comparison::IpAddress
        | Comparison::ArnEquals
        | Comparison::ArnLike
        | Comparison::Null => set(false, true, false),
    }
}

fn is_bool(text: &str, variables: bool) -> bool {
    boolean(text).is_some() || (variables && text.contains("${"))
}
