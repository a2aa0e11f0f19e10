//! The data of an application that loads it piece by piece.

use crate::without_resource;
use iam_catalog::{Catalog, ManagedPolicies, takes_no_resource};
use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;
use iam_organization::{AwsManagedPolicy, AwsPublished, ManagedPolicyLookup, PolicyVersion};

/// What is loaded so far. An answer says which policies it could not take into account for want of data.
#[derive(Clone, Debug, Default)]
pub struct AwsData {
    /// The services and their actions.
    pub catalog: Option<Catalog>,
    /// The managed policies; their documents may come in two steps.
    pub managed_policies: Option<ManagedPolicies>,
}

impl AwsPublished for AwsData {
    fn managed_policy(&self, arn: &Arn) -> ManagedPolicyLookup<'_> {
        self.managed_policies.as_ref().map_or(ManagedPolicyLookup::NotLoaded, |it| look_up(it, arn))
    }

    fn takes_no_resource(&self, action: &Action) -> Option<bool> {
        match &self.catalog {
            Some(catalog) => Some(takes_no_resource(catalog, action.lower())),
            None => without_resource::is_known(action),
        }
    }
}

/// The index of all policies comes first, so that what AWS does not publish is known before all documents are there.
pub(crate) fn look_up<'a>(policies: &'a ManagedPolicies, arn: &Arn) -> ManagedPolicyLookup<'a> {
    let Some(policy) = policies.find(arn.as_str()) else {
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        let same_name = policies.find(name);
        let suggestion = same_name.and_then(|it| Arn::parse(&it.arn(arn.partition())).ok());
        return ManagedPolicyLookup::NoSuchPolicy { suggestion };
    };
    match (policy.document, PolicyVersion::parse(policy.version)) {
        (Some(document), Ok(version)) => {
            ManagedPolicyLookup::Found(AwsManagedPolicy { document: document.into(), version })
        }
        (Some(_) | None, _) => ManagedPolicyLookup::NotLoaded,
    }
}
