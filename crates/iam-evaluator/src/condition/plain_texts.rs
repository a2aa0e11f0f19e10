//! Lists of texts without wildcards but a star at the end, which are compared with less ado than patterns.

use super::value::ConditionValue;

/// The values of a condition, if all are such texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlainTexts(Box<[PlainText]>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct PlainText {
    text: Box<str>,
    /// Whether a star follows.
    is_prefix: bool,
}

impl PlainTexts {
    pub(super) fn of(values: &[ConditionValue]) -> Option<PlainTexts> {
        let plain = |it: &ConditionValue| {
            let ConditionValue::Text(pattern) = it else { return None };
            let (text, is_prefix) = pattern.plain_text()?;
            Some(PlainText { text: text.into(), is_prefix })
        };
        values.iter().map(plain).collect::<Option<Box<[_]>>>().map(PlainTexts)
    }

    /// Whether one of them matches a text.
    #[inline]
    pub(super) fn any_matches(&self, text: &str) -> bool {
        self.0.iter().any(|it| match it.is_prefix {
            true => text.starts_with(&*it.text),
            false => *text == *it.text,
        })
    }
}
