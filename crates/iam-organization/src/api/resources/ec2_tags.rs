//! Tags of instances.

use super::ec2::{ec2_arn, instance};
use super::tagging::with_request_tags;
use super::writes;
use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::{Body, Needed, Operation, ParameterKind, required};
use crate::api::tags::{TagNames, are_well_formed, key_listed_twice, tags_of};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::are_tags;
use crate::world::World;

pub(super) const OPERATIONS: &[Operation] = &[writes(
    "ec2",
    "CreateTags",
    &[required("Resources", ParameterKind::SomeTexts(1000)), required("Tags", ParameterKind::Tags)],
    Body::Authorized { requests: tagging, execute: tag },
)];

/// The tags that `TagSpecifications` has for instances: `[{"ResourceType": "instance", "Tags": […]}]`.
pub(super) fn instance_tags(call: &Incoming<'_>) -> Tags {
    let mut tags = Tags::new();
    tags.extend(specified(call).into_iter().flat_map(tags_of));
    tags
}

fn specified<'c>(call: &'c Incoming<'_>) -> Vec<&'c Value> {
    let specifications = call.parameters.get("TagSpecifications").map(Value::items).unwrap_or_default();
    let of_instances = specifications.iter().filter_map(Value::as_map);
    let of_instances = of_instances.filter(|it| it.text("ResourceType") == Some("instance"));
    of_instances.filter_map(|it| it.get("Tags")).collect()
}

pub(super) fn with_instance_tags(call: &Incoming<'_>, needed: Needed) -> Needed {
    with_request_tags(needed, &instance_tags(call))
}

/// Whether EC2 takes the tags that the call gives.
pub(super) fn check(call: &Incoming<'_>, tags: &Tags) -> Result<(), ApiError> {
    let invalid = |message: &str| Err(ApiError::new(ErrorCode::InvalidParameterValue, message));
    for listed in call.parameters.get("Tags").into_iter().chain(specified(call)) {
        if !are_well_formed(listed, TagNames::USUAL, false) {
            return invalid(texts::NO_TAGS);
        }
        if key_listed_twice(listed, |a, b| a == b).is_some() {
            return invalid(texts::DUPLICATE_TAG_KEYS);
        }
    }
    if tags.len() > 50 {
        return invalid(texts::TOO_MANY_TAGS);
    }
    are_tags(tags).map_err(|it| ApiError::new(ErrorCode::InvalidParameterValue, it.to_string()))
}

fn tagging(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let tags = call.tags("Tags");
    let needed = |id: &String| {
        let arn = ec2_arn(call, "instance", id)?;
        Ok(with_request_tags(Needed::new(&call.action(), resource(&arn)), &tags))
    };
    call.texts("Resources").iter().map(needed).collect()
}

fn tag(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let given = call.tags("Tags");
    check(call, &given)?;
    let ids = call.texts("Resources");
    let all: Vec<_> = ids.iter().map(|it| instance(world, call, it)).collect::<Result<_, _>>()?;
    for (account, arn) in all {
        if let Some(instance) = world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn)) {
            instance.tags.extend(given.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
    }
    Ok(Fields::new())
}
