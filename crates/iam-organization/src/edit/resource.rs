//! Resources and VPC endpoints with their policies.

use iam_evaluator::arn::{AccountId, Arn};

use super::error::{Missing, WorldEditError};
use super::starting_text;
use crate::account::{Resource, VpcEndpoint};
use crate::world::World;

impl World {
    pub(super) fn create_resource(&mut self, account: AccountId, arn: Arn) -> Result<(), WorldEditError> {
        if arn.service() == "iam" {
            return Err(WorldEditError::NotAResource(arn));
        }
        if arn.account_id().is_some_and(|it| it != account) {
            return Err(WorldEditError::OtherOwner(arn));
        }
        if self.resource(&arn).is_some() {
            return Err(WorldEditError::Exists(format!("a resource `{arn}`")));
        }
        self.account_mut(account)?.resources.insert(arn, Resource::default());
        Ok(())
    }

    pub(super) fn delete_resource(&mut self, account: AccountId, arn: &Arn) -> Result<(), WorldEditError> {
        let removed = self.account_mut(account)?.resources.remove(arn);
        removed.map(|_| ()).ok_or_else(|| Missing::Resource(arn.clone()).into())
    }

    pub(super) fn create_resource_policy(
        &mut self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<(), WorldEditError> {
        let resource = self.resource_mut(account, arn)?;
        if resource.policy.is_some() {
            return Err(WorldEditError::Exists(format!("a policy of `{arn}`")));
        }
        resource.policy = Some(starting_text::resource_based(account, arn));
        Ok(())
    }

    pub(super) fn delete_resource_policy(
        &mut self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<(), WorldEditError> {
        let removed = self.resource_mut(account, arn)?.policy.take();
        removed.map(|_| ()).ok_or_else(|| Missing::ResourcePolicy(arn.clone()).into())
    }

    pub(super) fn create_vpc_endpoint(
        &mut self,
        account: AccountId,
        id: String,
        vpc: String,
    ) -> Result<(), WorldEditError> {
        let endpoints = &mut self.account_mut(account)?.vpc_endpoints;
        if endpoints.contains_key(&id) {
            return Err(WorldEditError::Exists(format!("a VPC endpoint `{id}`")));
        }
        endpoints.insert(id, VpcEndpoint { vpc, policy: None });
        Ok(())
    }

    pub(super) fn delete_vpc_endpoint(&mut self, account: AccountId, id: &str) -> Result<(), WorldEditError> {
        let removed = self.account_mut(account)?.vpc_endpoints.remove(id);
        removed.map(|_| ()).ok_or_else(|| Missing::VpcEndpoint(id.to_owned()).into())
    }

    pub(super) fn create_vpc_endpoint_policy(
        &mut self,
        account: AccountId,
        id: &str,
    ) -> Result<(), WorldEditError> {
        let endpoint = self.account_mut(account)?.vpc_endpoints.get_mut(id);
        let endpoint = endpoint.ok_or_else(|| Missing::VpcEndpoint(id.to_owned()))?;
        if endpoint.policy.is_some() {
            return Err(WorldEditError::Exists(format!("a policy of `{id}`")));
        }
        endpoint.policy = Some(starting_text::vpc_endpoint());
        Ok(())
    }

    fn resource_mut(&mut self, account: AccountId, arn: &Arn) -> Result<&mut Resource, WorldEditError> {
        let resource = self.account_mut(account)?.resources.get_mut(arn);
        resource.ok_or_else(|| Missing::Resource(arn.clone()).into())
    }
}
