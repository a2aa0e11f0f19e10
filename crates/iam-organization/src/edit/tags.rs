//! Tags of users, roles and resources.

use super::error::{Missing, WorldEditError};
use super::quota::Quota;
use crate::account::Tags;
use crate::entity::{EntityRef, IamEntity};
use crate::world::World;

/// How many tags anything has at most (S18).
pub(crate) const MAX_TAGS: usize = 50;
const TAGS_QUOTA: Quota = Quota { name: "TagsPerResource", max: MAX_TAGS };

impl World {
    pub(super) fn set_tags(&mut self, entity: EntityRef, tags: Tags) -> Result<(), WorldEditError> {
        let is_of_iam = matches!(entity, EntityRef::Iam { .. });
        let place = match entity {
            EntityRef::Iam { account, entity } => {
                let account = self.account_mut(account)?;
                let place = match &entity {
                    IamEntity::User(name) => account.users.get_mut(name).map(|it| &mut it.tags),
                    IamEntity::Role(name) => account.roles.get_mut(name).map(|it| &mut it.tags),
                    IamEntity::Group(_) => return Err(WorldEditError::HasNoTags),
                };
                place.ok_or(Missing::Entity(entity))?
            }
            EntityRef::Resource { account, arn } => {
                let resource = self.account_mut(account)?.resources.get_mut(&arn);
                &mut resource.ok_or(Missing::Resource(arn))?.tags
            }
            EntityRef::OrganizationRoot
            | EntityRef::OrganizationalUnit(_)
            | EntityRef::Account(_)
            | EntityRef::OrganizationPolicy(_)
            | EntityRef::ManagedPolicy { .. }
            | EntityRef::VpcEndpoint { .. }
            | EntityRef::Session(_) => return Err(WorldEditError::HasNoTags),
        };
        check_tags(&tags, place)?;
        if tags.len() > MAX_TAGS {
            return Err(WorldEditError::QuotaExceeded(TAGS_QUOTA));
        }
        if is_of_iam {
            check_unique(&tags)?;
        }
        *place = tags;
        Ok(())
    }
}

/// Whether IAM takes the keys and values (S18); other services take the same. What a file brought along, such as a tag
/// that CloudFormation set, may stay.
fn check_tags(tags: &Tags, present: &Tags) -> Result<(), WorldEditError> {
    for (key, value) in tags.iter().filter(|(key, value)| present.get(*key) != Some(*value)) {
        if is_reserved_tag_key(key) || !is_tag_key(key) {
            return Err(WorldEditError::InvalidTagKey(key.clone()));
        }
        if !is_tag_value(value) {
            return Err(WorldEditError::InvalidTagValue(key.clone()));
        }
    }
    Ok(())
}

/// Whether only AWS gives tags with this key (S18).
pub(crate) fn is_reserved_tag_key(key: &str) -> bool {
    key.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("aws:"))
}

/// Whether the text can be the key of a tag (S18).
pub(crate) fn is_tag_key(text: &str) -> bool {
    !text.is_empty() && is_tag_text(text, 128)
}

/// Whether the text can be the value of a tag (S18).
pub(crate) fn is_tag_value(text: &str) -> bool {
    is_tag_text(text, 256)
}

/// Letters, digits and separators, and a few others. Beyond ASCII anything is taken for a letter: tables of all languages
/// are not sent to the browser.
fn is_tag_text(text: &str, max: usize) -> bool {
    let is_allowed =
        |it: char| it.is_ascii_alphanumeric() || !it.is_ascii() || it == ' ' || "_.:/=+-@".contains(it);
    text.chars().count() <= max && text.chars().all(is_allowed)
}

/// Whether services take the tags of something new (S18).
pub(crate) fn are_tags(tags: &Tags) -> Result<(), WorldEditError> {
    check_tags(tags, &Tags::new())
}

/// Whether no two keys differ in case only: IAM takes them for one (S18), other services do not.
fn check_unique(tags: &Tags) -> Result<(), WorldEditError> {
    for (idx, key) in tags.keys().enumerate() {
        let same = tags.keys().take(idx).find(|it| it.eq_ignore_ascii_case(key));
        if let Some(same) = same {
            return Err(WorldEditError::SameTagKey(same.clone(), key.clone()));
        }
    }
    Ok(())
}
