//! The values of one key that statements tell apart: one for each way in which the key's conditions can hold.

use sorted::SortedSet;

use super::classes::{self, Glob};
use super::values::{around, other};
use crate::condition::{CompiledCondition, ConditionValue, between};
use crate::policy::Comparison;
use crate::request::{ContextKey, ContextValue, Request};

/// As many values of one condition are looked at.
const MAX_OF_CONDITION: usize = 64;

/// As many patterns of all conditions are looked at together.
const MAX_TOGETHER: usize = 16;

/// As many values of one key.
const MAX_VALUES: usize = 24;

/// How many values are compared at most to find those of one key.
const MAX_COMPARISONS: usize = 200_000;

/// Values of a key, those first that say most.
pub(super) struct Pool {
    pub(super) values: Vec<ContextValue>,
    /// No value was left out.
    pub(super) is_complete: bool,
}

/// The values that some conditions of a key tell apart.
pub(super) fn of_conditions(key: &ContextKey, conditions: &[&CompiledCondition], request: &Request) -> Pool {
    let Texts { all: mut texts, mut is_complete, .. } = texts(conditions, request);
    let n_compared: usize = conditions.iter().map(|it| it.values.len() + 1).sum();
    let max_texts = (MAX_COMPARISONS / n_compared.max(1)).max(MAX_VALUES);
    is_complete &= texts.len() <= max_texts;
    texts.truncate(max_texts);
    let sets = conditions.iter().any(|it| it.operator.is_some_and(|it| it.set.is_some()));
    let value = |it| if sets { ContextValue::Multi(vec![it]) } else { ContextValue::Single(it) };
    let mut told =
        ToldApart { key, conditions, request: request.clone(), ways: Vec::new(), values: Vec::new() };
    // With a variable that has no value yet, values differ that look alike now.
    let has_open_variable = conditions.iter().any(|it| {
        let mut variables = it.values.iter().flat_map(ConditionValue::variables);
        variables.any(|it| request.context.get_key(&it.key).is_none())
    });
    if has_open_variable {
        told.values = texts.into_iter().map(value).collect();
    } else {
        told.ways.push(told.way());
        texts.into_iter().for_each(|it| told.add(value(it)));
        if sets {
            is_complete &= told.add_unions(max_texts);
        }
    }
    is_complete &= told.values.len() <= MAX_VALUES;
    told.values.truncate(MAX_VALUES);
    Pool { values: told.values, is_complete }
}

/// Values of which no two make the same conditions hold.
struct ToldApart<'c> {
    key: &'c ContextKey,
    conditions: &'c [&'c CompiledCondition],
    request: Request,
    /// Which conditions hold: without the key, and with each of the values.
    ways: Vec<Vec<bool>>,
    values: Vec<ContextValue>,
}

impl ToldApart<'_> {
    fn way(&self) -> Vec<bool> {
        self.conditions.iter().map(|it| it.holds(&self.request.context).holds()).collect()
    }

    fn add(&mut self, value: ContextValue) {
        self.request.context.set(self.key.as_str(), value.clone());
        let way = self.way();
        if !self.ways.contains(&way) {
            self.ways.push(way);
            self.values.push(value);
        }
    }

    /// Adds sets of the values, each that makes a difference enlarged again. Returns whether all were tried.
    fn add_unions(&mut self, max: usize) -> bool {
        let ones: Vec<String> = self.values.iter().flat_map(|it| it.values()).cloned().collect();
        let mut n_tried = 0;
        let mut next = 0;
        while let Some(set) = self.values.get(next).map(|it| it.values().to_vec()) {
            for one in ones.iter().filter(|it| !set.contains(it)) {
                if n_tried == max || self.values.len() > MAX_VALUES {
                    return false;
                }
                n_tried += 1;
                let united = set.iter().chain([one]).cloned().collect();
                self.add(ContextValue::Multi(united));
            }
            next += 1;
        }
        true
    }
}

/// Texts that make conditions hold or fail, each by itself and several at once.
fn texts(conditions: &[&CompiledCondition], request: &Request) -> Texts {
    let mut texts = Texts { is_complete: true, ..Texts::default() };
    let mut bounds: Vec<String> = Vec::new();
    let mut patterns: Vec<(String, Comparison)> = Vec::new();
    for condition in conditions {
        let Some(operator) = condition.operator else { continue };
        let resolved = condition.values.iter().filter_map(|it| it.resolved_text(&request.context));
        let resolved: Vec<String> = resolved.take(MAX_OF_CONDITION).collect();
        // Where nothing else is asked, one value of a list is as good as another.
        texts.is_complete &= condition.values.len() <= MAX_OF_CONDITION || conditions.len() == 1;
        let mut around: Vec<String> =
            resolved.iter().flat_map(|it| around(operator.comparison, it)).collect();
        around.insert(around.len().min(1), other(operator.comparison).to_owned());
        texts.extend(around);
        if is_text(operator.comparison) {
            patterns.extend(resolved.into_iter().map(|it| (it, operator.comparison)));
        } else {
            bounds.extend(resolved);
        }
    }
    if bounds.len() > 1 {
        texts.extend(between(&bounds));
    }
    if conditions.len() > 1 {
        texts.add_classes(&patterns);
    }
    texts
}

/// Texts in order, each once.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    known: SortedSet<String>,
    is_complete: bool,
}

impl Texts {
    fn extend(&mut self, texts: impl IntoIterator<Item = String>) {
        for it in texts {
            if self.known.insert(it.clone()) {
                self.all.push(it);
            }
        }
    }

    /// Adds texts that some patterns match and others do not, whichever of them. Plain texts among the patterns are there
    /// already.
    fn add_classes(&mut self, patterns: &[(String, Comparison)]) {
        let (wild, plain): (Vec<_>, Vec<_>) = patterns.iter().partition(|it| it.0.contains(['*', '?']));
        if wild.is_empty() {
            return;
        }
        let is_arn = |it: Comparison| matches!(it, Comparison::ArnEquals | Comparison::ArnLike);
        let n_wild = wild.len();
        let globs = wild.into_iter().take(MAX_TOGETHER).chain(plain).take(MAX_TOGETHER);
        let globs: Vec<Glob> =
            globs.filter_map(|(it, comparison)| Glob::new(it, is_arn(*comparison))).collect();
        let (texts, is_complete) = classes::texts(&globs);
        self.is_complete &= is_complete && n_wild <= MAX_TOGETHER;
        self.extend(texts);
    }
}

/// Whether it compares texts: those comparisons take variables, and Bool does besides (A6).
fn is_text(comparison: Comparison) -> bool {
    comparison.takes_variables() && comparison != Comparison::Bool
}
