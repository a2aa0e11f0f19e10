//! Deleting a resource. Where AWS waits some days, it cannot be used in the meantime: here it goes at once.

use super::create::edit_error;
use super::naming::{found, named, on_named};
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::Needed;
use crate::api::value::Fields;
use crate::edit::WorldEdit;
use crate::world::World;

/// The operation itself, on the resource that the call names.
pub(super) fn on_resource(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), on_named(world, call)?)])
}

pub(super) fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, arn, _) = found(world, call)?;
    world.edit(WorldEdit::DeleteResource { account, arn }).map_err(edit_error)?;
    Ok(Fields::new())
}

/// The same where deleting what is not there is no error.
pub(super) fn delete_if_there(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let is_there = world.resource(&named(world, call)?).is_some();
    if is_there { delete(world, call) } else { Ok(Fields::new()) }
}
