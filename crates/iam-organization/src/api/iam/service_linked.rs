//! Service-linked roles: AWS writes their policies, and deletes them when asked (S117).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::{Incoming, resource};
use super::super::operation::{Body, Needed, Operation, name, optional, required, text};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{SERVICE_LINKED, account, arn, edit_error, named, no_such, on_entity};
use super::patterns::ROLE_DESCRIPTION;
use super::roles::ROLE_NAME;
use super::show;
use crate::edit::WorldEdit;
use crate::entity::IamEntity;
use crate::policy_text::PolicyText;
use crate::unique_id::event_id;
use crate::world::World;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateServiceLinkedRole",
        parameters: &[
            required("AWSServiceName", name(128)),
            optional("Description", ROLE_DESCRIPTION),
            optional("CustomSuffix", name(64)),
        ],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "iam",
        name: "DeleteServiceLinkedRole",
        parameters: &[ROLE_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: delete },
    },
    Operation {
        service: "iam",
        name: "GetServiceLinkedRoleDeletionStatus",
        parameters: &[required("DeletionTaskId", text(1, 1000))],
        read_only: true,
        body: Body::Authorized { requests: on_task, execute: status },
    },
];

/// `AWSServiceRoleForAutoScaling` of `autoscaling.amazonaws.com`. AWS has a name for each service; those that are not
/// known here are made from the service's own.
fn role_name(call: &Incoming<'_>) -> String {
    let service = call.text("AWSServiceName").split('.').next().unwrap_or_default();
    let known = match service {
        "autoscaling" => "AutoScaling",
        "elasticloadbalancing" => "ElasticLoadBalancing",
        "ecs" => "ECS",
        "eks" => "AmazonEKS",
        "rds" => "RDS",
        "organizations" => "Organizations",
        "sso" => "SSO",
        "cloudtrail" => "CloudTrail",
        "config" => "Config",
        "guardduty" => "AmazonGuardDuty",
        "access-analyzer" => "AccessAnalyzer",
        other => other,
    };
    let mut letters = known.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase());
    let mut name: String = "AWSServiceRoleFor".chars().chain(first).chain(letters).collect();
    if let Some(suffix) = call.optional_text("CustomSuffix") {
        name.push('_');
        name.push_str(suffix);
    }
    name
}

fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let service = call.text("AWSServiceName");
    let name = role_name(call);
    let arn = format!("arn:aws:iam::{}:role/aws-service-role/{service}/{name}", call.account()?);
    Ok(vec![Needed::new(&call.action(), resource(&arn)).with("iam:AWSServiceName", service)])
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let service = call.text("AWSServiceName");
    let name = role_name(call);
    if account(world, id)?.roles.keys().any(|it| it.eq_ignore_ascii_case(&name)) {
        let message = texts::text(texts::SERVICE_ROLE_TAKEN, &[&name]);
        return Err(ApiError::new(ErrorCode::InvalidInput, message));
    }
    let entity = IamEntity::Role(name.clone());
    let path = format!("/aws-service-role/{service}/");
    let edit = WorldEdit::CreateIamEntity { account: id, entity: entity.clone(), path };
    world.edit(edit).map_err(edit_error)?;
    let roles = world.accounts.get_mut(&id).map(|it| &mut it.roles);
    let role = roles.and_then(|it| it.get_mut(&name)).ok_or_else(|| no_such(&entity))?;
    call.text("Description").clone_into(&mut role.description);
    role.trust_policy = PolicyText::new(format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"Service\":\"{service}\"}},\
         \"Action\":\"sts:AssumeRole\"}}]}}"
    ));
    let shown = show::role(id, &name, role, false);
    Ok(Fields::of([("Role", shown)]))
}

/// AWS does it later; here it is done at once.
fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let name = call.text("RoleName");
    let role = account(world, id)?.roles.get(name).ok_or_else(|| no_such(&named(call)))?;
    let service = role.path.strip_prefix("/aws-service-role/").map(|it| it.trim_end_matches('/').to_owned());
    let Some(service) = service else {
        return Err(ApiError::new(ErrorCode::InvalidInput, texts::text(texts::NO_SERVICE_ROLE, &[name])));
    };
    world.edit(WorldEdit::DeleteIamEntity { account: id, entity: named(call) }).map_err(edit_error)?;
    let number = world.count_id();
    let id = event_id(world.seed, number);
    let task = format!("task/aws-service-role/{service}/{name}/{id}");
    Ok(Fields::of([("DeletionTaskId", Value::Text(task))]))
}

/// The service and the role of the deletion that the call asks about.
fn task<'c>(call: &'c Incoming<'_>) -> Option<(&'c str, &'c str)> {
    let task = call.text("DeletionTaskId").strip_prefix("task/aws-service-role/")?;
    let (service, rest) = task.split_once('/')?;
    let (role, _) = rest.split_once('/')?;
    Some((service, role))
}

fn on_task(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let (service, role) = task(call).unwrap_or_default();
    let role = arn(call.account()?, "role", &format!("{SERVICE_LINKED}{service}/"), role);
    Ok(vec![Needed::new(&call.action(), role)])
}

/// A deletion that began has come to its end.
fn status(_: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let message = || texts::text(texts::NO_DELETION_TASK, &[call.text("DeletionTaskId")]);
    task(call).ok_or_else(|| ApiError::new(ErrorCode::NoSuchEntity, message()))?;
    Ok(Fields::of([("Status", Value::text("SUCCEEDED"))]))
}
