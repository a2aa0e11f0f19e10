//! Which pairs of bytes a text holds: where a pair is missing, a text that has it cannot stand.

/// Texts that are longer hold most pairs, and are not looked at.
const LONG: usize = 512;

/// A set of pairs of neighbouring bytes, in 64 classes. Two pairs may share a class: what is not here is sure, what is here is
/// likely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BytePairs(u64);

impl BytePairs {
    pub(super) const NONE: BytePairs = BytePairs(0);

    /// The pairs of a text.
    pub(super) fn of(text: &str) -> BytePairs {
        if text.len() > LONG {
            return BytePairs(u64::MAX);
        }
        let pairs = text.as_bytes().iter().zip(text.as_bytes().iter().skip(1));
        BytePairs(pairs.fold(0, |set, (&a, &b)| set | 1 << ((u32::from(a) * 31 + u32::from(b)) % 64)))
    }

    /// The pairs of several texts, without those that are long.
    pub(super) fn of_all<'t>(texts: impl Iterator<Item = &'t str>) -> BytePairs {
        texts
            .filter(|it| it.len() <= LONG)
            .fold(BytePairs::default(), |set, it| BytePairs(set.0 | BytePairs::of(it).0))
    }

    /// Whether there are none.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of another set are here.
    pub(super) fn has_all_of(self, other: BytePairs) -> bool {
        other.0 & !self.0 == 0
    }
}
