//! Instances, and the roles that they get with their profiles (S134).

use iam_evaluator::arn::{AccountId, Arn};

use super::create::{edit_error, make};
use super::ec2_tags::{instance_tags, with_instance_tags};
use super::instance_profile::{NamedProfile, asked_profile, named_profile};
use super::naming::region;
use super::passing::pass_role;
use super::writes;
use crate::account::Resource;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::{Body, Needed, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::texts::{self, text as filled};
use crate::api::value::{Fields, Value};
use crate::edit::WorldEdit;
use crate::unique_id::event_id;
use crate::world::World;

const COUNT: ParameterKind = ParameterKind::Number { min: 1, max: 10 };
const SERVICE: &str = "ec2.amazonaws.com";
pub(super) const INSTANCE_ID: Parameter = required("InstanceId", text(1, 64));

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "ec2",
        "RunInstances",
        &[
            required("ImageId", text(1, 64)),
            required("MinCount", COUNT),
            required("MaxCount", COUNT),
            optional("InstanceType", text(1, 64)),
            optional("SubnetId", text(1, 64)),
            optional("SecurityGroupIds", ParameterKind::Texts(16)),
            optional("IamInstanceProfile", ParameterKind::Map),
            optional("TagSpecifications", ParameterKind::Maps(10)),
        ],
        Body::Authorized { requests: running, execute: run },
    ),
    writes(
        "ec2",
        "TerminateInstances",
        &[required("InstanceIds", ParameterKind::SomeTexts(1000))],
        Body::Authorized { requests: on_instances, execute: terminate },
    ),
    writes(
        "ec2",
        "AssociateIamInstanceProfile",
        &[required("IamInstanceProfile", ParameterKind::Map), INSTANCE_ID],
        Body::Authorized { requests: associating, execute: associate },
    ),
];

/// The ARN of something of EC2's in the caller's account and region.
pub(super) fn ec2_arn(call: &Incoming<'_>, kind: &str, id: &str) -> Result<String, ApiError> {
    Ok(format!("arn:aws:ec2:{}:{}:{kind}/{id}", region(call), call.account()?))
}

/// Everything that an instance is made of is authorized, each with the same action (E38), and its tags; whoever gives it a
/// profile passes the role.
fn running(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let action = call.action();
    let of = |kind: &str, id: &str| Ok(Needed::new(&action, resource(&ec2_arn(call, kind, id)?)));
    let profile = asked_profile(world, call)?;
    let instance = with_instance_tags(call, of("instance", "*")?);
    let instance = match &profile {
        Some(it) => instance.with("ec2:InstanceProfile", it.arn.as_str()),
        None => instance,
    };
    // Images are in no account that the ARN would show.
    let image = format!("arn:aws:ec2:{}::image/{}", region(call), call.text("ImageId"));
    let mut needed = vec![
        instance,
        Needed::new(&action, resource(&image)).owned_by(call.account()?),
        of("network-interface", "*")?,
        of("volume", "*")?,
        of("subnet", call.optional_text("SubnetId").unwrap_or("*"))?,
    ];
    let groups = call.texts("SecurityGroupIds");
    match groups.is_empty() {
        true => needed.push(of("security-group", "*")?),
        false => {
            for id in &groups {
                needed.push(of("security-group", id)?);
            }
        }
    }
    if !instance_tags(call).is_empty() {
        let tagging = Needed::new("ec2:CreateTags", resource(&ec2_arn(call, "instance", "*")?));
        needed.push(with_instance_tags(call, tagging).with("ec2:CreateAction", "RunInstances"));
    }
    if let Some(role) = profile.and_then(|it| it.role) {
        needed.push(pass_role(role.as_str(), SERVICE, &ec2_arn(call, "instance", "*")?));
    }
    Ok(needed)
}

/// A profile without a role cannot be used.
fn usable(profile: Option<NamedProfile>) -> Result<Option<Arn>, ApiError> {
    match profile {
        Some(NamedProfile { role: None, arn }) => {
            let message = filled(texts::PROFILE_WITHOUT_ROLE, &[arn.as_str()]);
            Err(ApiError::new(ErrorCode::InvalidParameterValue, message))
        }
        Some(NamedProfile { arn, .. }) => Ok(Some(arn)),
        None => Ok(None),
    }
}

fn run(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = call.account()?;
    let runs_as = usable(named_profile(world, call)?)?;
    let tags = instance_tags(call);
    super::ec2_tags::check(call, &tags)?;
    let max = call.number("MaxCount").unwrap_or(1);
    if call.number("MinCount").unwrap_or(1) > max {
        return Err(ApiError::new(ErrorCode::InvalidParameterValue, texts::COUNTS_CONTRADICT));
    }
    let mut instances = Vec::new();
    for _ in 0..max {
        let hex: String =
            event_id(world.seed, world.next_id()).chars().filter(|it| *it != '-').take(17).collect();
        let id = format!("i-{hex}");
        let arn = Arn::parse(&ec2_arn(call, "instance", &id)?).map_err(|_| no_such_instance(&id))?;
        make(world, account, &arn)?;
        if let Some(instance) = world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn)) {
            instance.tags.clone_from(&tags);
            instance.runs_as.clone_from(&runs_as);
        }
        instances.push(Value::Map(Fields::of([("InstanceId", Value::text(id))])));
    }
    Ok(Fields::of([("Instances", Value::List(instances))]))
}

pub(super) fn no_such_instance(id: &str) -> ApiError {
    ApiError::new(ErrorCode::InvalidInstanceIdNotFound, filled(texts::NO_SUCH_INSTANCE, &[id]))
}

/// The ARN of an instance that is there.
pub(super) fn instance(world: &World, call: &Incoming<'_>, id: &str) -> Result<(AccountId, Arn), ApiError> {
    let account = call.account()?;
    let arn = Arn::parse(&ec2_arn(call, "instance", id)?).map_err(|_| no_such_instance(id))?;
    match world.resource(&arn) {
        Some((owner, _)) if owner == account => Ok((account, arn)),
        Some(_) | None => Err(no_such_instance(id)),
    }
}

fn on_instances(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let ids = call.texts("InstanceIds");
    let needed = |id: &String| Ok(Needed::new(&call.action(), resource(&ec2_arn(call, "instance", id)?)));
    ids.iter().map(needed).collect()
}

fn terminate(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let ids = call.texts("InstanceIds");
    let all: Vec<_> = ids.iter().map(|it| instance(world, call, it)).collect::<Result<_, _>>()?;
    for (account, arn) in all {
        if world.resource(&arn).is_some() {
            world.edit(WorldEdit::DeleteResource { account, arn }).map_err(edit_error)?;
        }
    }
    Ok(Fields::new())
}

fn associating(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let arn = ec2_arn(call, "instance", call.text("InstanceId"))?;
    let profile = asked_profile(world, call)?;
    let mut needed = Needed::new(&call.action(), resource(&arn));
    if let Some(profile) = &profile {
        needed = needed.with("ec2:NewInstanceProfile", profile.arn.as_str());
    }
    let role = profile.and_then(|it| it.role);
    Ok([needed].into_iter().chain(role.map(|it| pass_role(it.as_str(), SERVICE, &arn))).collect())
}

fn associate(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, arn) = instance(world, call, call.text("InstanceId"))?;
    let profile = usable(named_profile(world, call)?)?;
    let instance: Option<&mut Resource> =
        world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn));
    let instance = instance.ok_or_else(|| no_such_instance(call.text("InstanceId")))?;
    if instance.runs_as.is_some() {
        return Err(ApiError::new(ErrorCode::IncorrectState, texts::PROFILE_ASSOCIATED));
    }
    instance.runs_as = profile;
    Ok(Fields::new())
}
