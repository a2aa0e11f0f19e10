//! Roles (S44, S45, S114, S115, S136).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{
    Body, DOCUMENT, Operation, Parameter, ParameterKind, TAGS, name, optional, required,
};
use super::super::texts;
use super::super::value::Fields;
use super::entity::{
    RESERVED, SERVICE_LINKED, account, account_mut, check_modifiable, check_not_reserved, edit_error, named,
    no_such, on_entity,
};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{PATH, PATH_PREFIX, ROLE_DESCRIPTION};
use super::show;
use super::trust_document::check_trust_policy;
use super::users::{PERMISSIONS_BOUNDARY, conflict, create_entity, creation, has_prefix, listing};
use crate::account::Role;
use crate::edit::WorldEdit;
use crate::policy_text::PolicyText;
use crate::world::World;

pub(super) const ROLE_NAME: Parameter = required("RoleName", name(64));
/// How long the sessions of a role last at most if nobody says (S36).
const DEFAULT_SESSION_DURATION: u32 = 3600;
const MAX_SESSION_DURATION: Parameter =
    optional("MaxSessionDuration", ParameterKind::Number { min: 3600, max: 43_200 });
const DESCRIPTION: Parameter = optional("Description", ROLE_DESCRIPTION);

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateRole",
        parameters: &[
            PATH,
            ROLE_NAME,
            required("AssumeRolePolicyDocument", DOCUMENT),
            DESCRIPTION,
            MAX_SESSION_DURATION,
            PERMISSIONS_BOUNDARY,
            TAGS,
        ],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "iam",
        name: "GetRole",
        parameters: &[ROLE_NAME],
        read_only: true,
        body: Body::Authorized { requests: on_entity, execute: get },
    },
    Operation {
        service: "iam",
        name: "ListRoles",
        parameters: &[PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list },
    },
    Operation {
        service: "iam",
        name: "UpdateRole",
        parameters: &[ROLE_NAME, DESCRIPTION, MAX_SESSION_DURATION],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: update },
    },
    Operation {
        service: "iam",
        name: "UpdateRoleDescription",
        parameters: &[ROLE_NAME, required("Description", ROLE_DESCRIPTION)],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: update_description },
    },
    Operation {
        service: "iam",
        name: "UpdateAssumeRolePolicy",
        parameters: &[ROLE_NAME, required("PolicyDocument", DOCUMENT)],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: update_trust },
    },
    Operation {
        service: "iam",
        name: "DeleteRole",
        parameters: &[ROLE_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: delete },
    },
];

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let document = call.text("AssumeRolePolicyDocument");
    // Nobody else makes roles there (S98).
    if call.text("Path").starts_with(RESERVED) {
        return Err(ApiError::new(ErrorCode::InvalidInput, texts::RESERVED_PATH));
    }
    if call.text("Path").starts_with(SERVICE_LINKED) {
        return Err(ApiError::new(ErrorCode::InvalidInput, texts::SERVICE_ROLE_PATH));
    }
    check_trust_policy(world, id, document)?;
    create_entity(world, call)?;
    let role = role_mut(world, call)?;
    role.trust_policy = PolicyText::new(document);
    change(role, call);
    let name = call.text("RoleName");
    let role = account(world, id)?.roles.get(name).ok_or_else(|| no_such(&named(call)))?;
    // The duration is not part of this result (S114).
    Ok(Fields::of([("Role", show::role(id, name, role, false))]))
}

fn change(role: &mut Role, call: &Incoming<'_>) {
    if let Some(description) = call.optional_text("Description") {
        description.clone_into(&mut role.description);
    }
    if let Some(seconds) = call.number("MaxSessionDuration").and_then(|it| u32::try_from(it).ok()) {
        role.max_session_duration = seconds;
    }
}

fn role_mut<'w>(world: &'w mut World, call: &Incoming<'_>) -> Result<&'w mut Role, ApiError> {
    let role = account_mut(world, call.account()?)?.roles.get_mut(call.text("RoleName"));
    role.ok_or_else(|| no_such(&named(call)))
}

fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let name = call.text("RoleName");
    let role = account(world, id)?.roles.get(name).ok_or_else(|| no_such(&named(call)))?;
    Ok(Fields::of([("Role", show::role(id, name, role, true))]))
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let roles = account(world, id)?.roles.iter().filter(|(_, it)| has_prefix(call, &it.path));
    let roles = roles.map(|(name, it)| show::role(id, name, it, true));
    page(call, "Roles", roles.collect())
}

/// A duration that is not given becomes the default; a description that is not given stays. Of a service-linked role only
/// the description can be changed.
fn update(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (id, entity) = (call.account()?, named(call));
    match call.number("MaxSessionDuration") {
        Some(_) => check_modifiable(world, id, &entity)?,
        None => check_not_reserved(world, id, &entity)?,
    }
    let role = role_mut(world, call)?;
    role.max_session_duration = DEFAULT_SESSION_DURATION;
    change(role, call);
    Ok(Fields::new())
}

fn update_description(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    check_not_reserved(world, id, &named(call))?;
    change(role_mut(world, call)?, call);
    get(world, call)
}

fn update_trust(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    check_modifiable(world, id, &named(call))?;
    role_mut(world, call)?;
    let document = call.text("PolicyDocument");
    check_trust_policy(world, id, document)?;
    role_mut(world, call)?.trust_policy = PolicyText::new(document);
    Ok(Fields::new())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let name = call.text("RoleName");
    let account = account(world, id)?;
    let role = account.roles.get(name).ok_or_else(|| no_such(&named(call)))?;
    check_modifiable(world, id, &named(call))?;
    let in_profile = account.instance_profiles.values().any(|it| it.role.as_deref() == Some(name));
    conflict(&[
        (!role.policies.attached.is_empty(), texts::DETACH_FIRST),
        (!role.policies.inline.is_empty(), texts::DELETE_POLICIES_FIRST),
        (in_profile, texts::LEAVE_PROFILES_FIRST),
    ])?;
    world.edit(WorldEdit::DeleteIamEntity { account: id, entity: named(call) }).map_err(edit_error)?;
    Ok(Fields::new())
}
