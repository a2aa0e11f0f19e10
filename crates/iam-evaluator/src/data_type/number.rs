//! Decimal numbers of any length, compared exactly (L92).

use std::cmp::Ordering;

/// A number as its digits, without the zeros that do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal<'t> {
    negative: bool,
    integer: &'t str,
    fraction: &'t str,
}

impl<'t> Decimal<'t> {
    /// Reads an optional minus, digits, and maybe a point and digits. Exponents, separators and a leading plus are not
    /// read: AWS does not say what they mean.
    pub(crate) fn parse(text: &'t str) -> Option<Decimal<'t>> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let only_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let has_point = digits.len() != integer.len();
        if integer.is_empty() || !only_digits(integer) || !only_digits(fraction) {
            return None;
        }
        if has_point && fraction.is_empty() {
            return None;
        }
        let integer = integer.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let is_zero = integer.is_empty() && fraction.is_empty();
        Some(Decimal { negative: negative && !is_zero, integer, fraction })
    }

    /// How one text stands to another, if both are numbers.
    pub(crate) fn compare(text: &str, other: &str) -> Option<Ordering> {
        match (small(text), small(other)) {
            (Some(it), Some(other)) => Some(it.cmp(&other)),
            _ => Some(Decimal::parse(text)?.cmp(&Decimal::parse(other)?)),
        }
    }

    fn cmp_magnitude(&self, other: &Decimal<'_>) -> Ordering {
        let by_length = self.integer.len().cmp(&other.integer.len());
        by_length
            .then_with(|| self.integer.cmp(other.integer))
            .then_with(|| self.fraction.cmp(other.fraction))
    }

    /// Compares the numbers.
    pub(crate) fn cmp(&self, other: &Decimal<'_>) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_magnitude(other),
            (true, true) => other.cmp_magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

/// A number of few digits and nothing else, as nearly all are.
fn small(text: &str) -> Option<u64> {
    const MOST_DIGITS: usize = 18;
    if text.is_empty() || text.len() > MOST_DIGITS {
        return None;
    }
    text.bytes().try_fold(0, |number, it| it.is_ascii_digit().then(|| number * 10 + u64::from(it - b'0')))
}
