//! Deciding again with values for absent keys.

use sorted::SortedSet;

use super::candidates::{Candidate, Candidates};
use crate::evaluation::decide::evaluate;
use crate::evaluation::decision::Decision;
use crate::evaluation::policies::Policies;
use crate::request::{ContextKey, ContextValue, Request, exclude_each_other};

/// A context key that is not in the request and could change the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingKey {
    /// The key, as a policy writes it.
    pub key: ContextKey,
    /// A value that changes the decision.
    pub value: ContextValue,
    /// Other missing keys that must be there too, with their values. Empty: the key alone is enough.
    pub together_with: Vec<(ContextKey, ContextValue)>,
    /// What the decision is then.
    pub decision: Decision,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingKeys {
    /// The keys, in the order in which the policies name them.
    pub keys: Vec<MissingKey>,
    /// Whether everything was tried that statements tell apart. If not, other keys may matter too.
    pub is_complete: bool,
}

/// How many decisions are tried at most for one group of keys. Where they have more values, those that say least are left
/// out.
const MAX_DECISIONS: usize = 2_000;

/// How many values are compared at most in all: an answer comes soon, however large the policies are.
const MAX_COMPARISONS: usize = 1_000_000;

/// What a decision costs beside the values of its statements, as so many values.
const DECISION: usize = 20;

/// The context keys that are not in the request and could change its decision, and only those.
///
/// Each is proven by a decision: with the values of [`MissingKey`] it is another one, and without the key it is not; or
/// with them the request is allowed, and without the key it is denied, if by something else than now. Of each key one
/// value is tried for each way in which its conditions can hold. Where more than about ten keys are missing, only those are
/// tried together that one statement asks for, or that it and the statements ask for which deny now, and of hundreds the
/// first ones; [`MissingKeys`] says so.
pub fn missing_keys(policies: &Policies<'_>, request: &Request) -> MissingKeys {
    let decision = evaluate(policies, request).decision;
    let Candidates { all, groups, denying, n_values, mut is_complete } = Candidates::of(policies, request);
    let mut n_left = MAX_COMPARISONS / (DECISION + n_values);
    let mut found: Vec<Option<MissingKey>> = vec![None; all.len()];
    let together: SortedSet<usize> = (0..all.len()).collect();
    let with_denying = |it: &SortedSet<usize>| denying.iter().chain(it.iter()).copied().collect();
    let lifting: Vec<SortedSet<usize>> =
        if denying.is_empty() { Vec::new() } else { groups.iter().map(with_denying).collect() };
    for (idx, group) in [together].into_iter().chain(groups).chain(lifting).enumerate() {
        let keys = group.iter().filter_map(|&it| Some((it, all.get(it)?)));
        let tried = Tried::new(keys.collect(), n_left.min(MAX_DECISIONS));
        tried.search(decision, &mut found, |request| evaluate(policies, request).decision, request);
        n_left = n_left.saturating_sub(tried.n_decisions);
        // The first group holds all keys: if nothing of it was left out, the others add nothing.
        if idx == 0 {
            is_complete &= tried.is_complete;
            if tried.is_complete {
                break;
            }
        }
        if n_left == 0 {
            break;
        }
    }
    MissingKeys { keys: found.into_iter().flatten().collect(), is_complete }
}

/// Keys that are tried together: every key absent or with one of its values, in every combination.
struct Tried<'c> {
    keys: Vec<TriedKey<'c>>,
    n_decisions: usize,
    /// No value was left out.
    is_complete: bool,
}

struct TriedKey<'c> {
    /// Which of all candidates.
    idx: usize,
    key: &'c ContextKey,
    values: &'c [ContextValue],
    /// How many combinations the keys before it have.
    stride: usize,
}

impl TriedKey<'_> {
    /// Which of its values it has in a combination; 0 stands for absent.
    fn choice(&self, combination: usize) -> usize {
        combination / self.stride % (self.values.len() + 1)
    }

    fn value(&self, combination: usize) -> Option<&ContextValue> {
        self.values.get(self.choice(combination).checked_sub(1)?)
    }
}

impl<'c> Tried<'c> {
    fn new(candidates: Vec<(usize, &'c Candidate)>, max_decisions: usize) -> Tried<'c> {
        let n_values = n_values(&candidates, max_decisions);
        let is_complete = candidates.iter().zip(&n_values).all(|((_, it), n)| it.values.len() == *n);
        let mut stride = 1;
        let mut keys = Vec::new();
        for ((idx, candidate), n_values) in candidates.into_iter().zip(n_values) {
            let values = candidate.values.get(..n_values).unwrap_or_default();
            keys.push(TriedKey { idx, key: &candidate.key, values, stride });
            stride *= n_values + 1;
        }
        Tried { keys, n_decisions: stride, is_complete }
    }

    fn search(
        &self,
        now: Decision,
        found: &mut [Option<MissingKey>],
        decide: impl Fn(&Request) -> Decision,
        request: &Request,
    ) {
        let with = |combination| decide(&self.request(request, combination));
        let decisions: Vec<Decision> = (0..self.n_decisions).map(with).collect();
        let changes = (0..).zip(&decisions).filter(|&(idx, it)| *it != now && self.is_possible(idx));
        for (combination, &decision) in changes {
            for it in &self.keys {
                let without = combination - it.choice(combination) * it.stride;
                let Some(value) = it.value(combination) else { continue };
                let Some(best) = found.get_mut(it.idx) else { continue };
                let takes_part = decisions.get(without).is_some_and(|&without| {
                    without == now || (decision == Decision::Allowed && without != Decision::Allowed)
                });
                let n_others = self.keys.iter().filter(|it| it.value(combination).is_some()).count() - 1;
                if takes_part && best.as_ref().is_none_or(|it| n_others < it.together_with.len()) {
                    let others = self.keys.iter().filter(|other| other.idx != it.idx);
                    let value_of = |it: &TriedKey<'_>| Some((it.key.clone(), it.value(combination)?.clone()));
                    *best = Some(MissingKey {
                        key: it.key.clone(),
                        value: value.clone(),
                        together_with: others.filter_map(value_of).collect(),
                        decision,
                    });
                }
            }
        }
    }

    /// Whether no key of a combination excludes another (E16).
    fn is_possible(&self, combination: usize) -> bool {
        let there = || self.keys.iter().filter(|it| it.value(combination).is_some());
        !there().any(|one| there().any(|other| exclude_each_other(one.key.lower(), other.key.lower())))
    }

    /// The request with the values of a combination.
    fn request(&self, request: &Request, combination: usize) -> Request {
        let mut request = request.clone();
        for it in &self.keys {
            if let Some(value) = it.value(combination) {
                request.context.set(it.key.as_str(), value.clone());
            }
        }
        request
    }
}

/// How many values of each key are tried, so that their combinations are not too many. Keys that come late get none.
fn n_values(candidates: &[(usize, &Candidate)], max_decisions: usize) -> Vec<usize> {
    let mut n_values: Vec<usize> = candidates.iter().map(|(_, it)| it.values.len()).collect();
    let n_combinations = |it: &[usize]| it.iter().fold(1_usize, |product, it| product.saturating_mul(it + 1));
    while n_combinations(&n_values) > max_decisions {
        // The last of those with the most values.
        let Some(longest) = n_values.iter_mut().max_by_key(|it| **it) else { break };
        *longest -= 1;
    }
    n_values
}
