//! Long lists of values, in which a request value is searched and not compared with each.

use std::cmp::Ordering;

use super::value::{ConditionValue, RequestValue};
use crate::request::RequestContext;

/// Lists of so many values are looked through one by one.
const SHORT: usize = 16;

/// The numbers of the values of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LongList {
    /// Those with an order, in it. No address range is within another.
    ordered: Box<[usize]>,
    /// The others: patterns, and what is never equal.
    others: Box<[usize]>,
}

impl LongList {
    pub(super) fn of(values: &[ConditionValue]) -> Option<LongList> {
        if values.len() <= SHORT {
            return None;
        }
        let order = |a: usize, b: usize| values.get(a).zip(values.get(b)).and_then(|(a, b)| a.order(b));
        let (mut ordered, others): (Vec<_>, Vec<_>) =
            (0..values.len()).partition(|&it| order(it, it).is_some());
        sorted::sort_by(&mut ordered, |&a, &b| order(a, b).unwrap_or(Ordering::Equal));
        ordered.dedup_by(|later, kept| {
            values.get(*kept).zip(values.get(*later)).is_some_and(|(kept, later)| kept.includes(later))
        });
        Some(LongList { ordered: ordered.into(), others: others.into() })
    }

    /// Whether a value matches. Of those with an order, the first and the last stand for all under `<` and `>`, and the last
    /// that is not above the request value is the only one that can equal or include it.
    #[cold]
    #[inline(never)]
    pub(super) fn any_matches(
        &self,
        values: &[ConditionValue],
        request_value: &RequestValue<'_>,
        context: &RequestContext,
    ) -> bool {
        let is_above =
            |it: &ConditionValue| it.compare(request_value).is_some_and(|it| it == Ordering::Greater);
        let n_up_to = self.ordered.partition_point(|&it| values.get(it).is_some_and(|it| !is_above(it)));
        let nearest = n_up_to.checked_sub(1).and_then(|it| self.ordered.get(it));
        let candidates = [self.ordered.first(), nearest, self.ordered.last()].into_iter().flatten();
        let matches = |&it: &usize| values.get(it).is_some_and(|it| it.matches(request_value, context));
        candidates.chain(&self.others).any(matches)
    }
}
