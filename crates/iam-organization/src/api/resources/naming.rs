//! Which resource a call is about.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{ContextValue, Resource as Requested};

use super::kind::{Id, Kind, kind_of};
use crate::account::Resource;
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::texts::{self, text};
use crate::unique_id::event_id;
use crate::world::World;

/// The region that the call goes to: the endpoint's, as the surroundings say.
pub(super) fn region<'c>(call: &'c Incoming<'_>) -> &'c str {
    match call.surroundings.get("aws:RequestedRegion").map(ContextValue::values) {
        Some([region, ..]) => region,
        Some([]) | None => "us-east-1",
    }
}

/// What names the resource: a name, an ARN, or the URL of a queue.
pub(super) fn given<'c>(call: &'c Incoming<'_>) -> &'c str {
    kind_of(call).parameters.iter().find_map(|it| call.optional_text(it)).unwrap_or_default()
}

/// The ARN of the resource that a call creates.
pub(super) fn new_arn(world: &World, call: &Incoming<'_>) -> Result<Arn, ApiError> {
    let kind = kind_of(call);
    let id = event_id(world.seed, world.next_id());
    let name = match kind.id {
        Id::Name => given(call).to_owned(),
        Id::NameAndSuffix => format!("{}-{}", given(call), id.get(..6).unwrap_or_default()),
        Id::Generated => id,
    };
    parse(&in_place(kind, region(call), call.account()?, &name), kind)
}

/// The ARN of the resource that a call names, whether it is there or not.
pub(super) fn named(world: &World, call: &Incoming<'_>) -> Result<Arn, ApiError> {
    let (kind, given) = (kind_of(call), given(call));
    if given.starts_with("arn:") {
        return parse(given, kind);
    }
    if let Some(arn) = of_queue_url(given) {
        return parse(&arn, kind);
    }
    let account = call.account()?;
    let arn = parse(&in_place(kind, region(call), account, given), kind)?;
    let secret = || secret_named(world, account, &arn);
    Ok(if kind.id == Id::NameAndSuffix { secret().cloned().unwrap_or(arn) } else { arn })
}

fn in_place(kind: &Kind, region: &str, account: AccountId, name: &str) -> String {
    let Kind { service, before_name, .. } = kind;
    match kind.has_place {
        true => format!("arn:aws:{service}:{region}:{account}:{before_name}{name}"),
        false => format!("arn:aws:{service}:::{before_name}{name}"),
    }
}

/// `https://sqs.us-east-1.amazonaws.com/123456789012/name`.
fn of_queue_url(url: &str) -> Option<String> {
    let mut parts = url.strip_prefix("https://sqs.")?.split('/');
    let region = parts.next()?.strip_suffix(".amazonaws.com")?;
    let (account, name) = (parts.next()?, parts.next()?);
    Some(format!("arn:aws:sqs:{region}:{account}:{name}"))
}

/// The secret of that name: its ARN has six characters more.
pub(super) fn secret_named<'w>(world: &'w World, account: AccountId, arn: &Arn) -> Option<&'w Arn> {
    let is_it = |it: &&Arn| {
        let suffix = it.as_str().strip_prefix(arn.as_str()).and_then(|it| it.strip_prefix('-'));
        suffix.is_some_and(|it| it.len() == 6)
    };
    world.accounts.get(&account)?.resources.keys().find(is_it)
}

fn parse(arn: &str, kind: &Kind) -> Result<Arn, ApiError> {
    let missing = || ApiError::new(kind.codes.missing, text(texts::NO_SUCH_RESOURCE, &[arn]));
    let parsed = Arn::parse(arn).map_err(|_| missing())?;
    let is_of_kind = parsed.service() == kind.service && parsed.resource().starts_with(kind.before_name);
    if is_of_kind { Ok(parsed) } else { Err(missing()) }
}

/// The resource that the call names, with its owner.
///
/// # Errors
/// The service's code where it is not there, or where the caller's account is not the owner and must be.
pub(super) fn found<'w>(
    world: &'w World,
    call: &Incoming<'_>,
) -> Result<(AccountId, Arn, &'w Resource), ApiError> {
    let codes = &kind_of(call).codes;
    let arn = named(world, call)?;
    let missing = || ApiError::new(codes.missing, text(texts::NO_SUCH_RESOURCE, &[arn.as_str()]));
    let (owner, resource) = world.resource(&arn).ok_or_else(missing)?;
    match codes.foreign {
        Some(code) if call.account != Some(owner) => Err(ApiError::new(code, texts::OTHER_ACCOUNTS_RESOURCE)),
        Some(_) | None => Ok((owner, arn, resource)),
    }
}

/// The same, to change it.
pub(super) fn resource_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut Resource, ApiError> {
    let (owner, arn, _) = found(world, call)?;
    let missing =
        || ApiError::new(kind_of(call).codes.missing, text(texts::NO_SUCH_RESOURCE, &[arn.as_str()]));
    let account = world.accounts.get_mut(&owner);
    account.and_then(|it| it.resources.get_mut(&arn)).ok_or_else(missing)
}

/// The resource of a request. Without a key there is no key policy that could decide, so that a key that is not there is
/// found out first.
pub(super) fn on_named(world: &World, call: &Incoming<'_>) -> Result<Requested, ApiError> {
    let arn = named(world, call)?;
    let Kind { id, codes, .. } = kind_of(call);
    if *id == Id::Generated && world.resource(&arn).is_none() {
        return Err(ApiError::new(codes.missing, text(texts::NO_SUCH_RESOURCE, &[arn.as_str()])));
    }
    Ok(Requested::Arn(arn))
}
