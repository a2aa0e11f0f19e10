//! A request and policies: the explanation is the evaluation, a request is allowed exactly when no gate stops it, and a
//! further deny never allows.
//!
//! The input is parts between lines of `---`. The first is the request: caller, action, resource and maybe facts on one
//! line, then `key=value` lines. A fact that holds is a `1` in its place. The others are policies, each below a line with its
//! kind.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{Policy, read};
use iam_evaluator::request::{
    Action, ContextValue, Facts, Principal, Request, RequestContext, Resource, derive_context,
};
use iam_evaluator::{
    Decision, GateOutcome, Policies, PolicySet, PolicyType, ResourcePolicy, ResourcePolicyKind, evaluate,
    explain,
};

const ACCOUNT: &str = "111122223333";
const DENY: &str = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;

pub(crate) fn hold(data: &[u8]) {
    let Ok(input) = std::str::from_utf8(data) else { return };
    let mut parts = input.split("\n---\n");
    let Some(request) = parts.next().and_then(request) else { return };
    let mut documents = Documents::default();
    for part in parts {
        let (kind, text) = part.split_once('\n').unwrap_or((part, ""));
        documents.add(kind, text);
    }
    let before = decide(&documents, &request);
    documents.identity.extend(read(DENY).0);
    let after = decide(&documents, &request);
    assert!(before == Decision::Allowed || after != Decision::Allowed, "a deny allows");
}

fn decide(documents: &Documents, request: &Request) -> Decision {
    let compiled = documents.compile();
    let policies = compiled.policies();
    let evaluation = evaluate(&policies, request);
    let trace = explain(&policies, request);
    assert_eq!(trace.evaluation, evaluation, "the explanation is another evaluation");
    let stops = |it: GateOutcome| match it {
        GateOutcome::Denied | GateOutcome::NotAllowed => true,
        GateOutcome::NotApplicable | GateOutcome::Passed | GateOutcome::NotNeeded => false,
    };
    let is_stopped = trace.gates.iter().any(|it| stops(it.outcome));
    assert_eq!(evaluation.decision == Decision::Allowed, !is_stopped, "gates and decision differ");
    evaluation.decision
}

#[derive(Default)]
struct Documents {
    identity: Vec<Policy>,
    boundary: Vec<Policy>,
    session: Vec<Policy>,
    resource: Option<(ResourcePolicyKind, Vec<Policy>)>,
    vpc_endpoint: Vec<Policy>,
    service_control: Vec<Policy>,
    resource_control: Vec<Policy>,
}

struct Compiled {
    identity: PolicySet,
    boundary: Option<PolicySet>,
    session: Option<PolicySet>,
    resource: Option<(ResourcePolicyKind, PolicySet)>,
    vpc_endpoint: Option<PolicySet>,
    service_control: Vec<PolicySet>,
    resource_control: Vec<PolicySet>,
}

impl Documents {
    fn add(&mut self, kind: &str, text: &str) {
        let policy = read(text).0;
        let resource = |kind| Some((kind, policy.iter().cloned().collect()));
        match kind {
            "boundary" => self.boundary.extend(policy),
            "session" => self.session.extend(policy),
            "resource" => self.resource = resource(ResourcePolicyKind::Generic),
            "trust" => self.resource = resource(ResourcePolicyKind::RoleTrust),
            "key" => self.resource = resource(ResourcePolicyKind::KmsKey),
            "vpce" => self.vpc_endpoint.extend(policy),
            "scp" => self.service_control.extend(policy),
            "rcp" => self.resource_control.extend(policy),
            _ => self.identity.extend(policy),
        }
    }

    fn compile(&self) -> Compiled {
        let some = |policy_type, policies: &[Policy]| {
            (!policies.is_empty()).then(|| PolicySet::compile(policy_type, policies))
        };
        let levels = |policy_type, policies: &[Policy]| {
            let levels = (0..).zip(policies);
            levels.map(|(level, it)| PolicySet::compile_level(policy_type, level, [it])).collect()
        };
        let resource = self.resource.as_ref();
        Compiled {
            identity: PolicySet::compile(PolicyType::IdentityBased, &self.identity),
            boundary: some(PolicyType::PermissionsBoundary, &self.boundary),
            session: some(PolicyType::Session, &self.session),
            resource: resource.map(|(kind, it)| (*kind, PolicySet::compile(PolicyType::ResourceBased, it))),
            vpc_endpoint: some(PolicyType::VpcEndpoint, &self.vpc_endpoint),
            service_control: levels(PolicyType::ServiceControl, &self.service_control),
            resource_control: levels(PolicyType::ResourceControl, &self.resource_control),
        }
    }
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

fn request(text: &str) -> Option<Request> {
    let mut lines = text.lines();
    let mut words = lines.next()?.split(' ');
    let principal = principal(words.next()?)?;
    let action = Action::parse(words.next()?).ok()?;
    let resource = match words.next()? {
        "*" => Resource::Any,
        arn => Resource::Arn(Arn::parse(arn).ok()?),
    };
    let facts = facts(words.next().unwrap_or_default());
    let mut context = RequestContext::new();
    for (key, value) in lines.filter_map(|it| it.split_once('=')) {
        let value = match value.split_once('|') {
            Some(_) => ContextValue::Multi(value.split('|').map(str::to_owned).collect()),
            None => ContextValue::Single(value.to_owned()),
        };
        context.set(key, value);
    }
    let resource_account = AccountId::parse(ACCOUNT).ok();
    let mut request = Request { principal, action, resource, resource_account, context, facts };
    derive_context(&mut request);
    Some(request)
}

fn facts(word: &str) -> Facts {
    let holds = |idx| word.as_bytes().get(idx) == Some(&b'1');
    Facts {
        principal_account_is_management: holds(0),
        resource_account_is_management: holds(1),
        principal_is_service_linked_role: holds(2),
        aws_managed_kms_key: holds(3),
        action_takes_no_resource: holds(4),
    }
}

fn principal(word: &str) -> Option<Principal> {
    let arn = |text: &str| Arn::parse(text).ok();
    Some(match word {
        "user" => Principal::User { arn: arn("arn:aws:iam::111122223333:user/ana")?, unique_id: None },
        "stranger" => Principal::User { arn: arn("arn:aws:iam::444455556666:user/ben")?, unique_id: None },
        "session" => Principal::RoleSession {
            session_arn: arn("arn:aws:sts::111122223333:assumed-role/Reader/ana")?,
            role_arn: arn("arn:aws:iam::111122223333:role/Reader")?,
            unique_id: Some("AROAEXAMPLE".to_owned()),
        },
        "federated-user" => Principal::FederatedUser {
            arn: arn("arn:aws:sts::111122223333:federated-user/ana")?,
            user_arn: arn("arn:aws:iam::111122223333:user/ana"),
        },
        "root" => Principal::Root { account: AccountId::parse(ACCOUNT).ok()?, partition: "aws".to_owned() },
        "service" => Principal::Service { name: "ec2.amazonaws.com".to_owned() },
        "web-identity" => Principal::Federated { provider: "accounts.google.com".to_owned() },
        "anonymous" => Principal::Anonymous,
        _ => return None,
    })
}
