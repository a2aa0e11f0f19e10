//! The safety check for key policies: the caller must be able to write the policy again.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>

use iam_evaluator::Decision;
use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::{Action, Resource as Requested};

use crate::account::Resource;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::texts;
use crate::authorize::{Ask, authorize};
use crate::caller::Caller;
use crate::policy_text::PolicyText;
use crate::world::World;

/// Whether the key policy lets the caller change it: names it, or leaves it to the IAM policies of the account.
///
/// # Errors
/// `MalformedPolicyDocumentException` if not, unless the call bypasses the check.
pub(super) fn check_lockout(
    world: &World,
    call: &Incoming<'_>,
    (owner, key): (AccountId, &Arn),
    policy: &str,
) -> Result<(), ApiError> {
    if call.flag("BypassPolicyLockoutSafetyCheck") {
        return Ok(());
    }
    let mut after = world.clone();
    if let Some(account) = after.accounts.get_mut(&owner) {
        let policy = Some(PolicyText::new(policy));
        account.resources.insert(key.clone(), Resource { policy, ..Resource::default() });
    }
    let can = |caller: &Caller| {
        let Ok(action) = Action::parse("kms:PutKeyPolicy") else { return false };
        let (resource, context) = (Requested::Arn(key.clone()), call.surroundings.clone());
        let ask = Ask { caller, action, resource, resource_account: Some(owner), context };
        authorize(&after, call.aws, ask).trace.evaluation.decision == Decision::Allowed
    };
    match can(&call.caller) || can(&Caller::Root { account: owner }) {
        true => Ok(()),
        false => Err(ApiError::new(ErrorCode::MalformedPolicyDocumentException, texts::KEY_POLICY_LOCKS_OUT)),
    }
}
