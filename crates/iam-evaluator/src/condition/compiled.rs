//! One operator with one key, ready to be decided.

use super::dispute::Disputes;
use super::long_list::LongList;
use super::plain_texts::PlainTexts;
use super::value::ConditionValue;
use crate::fingerprint::continued;
use crate::policy::{Comparison, ConditionBlock, ConditionOperator, LanguageVersion};
use crate::request::ContextKey;
use crate::span::Span;

/// One operator with one key and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledCondition {
    /// The operator; `None` if AWS does not know it: it never holds.
    pub operator: Option<ConditionOperator>,
    /// The operator as written.
    pub operator_text: Box<str>,
    /// The key it tests.
    pub key: ContextKey,
    /// The values of the policy.
    pub values: Box<[ConditionValue]>,
    /// From the key to the end of its values.
    pub span: Span,
    /// What AWS's pages disagree on in it.
    pub(crate) disputes: Disputes,
    /// A number that conditions of the same operator, key and values share; 0 if it was never asked for.
    pub(crate) fingerprint: u64,
    /// The values, if they are nothing but text.
    pub(super) plain_texts: Option<PlainTexts>,
    /// How the values are searched, if they are many.
    pub(super) long_list: Option<LongList>,
}

impl CompiledCondition {
    /// An operator with its text, a key and the values of a policy.
    pub fn new(
        (operator, operator_text): (Option<ConditionOperator>, &str),
        key: &str,
        values: Box<[ConditionValue]>,
        span: Span,
    ) -> CompiledCondition {
        let key = ContextKey::new(key);
        CompiledCondition {
            disputes: operator.map(|it| Disputes::of(it, &key, &values)).unwrap_or_default(),
            operator,
            operator_text: operator_text.into(),
            fingerprint: 0,
            key,
            plain_texts: PlainTexts::of(&values),
            long_list: LongList::of(&values),
            values,
            span,
        }
    }

    /// Whether it is written as another one: then one holds wherever the other does.
    pub(crate) fn says_the_same_as(&self, other: &CompiledCondition) -> bool {
        self.fingerprint == other.fingerprint
            && self.operator == other.operator
            && self.key == other.key
            && self.values == other.values
    }

    /// Whether the outcome depends on the value of one of some keys, given in lower case: `Null` asks only whether its key is
    /// there.
    pub fn reads_value_of(&self, is_wanted: impl Fn(&str) -> bool) -> bool {
        let is_null = self.operator.is_some_and(|it| it.comparison == Comparison::Null);
        let mut variables = self.values.iter().flat_map(ConditionValue::variables);
        (!is_null && is_wanted(self.key.lower())) || variables.any(|it| is_wanted(it.key.lower()))
    }
}

/// Makes a block ready: one condition for each operator and key, in order.
pub fn compile_block(block: &ConditionBlock, version: LanguageVersion) -> Box<[CompiledCondition]> {
    let mut conditions = Vec::new();
    for operators in &block.operators {
        let operator = operators.operator.as_ref().ok().copied();
        let operator_text = match &operators.operator {
            Ok(operator) => operator.to_string(),
            Err(unknown) => unknown.text.clone(),
        };
        for it in &operators.keys {
            let compile = |text: &str| match operator {
                Some(operator) => ConditionValue::compile(text, operator.comparison, version),
                None => ConditionValue::Unreadable(text.into()),
            };
            let texts = || it.values.entries.iter().map(|it| it.value.text());
            let values = texts().map(compile).collect();
            let condition = CompiledCondition::new((operator, &operator_text), &it.key, values, it.place.0);
            let of_names = continued(condition.key.fingerprint(), &operator_text);
            conditions
                .push(CompiledCondition { fingerprint: texts().fold(of_names, continued), ..condition });
        }
    }
    conditions.into()
}
