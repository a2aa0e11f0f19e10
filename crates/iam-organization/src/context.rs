//! The context keys that follow from the world: who the caller is, whose the resource is, what time it is
//! (E14–E18). The evaluator's `derive_context` adds those that follow from the request alone.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{ContextValue, Request, RequestContext, Resource, has_resource_account};

use crate::account::Tags;
use crate::caller::{Caller, Session, TokenOwner};
use crate::world::World;

/// The region of requests whose ARN names none: the endpoint of global services (E18, S17).
const GLOBAL_REGION: &str = "us-east-1";

/// Adds the keys to the request's context. A key that is there keeps its value.
pub(crate) fn derive(world: &World, caller: &Caller, request: &mut Request) {
    let principal_account = request.principal.account();
    let resource = request.resource.clone();
    let resource_account = request.resource_account;
    let context = &mut request.context;

    caller_keys(world, caller, context);
    organization_keys(world, "aws:Principal", principal_account, context);
    if has_resource_account(&request.action) {
        organization_keys(world, "aws:Resource", resource_account, context);
    }
    // A role is passed whatever its tags are (S134).
    if !(request.action.service() == "iam" && request.action.lower_name() == "passrole") {
        resource_tags(world, &resource, context);
    }
    endpoint_keys(world, context);
    request_keys(world, &resource, context);
}

fn caller_keys(world: &World, caller: &Caller, context: &mut RequestContext) {
    match caller {
        Caller::User { arn } => {
            let tags = world.user(arn).map(|it| &it.it.tags);
            principal_tags(tags, context);
        }
        Caller::RoleSession(session) => session_keys(world, session, context),
        Caller::SessionToken(session) => {
            if let TokenOwner::User(arn) = &session.owner {
                principal_tags(world.user(arn).map(|it| &it.it.tags), context);
            }
            context.set_default("aws:TokenIssueTime", session.issued.to_string());
            context.set_default("aws:MultiFactorAuthPresent", session.mfa.to_string());
            if session.mfa {
                let age = world.clock.epoch_seconds() - session.issued.epoch_seconds();
                context.set_default("aws:MultiFactorAuthAge", age.to_string());
            }
        }
        Caller::FederatedUser(session) => {
            principal_tags(Some(&session.tags), context);
            let user = session.user_arn.as_ref().and_then(|it| world.user(it));
            principal_tags(user.map(|it| &it.it.tags), context);
            if let Some(issued) = session.issued {
                context.set_default("aws:TokenIssueTime", issued.to_string());
            }
        }
        Caller::Root { .. } | Caller::Service { .. } | Caller::Federated { .. } | Caller::Anonymous => {}
    }
}

/// What the token carries (E15). The session's tags come first: they override the role's (E220).
fn session_keys(world: &World, session: &Session, context: &mut RequestContext) {
    principal_tags(Some(&session.tags), context);
    principal_tags(world.role(&session.role_arn).map(|it| &it.it.tags), context);
    context.set_default("aws:TokenIssueTime", session.issued.to_string());
    // A9: sessions of AssumeRole carry no MFA information; those of identity providers have no such key.
    if !session.federated {
        context.set_default("aws:MultiFactorAuthPresent", "false");
    }
    if let Some(source_identity) = &session.source_identity {
        context.set_default("aws:SourceIdentity", source_identity.as_str());
    }
    for (key, value) in &session.keys {
        if context.get(key).is_none() {
            context.set(key, value.clone());
        }
    }
}

fn principal_tags(tags: Option<&Tags>, context: &mut RequestContext) {
    context.set_defaults(tag_keys("aws:PrincipalTag/", tags));
}

/// A key for each tag. Two tags whose keys differ only in case make one ambiguous key (L77).
pub(crate) fn tag_keys(prefix: &str, tags: Option<&Tags>) -> RequestContext {
    let mut keys = RequestContext::new();
    for (key, value) in tags.into_iter().flatten() {
        keys.add(&format!("{prefix}{key}"), ContextValue::Single(value.clone()));
    }
    keys
}

/// `aws:PrincipalOrgID` and `…OrgPaths`, or the same for the resource.
fn organization_keys(world: &World, prefix: &str, account: Option<AccountId>, context: &mut RequestContext) {
    let Some((account, organization)) = account.and_then(|it| Some((it, world.organization_of(it)?))) else {
        return;
    };
    context.set_default(&format!("{prefix}OrgID"), organization.id.as_str());
    let paths = organization.path(account).into_iter().collect();
    set_default_multi(&format!("{prefix}OrgPaths"), paths, context);
}

/// Tags of exactly the resource that is asked about: a bucket's tags are not its objects'.
fn resource_tags(world: &World, resource: &Resource, context: &mut RequestContext) {
    let Resource::Arn(arn) = resource else {
        return;
    };
    let role_tags = || world.role(arn).map(|it| &it.it.tags);
    let user_tags = || world.user(arn).map(|it| &it.it.tags);
    let tags = world.resource(arn).map(|(_, it)| &it.tags).or_else(role_tags).or_else(user_tags);
    let tags = tags.or_else(|| tags_of_iam(world, arn));
    context.set_defaults(tag_keys("aws:ResourceTag/", tags));
    if arn.service() == "iam" {
        context.set_defaults(tag_keys("iam:ResourceTag/", tags));
    }
}

/// The tags of what else of IAM has some (S19).
fn tags_of_iam<'w>(world: &'w World, arn: &Arn) -> Option<&'w Tags> {
    if let Some(policy) = world.managed_policy(arn) {
        return Some(&policy.it.tags);
    }
    let account = world.accounts.get(&arn.account_id().filter(|_| arn.service() == "iam")?)?;
    let (kind, rest) = arn.resource().split_once('/')?;
    match kind {
        "instance-profile" => {
            let name = rest.rsplit('/').next()?;
            let profile = account.instance_profiles.get(name)?;
            let path = rest.strip_suffix(name)?;
            (profile.path.strip_prefix('/') == Some(path)).then_some(&profile.tags)
        }
        "mfa" => account.mfa_devices.get(arn.as_str()).map(|it| &it.tags),
        "saml-provider" => account.saml_providers.get(rest).map(|it| &it.tags),
        "oidc-provider" => account.oidc_providers.get(rest).map(|it| &it.tags),
        _ => None,
    }
}

/// A request through an endpoint of the world comes from the endpoint's VPC (E16).
fn endpoint_keys(world: &World, context: &mut RequestContext) {
    let Some([id]) = context.get("aws:SourceVpce").map(ContextValue::values) else {
        return;
    };
    let mut endpoints = world.accounts.values().filter_map(|it| it.vpc_endpoints.get(id));
    if let Some(endpoint) = endpoints.next() {
        context.set_default("aws:SourceVpc", endpoint.vpc.as_str());
    }
}

fn request_keys(world: &World, resource: &Resource, context: &mut RequestContext) {
    context.set_default("aws:CurrentTime", world.clock.to_string());
    context.set_default("aws:EpochTime", world.clock.epoch_seconds().to_string());
    context.set_default("aws:SecureTransport", "true");
    context.set_default("aws:ViaAWSService", "false");
    let region = match resource {
        Resource::Arn(arn) if !arn.region().is_empty() => arn.region(),
        Resource::Arn(_) | Resource::Any => GLOBAL_REGION,
    };
    context.set_default("aws:RequestedRegion", region);
}

fn set_default_multi(key: &str, values: Vec<String>, context: &mut RequestContext) {
    if context.get(key).is_none() {
        context.set(key, ContextValue::Multi(values));
    }
}
