//! Tags of users, roles and resources.

use super::error::{Missing, WorldEditError};
use crate::account::Tags;
use crate::entity::{EntityRef, IamEntity};
use crate::world::World;

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
    let is_allowed =
        |it: char| it.is_ascii_alphanumeric() || !it.is_ascii() || it == ' ' || "_.:/=+-@".contains(it);
    let fits = |text: &str, max: usize| text.chars().count() <= max && text.chars().all(is_allowed);
    for (key, value) in tags.iter().filter(|(key, value)| present.get(*key) != Some(*value)) {
        let is_of_aws = key.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("aws:"));
        if key.is_empty() || is_of_aws || !fits(key, 128) {
            return Err(WorldEditError::InvalidTagKey(key.clone()));
        }
        if !fits(value, 256) {
            return Err(WorldEditError::InvalidTagValue(key.clone()));
        }
    }
    Ok(())
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
