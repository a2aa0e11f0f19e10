//! Cases of a whole decision (section 19 of the evaluation rules).

use std::collections::BTreeMap;

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{Action, Facts, Principal, Request, Resource, derive_context};
use iam_evaluator::{DecidedBy, evaluate};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::condition::{Values, request_context};
use super::policies::{Documents, PoliciesForm};
use crate::check::{CaseResult, Outcome, Reason};
use crate::names::{decided_by_name, decided_by_named, expected_decision_name};
use crate::scenario::ExpectedDecision;

/// The policies of one request, the request, and the answer that is documented for it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct GoldenCase {
    id: String,
    #[serde(rename = "title")]
    _title: Option<IgnoredAny>,
    #[serde(rename = "rules")]
    _rules: Option<IgnoredAny>,
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    identity_policies: Documents,
    boundary: Option<super::policies::Document>,
    session_policy: Option<super::policies::Document>,
    resource_policy: Option<super::policies::Document>,
    resource_policy_kind: super::policies::ResourcePolicyKind,
    vpc_endpoint_policy: Option<super::policies::Document>,
    scps: Vec<Documents>,
    rcps: Vec<Documents>,
    #[serde(default)]
    flags: Vec<Flag>,
    #[serde(rename = "notApplied")]
    _not_applied: Option<IgnoredAny>,
    request: RequestForm,
    expected: Expected,
    deciding_policy_type: Option<String>,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RequestForm {
    principal_type: PrincipalType,
    principal_arn: String,
    principal_account: Option<String>,
    role_arn: Option<String>,
    federating_user_arn: Option<String>,
    action: String,
    resource_arn: Option<String>,
    resource_account: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, Values>,
}

#[derive(Clone, Copy, Deserialize)]
enum PrincipalType {
    User,
    AssumedRole,
    FederatedUser,
    Root,
    Service,
    Anonymous,
    WebIdentity,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Flag {
    PrincipalAccountIsManagement,
    ResourceAccountIsManagement,
    PrincipalIsServiceLinkedRole,
    AwsManagedKmsKey,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Expected {
    Allowed,
    ExplicitDeny,
    ImplicitDeny,
    Denied,
}

impl GoldenCase {
    pub(super) fn run(self, reason: &Reason) -> Result<CaseResult, String> {
        let facts = self.facts();
        let GoldenCase {
            id,
            identity_policies: identity,
            boundary,
            session_policy: session,
            resource_policy: resource,
            resource_policy_kind: resource_kind,
            vpc_endpoint_policy: vpc_endpoint,
            scps,
            rcps,
            request,
            expected,
            deciding_policy_type,
            reason: expected_reason,
            ..
        } = self;
        let form =
            PoliciesForm { identity, boundary, session, resource, resource_kind, vpc_endpoint, scps, rcps };
        let policies = form.compile()?;
        let request = request.read(facts)?;

        let evaluation = evaluate(&policies.policies(), &request);
        let actual = Outcome::of_evaluation(&evaluation, &request, reason);
        let decision = expected.decision();
        let decided_by = deciding_policy_type.map(|it| read_decided_by(&it)).transpose()?;
        let passed = decision.admits(evaluation.decision)
            && decided_by.is_none_or(|it| it == evaluation.decided_by)
            && (expected_reason.is_none() || expected_reason == actual.reason);
        let expected = Outcome {
            answer: expected_decision_name(decision).to_owned(),
            deciding_policy_type: decided_by.map(decided_by_name),
            reason: expected_reason,
        };
        let caveats = evaluation.caveats;
        Ok(CaseResult { id, passed, expected, actual, incomplete: Vec::new(), caveats })
    }

    fn facts(&self) -> Facts {
        let is = |flag| self.flags.contains(&flag);
        Facts {
            principal_account_is_management: is(Flag::PrincipalAccountIsManagement),
            resource_account_is_management: is(Flag::ResourceAccountIsManagement),
            principal_is_service_linked_role: is(Flag::PrincipalIsServiceLinkedRole),
            aws_managed_kms_key: is(Flag::AwsManagedKmsKey),
            ..Facts::default()
        }
    }
}

impl Expected {
    fn decision(self) -> ExpectedDecision {
        match self {
            Expected::Allowed => ExpectedDecision::Allowed,
            Expected::ExplicitDeny => ExpectedDecision::ExplicitDeny,
            Expected::ImplicitDeny => ExpectedDecision::ImplicitDeny,
            Expected::Denied => ExpectedDecision::Denied,
        }
    }
}

impl RequestForm {
    fn read(self, facts: Facts) -> Result<Request, String> {
        let principal = self.principal()?;
        let RequestForm { action, resource_arn, resource_account, context, .. } = self;
        let resource = match resource_arn.as_deref() {
            None | Some("*") => Resource::Any,
            Some(text) => Resource::Arn(arn(text)?),
        };
        let mut request = Request {
            principal,
            action: Action::parse(&action).map_err(|it| it.to_string())?,
            resource_account: match resource_account.as_deref() {
                Some(id) => Some(account(id)?),
                None => account_in(&resource),
            },
            resource,
            context: request_context(context),
            facts,
        };
        derive_context(&mut request);
        Ok(request)
    }

    fn principal(&self) -> Result<Principal, String> {
        let text = self.principal_arn.as_str();
        Ok(match self.principal_type {
            PrincipalType::User => Principal::User { arn: arn(text)?, unique_id: None },
            PrincipalType::AssumedRole => Principal::RoleSession {
                session_arn: arn(text)?,
                role_arn: match self.role_arn.as_deref() {
                    Some(role_arn) => arn(role_arn)?,
                    None => return Err("`AssumedRole` needs `roleArn`".to_owned()),
                },
                unique_id: None,
            },
            PrincipalType::FederatedUser => Principal::FederatedUser {
                arn: arn(text)?,
                user_arn: self.federating_user_arn.as_deref().map(arn).transpose()?,
            },
            PrincipalType::Root => {
                let arn = arn(text)?;
                let id = self.principal_account.as_deref().unwrap_or(arn.account());
                Principal::Root { account: account(id)?, partition: arn.partition().to_owned() }
            }
            PrincipalType::Service => Principal::Service { name: text.to_owned() },
            PrincipalType::Anonymous => Principal::Anonymous,
            PrincipalType::WebIdentity => Principal::Federated { provider: text.to_owned() },
        })
    }
}

fn read_decided_by(text: &str) -> Result<DecidedBy, String> {
    decided_by_named(text).ok_or_else(|| format!("`{text}` is no kind of policy that decides"))
}

/// The account that the ARN of the resource names, if it names one.
fn account_in(resource: &Resource) -> Option<AccountId> {
    match resource {
        Resource::Any => None,
        Resource::Arn(arn) => arn.account_id(),
    }
}

fn arn(text: &str) -> Result<Arn, String> {
    Arn::parse(text).map_err(|it| it.to_string())
}

fn account(text: &str) -> Result<AccountId, String> {
    AccountId::parse(text).map_err(|it| format!("`{text}`: {it}"))
}
