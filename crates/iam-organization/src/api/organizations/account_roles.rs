//! The roles that an account of an organization gets (S142).

use iam_evaluator::arn::{AccountId, Arn};

use super::refusals::edit_error;
use crate::account::Role;
use crate::api::error::ApiError;
use crate::edit::WorldEdit;
use crate::entity::IamEntity;
use crate::policy_text::PolicyText;
use crate::world::World;

/// The role that Organizations itself uses.
pub(super) const OF_SERVICE: &str = "AWSServiceRoleForOrganizations";

const ADMINISTRATOR_ACCESS: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

/// Makes the service-linked role, unless it is there.
pub(super) fn make_service_linked_role(world: &mut World, id: AccountId) -> Result<(), ApiError> {
    if world.accounts.get(&id).is_some_and(|it| it.roles.contains_key(OF_SERVICE)) {
        return Ok(());
    }
    let path = "/aws-service-role/organizations.amazonaws.com/";
    let role = make(world, id, OF_SERVICE, path)?;
    role.trust_policy = trust(r#""Service": "organizations.amazonaws.com""#);
    Ok(())
}

/// Makes the role with which the management account administers a new one.
pub(super) fn make_access_role(
    world: &mut World,
    id: AccountId,
    name: &str,
    management: AccountId,
) -> Result<(), ApiError> {
    let role = make(world, id, name, "/")?;
    role.trust_policy = trust(&format!(r#""AWS": "arn:aws:iam::{management}:root""#));
    if let Ok(policy) = Arn::parse(ADMINISTRATOR_ACCESS) {
        let entity = IamEntity::Role(name.to_owned());
        let edit = WorldEdit::AttachManagedPolicy { account: id, entity, policy, version: None };
        world.edit(edit).map_err(edit_error)?;
    }
    Ok(())
}

fn make<'w>(world: &'w mut World, id: AccountId, name: &str, path: &str) -> Result<&'w mut Role, ApiError> {
    let entity = IamEntity::Role(name.to_owned());
    let edit = WorldEdit::CreateIamEntity { account: id, entity: entity.clone(), path: path.to_owned() };
    world.edit(edit).map_err(edit_error)?;
    let role = world.accounts.get_mut(&id).and_then(|it| it.roles.get_mut(name));
    role.ok_or_else(|| edit_error(crate::edit::Missing::Entity(entity).into()))
}

fn trust(principal: &str) -> PolicyText {
    PolicyText::new(format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"Allow\",\n      \"Principal\": {{ \
         {principal} }},\n      \"Action\": \"sts:AssumeRole\"\n    }}\n  ]\n}}"
    ))
}
