//! The policies on the resource's side of a request: its own, and that of the VPC endpoint.

use iam_evaluator::ResourcePolicyKind;
use iam_evaluator::arn::Arn;
use iam_evaluator::request::{Action, Request, Resource};

use super::{Candidate, CandidateText, Collector};
use crate::applicable::{PolicySource, SourceKind};
use crate::entity::{EntityRef, IamEntity, PolicyLocation};
use crate::resource::{ResourceKind, policy_holder};
use crate::world::Found;

impl<'w> Collector<'w> {
    /// The policy of the resource, with what it is a policy of. A role or KMS key without one admits nobody.
    pub(crate) fn resource_policy(
        &self,
        request: &Request,
    ) -> Option<(ResourcePolicyKind, Vec<Candidate<'w>>)> {
        let Resource::Arn(arn) = &request.resource else {
            return None;
        };
        let kind = ResourceKind::of(arn).policy_kind();
        let candidates: Vec<_> = match kind {
            ResourcePolicyKind::RoleTrust if is_trust_action(&request.action) => {
                self.trust_policy(arn).into_iter().collect()
            }
            ResourcePolicyKind::RoleTrust => return None,
            ResourcePolicyKind::KmsKey => self.policy_of(arn).into_iter().collect(),
            ResourcePolicyKind::Generic => {
                let own = self.policy_of(arn);
                vec![own.or_else(|| self.policy_of(&policy_holder(arn)?))?]
            }
        };
        Some((kind, candidates))
    }

    fn trust_policy(&self, arn: &Arn) -> Option<Candidate<'w>> {
        let Found { account, name, it: role } = self.world.role(arn)?;
        let source = PolicySource {
            name: name.to_owned(),
            arn: None,
            kind: SourceKind::Trust,
            attached_to: EntityRef::Iam { account, entity: IamEntity::Role(name.to_owned()) },
            location: PolicyLocation::Trust { account, role: name.to_owned() },
            text: "".into(),
        };
        Some(Candidate { source, text: CandidateText::Kept(&role.trust_policy) })
    }

    fn policy_of(&self, arn: &Arn) -> Option<Candidate<'w>> {
        let (account, resource) = self.world.resource(arn)?;
        let source = PolicySource {
            name: arn.resource().to_owned(),
            arn: None,
            kind: SourceKind::Resource,
            attached_to: EntityRef::Resource { account, arn: arn.clone() },
            location: PolicyLocation::Resource { account, arn: arn.clone() },
            text: "".into(),
        };
        Some(Candidate { source, text: CandidateText::Kept(resource.policy.as_ref()?) })
    }

    /// The policy of the endpoint that the context names (E140).
    pub(crate) fn vpc_endpoint_policy(&self, request: &Request) -> Vec<Candidate<'w>> {
        let Some([id]) = request.context.get("aws:SourceVpce").map(|it| it.values()) else {
            return Vec::new();
        };
        let accounts = self.world.accounts.iter();
        let mut endpoints = accounts.filter_map(|(account, it)| Some((*account, it.vpc_endpoints.get(id)?)));
        let candidate = endpoints.next().and_then(|(account, endpoint)| {
            let source = PolicySource {
                name: id.clone(),
                arn: None,
                kind: SourceKind::VpcEndpoint,
                attached_to: EntityRef::VpcEndpoint { account, id: id.clone() },
                location: PolicyLocation::VpcEndpoint { account, id: id.clone() },
                text: "".into(),
            };
            Some(Candidate { source, text: CandidateText::Kept(endpoint.policy.as_ref()?) })
        });
        candidate.into_iter().collect()
    }
}

/// Whether a role's trust policy, and not IAM policies about the role, decides on the action (S35, S79).
fn is_trust_action(action: &Action) -> bool {
    let name = action.lower_name();
    action.service() == "sts"
        && (name.starts_with("assumerole")
            || matches!(name, "tagsession" | "setsourceidentity" | "setcontext"))
}
