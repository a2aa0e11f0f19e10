//! AWS managed policies: everybody may look at them, and nobody changes them (S118, S119).

use iam_evaluator::arn::Arn;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::texts::{self, text};
use super::super::value::{Fields, Value};
use super::show;
use crate::policy_text::PolicyText;
use crate::published::{ManagedPolicyLookup, PolicyVersion, is_aws_managed};
use crate::world::World;

/// What is known of an AWS managed policy.
pub(super) struct AwsManaged {
    /// Its ARN with its path, as far as that is known.
    pub(super) arn: Arn,
    /// Which version is the default one. AWS's data need not be there.
    pub(super) version: Option<PolicyVersion>,
    /// Its text.
    pub(super) text: Option<PolicyText>,
}

/// The AWS managed policy that the call names; `None` if it names no policy of AWS's.
pub(super) fn named(call: &Incoming<'_>) -> Result<Option<AwsManaged>, ApiError> {
    let given = call.text("PolicyArn");
    let missing = || ApiError::new(ErrorCode::NoSuchEntity, text(texts::NO_SUCH_POLICY, &[given]));
    match Arn::parse(given).ok().filter(is_aws_managed) {
        Some(arn) => find(call, &arn).map(Some).ok_or_else(missing),
        None => Ok(None),
    }
}

/// What AWS publishes under this ARN, if it does.
pub(super) fn find(call: &Incoming<'_>, arn: &Arn) -> Option<AwsManaged> {
    match call.aws.managed_policy(arn) {
        ManagedPolicyLookup::Found(it) => {
            Some(AwsManaged { arn: it.arn, version: Some(it.version), text: Some(it.text) })
        }
        ManagedPolicyLookup::NotLoaded { version } => {
            Some(AwsManaged { arn: arn.clone(), version, text: None })
        }
        ManagedPolicyLookup::NoSuchPolicy { .. } => None,
    }
}

impl AwsManaged {
    pub(super) fn shown(&self, world: &World, call: &Incoming<'_>) -> Result<Value, ApiError> {
        let version = self.version.map(|it| it.to_string());
        Ok(Value::Map(show::any_policy(world, call.account()?, &self.arn, version)))
    }

    /// Its default version: AWS's data holds no other.
    pub(super) fn shown_version(&self, with_text: bool) -> Fields {
        let mut fields = Fields::new();
        let text = self.text.as_ref().filter(|_| with_text);
        fields.set_some("Document", text.map(|it| Value::text(it.text())));
        fields.set_some("VersionId", self.version.map(|it| Value::text(it.to_string())));
        fields.set("IsDefaultVersion", Value::Bool(true));
        fields
    }
}
