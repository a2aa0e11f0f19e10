//! Organizational units (S141).

use super::membership::{of_management, parent};
use super::refusals::{constraint, edit_error, missing};
use super::requests::on_named;
use super::show;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, optional, required, text};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::{WorldEdit, WorldEditError};
use crate::entity::EntityRef;
use crate::organization::OrganizationalUnit;
use crate::world::World;

pub(super) const PARENT_ID: Parameter = required("ParentId", text(1, 100));
const UNIT_ID: Parameter = required("OrganizationalUnitId", text(1, 68));

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "CreateOrganizationalUnit",
        parameters: &[PARENT_ID, required("Name", text(1, 128))],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: create },
    },
    Operation {
        service: "organizations",
        name: "DescribeOrganizationalUnit",
        parameters: &[UNIT_ID],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: describe },
    },
    Operation {
        service: "organizations",
        name: "UpdateOrganizationalUnit",
        parameters: &[UNIT_ID, optional("Name", text(1, 128))],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: update },
    },
    Operation {
        service: "organizations",
        name: "DeleteOrganizationalUnit",
        parameters: &[UNIT_ID],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: delete },
    },
    Operation {
        service: "organizations",
        name: "ListOrganizationalUnitsForParent",
        parameters: &[PARENT_ID],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list },
    },
];

fn unit<'w>(world: &'w World, call: &Incoming<'_>) -> Result<&'w OrganizationalUnit, ApiError> {
    let id = call.text("OrganizationalUnitId");
    let unit = of_management(world, call)?.unit(id);
    unit.ok_or_else(|| missing(ErrorCode::OrganizationalUnitNotFoundException, "an OU", id))
}

fn unit_error(error: WorldEditError) -> ApiError {
    match error {
        WorldEditError::Exists(_) => {
            ApiError::new(ErrorCode::DuplicateOrganizationalUnitException, texts::UNIT_EXISTS)
        }
        WorldEditError::InUse(_) => {
            ApiError::new(ErrorCode::OrganizationalUnitNotEmptyException, texts::UNIT_NOT_EMPTY)
        }
        error @ WorldEditError::TooDeep => constraint("OU_DEPTH_LIMIT_EXCEEDED", &error.to_string()),
        error @ WorldEditError::TooMany { .. } => constraint("OU_NUMBER_LIMIT_EXCEEDED", &error.to_string()),
        error => edit_error(error),
    }
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let parent = parent(of_management(world, call)?, call)?.to_owned();
    let (id, name) = (world.new_unit_id(), call.text("Name").to_owned());
    let edit = WorldEdit::CreateOrganizationalUnit { parent, id: id.clone(), name };
    world.edit(edit).map_err(unit_error)?;
    let organization = of_management(world, call)?;
    let mut fields = Fields::new();
    fields.set_some("OrganizationalUnit", organization.unit(&id).map(|it| show::unit(organization, it)));
    Ok(fields)
}

fn describe(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let shown = show::unit(of_management(world, call)?, unit(world, call)?);
    Ok(Fields::of([("OrganizationalUnit", shown)]))
}

fn update(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = unit(world, call)?.id.clone();
    if let Some(name) = call.optional_text("Name") {
        let edit = WorldEdit::Rename { entity: EntityRef::OrganizationalUnit(id), name: name.to_owned() };
        world.edit(edit).map_err(unit_error)?;
    }
    describe(world, call)
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = unit(world, call)?.id.clone();
    world.edit(WorldEdit::DeleteOrganizationalUnit { id }).map_err(unit_error)?;
    Ok(Fields::new())
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let parent = parent(organization, call)?;
    let units = organization.unit(parent).map_or(&organization.root.units, |it| &it.units);
    let shown = units.iter().map(|it| show::unit(organization, it));
    Ok(Fields::of([("OrganizationalUnits", Value::List(shown.collect()))]))
}
