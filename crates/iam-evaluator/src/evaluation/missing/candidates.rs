//! The absent keys that statements ask for, each with values worth a try.

use sorted::SortedSet;

use super::values;
use crate::condition::ConditionValue;
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

/// As many values of one key.
const MAX_VALUES: usize = 24;

/// All candidates, and which of them a statement asks for together.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    pub(super) groups: SortedSet<SortedSet<usize>>,
    /// Those that statements ask for which deny the request as it is: without them no other key helps.
    pub(super) denying: SortedSet<usize>,
    /// How many values a decision compares at most.
    pub(super) n_values: usize,
}

impl Candidates {
    pub(super) fn of(policies: &Policies<'_>, request: &Request) -> Candidates {
        let policies = &policies.concerning(request);
        let matching = Matching::new(policies, request);
        let optional = [policies.boundary, policies.session, policies.vpc_endpoint];
        let resource = policies.resource.map(|it| it.policies);
        let levels = policies.service_control.iter().chain(policies.resource_control);
        let sets = [policies.identity].into_iter().chain(optional.into_iter().flatten());
        let mut found = Candidates::default();
        for set in sets.chain(resource).chain(levels) {
            found.add_set(set, &matching, request);
        }
        found
    }

    fn add_set(&mut self, set: &PolicySet, matching: &Matching<'_>, request: &Request) {
        for statement in set.statements.iter().filter(|it| matching.may_apply(it)) {
            let mut keys = SortedSet::new();
            for condition in &statement.conditions {
                let values = values::of_condition(condition, request);
                keys.extend(self.add(&condition.key, request, values));
                for variable in condition.values.iter().flat_map(ConditionValue::variables) {
                    let key = ContextKey::new(&variable.name);
                    let values = values::of_variable(condition, request);
                    keys.extend(self.add(&key, request, values));
                }
            }
            for variable in statement.variables_in_resources() {
                let key = ContextKey::new(&variable.name);
                keys.extend(self.add(&key, request, values::of_resource(request)));
            }
            if statement.effect == Effect::Deny && matching.applies(statement) {
                self.denying.extend(keys.iter().copied());
            }
            self.groups.insert(keys);
            let n_patterns = statement.resources.as_ref().map_or(0, |it| it.patterns.len());
            let n_condition_values: usize = statement.conditions.iter().map(|it| it.values.len()).sum();
            self.n_values += 1 + n_patterns + n_condition_values;
        }
    }

    /// Adds values of a key, if it is absent and could be there. Returns which candidate it is.
    fn add(&mut self, key: &ContextKey, request: &Request, values: Vec<ContextValue>) -> Option<usize> {
        let is_absent = request.context.get_lower(key.lower()).is_none();
        if !is_absent || never_has(&request.principal, key) {
            return None;
        }
        let known = self.all.iter().position(|it| it.key == *key);
        let idx = known.unwrap_or(self.all.len());
        if idx == MAX_KEYS {
            return None;
        }
        if known.is_none() {
            self.all.push(Candidate { key: key.clone(), values: Vec::new() });
        }
        let candidate = self.all.get_mut(idx)?;
        for value in values {
            if candidate.values.len() < MAX_VALUES && !candidate.values.contains(&value) {
                candidate.values.push(value);
            }
        }
        Some(idx)
    }
}
