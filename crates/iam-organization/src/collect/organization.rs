//! The SCPs and RCPs of an account, level by level.

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::Request;

use super::{Absence, Candidate, CandidateText, Collector};
use crate::applicable::{PolicySource, SourceKind};
use crate::built_in::{FULL_AWS_ACCESS_TEXT, RCP_FULL_AWS_ACCESS_TEXT};
use crate::entity::{EntityRef, PolicyLocation};
use crate::organization::{
    FULL_AWS_ACCESS, Level, Organization, OrganizationPolicyType, RCP_FULL_AWS_ACCESS, Target,
};
use crate::policy_text::PolicyText;

impl<'w> Collector<'w> {
    /// The SCPs of the principal's account, level by level (E150).
    pub(crate) fn service_control(&self, request: &Request) -> Vec<Vec<Candidate<'w>>> {
        self.levels(OrganizationPolicyType::ServiceControl, request.principal.account())
    }

    /// The RCPs of the resource's account (E175), or of the principal's for an action without a resource (A10).
    pub(crate) fn resource_control(&self, request: &Request) -> Vec<Vec<Candidate<'w>>> {
        let account = request.resource_account.or_else(|| request.principal.account());
        self.levels(OrganizationPolicyType::ResourceControl, account)
    }

    fn levels(
        &self,
        policy_type: OrganizationPolicyType,
        account: Option<AccountId>,
    ) -> Vec<Vec<Candidate<'w>>> {
        let organization = account.and_then(|it| Some((it, self.world.organization_of(it)?)));
        match organization {
            Some((account, organization)) if organization.enabled_policy_types.contains(&policy_type) => {
                let levels = organization.levels(account);
                levels.iter().map(|it| level(organization, policy_type, it)).collect()
            }
            Some(_) | None => Vec::new(),
        }
    }
}

/// The policies of one level, the built-in one first.
fn level<'w>(
    organization: &'w Organization,
    policy_type: OrganizationPolicyType,
    level: &Level<'w>,
) -> Vec<Candidate<'w>> {
    let (ids, kind) = match policy_type {
        OrganizationPolicyType::ServiceControl => {
            (level.attached.service_control.clone(), SourceKind::ServiceControl)
        }
        OrganizationPolicyType::ResourceControl => {
            let mut ids = level.attached.resource_control.clone();
            ids.insert(RCP_FULL_AWS_ACCESS.to_owned());
            (ids, SourceKind::ResourceControl)
        }
    };
    let attached_to = match level.target {
        Target::Root(_) => EntityRef::OrganizationRoot,
        Target::OrganizationalUnit(unit) => EntityRef::OrganizationalUnit(unit.id.clone()),
        Target::Account(account) => EntityRef::Account(account),
    };
    let candidate = |id: &String| {
        let arn = organization.policy_arn(id, policy_type);
        let (name, location, text) = organization_policy(organization, id, &arn);
        let source = PolicySource {
            name,
            arn: Some(arn),
            kind,
            attached_to: attached_to.clone(),
            location,
            text: "".into(),
        };
        Candidate { source, text }
    };
    let (built_in, own): (Vec<&String>, Vec<&String>) =
        ids.iter().partition(|it| [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS].contains(&it.as_str()));
    built_in.into_iter().chain(own).map(candidate).collect()
}

fn organization_policy<'w>(
    organization: &'w Organization,
    id: &str,
    arn: &str,
) -> (String, PolicyLocation, CandidateText<'w>) {
    let built_in = |name: &str, text: &str| {
        let text = CandidateText::AwsManaged { text: PolicyText::new(text), changed: None };
        (name.to_owned(), PolicyLocation::AwsManaged(arn.to_owned()), text)
    };
    match (id, organization.policies.get(id)) {
        (FULL_AWS_ACCESS, _) => built_in("FullAWSAccess", FULL_AWS_ACCESS_TEXT),
        (RCP_FULL_AWS_ACCESS, _) => built_in("RCPFullAWSAccess", RCP_FULL_AWS_ACCESS_TEXT),
        (_, Some(policy)) => (
            policy.name.clone(),
            PolicyLocation::Organization(id.to_owned()),
            CandidateText::Kept(&policy.text),
        ),
        (_, None) => (
            id.to_owned(),
            PolicyLocation::Organization(id.to_owned()),
            CandidateText::Missing(Absence::Lost),
        ),
    }
}
