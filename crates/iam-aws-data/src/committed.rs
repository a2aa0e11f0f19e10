//! The data of this repository, read when it is first needed.

use std::cell::OnceCell;

use iam_catalog::build::{self, Texts};
use iam_catalog::{Catalog, ManagedPolicies, takes_no_resource};
use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;
use iam_organization::{AwsPublished, ManagedPolicyLookup};

use crate::aws_data::{NOT_LOADED, look_up, spelled};
use crate::policy_texts::PolicyTexts;

/// Everything that AWS publishes, as far as the repository has it. What is not asked for is not read.
#[derive(Debug, Default)]
pub struct Committed {
    catalog: OnceCell<Option<Catalog>>,
    managed_policies: OnceCell<Option<ManagedPolicies>>,
    texts: PolicyTexts,
}

impl Committed {
    /// The catalogue. A test of this crate sees to it that it can be read.
    pub fn catalog(&self) -> Option<&Catalog> {
        let read = || Catalog::from_bytes(&build::catalog(&Texts::COMMITTED).ok()?).ok();
        self.catalog.get_or_init(read).as_ref()
    }

    /// The managed policies with all their documents.
    pub fn managed_policies(&self) -> Option<&ManagedPolicies> {
        let read = || {
            let files = build::managed_policies(&Texts::COMMITTED).ok()?;
            let mut policies = ManagedPolicies::from_bytes(&files.top).ok()?;
            policies.add_documents(&files.rest).ok()?;
            Some(policies)
        };
        self.managed_policies.get_or_init(read).as_ref()
    }
}

impl AwsPublished for Committed {
    fn managed_policy(&self, arn: &Arn) -> ManagedPolicyLookup {
        let policies = self.managed_policies();
        policies.map_or(NOT_LOADED, |it| look_up(it, &self.texts, arn))
    }

    fn takes_no_resource(&self, action: &Action) -> Option<bool> {
        self.catalog().map(|it| takes_no_resource(it, action.lower()))
    }

    fn spelled(&self, action: &Action) -> Option<Action> {
        spelled(self.catalog()?, action)
    }
}
