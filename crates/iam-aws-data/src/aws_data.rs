//! The data of an application that loads it piece by piece.

use iam_catalog::{Catalog, ManagedPolicies, ManagedPolicy, takes_no_resource};
use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;
use iam_organization::{AwsManagedPolicy, AwsPublished, ManagedPolicyLookup, PolicyVersion};

use crate::policy_texts::PolicyTexts;
use crate::without_resource;

/// What is loaded so far. An answer says which policies it could not take into account for want of data.
#[derive(Clone, Debug, Default)]
pub struct AwsData {
    /// The services and their actions.
    pub catalog: Option<Catalog>,
    /// The managed policies; their documents may come in two steps.
    pub managed_policies: Option<ManagedPolicies>,
    texts: PolicyTexts,
}

impl AwsPublished for AwsData {
    fn managed_policy(&self, arn: &Arn) -> ManagedPolicyLookup {
        let policies = self.managed_policies.as_ref();
        policies.map_or(NOT_LOADED, |it| look_up(it, &self.texts, arn))
    }

    fn takes_no_resource(&self, action: &Action) -> Option<bool> {
        match &self.catalog {
            Some(catalog) => Some(takes_no_resource(catalog, action.lower())),
            None => without_resource::is_known(action),
        }
    }

    fn spelled(&self, action: &Action) -> Option<Action> {
        spelled(self.catalog.as_ref()?, action)
    }
}

/// The action as the catalogue has it.
pub(crate) fn spelled(catalog: &Catalog, action: &Action) -> Option<Action> {
    let found = catalog.action(action.as_str())?;
    Action::parse(&format!("{}:{}", found.service().prefix(), found.name())).ok()
}

/// Nothing is known, not even which policies there are.
pub(crate) const NOT_LOADED: ManagedPolicyLookup = ManagedPolicyLookup::NotLoaded { version: None };

/// The index of all policies comes first, so that what AWS does not publish is known before all documents are there. A
/// name without a path is of the policy that has it, whatever its path.
pub(crate) fn look_up(policies: &ManagedPolicies, texts: &PolicyTexts, arn: &Arn) -> ManagedPolicyLookup {
    let name = arn.resource().rsplit('/').next().unwrap_or_default();
    let same_name = policies.find(name);
    let is_short = arn.resource().strip_prefix("policy/") == Some(name);
    let by_name = || same_name.filter(|it| is_short && it.name == name);
    let canonical = |it: &ManagedPolicy<'_>| Arn::parse(&it.arn(arn.partition())).ok();
    let Some(policy) = policies.find(arn.as_str()).or_else(by_name) else {
        return ManagedPolicyLookup::NoSuchPolicy { suggestion: same_name.as_ref().and_then(canonical) };
    };
    let version = PolicyVersion::parse(policy.version).ok();
    match (policy.document, version, canonical(&policy)) {
        (Some(document), Some(version), Some(arn)) => {
            let text = texts.of(policy.name, document);
            ManagedPolicyLookup::Found(AwsManagedPolicy { arn, text, version })
        }
        (Some(_) | None, version, _) => ManagedPolicyLookup::NotLoaded { version },
    }
}
