//! Whether IAM saves a role's trust policy (S44–S46, S55).

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::policy::{
    ActionElement, Effect, PrincipalElement, PrincipalKind, PrincipalValue, Statement,
};

use super::super::error::ApiError;
use super::super::texts::{self, text};
use super::document::{check_sids, check_size, malformed, read};
use crate::identity_provider::{BUILT_IN_ISSUERS, oidc_provider_arn};
use crate::world::{PARTITION, World};

/// How long a trust policy is at most, without white space (L168).
const MAX_TRUST_POLICY_SIZE: usize = 2048;

/// Whether IAM saves it as a role's trust policy (S44, S45).
pub(super) fn check_trust_policy(world: &World, account: AccountId, document: &str) -> Result<(), ApiError> {
    let policy = read(document, texts::INVALID_JSON)?;
    for statement in &policy.statements {
        if statement.resource.is_some() {
            return Err(malformed(texts::NO_RESOURCE_HERE));
        }
        let principal = match &statement.principal {
            Some(PrincipalElement::Principal(principal)) => principal,
            // Not even to deny: nobody would evaluate such a statement (E54, L139).
            Some(PrincipalElement::NotPrincipal(_)) => return Err(malformed(texts::NO_NOT_PRINCIPAL_HERE)),
            None => return Err(malformed(texts::PRINCIPAL_NEEDED)),
        };
        check_trust_actions(statement)?;
        check_principal(world, account, principal)?;
        check_tenancy(account, statement, principal)?;
    }
    check_sids(&policy, texts::TRUST_SIDS)?;
    check_size(document, MAX_TRUST_POLICY_SIZE, "ACLSizePerRole")
}

/// What a trust policy can be about; wildcards may stand for any of it (S44).
const TRUST_ACTIONS: [&str; 6] = [
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "TagSession",
    "SetSourceIdentity",
    "SetContext",
];

fn check_trust_actions(statement: &Statement) -> Result<(), ApiError> {
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    let is_of_trust = |action: &str| {
        let name = action.split_once(':').filter(|(vendor, _)| vendor.eq_ignore_ascii_case("sts"));
        let is_known = |name: &str| TRUST_ACTIONS.iter().any(|it| it.eq_ignore_ascii_case(name));
        name.is_some_and(|(_, name)| name.contains(['*', '?']) || is_known(name))
    };
    match actions.entries.iter().all(|it| is_of_trust(&it.value.0)) {
        true if !actions.entries.is_empty() => Ok(()),
        true => Err(malformed(texts::ACTION_NEEDED)),
        false => Err(malformed(texts::STS_ACTIONS_ONLY)),
    }
}

/// Issuers that many tenants share, and the claim that tells them apart (S55). The last four say it in the audience.
const SHARED_ISSUERS: [(&str, &str); 14] = [
    ("token.actions.githubusercontent.com", "sub"),
    ("gitlab.com", "sub"),
    ("app.terraform.io", "sub"),
    ("agent.buildkite.com", "sub"),
    ("oidc.codefresh.io", "sub"),
    ("studio.datachain.ai/api", "sub"),
    ("vstoken.actions.githubusercontent.com", "sub"),
    ("oidc-configuration.audit-log.githubusercontent.com", "sub"),
    ("scalr.io", "sub"),
    ("tokens.cloud.shisho.dev", "sub"),
    ("proidc.upbound.io", "sub"),
    ("api.pulumi.com/oidc", "aud"),
    ("oidc.vercel.com", "aud"),
    ("sandboxes.cloud", "aud"),
];
const COGNITO: &str = "cognito-identity.amazonaws.com";

/// Who trusts a shared issuer must say whose tokens it takes.
fn check_tenancy(
    account: AccountId,
    statement: &Statement,
    principal: &PrincipalValue,
) -> Result<(), ApiError> {
    let PrincipalValue::Map(values, _) = principal else { return Ok(()) };
    let federated = values.iter().filter(|it| it.kind == PrincipalKind::Federated);
    let names: Vec<&str> = federated.flat_map(|it| &it.names.entries).map(|it| it.value.as_str()).collect();
    if statement.effect == Effect::Deny {
        return Ok(());
    }
    if names.contains(&COGNITO) && statement.condition.is_none() {
        return Err(malformed(texts::COGNITO_CONDITION));
    }
    let operators = statement.condition.iter().flat_map(|it| &it.operators);
    let keys: Vec<&str> = operators.flat_map(|it| &it.keys).map(|it| it.key.as_str()).collect();
    for (issuer, claim) in SHARED_ISSUERS {
        let is_trusted = names.iter().any(|it| *it == oidc_provider_arn(account, issuer));
        let key = format!("{issuer}:{claim}");
        if is_trusted && !keys.iter().any(|it| it.eq_ignore_ascii_case(&key)) {
            return Err(malformed(text(texts::TENANCY_CLAIM, &[issuer, &key])));
        }
    }
    Ok(())
}

/// Every principal must be there (S45, S46): what is in no account of the world cannot be looked up, and is believed.
pub(in crate::api) fn check_principal(
    world: &World,
    account: AccountId,
    principal: &PrincipalValue,
) -> Result<(), ApiError> {
    let PrincipalValue::Map(values, _) = principal else { return Ok(()) };
    if values.iter().all(|it| it.names.entries.is_empty()) {
        return Err(malformed(texts::PRINCIPAL_NEEDED));
    }
    for values in values {
        for name in &values.names.entries {
            let name = &name.value;
            let (kind, is_there) = match values.kind {
                PrincipalKind::Aws => ("AWS", is_aws_principal(world, name)),
                PrincipalKind::Service => ("SERVICE", is_service(name)),
                PrincipalKind::Federated => ("Federated", is_provider(world, account, name)),
                PrincipalKind::CanonicalUser => ("CanonicalUser", false),
            };
            if !is_there {
                return Err(malformed(text(texts::INVALID_PRINCIPAL, &[kind, name])));
            }
        }
    }
    Ok(())
}

/// Services have names of AWS's. Which of them there are is not looked up.
fn is_service(name: &str) -> bool {
    const DOMAINS: [&str; 4] = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal"];
    !name.contains(['*', '?']) && DOMAINS.iter().any(|it| name.len() > it.len() && name.ends_with(it))
}

fn is_aws_principal(world: &World, name: &str) -> bool {
    if name == "*" || AccountId::parse(name).is_ok() {
        return true;
    }
    let Ok(arn) = Arn::parse(name) else {
        // The id of somebody who is gone shows that a policy must be mended: it cannot be saved again (S9).
        return has_unique_id(world, name);
    };
    let account_is_known = arn.account_id().is_some_and(|it| world.accounts.contains_key(&it));
    // No role is handed on to another partition (S1).
    let is_whole = arn.account_id().is_some() && arn.partition() == PARTITION && !name.contains(['*', '?']);
    match (arn.service(), arn.resource().split('/').next().unwrap_or_default()) {
        ("iam", "root") => arn.resource() == "root" && is_whole,
        ("iam", "user") => is_whole && (!account_is_known || world.user(&arn).is_some()),
        ("iam", "role") => is_whole && (!account_is_known || world.role(&arn).is_some()),
        ("sts", "assumed-role") => is_whole && (!account_is_known || world.role_of_session(&arn).is_some()),
        ("sts", "federated-user") => is_whole,
        // User groups are no principals (S11).
        _ => false,
    }
}

fn has_unique_id(world: &World, id: &str) -> bool {
    world.accounts.values().any(|it| {
        it.users.values().any(|it| it.unique_id == id) || it.roles.values().any(|it| it.unique_id == id)
    })
}

fn is_provider(world: &World, account: AccountId, name: &str) -> bool {
    if BUILT_IN_ISSUERS.contains(&name) {
        return true;
    }
    let own = format!("arn:aws:iam::{account}:");
    let Some(account) = world.accounts.get(&account) else { return false };
    let rest = name.strip_prefix(&own).unwrap_or_default();
    let saml = rest.strip_prefix("saml-provider/").is_some_and(|it| account.saml_providers.contains_key(it));
    saml || rest.strip_prefix("oidc-provider/").is_some_and(|it| account.oidc_providers.contains_key(it))
}
