//! The absent keys that statements ask for, each with values worth a try.

use sorted::SortedSet;

use super::pool::{self, Pool};
use super::values;
use crate::condition::{CompiledCondition, ConditionValue};
use crate::evaluation::compiled::PolicySet;
use crate::evaluation::matching::Matching;
use crate::evaluation::policies::Policies;
use crate::policy::Effect;
use crate::request::{ContextKey, ContextValue, Request, never_has};

/// An absent key with values, those first that say most.
pub(super) struct Candidate {
    pub(super) key: ContextKey,
    pub(super) values: Vec<ContextValue>,
}

/// More keys than this are missing only from policies that were made to have many.
const MAX_KEYS: usize = 200;

/// As many values of a key that stands for a variable.
const MAX_HELD: usize = 16;

/// All candidates, and which of them a statement asks for together.
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    pub(super) groups: SortedSet<SortedSet<usize>>,
    /// Those that statements ask for which deny the request as it is: without them no other key helps.
    pub(super) denying: SortedSet<usize>,
    /// How many values a decision compares at most.
    pub(super) n_values: usize,
    /// No key and no value was left out.
    pub(super) is_complete: bool,
}

/// What statements ask of an absent key.
struct Wanted<'s> {
    key: ContextKey,
    conditions: Vec<&'s CompiledCondition>,
    /// Values that make variables match.
    held: Vec<ContextValue>,
}

/// The absent keys, while statements are looked through.
#[derive(Default)]
struct Draft<'s> {
    wanted: Vec<Wanted<'s>>,
    groups: SortedSet<SortedSet<usize>>,
    denying: SortedSet<usize>,
    n_values: usize,
    is_cut: bool,
}

impl Candidates {
    pub(super) fn of(policies: &Policies<'_>, request: &Request) -> Candidates {
        let policies = &policies.concerning(request);
        let matching = Matching::new(policies, request);
        let optional = [policies.boundary, policies.session, policies.vpc_endpoint];
        let resource = policies.resource.map(|it| it.policies);
        let levels = policies.service_control.iter().chain(policies.resource_control);
        let sets = [policies.identity].into_iter().chain(optional.into_iter().flatten());
        let mut draft = Draft::default();
        for set in sets.chain(resource).chain(levels) {
            draft.add_set(set, &matching, request);
        }
        draft.finish(request)
    }
}

impl<'s> Draft<'s> {
    fn add_set(&mut self, set: &'s PolicySet, matching: &Matching<'_>, request: &Request) {
        for statement in set.statements.iter().filter(|it| matching.may_apply(it)) {
            let mut keys = SortedSet::new();
            for condition in statement.conditions() {
                if let Some((idx, wanted)) = self.wanted(&condition.key, request) {
                    keys.insert(idx);
                    wanted.conditions.push(condition);
                }
                for variable in condition.values.iter().flat_map(ConditionValue::variables) {
                    let values = || values::of_variable(condition, request);
                    keys.extend(self.held(variable.key.as_str(), request, values));
                }
            }
            for variable in statement.variables_in_resources() {
                keys.extend(self.held(variable.key.as_str(), request, || values::of_resource(request)));
            }
            if statement.effect == Effect::Deny && matching.applies(statement) {
                self.denying.extend(keys.iter().copied());
            }
            self.groups.insert(keys);
            let n_patterns = statement.resources.as_ref().map_or(0, |it| it.patterns.len());
            let n_condition_values: usize = statement.conditions().map(|it| it.values.len()).sum();
            self.n_values += 1 + n_patterns + n_condition_values;
        }
    }

    /// The key and its number, if it is absent and could be there.
    fn wanted(&mut self, key: &ContextKey, request: &Request) -> Option<(usize, &mut Wanted<'s>)> {
        let is_absent = request.context.get_key(key).is_none();
        if !is_absent || never_has(request, key) {
            return None;
        }
        let known = self.wanted.iter().position(|it| it.key == *key);
        let idx = known.unwrap_or(self.wanted.len());
        if idx == MAX_KEYS {
            self.is_cut = true;
            return None;
        }
        if known.is_none() {
            self.wanted.push(Wanted { key: key.clone(), conditions: Vec::new(), held: Vec::new() });
        }
        Some((idx, self.wanted.get_mut(idx)?))
    }

    /// Adds values of a key that stands for a variable.
    fn held(
        &mut self,
        name: &str,
        request: &Request,
        values: impl FnOnce() -> Vec<ContextValue>,
    ) -> Option<usize> {
        let (idx, wanted) = self.wanted(&ContextKey::new(name), request)?;
        let mut is_cut = false;
        for value in values() {
            if !wanted.held.contains(&value) {
                is_cut |= wanted.held.len() == MAX_HELD;
                wanted.held.push(value);
                wanted.held.truncate(MAX_HELD);
            }
        }
        self.is_cut |= is_cut;
        Some(idx)
    }

    fn finish(self, request: &Request) -> Candidates {
        let Draft { wanted, groups, denying, n_values, is_cut, .. } = self;
        let mut is_complete = !is_cut;
        let mut all = Vec::new();
        for Wanted { key, conditions, held } in wanted {
            let Pool { mut values, is_complete: all_told } = pool::of_conditions(&key, &conditions, request);
            is_complete &= all_told;
            for it in held {
                if !values.contains(&it) {
                    values.push(it);
                }
            }
            all.push(Candidate { key, values });
        }
        Candidates { all, groups, denying, n_values, is_complete }
    }
}
