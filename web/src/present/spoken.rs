//! What a scenario speaks of: the actions, resources and context keys of its questions and policies.

use std::sync::Arc;

use iam_evaluator::policy::{ActionElement, Policy};
use iam_evaluator::request::Action;
use iam_organization::{PolicyText, UsablePolicy};
use iam_scenario::Scenario;
use sorted::SortedSet;

/// What a scenario speaks of, sorted.
#[derive(Clone, Debug, Default)]
pub struct SpokenOf {
    /// Actions without wildcards.
    pub actions: SortedSet<String>,
    /// ARNs of resources.
    pub resources: SortedSet<String>,
    /// Context keys.
    pub keys: SortedSet<String>,
}

impl SpokenOf {
    /// Reads the scenario.
    pub fn by(scenario: &Scenario) -> SpokenOf {
        let mut spoken = SpokenOf::default();
        for question in &scenario.questions {
            spoken.actions.insert(question.action.trim().to_owned());
            spoken.resources.insert(question.resource.trim().to_owned());
            spoken.keys.extend(question.context.iter().map(|(key, _)| key.as_str().to_owned()));
        }
        for (id, account) in &scenario.world.accounts {
            spoken.resources.extend(account.resources.keys().map(ToString::to_string));
            let roles = account.roles.iter();
            spoken
                .resources
                .extend(roles.map(|(name, it)| format!("arn:aws:iam::{id}:role{}{name}", it.path)));
        }
        for policy in policies(scenario) {
            spoken.add(&policy);
        }
        spoken.actions.retain(|it| Action::parse(it).is_ok());
        spoken.resources.retain(|it| !it.is_empty() && it != "*");
        spoken
    }

    fn add(&mut self, policy: &Policy) {
        for statement in &policy.statements {
            let (ActionElement::Action(entries) | ActionElement::NotAction(entries)) = &statement.action;
            self.actions.extend(entries.entries.iter().map(|it| it.value.0.clone()));
            let blocks = statement.condition.iter().flat_map(|it| &it.operators);
            self.keys.extend(blocks.flat_map(|it| &it.keys).map(|it| it.key.clone()));
        }
    }
}

/// Every policy of the scenario that can be read.
fn policies(scenario: &Scenario) -> impl Iterator<Item = Arc<Policy>> {
    let world = &scenario.world;
    let mut texts: Vec<&PolicyText> = Vec::new();
    for account in world.accounts.values() {
        texts.extend(account.managed_policies.values().map(|it| &it.text));
        texts.extend(account.users.values().flat_map(|it| it.policies.inline.values()));
        texts.extend(account.groups.values().flat_map(|it| it.policies.inline.values()));
        for role in account.roles.values() {
            texts.push(&role.trust_policy);
            texts.extend(role.policies.inline.values());
        }
        texts.extend(account.resources.values().filter_map(|it| it.policy.as_ref()));
        texts.extend(account.vpc_endpoints.values().filter_map(|it| it.policy.as_ref()));
    }
    texts.extend(world.organization.iter().flat_map(|it| it.policies.values().map(|it| &it.text)));
    texts.into_iter().filter_map(|it| match it.usable() {
        UsablePolicy::Current(policy) | UsablePolicy::LastValid(policy) => Some(policy),
        UsablePolicy::None => None,
    })
}
