//! Which policies apply to a request, and where each of them came from.

use std::sync::Arc;

use iam_evaluator::policy::Policy;
use iam_evaluator::request::Request;
use iam_evaluator::{Policies, PolicySet, PolicyType, ResourcePolicy, ResourcePolicyKind, StatementRef};
use sorted::SortedMap;

use crate::caller::Caller;
use crate::collect::{Absence, Candidate, CandidateText, Collector};
use crate::entity::{EntityRef, PolicyLocation};
use crate::incomplete::Incompleteness;
use crate::policy_text::UsablePolicy;
use crate::published::AwsPublished;
use crate::world::World;

/// Every policy that may apply to one request, compiled, with its sources.
#[derive(Clone, Debug, Default)]
pub struct Applicable {
    /// Of the user and its groups, or of the role.
    pub identity: PolicySet,
    /// The permissions boundary.
    pub boundary: Option<PolicySet>,
    /// The session policies.
    pub session: Option<PolicySet>,
    /// The policy of the resource.
    pub resource: Option<(ResourcePolicyKind, PolicySet)>,
    /// The policy of the VPC endpoint.
    pub vpc_endpoint: Option<PolicySet>,
    /// SCPs of the principal's account, root first.
    pub service_control: Vec<PolicySet>,
    /// RCPs of the resource's account, root first.
    pub resource_control: Vec<PolicySet>,
    /// Where each policy came from.
    pub sources: PolicySources,
    /// What is missing for the answer to be final.
    pub incomplete: Vec<Incompleteness>,
}

/// For every policy of an [`Applicable`], where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicySources {
    sources: SortedMap<(PolicyType, u32, u32), PolicySource>,
}

/// Where a policy came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySource {
    /// Its name, or what it is the policy of.
    pub name: String,
    /// Its ARN; inline and resource-based policies have none.
    pub arn: Option<String>,
    /// What kind of policy it is.
    pub kind: SourceKind,
    /// What it is attached to.
    pub attached_to: EntityRef,
    /// Where its text is kept.
    pub location: PolicyLocation,
    /// The text that was evaluated: the spans of the trace are offsets into it. While the text that was typed does not
    /// parse, this is the last one that did.
    pub text: Arc<str>,
}

/// How a policy is kept and attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// Embedded in a user, group or role.
    Inline,
    /// A customer managed policy.
    CustomerManaged,
    /// An AWS managed policy.
    AwsManaged,
    /// The trust policy of a role.
    Trust,
    /// The policy of any other resource.
    Resource,
    /// Passed when a session was made.
    Session,
    /// A service control policy.
    ServiceControl,
    /// A resource control policy.
    ResourceControl,
    /// The policy of a VPC endpoint.
    VpcEndpoint,
}

impl Applicable {
    /// The policies for this caller and request. The request's context says whether it comes through a VPC endpoint.
    pub fn collect(world: &World, aws: &dyn AwsPublished, caller: &Caller, request: &Request) -> Applicable {
        let mut collector = Collector { world, aws, incomplete: Vec::new() };
        let caller_policies = collector.caller_policies(caller);
        let resource = collector.resource_policy(request);
        let vpc_endpoint = collector.vpc_endpoint_policy(request);
        let service_control = collector.service_control(request);
        let resource_control = collector.resource_control(request);

        let incomplete = collector.incomplete;
        let mut it = Applicable { incomplete, ..Applicable::default() };
        it.identity = it.compile(PolicyType::IdentityBased, 0, caller_policies.identity);
        it.boundary = it.compile_any(PolicyType::PermissionsBoundary, caller_policies.boundary);
        it.session = it.compile_any(PolicyType::Session, caller_policies.session);
        it.resource =
            resource.map(|(kind, candidates)| (kind, it.compile(PolicyType::ResourceBased, 0, candidates)));
        it.vpc_endpoint = it.compile_any(PolicyType::VpcEndpoint, vpc_endpoint);
        it.service_control = it.compile_levels(PolicyType::ServiceControl, service_control);
        it.resource_control = it.compile_levels(PolicyType::ResourceControl, resource_control);
        it
    }

    /// The policies as the evaluator takes them.
    pub fn policies(&self) -> Policies<'_> {
        Policies {
            identity: &self.identity,
            boundary: self.boundary.as_ref(),
            session: self.session.as_ref(),
            resource: self.resource.as_ref().map(|(kind, policies)| ResourcePolicy { kind: *kind, policies }),
            vpc_endpoint: self.vpc_endpoint.as_ref(),
            service_control: &self.service_control,
            resource_control: &self.resource_control,
        }
    }

    fn compile_levels(&mut self, policy_type: PolicyType, levels: Vec<Vec<Candidate<'_>>>) -> Vec<PolicySet> {
        let levels = (0..).zip(levels);
        levels.map(|(level, candidates)| self.compile(policy_type, level, candidates)).collect()
    }

    /// Like [`Applicable::compile`], but `None` if nothing of it can be evaluated: then it does not limit.
    fn compile_any(&mut self, policy_type: PolicyType, candidates: Vec<Candidate<'_>>) -> Option<PolicySet> {
        let policies = self.read(policy_type, 0, candidates);
        (!policies.is_empty()).then(|| PolicySet::compile(policy_type, policies.iter().map(|it| &**it)))
    }

    fn compile(&mut self, policy_type: PolicyType, level: u32, candidates: Vec<Candidate<'_>>) -> PolicySet {
        let policies = self.read(policy_type, level, candidates);
        PolicySet::compile_level(policy_type, level, policies.iter().map(|it| &**it))
    }

    /// Parses the policies, and notes the source of each that can be evaluated and the reason for each that cannot.
    fn read(
        &mut self,
        policy_type: PolicyType,
        level: u32,
        candidates: Vec<Candidate<'_>>,
    ) -> Vec<Arc<Policy>> {
        let mut policies = Vec::new();
        for Candidate { mut source, text } in candidates {
            let Some(usable) = self.usable(&mut source, text) else {
                continue;
            };
            let idx = u32::try_from(policies.len()).unwrap_or(u32::MAX);
            self.sources.sources.insert((policy_type, level, idx), source);
            policies.push(usable);
        }
        policies
    }

    fn usable(&mut self, source: &mut PolicySource, text: CandidateText<'_>) -> Option<Arc<Policy>> {
        let kept;
        let policy_text = match text {
            CandidateText::Kept(text) => text,
            CandidateText::AwsManaged { text, changed } => {
                self.incomplete.extend(changed.map(|(recorded, present)| {
                    Incompleteness::PolicyVersionChanged { source: source.clone(), recorded, present }
                }));
                kept = text;
                &kept
            }
            CandidateText::Missing(why) => {
                let source = source.clone();
                self.incomplete.push(match why {
                    Absence::Lost => Incompleteness::PolicyNotAvailable(source),
                    Absence::NotPublished { suggestion } => {
                        Incompleteness::PolicyNotPublished { source, suggestion }
                    }
                    Absence::NotLoaded => Incompleteness::PolicyNotLoaded(source),
                });
                return None;
            }
        };
        source.text = policy_text.usable_text();
        match policy_text.usable() {
            UsablePolicy::Current(policy) => Some(policy),
            UsablePolicy::LastValid(policy) => {
                self.incomplete.push(Incompleteness::LastValidTextUsed(source.clone()));
                Some(policy)
            }
            UsablePolicy::None => {
                self.incomplete.push(Incompleteness::PolicyDoesNotParse(source.clone()));
                None
            }
        }
    }
}

impl PolicySources {
    /// The source of a policy: its type, its level (0 but for SCPs and RCPs) and its index in the level.
    pub fn get(&self, policy_type: PolicyType, level: u32, policy: u32) -> Option<&PolicySource> {
        self.sources.get(&(policy_type, level, policy))
    }

    /// The source of the policy that a statement stands in.
    pub fn of(&self, statement: StatementRef) -> Option<&PolicySource> {
        self.get(statement.policy_type, statement.level, statement.policy)
    }

    /// All sources, by policy type, level and index.
    pub fn iter(&self) -> impl Iterator<Item = ((PolicyType, u32, u32), &PolicySource)> {
        self.sources.iter().map(|(key, source)| (*key, source))
    }
}
