//! Tags of resources (S18).

use super::kind::kind_of;
use super::naming::{on_named, resource_mut};
use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::iam;
use crate::api::incoming::Incoming;
use crate::api::operation::Needed;
use crate::api::service_codes::takes_key_alone;
use crate::api::tags::{TagNames, are_well_formed, key_listed_twice, tags_of};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::are_tags;
use crate::world::World;

pub(super) use iam::with_request_tags;

/// How many tags a resource has at most.
const MAX_TAGS: usize = 50;

/// The tags that a call gives, in the way of its service.
pub(super) fn given_tags(call: &Incoming<'_>) -> Tags {
    given(call).map(tags_in).unwrap_or_default()
}

fn given<'c>(call: &'c Incoming<'_>) -> Option<&'c Value> {
    let map = |name: &str| call.parameters.get(name).and_then(Value::as_map);
    let nested = || map("Tagging").and_then(|it| it.get("TagSet"));
    let at_creation = || map("CreateBucketConfiguration").and_then(|it| it.get("Tags"));
    let given = call.parameters.get("Tags").or_else(|| call.parameters.get("tags"));
    given.or_else(nested).or_else(at_creation)
}

/// Tags by name, or in a list as `Key` and `Value`, or as KMS writes them.
fn tags_in(value: &Value) -> Tags {
    let mut tags = tags_of(value);
    tags.extend(value.items().iter().filter_map(|it| {
        let fields = it.as_map()?;
        Some((
            fields.text(TagNames::OF_KMS.key)?.to_owned(),
            fields.text(TagNames::OF_KMS.value).unwrap_or_default().to_owned(),
        ))
    }));
    tags
}

/// Whether the service takes the tags that the call gives.
pub(super) fn check_tags(call: &Incoming<'_>, tags: &Tags) -> Result<(), ApiError> {
    let kind = kind_of(call);
    if let Some(listed) = given(call) {
        let names = if kind.service == "kms" { TagNames::OF_KMS } else { TagNames::USUAL };
        if !are_well_formed(listed, names, !takes_key_alone(kind.service)) {
            return Err(ApiError::new(kind.codes.tags, texts::NO_TAGS));
        }
        if key_listed_twice(listed, |a, b| a == b).is_some() {
            return Err(ApiError::new(kind.codes.tags, texts::DUPLICATE_TAG_KEYS));
        }
    }
    if tags.len() > MAX_TAGS {
        return Err(ApiError::new(kind.codes.tags, texts::TOO_MANY_TAGS));
    }
    are_tags(tags).map_err(|it| ApiError::new(kind.codes.tags, it.to_string()))
}

/// The operation itself, with the tags as keys.
pub(super) fn on_resource_with_tags(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let needed = Needed::new(&call.action(), on_named(world, call)?);
    Ok(vec![with_request_tags(needed, &given_tags(call))])
}

/// Adds tags to those that are there.
pub(super) fn add(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let given = given_tags(call);
    let mut tags = resource_mut(world, call)?.tags.clone();
    tags.extend(given.iter().map(|(key, value)| (key.clone(), value.clone())));
    check_tags(call, &given)?;
    if tags.len() > MAX_TAGS {
        return Err(ApiError::new(kind_of(call).codes.tags, texts::TOO_MANY_TAGS));
    }
    resource_mut(world, call)?.tags = tags;
    Ok(Fields::new())
}

/// Writes the tags over those that are there.
pub(super) fn replace(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let given = given_tags(call);
    check_tags(call, &given)?;
    resource_mut(world, call)?.tags = given;
    Ok(Fields::new())
}
