//! The instance profile that a call of EC2 names, by name or ARN (S116, S134).

use iam_evaluator::arn::Arn;

use crate::account::InstanceProfile;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::texts::{self, text};
use crate::api::value::Value;
use crate::world::{World, iam_arn};

/// A profile with its ARN, and that of its role.
pub(super) struct NamedProfile {
    pub(super) arn: Arn,
    pub(super) role: Option<Arn>,
}

/// The same for a request: what is not there is refused only afterwards (S20), and asked about as if it had no path.
pub(super) fn asked_profile(world: &World, call: &Incoming<'_>) -> Result<Option<NamedProfile>, ApiError> {
    named_profile(world, call).or_else(|_| {
        let given = given(call).unwrap_or_default();
        let arn = Arn::parse(given).ok().or(iam_arn(call.account()?, "instance-profile", "/", given));
        Ok(arn.map(|arn| NamedProfile { arn, role: None }))
    })
}

/// The name or ARN in the parameter `IamInstanceProfile`.
fn given<'c>(call: &'c Incoming<'_>) -> Option<&'c str> {
    let given = call.parameters.get("IamInstanceProfile").and_then(Value::as_map)?;
    Some(given.text("Arn").or_else(|| given.text("Name")).unwrap_or_default())
}

/// The profile of the parameter `IamInstanceProfile`; `None` if there is no such parameter.
///
/// # Errors
/// `InvalidParameterValue` for a profile that is not there.
pub(super) fn named_profile(world: &World, call: &Incoming<'_>) -> Result<Option<NamedProfile>, ApiError> {
    let Some(given) = given(call) else { return Ok(None) };
    let id = call.account()?;
    let missing = || ApiError::new(ErrorCode::InvalidParameterValue, text(texts::NO_SUCH_PROFILE, &[given]));
    let account = world.accounts.get(&id).ok_or_else(missing)?;
    let arn_of = |name: &str, it: &InstanceProfile| iam_arn(id, "instance-profile", &it.path, name);
    let found = account.instance_profiles.iter().find_map(|(name, it)| {
        let arn = arn_of(name, it)?;
        (name == given || arn.as_str() == given).then_some((arn, it))
    });
    let (arn, profile) = found.ok_or_else(missing)?;
    let role = profile.role.as_ref().and_then(|name| {
        let role = account.roles.get(name)?;
        iam_arn(id, "role", &role.path, name)
    });
    Ok(Some(NamedProfile { arn, role }))
}
