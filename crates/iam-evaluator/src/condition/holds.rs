//! The truth tables of condition operators: absent keys, negation, `IfExists`, set operators (L70–L121).

use super::compiled::CompiledCondition;
use super::value::RequestValue;
use crate::policy::{Comparison, ConditionOperator, SetOperator};
use crate::request::{Held, RequestContext};

/// What a condition said, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConditionOutcome {
    /// The values satisfy the operator.
    Matched,
    /// They do not.
    NotMatched,
    /// The key is absent, and the operator needs it.
    KeyMissing,
    /// The key is absent, and the operator is then satisfied: negated, `IfExists`, `ForAllValues` or `Null`.
    KeyMissingMatched,
    /// Several values without a set operator: AWS does not define it; no match (L79).
    Undefined,
    /// The operator is not one that AWS knows: no match.
    UnknownOperator,
}

impl ConditionOutcome {
    /// Whether the condition holds.
    pub fn holds(self) -> bool {
        match self {
            ConditionOutcome::Matched | ConditionOutcome::KeyMissingMatched => true,
            ConditionOutcome::NotMatched
            | ConditionOutcome::KeyMissing
            | ConditionOutcome::Undefined
            | ConditionOutcome::UnknownOperator => false,
        }
    }

    /// Whether AWS does not say what the condition means, or whether it is one.
    pub(crate) fn is_odd(self) -> bool {
        matches!(self, ConditionOutcome::Undefined | ConditionOutcome::UnknownOperator)
    }

    fn of(matched: bool) -> ConditionOutcome {
        if matched { ConditionOutcome::Matched } else { ConditionOutcome::NotMatched }
    }

    fn of_missing_key(satisfied: bool) -> ConditionOutcome {
        if satisfied { ConditionOutcome::KeyMissingMatched } else { ConditionOutcome::KeyMissing }
    }
}

impl CompiledCondition {
    /// Whether the condition holds in a context.
    pub fn holds(&self, context: &RequestContext) -> ConditionOutcome {
        self.holds_for(context.held(&self.key), context)
    }

    /// The same where what the context holds under the key is known.
    #[inline(always)]
    pub(crate) fn holds_for(&self, held: Held<'_>, context: &RequestContext) -> ConditionOutcome {
        let Some(operator) = self.operator else { return ConditionOutcome::UnknownOperator };
        let Held { values, readings } = held;
        match (operator.set, values, readings) {
            (None, [text], [reading]) if operator.comparison != Comparison::Null => {
                self.of_value(operator, RequestValue { text, reading }, context)
            }
            _ => self.of_values(operator, held, context),
        }
    }

    /// One value, and an operator that compares it: nearly every condition.
    #[inline]
    fn of_value(
        &self,
        operator: ConditionOperator,
        value: RequestValue<'_>,
        context: &RequestContext,
    ) -> ConditionOutcome {
        match self.values.is_empty() && operator.if_exists {
            true => ConditionOutcome::NotMatched,
            false => ConditionOutcome::of(self.any_value_matches(value, context) != operator.negated),
        }
    }

    /// What [`of_value`](CompiledCondition::of_value) does not take: none or several values, a set operator, `Null`.
    #[inline(never)]
    fn of_values(
        &self,
        operator: ConditionOperator,
        Held { values, readings }: Held<'_>,
        context: &RequestContext,
    ) -> ConditionOutcome {
        if operator.comparison == Comparison::Null {
            return self.null(operator, values);
        }
        if is_null(values, operator.set) {
            return ConditionOutcome::of_missing_key(satisfied_by_absence(operator));
        }
        if self.values.is_empty() && (operator.set.is_some() || operator.if_exists) {
            // Such an empty list matches an absent key only; with `ForAnyValue` nothing, negated or not (L82).
            return ConditionOutcome::NotMatched;
        }
        match &self.plain_texts {
            Some(texts) if self.long_list.is_none() => {
                by_set(operator, values.iter().map(|it| texts.any_matches(it)))
            }
            _ => {
                let them = values.iter().zip(readings).map(|(text, reading)| RequestValue { text, reading });
                by_set(operator, them.map(|it| self.any_value_matches(it, context)))
            }
        }
    }

    #[inline(always)]
    fn any_value_matches(&self, request_value: RequestValue<'_>, context: &RequestContext) -> bool {
        if let Some(list) = &self.long_list {
            return list.any_matches(&self.values, &request_value, context);
        }
        if let Some(texts) = &self.plain_texts {
            return texts.any_matches(request_value.text);
        }
        self.values.iter().any(|it| it.matches(&request_value, context))
    }

    /// `Null` asks for presence only (L118). With a set operator it is constant (L120).
    fn null(&self, operator: ConditionOperator, values: &[String]) -> ConditionOutcome {
        match operator.set {
            Some(SetOperator::ForAllValues) => return ConditionOutcome::Matched,
            Some(SetOperator::ForAnyValue) => return ConditionOutcome::NotMatched,
            None => {}
        }
        let absent = is_empty_set(values);
        let matched = self.values.iter().any(|it| it.bool() == Some(absent));
        if absent { ConditionOutcome::of_missing_key(matched) } else { ConditionOutcome::of(matched) }
    }
}

/// The set operator over whether each value matches. Without one, several values have no meaning (L79).
fn by_set(operator: ConditionOperator, matches: impl Iterator<Item = bool>) -> ConditionOutcome {
    let mut satisfied = matches.map(|it| it != operator.negated);
    match operator.set {
        Some(SetOperator::ForAllValues) => ConditionOutcome::of(satisfied.all(|it| it)),
        Some(SetOperator::ForAnyValue) => ConditionOutcome::of(satisfied.any(|it| it)),
        None => ConditionOutcome::Undefined,
    }
}

/// For set operators `[""]` is the null data set too; for the others `""` is a value (L113).
fn is_null(values: &[String], set: Option<SetOperator>) -> bool {
    match set {
        Some(SetOperator::ForAllValues | SetOperator::ForAnyValue) => is_empty_set(values),
        None => values.is_empty(),
    }
}

fn is_empty_set(values: &[String]) -> bool {
    matches!(values, []) || matches!(values, [one] if one.is_empty())
}

/// What an absent key means (table 1 of section 7).
fn satisfied_by_absence(operator: ConditionOperator) -> bool {
    let by_itself = match operator.set {
        Some(SetOperator::ForAllValues) => true,
        Some(SetOperator::ForAnyValue) => false,
        None => operator.negated,
    };
    by_itself || operator.if_exists
}
