//! The data of an application that loads it piece by piece.

use iam_catalog::{Catalog, ManagedPolicies, takes_no_resource};
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
        policies.map_or(ManagedPolicyLookup::NotLoaded, |it| look_up(it, &self.texts, arn))
    }

    fn takes_no_resource(&self, action: &Action) -> Option<bool> {
        match &self.catalog {
            Some(catalog) => Some(takes_no_resource(catalog, action.lower())),
            None => without_resource::is_known(action),
        }
    }
}

/// The index of all policies comes first, so that what AWS does not publish is known before all documents are there.
pub(crate) fn look_up(policies: &ManagedPolicies, texts: &PolicyTexts, arn: &Arn) -> ManagedPolicyLookup {
    let Some(policy) = policies.find(arn.as_str()) else {
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        let same_name = policies.find(name);
        let suggestion = same_name.and_then(|it| Arn::parse(&it.arn(arn.partition())).ok());
        return ManagedPolicyLookup::NoSuchPolicy { suggestion };
    };
    match (policy.document, PolicyVersion::parse(policy.version)) {
        (Some(document), Ok(version)) => {
            ManagedPolicyLookup::Found(AwsManagedPolicy { text: texts.of(policy.name, document), version })
        }
        (Some(_) | None, _) => ManagedPolicyLookup::NotLoaded,
    }
}
