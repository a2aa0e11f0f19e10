//! How one element of a statement applies.

use super::compiled::{CompiledElement, CompiledResource};
use super::decision::Caveats;
use super::trace::{ElementOutcome, ElementTrace};
use crate::pattern::{ArnPattern, Resolve};
use crate::span::Span;

/// How an element applies. Small enough for two registers: what only a trace needs is found when there is one.
#[derive(Clone, Copy)]
pub(super) struct ElementMatch {
    pub(super) outcome: ElementOutcome,
    /// The number of the entry of its list that matched.
    entry: Option<u32>,
    pub(super) caveats: Caveats,
}

impl ElementMatch {
    pub(super) const SURE: ElementMatch = ElementMatch::without_entry(ElementOutcome::Matched);
    pub(super) const ABSENT: ElementMatch = ElementMatch::without_entry(ElementOutcome::Absent);

    pub(super) const fn without_entry(outcome: ElementOutcome) -> ElementMatch {
        ElementMatch { outcome, entry: None, caveats: Caveats::NONE }
    }

    pub(super) fn matched(self) -> bool {
        match self.outcome {
            ElementOutcome::Matched | ElementOutcome::Absent => true,
            ElementOutcome::NotMatched | ElementOutcome::NotReached => false,
        }
    }

    /// The match of a list of patterns, given the first entry that matches. An empty list matches nothing, negated or not
    /// (L10).
    #[inline]
    pub(super) fn of_list<T>(list: &CompiledElement<T>, entry: Option<usize>) -> ElementMatch {
        let matched = !list.patterns.is_empty() && entry.is_some() != list.negated;
        let entry = entry.and_then(|it| u32::try_from(it).ok());
        ElementMatch { outcome: ElementOutcome::of(matched), entry, caveats: Caveats::NONE }
    }

    /// For a trace: with the entry that matched, or the whole list.
    pub(super) fn trace<T>(self, list: &CompiledElement<T>) -> ElementTrace {
        let entry = self.entry.and_then(|it| list.patterns.get(it as usize));
        ElementTrace {
            outcome: self.outcome,
            span: entry.map_or(list.span, |(_, span)| *span),
            unresolved: None,
        }
    }
}

/// The elements of a statement so far. What is to say about an element counts where the statement hangs on it: where all
/// others match.
#[derive(Clone, Copy, Default)]
pub(super) struct Elements {
    n_failing: u8,
    of_matching: Caveats,
    of_failing: Caveats,
}

/// Whether further elements can say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LookOn {
    Yes,
    Never,
}

impl Elements {
    #[inline]
    pub(super) fn add(&mut self, element: ElementMatch) -> LookOn {
        if element.matched() {
            self.of_matching.extend(element.caveats);
            return LookOn::Yes;
        }
        self.n_failing += 1;
        self.of_failing = element.caveats;
        match self.n_failing == 1 && element.caveats != Caveats::NONE {
            true => LookOn::Yes,
            false => LookOn::Never,
        }
    }

    pub(super) fn match_all(&self) -> bool {
        self.n_failing == 0
    }

    pub(super) fn caveats(&self) -> Caveats {
        match self.n_failing {
            0 => self.of_matching,
            1 => self.of_failing,
            _ => Caveats::NONE,
        }
    }
}

impl ElementOutcome {
    pub(super) fn of(matched: bool) -> ElementOutcome {
        if matched { ElementOutcome::Matched } else { ElementOutcome::NotMatched }
    }
}

impl CompiledElement<CompiledResource> {
    /// The entry whose variable has no value (E34).
    pub(super) fn unresolved(&self, variables: &impl Resolve) -> Option<Span> {
        let is_unresolved = |it: &CompiledResource| it.arn().is_some_and(|it| it.is_unresolved(variables));
        self.patterns.iter().find(|(it, _)| is_unresolved(it)).map(|(_, span)| *span)
    }

    /// Whether a variable has a value with a wildcard in it, which is taken literally (E36).
    pub(super) fn has_wildcard_value(&self, variables: &impl Resolve) -> bool {
        let is_wild = |it| variables.resolve(it).is_some_and(|it| it.contains(['*', '?']));
        self.arns().flat_map(ArnPattern::variables).any(is_wild)
    }

    /// Whether a variable stands where none may (E33): its entry matches nothing.
    #[inline(never)]
    pub(super) fn has_misplaced_variable(&self) -> bool {
        self.arns().any(ArnPattern::is_misplaced)
    }

    fn arns(&self) -> impl Iterator<Item = &ArnPattern> {
        self.patterns.iter().filter_map(|(it, _)| it.arn())
    }
}
