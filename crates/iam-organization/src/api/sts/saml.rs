//! `sts:AssumeRoleWithSAML`: an assertion of a SAML provider for a role session (S58–S61).

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::ContextValue;
use sorted::SortedSet;

use super::assume_role_call::{POLICY, POLICY_ARNS, ROLE_ARN, ROLE_DURATION, passed, shown};
use super::assume_role_parameters::validate;
use super::base64;
use super::inherited::Inherited;
use super::role_session::{Asked, Duration, Keys, Token, role_session};
use super::saml_assertion::Assertion;
use super::sha1::sha1;
use crate::api::call::Check;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{ARN, Body, Operation, required, text};
use crate::api::refused::{Refused, at};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::caller::{Caller, Session};
use crate::identity_provider::saml_provider_arn;
use crate::world::{PARTITION, World};

const ACTION: &str = "sts:AssumeRoleWithSAML";
/// Roles of permission sets: only IAM Identity Center assumes them (S98).
const RESERVED_PATH: &str = "/aws-reserved/sso.amazonaws.com/";

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    service: "sts",
    name: "AssumeRoleWithSAML",
    parameters: &[
        ROLE_ARN,
        required("PrincipalArn", ARN),
        required("SAMLAssertion", text(4, 100_000)),
        POLICY_ARNS,
        POLICY,
        ROLE_DURATION,
    ],
    read_only: true,
    body: Body::Session(run),
}];

/// Signatures are not checked: an assertion is what it says, as JSON text.
fn run(world: &mut World, call: &mut Incoming<'_>) -> Result<Fields, Refused> {
    let mut typed = passed(call);
    let (account, name) = provider(world, call.text("PrincipalArn")).map_err(at(Check::Credentials))?;
    let assertion = Assertion::read(call.text("SAMLAssertion"), world.clock);
    let assertion = assertion.map_err(at(Check::Credentials))?;
    typed.role_session_name.clone_from(&assertion.session_name);
    typed.tags = assertion.tags.clone();
    typed.transitive_tag_keys = SortedSet::new();
    typed.transitive_tag_keys.extend(assertion.transitive_tag_keys.iter().cloned());
    typed.source_identity = assertion.source_identity.clone();
    let (role_arn, policy_arns) = validate(&typed).map_err(at(Check::Parameters))?;

    let provider_arn = saml_provider_arn(account, &name);
    let qualifier = name_qualifier(&assertion, account, &name);
    call.caller = Caller::Federated { provider: provider_arn.clone() };
    let single = |key: &str, value: &str| (key.to_owned(), ContextValue::Single(value.to_owned()));
    let mut keys = assertion.keys();
    keys.push(single("saml:doc", &format!("{account}/{name}")));
    keys.push(single("saml:namequalifier", &qualifier));
    let only = |names: &[&str]| -> Keys {
        keys.iter().filter(|(key, _)| names.contains(&key.as_str())).cloned().collect()
    };
    let asked = Asked {
        action: ACTION,
        call: &typed,
        role_arn: &role_arn,
        policy_arns,
        inherited: Inherited::default(),
        session_keys: only(&["saml:namequalifier", "saml:sub", "saml:sub_type"]),
        // S47 says so of `sts:TagSession`; trust policies name `sts:SetSourceIdentity` in the same statement.
        token: Some(Token { keys_beside: only(&["saml:aud"]), keys: keys.clone(), ends: assertion.ends }),
        duration: Duration::OfRole,
    };
    let session =
        role_session(world, call.aws, &call.caller, asked, call.surroundings, &mut call.authorizations)?;
    check_pair(world, &session, &assertion, &provider_arn).map_err(at(Check::Operation))?;
    let mut fields = shown(world, &typed, session);
    fields.set_some("Subject", assertion.subject.map(Value::Text));
    fields.set("SubjectType", Value::text(assertion.subject_type));
    fields.set("Issuer", Value::text(assertion.issuer));
    fields.set("Audience", Value::text(assertion.recipient));
    fields.set("NameQualifier", Value::text(qualifier));
    Ok(fields)
}

/// The provider must be there; the trust policy says whether it is the right one.
fn provider(world: &World, arn: &str) -> Result<(AccountId, String), ApiError> {
    let missing = || ApiError::new(ErrorCode::InvalidIdentityToken, texts::NO_SAML_PROVIDER);
    let arn = Arn::parse(arn)
        .ok()
        .filter(|it| it.service() == "iam" && it.partition() == PARTITION)
        .ok_or_else(missing)?;
    let account = arn.account_id().ok_or_else(missing)?;
    let name = arn.resource().strip_prefix("saml-provider/").ok_or_else(missing)?;
    let providers = world.accounts.get(&account).map(|it| &it.saml_providers);
    match providers.is_some_and(|it| it.contains_key(name)) {
        true => Ok((account, name.to_owned())),
        false => Err(missing()),
    }
}

/// `BASE64(SHA1(issuer + account + "/" + provider))` (S58).
fn name_qualifier(assertion: &Assertion, account: AccountId, name: &str) -> String {
    base64::encode(&sha1(&format!("{}{account}/{name}", assertion.issuer)))
}

/// The assertion must be about somebody and list the role with the provider, and nobody assumes a role of IAM Identity
/// Center so (S58, S60): all this looks like a role that may not be assumed.
fn check_pair(
    world: &World,
    session: &Session,
    assertion: &Assertion,
    provider_arn: &str,
) -> Result<(), ApiError> {
    let role = world.role(&session.role_arn);
    let is_reserved = role.is_some_and(|it| it.it.path.starts_with(RESERVED_PATH));
    let lists_role = assertion.lists(session.role_arn.as_str(), provider_arn);
    match lists_role && assertion.subject.is_some() && !is_reserved {
        true => Ok(()),
        false => {
            let message = texts::text(texts::NOT_AUTHORIZED_WITH_TOKEN, &[ACTION]);
            Err(ApiError::new(ErrorCode::AccessDenied, message))
        }
    }
}
