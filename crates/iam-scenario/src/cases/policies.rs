//! The policies of a golden case.

use iam_evaluator::policy::{Policy, read};
use iam_evaluator::{self as evaluator, Policies, PolicySet, PolicyType, ResourcePolicy};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A policy document, kept as text: spans, duplicates and order count.
pub(super) type Document = Box<RawValue>;
/// Documents of the same kind and level.
pub(super) type Documents = Vec<Document>;

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ResourcePolicyKind {
    Generic,
    RoleTrust,
    KmsKey,
}

/// The documents of a case.
pub(super) struct PoliciesForm {
    pub(super) identity: Documents,
    pub(super) boundary: Option<Document>,
    pub(super) session: Option<Document>,
    pub(super) resource: Option<Document>,
    pub(super) resource_kind: ResourcePolicyKind,
    pub(super) vpc_endpoint: Option<Document>,
    pub(super) scps: Vec<Documents>,
    pub(super) rcps: Vec<Documents>,
}

/// The same, compiled.
pub(super) struct CompiledPolicies {
    identity: PolicySet,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
    resource: Option<(evaluator::ResourcePolicyKind, PolicySet)>,
    vpc_endpoint: Option<PolicySet>,
    scps: Vec<PolicySet>,
    rcps: Vec<PolicySet>,
}

impl PoliciesForm {
    pub(super) fn compile(self) -> Result<CompiledPolicies, String> {
        Ok(CompiledPolicies {
            identity: level(PolicyType::IdentityBased, 0, &self.identity)?,
            boundary: one(PolicyType::PermissionsBoundary, self.boundary)?,
            session: one(PolicyType::Session, self.session)?,
            resource: resource(self.resource_kind, self.resource)?,
            vpc_endpoint: one(PolicyType::VpcEndpoint, self.vpc_endpoint)?,
            scps: levels(PolicyType::ServiceControl, &self.scps)?,
            rcps: levels(PolicyType::ResourceControl, &self.rcps)?,
        })
    }
}

impl CompiledPolicies {
    pub(super) fn policies(&self) -> Policies<'_> {
        Policies {
            identity: &self.identity,
            boundary: self.boundary.as_ref(),
            session: self.session.as_ref(),
            resource: self.resource.as_ref().map(|(kind, policies)| ResourcePolicy { kind: *kind, policies }),
            vpc_endpoint: self.vpc_endpoint.as_ref(),
            service_control: &self.scps,
            resource_control: &self.rcps,
        }
    }
}

/// A role or a key without a policy admits nobody; any other resource may have none.
fn resource(
    kind: ResourcePolicyKind,
    document: Option<Document>,
) -> Result<Option<(evaluator::ResourcePolicyKind, PolicySet)>, String> {
    let policies = one(PolicyType::ResourceBased, document)?;
    Ok(match kind {
        ResourcePolicyKind::Generic => policies.map(|it| (evaluator::ResourcePolicyKind::Generic, it)),
        ResourcePolicyKind::RoleTrust => {
            Some((evaluator::ResourcePolicyKind::RoleTrust, policies.unwrap_or_default()))
        }
        ResourcePolicyKind::KmsKey => {
            Some((evaluator::ResourcePolicyKind::KmsKey, policies.unwrap_or_default()))
        }
    })
}

fn levels(policy_type: PolicyType, levels: &[Documents]) -> Result<Vec<PolicySet>, String> {
    (0..).zip(levels).map(|(idx, documents)| level(policy_type, idx, documents)).collect()
}

fn one(policy_type: PolicyType, document: Option<Document>) -> Result<Option<PolicySet>, String> {
    document.map(|it| level(policy_type, 0, &[it])).transpose()
}

fn level(policy_type: PolicyType, level: u32, documents: &[Document]) -> Result<PolicySet, String> {
    let policies: Result<Vec<Policy>, String> = documents.iter().map(policy).collect();
    Ok(PolicySet::compile_level(policy_type, level, &policies?))
}

/// A policy that IAM would refuse today is read as far as possible: such policies are stored, and are evaluated.
fn policy(document: &Document) -> Result<Policy, String> {
    let (policy, diagnostics) = read(document.get());
    policy.ok_or_else(|| {
        let codes: Vec<String> = diagnostics.iter().map(|it| it.code.as_str().to_owned()).collect();
        format!("a policy cannot be read: {}", codes.join(", "))
    })
}
