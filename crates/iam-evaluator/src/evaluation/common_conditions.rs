//! Conditions and keys that stand in several statements: what they say is found out once.

use std::cell::Cell;

use super::compiled::CompiledStatement;
use crate::condition::CompiledCondition;
use crate::request::{Held, RequestContext};

/// How many conditions are remembered: as many as a word has bits.
const N_CONDITIONS: usize = 64;

/// How many keys are remembered.
const N_KEYS: usize = 16;

/// The numbers by which a condition is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Of the condition, where another one says the same.
    condition: Option<u8>,
    /// Of its key, where another one asks for it.
    key: Option<u8>,
}

/// A condition with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) condition: CompiledCondition,
    pub(super) numbers: Numbers,
}

impl Numbered {
    /// It has none yet.
    pub(super) fn without(condition: CompiledCondition) -> Numbered {
        Numbered { condition, numbers: Numbers::default() }
    }
}

/// Of more conditions none is remembered: to find those that are the same would take longer than to read them.
const MANY_CONDITIONS: usize = 1 << 14;

/// Gives numbers to conditions and keys that stand more than once.
pub(super) fn give_numbers(statements: &mut [CompiledStatement]) {
    if statements.iter().map(|it| it.conditions.len()).sum::<usize>() > MANY_CONDITIONS {
        return;
    }
    for common in [Common::Condition, Common::Key] {
        let mut all: Vec<(u64, usize, usize)> = Vec::new();
        for (statement, it) in statements.iter().enumerate() {
            let numbered = it.conditions().enumerate();
            all.extend(numbered.map(|(idx, it)| (common.fingerprint(it), statement, idx)));
        }
        sorted::sort_by_key(&mut all, |it| *it);
        let (mut number, mut is_given) = (0, false);
        for pair in all.windows(2) {
            let &[(_, statement, condition), (_, other_statement, other)] = pair else { continue };
            let at =
                |statement: usize, condition: usize| statements.get(statement)?.conditions.get(condition);
            let (one, another) = (at(statement, condition), at(other_statement, other));
            let is_shared =
                one.zip(another).is_some_and(|(a, b)| common.is_shared(&a.condition, &b.condition));
            number += u8::from(is_given && !is_shared);
            is_given = is_shared;
            if usize::from(number) == common.most() {
                break;
            }
            for (statement, condition) in [(statement, condition), (other_statement, other)] {
                let found = statements.get_mut(statement).and_then(|it| it.conditions.get_mut(condition));
                if let Some(it) = found.filter(|_| is_shared) {
                    *common.number(&mut it.numbers) = Some(number);
                }
            }
        }
    }
}

/// What conditions may have in common.
#[derive(Clone, Copy)]
enum Common {
    /// All that decides them.
    Condition,
    Key,
}

impl Common {
    /// How many are remembered.
    fn most(self) -> usize {
        match self {
            Common::Condition => N_CONDITIONS,
            Common::Key => N_KEYS,
        }
    }

    fn fingerprint(self, condition: &CompiledCondition) -> u64 {
        match self {
            Common::Condition => condition.fingerprint,
            Common::Key => condition.key.fingerprint(),
        }
    }

    fn is_shared(self, condition: &CompiledCondition, other: &CompiledCondition) -> bool {
        match self {
            Common::Condition => condition.says_the_same_as(other),
            Common::Key => condition.key == other.key,
        }
    }

    fn number(self, numbers: &mut Numbers) -> &mut Option<u8> {
        match self {
            Common::Condition => &mut numbers.condition,
            Common::Key => &mut numbers.key,
        }
    }
}

/// What is found out about the conditions of a set while it is compared with a request.
pub(super) struct Seen<'c> {
    context: &'c RequestContext,
    /// The conditions that are decided, one bit for each number.
    decided: Cell<u64>,
    /// Those of them that hold.
    holding: Cell<u64>,
    keys: [Cell<KeyPlace>; N_KEYS],
}

/// Where a key stands in the context.
#[derive(Clone, Copy)]
enum KeyPlace {
    Unknown,
    Absent,
    At(u8),
}

impl<'c> Seen<'c> {
    /// Nothing yet.
    pub(super) fn new(context: &'c RequestContext) -> Seen<'c> {
        Seen {
            context,
            decided: Cell::default(),
            holding: Cell::default(),
            keys: [const { Cell::new(KeyPlace::Unknown) }; N_KEYS],
        }
    }

    /// Whether a condition holds, if that is known.
    #[inline]
    pub(super) fn outcome(&self, numbers: Numbers) -> Option<bool> {
        let bit = 1 << numbers.condition?;
        (self.decided.get() & bit != 0).then(|| self.holding.get() & bit != 0)
    }

    /// Remembers whether a condition holds.
    #[inline]
    pub(super) fn remember(&self, numbers: Numbers, holds: bool) {
        let Some(number) = numbers.condition else { return };
        self.decided.set(self.decided.get() | 1 << number);
        self.holding.set(self.holding.get() | u64::from(holds) << number);
    }

    /// What the context holds under the key of a condition.
    #[inline]
    pub(super) fn held(&self, Numbered { condition, numbers }: &Numbered) -> Held<'c> {
        let known = numbers.key.and_then(|it| self.keys.get(usize::from(it)));
        match known.map_or(KeyPlace::Unknown, Cell::get) {
            KeyPlace::At(place) => self.context.held_at(place.into()),
            KeyPlace::Absent => Held::NOTHING,
            KeyPlace::Unknown => {
                let place = self.context.place(&condition.key);
                if let Some(known) = known {
                    known.set(KeyPlace::of(place));
                }
                place.map_or(Held::NOTHING, |it| self.context.held_at(it))
            }
        }
    }
}

impl KeyPlace {
    fn of(place: Option<usize>) -> KeyPlace {
        match place.map(u8::try_from) {
            None => KeyPlace::Absent,
            Some(Ok(it)) => KeyPlace::At(it),
            // Too far back to be remembered.
            Some(Err(_)) => KeyPlace::Unknown,
        }
    }
}
