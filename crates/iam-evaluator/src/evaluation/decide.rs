//! The decision procedure.

use super::case::{Case, Relation};
use super::compiled::PolicySet;
use super::decision::{Caveat, Caveats, DecidedBy, Decision, Evaluation};
use super::doubts::{Bypass, DoubtedGate, Doubts, relevant};
use super::facts;
use super::gates::{Levels, Verdict};
use super::matching::Matching;
use super::policies::{Policies, PolicyType, ResourcePolicyKind};
use super::principal::PrincipalMatch;
use super::readings::{NamedInTrustPolicy, Readings};
use super::recorder::{Recorder, Recording, Silent};
use super::scan::{Scan, scan};
use super::service_gate::{ServiceVerdict, service_verdict};
use super::trace::{Gate, GateOutcome, GateReason, GateTrace, Side, Trace};
use crate::request::{Principal, Request, Resource};
use crate::rule::Rule;

/// Decides a request. Total and pure: the same policies and request give the same answer, and nothing fails.
/// Allocates nothing, unless a pattern and a text are both thousands of characters long.
pub fn evaluate(policies: &Policies<'_>, request: &Request) -> Evaluation {
    evaluate_by(policies, request, Readings::default())
}

/// Decides a request and writes down how. The evaluation in the trace is the one that [`evaluate`] gives.
pub fn explain(policies: &Policies<'_>, request: &Request) -> Trace {
    explain_by(policies, request, Readings::default())
}

/// Decides a request by other readings of what AWS's pages leave open.
pub fn evaluate_by(policies: &Policies<'_>, request: &Request, readings: Readings) -> Evaluation {
    decide(policies, request, readings, &mut Silent)
}

/// Decides a request by other readings, and writes down how.
pub fn explain_by(policies: &Policies<'_>, request: &Request, readings: Readings) -> Trace {
    let mut recording = Recording::default();
    let evaluation = decide(policies, request, readings, &mut recording);
    let cross_account = Case::relation(request) == Relation::Cross;
    Trace { evaluation, gates: recording.gates, cross_account }
}

/// The gates with their verdicts.
struct Verdicts {
    resource_control: Verdict,
    service_control: Verdict,
    vpc_endpoint: Verdict,
    resource_based: Verdict,
    identity_based: Verdict,
    boundary: Verdict,
    session: Verdict,
}

fn decide<R: Recorder>(
    policies: &Policies<'_>,
    request: &Request,
    readings: Readings,
    recorder: &mut R,
) -> Evaluation {
    if let Some(verdict) = service_verdict(request) {
        return by_service(&verdict, recorder);
    }
    let policies = &policies.concerning(request);
    let mut caveats = Caveats::default();
    let matching = Matching::new(policies, request);
    let mut read = |set: &PolicySet, policy_type, level| scan(set, (policy_type, level), &matching, recorder);
    let mut levels = |sets: &[PolicySet], policy_type, exemption: fn(&Request) -> _| {
        let exemption = if sets.is_empty() { None } else { exemption(request) };
        // What does not bind the request is not read: nothing in it is worth a word.
        let sets = if exemption.is_some() { &[] } else { sets };
        let mut summary = Levels { exemption, ..Levels::default() };
        for (level, set) in (0..).zip(sets) {
            summary.add(&read(set, policy_type, level));
        }
        summary
    };
    let resource_control =
        levels(policies.resource_control, PolicyType::ResourceControl, resource_control_exemption);
    let service_control =
        levels(policies.service_control, PolicyType::ServiceControl, service_control_exemption);
    let mut one = |set: Option<&PolicySet>, policy_type| set.map(|it| read(it, policy_type, 0));
    let vpc_endpoint = one(policies.vpc_endpoint, PolicyType::VpcEndpoint);
    let resource = one(policies.resource.map(|it| it.policies), PolicyType::ResourceBased);
    let identity = one(Some(policies.identity), PolicyType::IdentityBased).unwrap_or_default();
    let boundary = one(policies.boundary, PolicyType::PermissionsBoundary);
    let session = one(policies.session, PolicyType::Session);

    let case = case(policies, request, resource.as_ref(), readings);
    let verdicts = Verdicts {
        resource_control: case.levels(&resource_control, Rule::E171),
        service_control: case.levels(&service_control, Rule::E150),
        vpc_endpoint: case.vpc_endpoint(vpc_endpoint.as_ref()),
        resource_based: case.resource_based(),
        identity_based: case.identity_based(&identity),
        boundary: case.boundary(boundary.as_ref()),
        session: case.session(session.as_ref()),
    };
    let resource_doubts =
        resource.map(|it| it.doubts(case.grant().map(|(class, _)| class))).unwrap_or_default();
    let gate =
        |verdict: Verdict, doubts: Doubts, bypass| DoubtedGate { doubts, outcome: verdict.outcome, bypass };
    let bypass_if = |is_granted| if is_granted { Bypass::Granted } else { Bypass::Possible };
    let of_limits = bypass_if(case.is_direct());
    let of = |it: Option<&Scan>| it.map(|it| it.doubts(None)).unwrap_or_default();
    let gates = [
        gate(verdicts.resource_control, resource_control.doubts, Bypass::Never),
        gate(verdicts.service_control, service_control.doubts, Bypass::Never),
        gate(verdicts.vpc_endpoint, of(vpc_endpoint.as_ref()), Bypass::Never),
        gate(verdicts.resource_based, resource_doubts, Bypass::Never),
        gate(verdicts.identity_based, of(Some(&identity)), bypass_if(case.is_direct() || case.is_entity())),
        gate(verdicts.boundary, of(boundary.as_ref()), of_limits),
        gate(verdicts.session, of(session.as_ref()), of_limits),
    ];
    let mut evaluation = conclude(&case, &verdicts, Caveats::NONE);
    caveats.extend(relevant(evaluation.decision, &gates, resource_doubts));
    let is_allowed = evaluation.decision == Decision::Allowed;
    let without_resource = request.resource == Resource::Any || request.facts.action_takes_no_resource;
    if without_resource && evaluation.decided_by == DecidedBy::ResourceControl {
        caveats.insert(Caveat::ResourceControlWithoutResource);
    }
    if is_allowed && service_control.allows_on_resources_only {
        caveats.insert(Caveat::ServiceControlAllowsResource);
    }
    if is_allowed
        && service_control.exemption.is_some()
        && case.is_root()
        && would_stop(policies.service_control, &matching)
    {
        caveats.insert(Caveat::ExemptRootOfManagementAccount);
    }
    grant_caveats(&case, &verdicts, &evaluation, &mut caveats);
    evaluation.caveats = caveats;
    record(&case, &verdicts, evaluation, recorder);
    evaluation
}

/// Whether SCPs that do not bind would stop the request if they did (A22).
#[cold]
fn would_stop(sets: &[PolicySet], matching: &Matching<'_>) -> bool {
    let mut levels = Levels::default();
    for (level, set) in (0..).zip(sets) {
        let place = (PolicyType::ServiceControl, level);
        levels.add(&scan(set, place, matching, &mut Silent));
    }
    levels.stop()
}

/// What AWS's pages leave open about the grant that decides.
fn grant_caveats(case: &Case<'_>, verdicts: &Verdicts, evaluation: &Evaluation, caveats: &mut Caveats) {
    let is_allowed = evaluation.decision == Decision::Allowed;
    if case.hangs_on_boundary_of_trusted(verdicts.boundary)
        && (is_allowed || evaluation.decided_by == DecidedBy::Boundary)
    {
        caveats.insert(match case.readings.named_in_trust_policy {
            NamedInTrustPolicy::BoundaryLimits => Caveat::TrustPolicyAndBoundary,
            NamedInTrustPolicy::BoundaryIsBypassed => Caveat::TrustPolicyBypassesBoundary,
        });
    }
    let everyone = matches!(case.grant(), Some((PrincipalMatch::Any, _)));
    let bypasses =
        [verdicts.boundary, verdicts.session].iter().any(|it| it.outcome == GateOutcome::NotNeeded);
    let by_arn = case.resource.is_some_and(|(_, scan)| scan.grants_everyone_by_arn());
    if is_allowed && everyone && bypasses && !by_arn {
        caveats.insert(Caveat::EveryoneBypassesLimits);
    }
    let is_service = matches!(case.request.principal, Principal::Service { .. });
    if is_allowed && everyone && is_service && case.scan_grant(PrincipalMatch::Service).is_none() {
        caveats.insert(Caveat::EveryoneIncludesServices);
    }
    let decides =
        evaluation.decision == Decision::ImplicitDeny && evaluation.decided_by == DecidedBy::Session;
    if decides && verdicts.session.reason == GateReason::NoSessionPolicyPassed {
        caveats.insert(Caveat::FederatedSessionWithoutPolicy);
    }
}

fn by_service<R: Recorder>(verdict: &ServiceVerdict, recorder: &mut R) -> Evaluation {
    let (decision, outcome, reason, rule) = match *verdict {
        ServiceVerdict::Allowed(reason, rule) => (Decision::Allowed, GateOutcome::Passed, reason, rule),
        ServiceVerdict::Refused(reason, rule) => {
            (Decision::ImplicitDeny, GateOutcome::NotAllowed, reason, rule)
        }
    };
    let trace = || gate_trace(Gate::Service, Side::Both, Verdict::new(outcome, reason, rule));
    recorder.gate(trace, None);
    let caveats = Caveats::default();
    Evaluation { decision, decided_by: DecidedBy::Service, deciding_statement: None, caveats }
}

fn case<'a>(
    policies: &Policies<'_>,
    request: &'a Request,
    resource: Option<&'a Scan>,
    readings: Readings,
) -> Case<'a> {
    let relation = Case::relation(request);
    let is_root = matches!(request.principal, Principal::Root { .. });
    Case {
        request,
        relation,
        resource: policies.resource.map(|it| it.kind).zip(resource),
        lockout_guard: is_root && relation == Relation::Same && facts::manages_bucket_policy(&request.action),
        other_partition: Case::partitions_differ(request),
        readings,
    }
}

/// Why SCPs do not bind the caller (E155, E91).
fn service_control_exemption(request: &Request) -> Option<(GateReason, Rule)> {
    if request.principal.account().is_none() {
        Some((GateReason::CallerHasNoAccount, Rule::E91))
    } else if request.facts.principal_account_is_management {
        Some((GateReason::ManagementAccountExempt, Rule::E155))
    } else if facts::is_service_linked(request) {
        Some((GateReason::ServiceLinkedRoleExempt, Rule::E155))
    } else {
        None
    }
}

/// Why RCPs do not bind the request (E173, E174).
fn resource_control_exemption(request: &Request) -> Option<(GateReason, Rule)> {
    if request.facts.resource_account_is_management {
        Some((GateReason::ManagementAccountExempt, Rule::E173))
    } else if facts::is_service_linked(request) {
        Some((GateReason::ServiceLinkedRoleExempt, Rule::E173))
    } else if request.facts.aws_managed_kms_key || request.action.lower() == "kms:retiregrant" {
        Some((GateReason::NotCoveredByResourceControl, Rule::E173))
    } else if !facts::covered_by_resource_control(&request.action) {
        Some((GateReason::NotCoveredByResourceControl, Rule::E174))
    } else {
        None
    }
}

/// The decision from the gates (E234 where several stop the request).
fn conclude(case: &Case<'_>, verdicts: &Verdicts, caveats: Caveats) -> Evaluation {
    let resource_side = match case.kind() {
        Some(ResourcePolicyKind::RoleTrust) => DecidedBy::Trust,
        Some(ResourcePolicyKind::Generic | ResourcePolicyKind::KmsKey) | None => DecidedBy::Resource,
    };
    let answer = |decision, decided_by, deciding_statement| Evaluation {
        decision,
        decided_by,
        deciding_statement,
        caveats,
    };
    let denials = [
        (&verdicts.service_control, DecidedBy::ServiceControl),
        (&verdicts.resource_control, DecidedBy::ResourceControl),
        (&verdicts.vpc_endpoint, DecidedBy::VpcEndpoint),
        (&verdicts.resource_based, resource_side),
        (&verdicts.identity_based, DecidedBy::Identity),
        (&verdicts.boundary, DecidedBy::Boundary),
        (&verdicts.session, DecidedBy::Session),
    ];
    let is_denied = |it: &&(&Verdict, DecidedBy)| it.0.outcome == GateOutcome::Denied;
    if let Some(&(verdict, decided_by)) = denials.iter().find(is_denied) {
        return answer(Decision::ExplicitDeny, decided_by, verdict.statement);
    }
    if kms_refuses(case) {
        return answer(Decision::ImplicitDeny, DecidedBy::Service, None);
    }
    let missing = [
        (&verdicts.service_control, DecidedBy::ServiceControl),
        (&verdicts.resource_control, DecidedBy::ResourceControl),
        (&verdicts.vpc_endpoint, DecidedBy::VpcEndpoint),
        (&verdicts.identity_based, DecidedBy::Identity),
        (&verdicts.boundary, DecidedBy::Boundary),
        (&verdicts.session, DecidedBy::Session),
        (&verdicts.resource_based, resource_side),
    ];
    // Where the resource's policy must allow and does not even delegate, an identity-based allow would not help.
    let hopeless = case.relation == Relation::Same && verdicts.resource_based.stops();
    if hopeless && verdicts.identity_based.stops() {
        let limits = missing.get(..3).unwrap_or_default().iter().find(|it| it.0.stops());
        return answer(Decision::ImplicitDeny, limits.map_or(resource_side, |it| it.1), None);
    }
    if let Some(&(_, decided_by)) = missing.iter().find(|it| it.0.stops()) {
        return answer(Decision::ImplicitDeny, decided_by, None);
    }
    let grants = &verdicts.resource_based;
    match (case.relation, case.grant()) {
        (Relation::Same, None) if case.is_root() => answer(Decision::Allowed, DecidedBy::Root, None),
        (Relation::Same, Some(_)) if case.is_root() && case.required_kind().is_none() => {
            answer(Decision::Allowed, DecidedBy::Root, None)
        }
        (Relation::Same, None | Some((PrincipalMatch::Account, _))) if !case.is_root() => {
            answer(Decision::Allowed, DecidedBy::Identity, verdicts.identity_based.statement)
        }
        (Relation::Same | Relation::Cross | Relation::None, _) => {
            answer(Decision::Allowed, resource_side, grants.statement)
        }
    }
}

/// KMS does not offer the operation to other accounts, whatever the policies say (E129).
fn kms_refuses(case: &Case<'_>) -> bool {
    case.relation == Relation::Cross
        && case.kind() == Some(ResourcePolicyKind::KmsKey)
        && !facts::kms_works_cross_account(&case.request.action)
}

fn record<R: Recorder>(case: &Case<'_>, verdicts: &Verdicts, evaluation: Evaluation, recorder: &mut R) {
    if !R::RECORDS {
        return;
    }
    let (caller, resource) = match case.relation {
        Relation::Cross => (Side::Caller, Side::Resource),
        Relation::Same | Relation::None => (Side::Both, Side::Both),
    };
    if kms_refuses(case) {
        let refused = Verdict::new(GateOutcome::NotAllowed, GateReason::KmsNotCrossAccount, Rule::E129);
        recorder.gate(|| gate_trace(Gate::Service, Side::Both, refused), None);
    } else if case.lockout_guard {
        let guard = Verdict::new(GateOutcome::Passed, GateReason::BucketPolicyLockoutGuard, Rule::E213);
        recorder.gate(|| gate_trace(Gate::Service, Side::Both, guard), None);
    }
    let deny = match evaluation.decision {
        Decision::ExplicitDeny => {
            let denied = Verdict::new(GateOutcome::Denied, GateReason::StatementDenies, Rule::E59);
            denied.by(evaluation.deciding_statement)
        }
        Decision::Allowed | Decision::ImplicitDeny => {
            Verdict::new(GateOutcome::Passed, GateReason::NoDeny, Rule::E59)
        }
    };
    recorder.gate(|| gate_trace(Gate::ExplicitDeny, Side::Both, deny), None);
    let gates = [
        (Gate::ResourceControl, resource, verdicts.resource_control, PolicyType::ResourceControl),
        (Gate::ServiceControl, caller, verdicts.service_control, PolicyType::ServiceControl),
        (Gate::VpcEndpoint, caller, verdicts.vpc_endpoint, PolicyType::VpcEndpoint),
        (Gate::ResourceBased, resource, verdicts.resource_based, PolicyType::ResourceBased),
        (Gate::IdentityBased, caller, verdicts.identity_based, PolicyType::IdentityBased),
        (Gate::PermissionsBoundary, caller, verdicts.boundary, PolicyType::PermissionsBoundary),
        (Gate::Session, caller, verdicts.session, PolicyType::Session),
    ];
    for (gate, side, verdict, policy_type) in gates {
        recorder.gate(|| gate_trace(gate, side, verdict), Some(policy_type));
    }
}

fn gate_trace(gate: Gate, side: Side, verdict: Verdict) -> GateTrace {
    let Verdict { outcome, reason, rule, statement } = verdict;
    GateTrace { gate, side, outcome, reason, rule, statement, levels: Vec::new() }
}
