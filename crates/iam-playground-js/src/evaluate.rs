//! Policies and a request in, a decision out.

use std::hint::black_box;

use iam_evaluator::arn::AccountId;
use iam_evaluator::policy::{self, Policy};
use iam_evaluator::request::{Request, Resource};
use iam_evaluator::{
    Decision, GateTrace, NamedInTrustPolicy, Policies, PolicySet, PolicyType, Readings, ResourcePolicy,
    ResourcePolicyKind, StatementRef, Trace, evaluate, evaluate_by, explain_by,
};
use iam_explain::Unnamed;
use iam_scenario::{decided_by_name, decision_name};

use crate::error::InputError;
use crate::input::{
    BoundaryOfTrustedUserInput, EvaluateInput, PoliciesInput, RequestInput, ResourceKindInput,
};
use crate::output::{DiagnosticOutput, EvaluateOutput, GateOutput, RuleOutput, StatementOutput};
use crate::request::read_request;
use crate::span::Utf16Text;
use crate::words;

/// Decides a request.
///
/// # Errors
/// [`InputError`] if a policy is not JSON, or an action, ARN or account id is not one. A policy that IAM would not save
/// is evaluated as far as it can be read, and the findings say so.
pub fn decide(input: EvaluateInput) -> Result<EvaluateOutput, InputError> {
    let EvaluateInput { policies, request, trace } = input;
    PreparedPolicies::read(policies)?.decide(request, trace)
}

/// Policies that were read and compiled once, to decide many requests.
pub struct PreparedPolicies {
    compiled: Compiled,
    diagnostics: Vec<DiagnosticOutput>,
}

impl PreparedPolicies {
    /// Reads and compiles policies.
    ///
    /// # Errors
    /// [`InputError`] if one of them is not JSON.
    pub fn read(policies: PoliciesInput) -> Result<PreparedPolicies, InputError> {
        let mut reader = Reader::default();
        let compiled = reader.policies(policies)?;
        Ok(PreparedPolicies { compiled, diagnostics: reader.diagnostics })
    }

    /// Decides a request, with the gates if they are wanted.
    ///
    /// # Errors
    /// [`InputError`] if an action, ARN or account id is not one.
    pub fn decide(&self, request: RequestInput, trace: bool) -> Result<EvaluateOutput, InputError> {
        let request = read_request(request)?;
        let policies = self.compiled.policies();
        let found = explain_by(&policies, &request, self.compiled.readings);
        let mut output = output(&found, &request, self.diagnostics.clone());
        if depends_on_owner(&policies, &request) {
            output.caveats.push(iam_explain::unknown_resource_owner());
        }
        output.gates = trace.then(|| found.gates.iter().map(gate).collect());
        Ok(output)
    }

    /// Decides a request so many times, without an explanation; how often it was allowed. To measure with.
    ///
    /// # Errors
    /// [`InputError`] if an action, ARN or account id is not one.
    pub fn count_allowed(&self, request: RequestInput, times: u32) -> Result<u32, InputError> {
        let request = read_request(request)?;
        let policies = self.compiled.policies();
        let readings = self.compiled.readings;
        let is_allowed =
            || evaluate_by(&policies, black_box(&request), readings).decision == Decision::Allowed;
        Ok((0..times).map(|_| u32::from(is_allowed())).sum())
    }
}

struct Compiled {
    identity: PolicySet,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
    resource: Option<(ResourcePolicyKind, PolicySet)>,
    vpc_endpoint: Option<PolicySet>,
    service_control: Vec<PolicySet>,
    resource_control: Vec<PolicySet>,
    readings: Readings,
}

impl Compiled {
    fn policies(&self) -> Policies<'_> {
        let resource = self.resource.as_ref();
        Policies {
            identity: &self.identity,
            boundary: self.boundary.as_ref(),
            session: self.session.as_ref(),
            resource: resource.map(|(kind, policies)| ResourcePolicy { kind: *kind, policies }),
            vpc_endpoint: self.vpc_endpoint.as_ref(),
            service_control: &self.service_control,
            resource_control: &self.resource_control,
        }
    }
}

/// Reads policies, and keeps what it finds.
#[derive(Default)]
struct Reader {
    diagnostics: Vec<DiagnosticOutput>,
}

impl Reader {
    fn policies(&mut self, input: PoliciesInput) -> Result<Compiled, InputError> {
        let PoliciesInput {
            identity,
            boundary,
            session,
            resource,
            resource_kind,
            vpc_endpoint,
            scps,
            rcps,
            boundary_of_trusted_user,
        } = input;
        let named_in_trust_policy = match boundary_of_trusted_user {
            BoundaryOfTrustedUserInput::Limits => NamedInTrustPolicy::BoundaryLimits,
            BoundaryOfTrustedUserInput::IsBypassed => NamedInTrustPolicy::BoundaryIsBypassed,
        };
        let session = (!session.is_empty()).then_some(session);
        Ok(Compiled {
            identity: self.level(PolicyType::IdentityBased, 0, &identity)?,
            boundary: self.one(PolicyType::PermissionsBoundary, boundary)?,
            session: session.map(|it| self.level(PolicyType::Session, 0, &it)).transpose()?,
            resource: self.resource(resource_kind, resource)?,
            vpc_endpoint: self.one(PolicyType::VpcEndpoint, vpc_endpoint)?,
            service_control: self.levels(PolicyType::ServiceControl, &scps)?,
            resource_control: self.levels(PolicyType::ResourceControl, &rcps)?,
            readings: Readings { named_in_trust_policy },
        })
    }

    /// A role or a key without a policy admits nobody; any other resource may have none.
    fn resource(
        &mut self,
        kind: ResourceKindInput,
        text: Option<String>,
    ) -> Result<Option<(ResourcePolicyKind, PolicySet)>, InputError> {
        let policies = self.one(PolicyType::ResourceBased, text)?;
        Ok(match kind {
            ResourceKindInput::Generic => policies.map(|it| (ResourcePolicyKind::Generic, it)),
            ResourceKindInput::Role => Some((ResourcePolicyKind::RoleTrust, policies.unwrap_or_default())),
            ResourceKindInput::KmsKey => Some((ResourcePolicyKind::KmsKey, policies.unwrap_or_default())),
        })
    }

    fn one(
        &mut self,
        policy_type: PolicyType,
        text: Option<String>,
    ) -> Result<Option<PolicySet>, InputError> {
        text.map(|it| self.level(policy_type, 0, &[it])).transpose()
    }

    fn levels(
        &mut self,
        policy_type: PolicyType,
        levels: &[Vec<String>],
    ) -> Result<Vec<PolicySet>, InputError> {
        (0..).zip(levels).map(|(level, texts)| self.level(policy_type, level, texts)).collect()
    }

    fn level(
        &mut self,
        policy_type: PolicyType,
        level: u32,
        texts: &[String],
    ) -> Result<PolicySet, InputError> {
        let paths = (0..).map(|it| words::policy_path(policy_type, level, it));
        let policies: Result<Vec<Policy>, InputError> =
            paths.zip(texts).map(|(path, text)| self.policy(&path, text)).collect();
        Ok(PolicySet::compile_level(policy_type, level, &policies?))
    }

    fn policy(&mut self, path: &str, text: &str) -> Result<Policy, InputError> {
        let (policy, diagnostics) = policy::read(text);
        let Some(policy) = policy else {
            let nothing = || InputError::new("invalid-policy", path, "the text is not a policy");
            return Err(diagnostics.first().map_or_else(nothing, |it| InputError::policy(path, text, it)));
        };
        let places = Utf16Text::new(text);
        self.diagnostics.extend(diagnostics.iter().map(|it| {
            let message = iam_explain::diagnostic(it);
            DiagnosticOutput {
                policy: path.to_owned(),
                code: it.code.as_str(),
                severity: words::severity(it.severity()),
                message: message.text,
                help: message.help,
                span: places.span(it.span),
            }
        }));
        Ok(policy)
    }
}

/// Whether nobody is known to own the resource, and the decision would be another one if it were not the caller's account.
fn depends_on_owner(policies: &Policies<'_>, request: &Request) -> bool {
    let Some(caller) = request.principal.account() else { return false };
    if request.resource_account.is_some() || request.resource == Resource::Any {
        return false;
    }
    let others = ["111122223333", "444455556666"].into_iter().filter_map(|it| AccountId::parse(it).ok());
    let resource_account = others.into_iter().find(|it| *it != caller);
    let elsewhere = Request { resource_account, ..request.clone() };
    evaluate(policies, &elsewhere).decision != evaluate(policies, request).decision
}

fn output(trace: &Trace, request: &Request, diagnostics: Vec<DiagnosticOutput>) -> EvaluateOutput {
    let evaluation = &trace.evaluation;
    EvaluateOutput {
        decision: decision_name(evaluation.decision),
        decided_by: decided_by_name(evaluation.decided_by),
        reason: iam_explain::summary(trace, request, &Unnamed),
        access_denied: iam_explain::access_denied(evaluation, request, &Unnamed),
        deciding_statement: evaluation.deciding_statement.map(statement),
        caveats: evaluation.caveats.iter().map(iam_explain::caveat).collect(),
        diagnostics,
        gates: None,
    }
}

fn gate(gate: &GateTrace) -> GateOutput {
    let rule = gate.rule;
    GateOutput {
        gate: words::gate(gate.gate),
        title: iam_explain::gate_title(gate.gate),
        side: words::side(gate.side),
        outcome: words::outcome(gate.outcome),
        reason: iam_explain::gate_reason(gate, &Unnamed),
        rule: RuleOutput { number: rule.number(), sentence: rule.sentence(), url: rule.url() },
        statement: gate.statement.map(statement),
    }
}

fn statement(statement: StatementRef) -> StatementOutput {
    StatementOutput { policy: words::statement_path(statement), statement: statement.statement }
}
