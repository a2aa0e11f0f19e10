//! Creating a resource, with its tags and its policy.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::Resource as Requested;

use super::kind::{Id, kind_of};
use super::naming::{given, named, new_arn, region};
use super::policies::given_policy;
use super::policy_check::check_policy;
use super::tagging::{check_tags, given_tags, with_request_tags};
use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::Needed;
use crate::api::texts::{self, text};
use crate::edit::{WorldEdit, WorldEditError};
use crate::policy_text::PolicyText;
use crate::world::World;

/// Creating it; with tags, tagging it too; with a policy, in some services, writing that too.
pub(super) fn creation(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let kind = kind_of(call);
    let resource = match kind.id {
        Id::Name | Id::NameAndSuffix => Requested::Arn(new_arn(world, call)?),
        // A key has no ARN yet that a policy could name.
        Id::Generated => Requested::Any,
    };
    let tags = given_tags(call);
    let mut needed = vec![with_request_tags(Needed::new(&call.action(), resource.clone()), &tags)];
    if !tags.is_empty() {
        needed.push(with_request_tags(Needed::new(kind.tag_action, resource.clone()), &tags));
    }
    if let (Some(action), Some(_)) = (kind.policy_action, given_policy(call)) {
        needed.push(Needed::new(action, resource));
    }
    // It will be the caller's account's, even where another account has the name.
    let account = call.account()?;
    Ok(needed.into_iter().map(|it| it.owned_by(account)).collect())
}

/// Creates it with the tags and the policy that the call gives, and says how it is named.
pub(super) fn create(world: &mut World, call: &Incoming<'_>) -> Result<Arn, ApiError> {
    let account = call.account()?;
    let arn = new_arn(world, call)?;
    let (tags, policy) = (given_tags(call), given_policy(call).filter(|it| !it.is_empty()));
    if let Some(same) = present(world, call, account, &arn, (&tags, policy))? {
        return Ok(same);
    }
    if let Some(policy) = policy {
        check_policy(world, account, kind_of(call), policy)?;
    }
    check_tags(call, &tags)?;
    make(world, account, &arn)?;
    if let Some(resource) = world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn)) {
        resource.tags = tags;
        resource.policy = policy.map(PolicyText::new);
    }
    Ok(arn)
}

/// Makes a resource without anything; its id counts as given out.
pub(super) fn make(world: &mut World, account: AccountId, arn: &Arn) -> Result<(), ApiError> {
    let edit = WorldEdit::CreateResource { account, arn: arn.clone() };
    world.edit(edit).map_err(edit_error)?;
    world.count_id();
    Ok(())
}

/// What an edit of the builder that does not fit is called: everything that AWS has a code for was looked at before.
pub(super) fn edit_error(error: WorldEditError) -> ApiError {
    ApiError::new(ErrorCode::ValidationError, error.to_string())
}

/// What is there already, where the service takes a second creation for the same as the first.
///
/// # Errors
/// The service's code where it does not.
fn present(
    world: &World,
    call: &Incoming<'_>,
    account: AccountId,
    arn: &Arn,
    (tags, policy): (&Tags, Option<&str>),
) -> Result<Option<Arn>, ApiError> {
    let kind = kind_of(call);
    let there = match kind.id {
        Id::Name => arn.clone(),
        Id::NameAndSuffix => named(world, call)?,
        Id::Generated => return Ok(None),
    };
    let Some((owner, resource)) = world.resource(&there) else { return Ok(None) };
    let exists = |code| Err(ApiError::new(code, text(texts::RESOURCE_EXISTS, &[given(call)])));
    match kind.service {
        "s3" if owner == account && region(call) == "us-east-1" => Ok(Some(there)),
        "s3" if owner == account => exists(ErrorCode::BucketAlreadyOwnedByYou),
        "sqs" | "sns" => {
            let is_same = (tags.is_empty() || *tags == resource.tags)
                && policy.is_none_or(|it| resource.policy.as_ref().is_some_and(|there| there.text() == it));
            if is_same { Ok(Some(there)) } else { exists(kind.codes.exists) }
        }
        _ => exists(kind.codes.exists),
    }
}
