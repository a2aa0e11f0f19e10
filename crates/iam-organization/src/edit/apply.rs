//! How an edit happens.

use super::error::WorldEditError;
use super::world_edit::WorldEdit;
use crate::world::World;

impl World {
    /// Lets an edit happen.
    ///
    /// # Errors
    /// [`WorldEditError`] if it does not fit; the world is then as before.
    pub fn edit(&mut self, edit: WorldEdit) -> Result<(), WorldEditError> {
        match edit {
            WorldEdit::SetReadings(readings) => {
                self.readings = readings;
                Ok(())
            }
            WorldEdit::AttachManagedPolicy { account, entity, policy, version } => {
                self.attach(account, &entity, policy, version)
            }
            WorldEdit::DetachManagedPolicy { account, entity, policy } => {
                self.detach(account, &entity, &policy)
            }
            WorldEdit::SetPermissionsBoundary { account, entity, policy, version } => {
                self.set_boundary(account, &entity, policy, version)
            }
            WorldEdit::ClearPermissionsBoundary { account, entity } => self.clear_boundary(account, &entity),
            WorldEdit::RecordPolicyVersion { policy, version } => self.record_version(policy, version),
            WorldEdit::CreateIamEntity { account, entity, path } => self.create_entity(account, entity, path),
            WorldEdit::DeleteIamEntity { account, entity } => self.delete_entity(account, &entity),
            WorldEdit::SetTags { entity, tags } => self.set_tags(entity, tags),
            WorldEdit::AddUserToGroup { account, user, group } => self.join(account, &user, group),
            WorldEdit::RemoveUserFromGroup { account, user, group } => self.leave(account, &user, &group),
            WorldEdit::CreateManagedPolicy { account, name, path } => {
                self.create_managed_policy(account, name, path)
            }
            WorldEdit::DeleteManagedPolicy { account, name } => self.delete_managed_policy(account, &name),
            WorldEdit::CreateInlinePolicy { account, entity, name } => {
                self.create_inline_policy(account, &entity, name)
            }
            WorldEdit::DeleteInlinePolicy { account, entity, name } => {
                self.delete_inline_policy(account, &entity, &name)
            }
            WorldEdit::CreateResource { account, arn } => self.create_resource(account, arn),
            WorldEdit::DeleteResource { account, arn } => self.delete_resource(account, &arn),
            WorldEdit::CreateResourcePolicy { account, arn } => self.create_resource_policy(account, &arn),
            WorldEdit::DeleteResourcePolicy { account, arn } => self.delete_resource_policy(account, &arn),
            WorldEdit::Rename { entity, name } => self.rename(entity, name),
            WorldEdit::SetMaxSessionDuration { account, role, seconds } => {
                self.set_max_session_duration(account, role, seconds)
            }
            WorldEdit::CreateVpcEndpoint { account, id, vpc } => self.create_vpc_endpoint(account, id, vpc),
            WorldEdit::DeleteVpcEndpoint { account, id } => self.delete_vpc_endpoint(account, &id),
            WorldEdit::CreateVpcEndpointPolicy { account, id } => {
                self.create_vpc_endpoint_policy(account, &id)
            }
            WorldEdit::CreateOrganization { management_account } => {
                self.create_organization(management_account)
            }
            WorldEdit::JoinOrganization { id } => self.join_organization(id),
            WorldEdit::LeaveOrganization { id } => self.leave_organization(id),
            WorldEdit::EnablePolicyType { policy_type } => self.enable_policy_type(policy_type),
            WorldEdit::DisablePolicyType { policy_type } => self.disable_policy_type(policy_type),
            WorldEdit::CreateAccount { id, name } => self.create_account(id, name),
            WorldEdit::DeleteAccount { id } => self.delete_account(id),
            WorldEdit::MoveAccount { id, parent } => self.move_account(id, parent),
            WorldEdit::CreateOrganizationalUnit { parent, id, name } => self.create_unit(&parent, id, name),
            WorldEdit::DeleteOrganizationalUnit { id } => self.delete_unit(&id),
            WorldEdit::CreateOrganizationPolicy { id, policy_type, name } => {
                self.create_organization_policy(id, policy_type, name)
            }
            WorldEdit::DeleteOrganizationPolicy { id } => self.delete_organization_policy(&id),
            WorldEdit::AttachOrganizationPolicy { target, policy } => {
                self.attach_organization_policy(&target, policy)
            }
            WorldEdit::DetachOrganizationPolicy { target, policy } => {
                self.detach_organization_policy(&target, &policy)
            }
        }
    }
}
