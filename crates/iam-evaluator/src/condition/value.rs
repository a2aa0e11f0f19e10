//! One policy value, read for the family of its operator.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::net::IpAddr;

use crate::data_type::{Decimal, Instant, IpRange, binary, boolean};
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

/// A value of the request, read as an address or a date at most once, however many values it is compared with.
#[derive(Debug)]
pub(super) struct RequestValue<'v> {
    text: &'v str,
    address: OnceCell<Option<IpAddr>>,
    instant: OnceCell<Option<Instant>>,
}

impl<'v> RequestValue<'v> {
    /// A value as the request has it.
    pub(super) fn new(text: &'v str) -> RequestValue<'v> {
        RequestValue { text, address: OnceCell::new(), instant: OnceCell::new() }
    }

    fn address(&self) -> Option<IpAddr> {
        *self.address.get_or_init(|| self.text.parse().ok())
    }

    fn instant(&self) -> Option<Instant> {
        *self.instant.get_or_init(|| Instant::parse(self.text))
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
    pub(super) fn matches(&self, request_value: &RequestValue<'_>, context: &RequestContext) -> bool {
        match self {
            ConditionValue::Text(pattern) => pattern.matches(request_value.text, context),
            ConditionValue::Arn(pattern) => pattern.matches(&ArnText::new(request_value.text), context),
            ConditionValue::Number(text, orderings) => {
                match (Decimal::parse(request_value.text), Decimal::parse(text)) {
                    (Some(request), Some(policy)) => orderings.contains(request.cmp(&policy)),
                    _ => false,
                }
            }
            ConditionValue::Date(policy, orderings, _) => {
                request_value.instant().is_some_and(|it| orderings.contains(it.cmp(policy)))
            }
            ConditionValue::Ip(range, _) => request_value.address().is_some_and(|it| range.contains(it)),
            ConditionValue::Binary(bytes, _) => binary::equals(request_value.text, bytes),
            ConditionValue::Null(_) | ConditionValue::Unreadable(_) => false,
        }
    }

    /// How the value stands to one of the request, for values with an order. What cannot be read stands anywhere.
    pub(super) fn compare(&self, request_value: &RequestValue<'_>) -> Option<Ordering> {
        match self {
            ConditionValue::Text(pattern) => pattern.compare(request_value.text),
            ConditionValue::Number(text, _) => {
                Some(Decimal::parse(text)?.cmp(&Decimal::parse(request_value.text)?))
            }
            ConditionValue::Date(instant, ..) => Some(instant.cmp(&request_value.instant()?)),
            ConditionValue::Ip(range, _) => Some(range.start().cmp(&request_value.address()?)),
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
                Some(Decimal::parse(text)?.cmp(&Decimal::parse(other)?))
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
