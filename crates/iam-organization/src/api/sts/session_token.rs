//! `sts:GetSessionToken` and `sts:GetFederationToken`: temporary credentials of a user or root user (S69, S70).

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::Resource;

use super::assume_role_call::{POLICY, POLICY_ARNS, SERIAL_NUMBER, TOKEN_CODE};
use super::issue::issue;
use super::mfa_code::second_factor;
use super::session_policies::{Packed, managed_policies};
use super::session_tags;
use crate::account::Tags;
use crate::api::call::Check;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::{Body, Needed, Operation, Parameter, ParameterKind, TAGS, optional, required};
use crate::api::parameters::refuse;
use crate::api::refused::{Refused, at};
use crate::api::texts::{self, text};
use crate::api::value::{Fields, Value};
use crate::caller::{Caller, FederatedSession, SessionToken, TokenOwner};
use crate::policy_text::PolicyText;
use crate::time::Timestamp;
use crate::world::World;

const DURATION: Parameter = optional("DurationSeconds", ParameterKind::Number { min: 900, max: 129_600 });
const NAME: ParameterKind = ParameterKind::Text { min: 2, max: 32, also: Some("_+=,.@-") };
const DEFAULT_DURATION_SECONDS: u32 = 43_200;
/// Sessions of a root user last an hour at most, whatever was asked.
const MAX_ROOT_SECONDS: u32 = 3600;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "sts",
        name: "GetSessionToken",
        parameters: &[DURATION, SERIAL_NUMBER, TOKEN_CODE],
        read_only: true,
        body: Body::Session(session_token),
    },
    Operation {
        service: "sts",
        name: "GetFederationToken",
        parameters: &[required("Name", NAME), POLICY, POLICY_ARNS, DURATION, TAGS],
        read_only: true,
        body: Body::Session(federation_token),
    },
];

/// Whose temporary credentials these will be, and for how long. Only users and root users get here (S78).
struct Owner {
    owner: TokenOwner,
    /// The unique id of a user.
    id: Option<String>,
    account: AccountId,
    expires: Timestamp,
}

impl Owner {
    fn of(world: &World, call: &Incoming<'_>) -> Result<Owner, ApiError> {
        let account = call.account()?;
        let (owner, id) = match &call.caller {
            Caller::User { arn } => {
                let id = world.user(arn).map(|it| it.it.unique_id.clone());
                (TokenOwner::User(arn.clone()), id)
            }
            Caller::Root { account } => (TokenOwner::Root(*account), None),
            Caller::RoleSession(_)
            | Caller::SessionToken(_)
            | Caller::FederatedUser(_)
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => {
                let message = text(texts::CANNOT_CALL_WITH, &[call.operation.name, "session"]);
                return Err(ApiError::new(ErrorCode::AccessDenied, message));
            }
        };
        let asked = call.number("DurationSeconds").and_then(|it| u32::try_from(it).ok());
        let seconds = match &owner {
            TokenOwner::User(_) => asked.unwrap_or(DEFAULT_DURATION_SECONDS),
            TokenOwner::Root(_) => asked.unwrap_or(MAX_ROOT_SECONDS).min(MAX_ROOT_SECONDS),
        };
        Ok(Owner { owner, id, account, expires: world.clock.plus_seconds(seconds) })
    }
}

/// No policy controls it: it is decided all the same, so that it is seen why.
fn session_token(world: &mut World, call: &mut Incoming<'_>) -> Result<Fields, Refused> {
    let Owner { owner, id, expires, .. } = Owner::of(world, call).map_err(at(Check::SessionKind))?;
    let mfa = second_factor(world, call)?;
    let needed = vec![Needed::new(&call.action(), Resource::Any)];
    call.authorize(world, needed).map_err(at(Check::Policies))?;
    let session = SessionToken { owner, owner_id: id, issued: world.clock, expires, mfa };
    let credentials = issue(world, Caller::SessionToken(Box::new(session)));
    Ok(Fields::of([("Credentials", credentials)]))
}

fn federation_token(world: &mut World, call: &mut Incoming<'_>) -> Result<Fields, Refused> {
    let Owner { owner, id, account, expires } = Owner::of(world, call).map_err(at(Check::SessionKind))?;
    let tags = session_tags::passed(call).map_err(at(Check::Parameters))?;
    let problems = session_tags::problems(&tags);
    let problem = |(value, name, constraint): &(String, &str, &str)| {
        format!("Value '{value}' at '{name}' failed to satisfy constraint: Member must {constraint}")
    };
    refuse(&problems.iter().map(problem).collect::<Vec<_>>()).map_err(at(Check::Parameters))?;
    let policy_arns = managed_policies(&call.texts("PolicyArns"), account).map_err(at(Check::Parameters))?;
    let name = call.text("Name");
    let typed = format!("arn:aws:sts::{account}:federated-user/{name}");
    let arn = Arn::parse(&typed)
        .map_err(|it| ApiError::new(ErrorCode::ValidationError, it.to_string()))
        .map_err(at(Check::Parameters))?;
    let federated_id = format!("{account}:{name}");
    call.authorize(world, needed(call, &typed, &tags)).map_err(at(Check::Policies))?;

    let policy = call.optional_text("Policy");
    let packed = Packed { policy, policy_arns: &policy_arns, tags: &tags };
    packed.check().map_err(at(Check::Operation))?;
    let packed_size = packed.percent();
    let policy = policy.map(PolicyText::new);
    let user =
        Fields::of([("FederatedUserId", Value::text(federated_id)), ("Arn", Value::text(arn.as_str()))]);
    let user_arn = match owner {
        TokenOwner::User(arn) => Some(arn),
        TokenOwner::Root(account) => Arn::parse(&format!("arn:aws:iam::{account}:root")).ok(),
    };
    let session = FederatedSession {
        arn,
        user_arn,
        user_id: id,
        policy,
        policy_arns,
        tags,
        issued: Some(world.clock),
        expires: Some(expires),
    };
    let credentials = issue(world, Caller::FederatedUser(Box::new(session)));
    let mut fields = Fields::of([("Credentials", credentials), ("FederatedUser", Value::Map(user))]);
    fields.set_some("PackedPolicySize", packed_size.map(Value::Number));
    Ok(fields)
}

/// `sts:TagSession` beside it where tags are passed (S66): on which resource, AWS does not say; here on the same.
fn needed(call: &Incoming<'_>, arn: &str, tags: &Tags) -> Vec<Needed> {
    let with_tags = |action: &str| {
        let needed = Needed::new(action, resource(arn));
        if tags.is_empty() {
            return needed;
        }
        let with_each = |needed: Needed, (key, value): (&String, &String)| {
            needed.with(&format!("aws:RequestTag/{key}"), value.as_str())
        };
        let keys = tags.keys().cloned().collect();
        tags.iter().fold(needed, with_each).with_all("aws:TagKeys", keys)
    };
    let mut needed = vec![with_tags(&call.action())];
    if !tags.is_empty() {
        needed.push(with_tags("sts:TagSession"));
    }
    needed
}
