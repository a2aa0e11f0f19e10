//! What a role session hands on to the next one in a chain (S63–S68).

use super::assume_role::AssumeRole;
use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::texts::{self, text};
use crate::caller::Caller;

/// What a role session hands on; nothing for other callers.
#[derive(Default)]
pub(super) struct Inherited {
    pub(super) tags: Tags,
    pub(super) source_identity: Option<String>,
    /// Whether the caller is a role session.
    pub(super) is_chain: bool,
}

impl Inherited {
    pub(super) fn of(caller: &Caller) -> Inherited {
        let Caller::RoleSession(session) = caller else {
            return Inherited::default();
        };
        let is_transitive =
            |key: &str| session.transitive_tag_keys.iter().any(|it| it.eq_ignore_ascii_case(key));
        let transitive = session.tags.iter().filter(|(key, _)| is_transitive(key));
        let mut tags = Tags::new();
        tags.extend(transitive.map(|(key, value)| (key.clone(), value.clone())));
        Inherited { tags, source_identity: session.source_identity.clone(), is_chain: true }
    }

    /// Inherited tags and source identity cannot be passed again (S63, S68). AWS does not say with which codes it refuses
    /// them.
    pub(super) fn check(&self, call: &AssumeRole) -> Result<(), ApiError> {
        let invalid = |template: &str, key: &str| {
            Err(ApiError::new(ErrorCode::InvalidParameterValue, text(template, &[key])))
        };
        if let Some(key) = call.tags.keys().find(|it| has_key(&self.tags, it)) {
            return invalid(texts::TAG_INHERITED, key);
        }
        if let Some(key) = call.transitive_tag_keys.iter().find(|it| !has_key(&call.tags, it)) {
            return invalid(texts::TRANSITIVE_TAG_NOT_PASSED, key);
        }
        match (&self.source_identity, &call.source_identity) {
            (Some(inherited), Some(passed)) if inherited != passed => {
                Err(ApiError::new(ErrorCode::AccessDenied, texts::SOURCE_IDENTITY_STAYS))
            }
            _ => Ok(()),
        }
    }
}

/// Tag keys are compared without regard to case (S18).
fn has_key(tags: &Tags, key: &str) -> bool {
    tags.keys().any(|it| it.eq_ignore_ascii_case(key))
}
