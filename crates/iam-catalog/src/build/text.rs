//! Reading `catalog.txt`. One fact is one line; its fields are separated by tabs, and the keyword is the first field. A
//! line that begins with a tab is about the line above it.

use super::InvalidText;
use crate::entry::AccessLevel;
use crate::key::{KeyType, parse_type};

#[derive(Default)]
pub(super) struct Source<'a> {
    /// Package and version, then the date.
    pub(super) meta: (&'a str, &'a str),
    pub(super) categories: Vec<(&'a str, &'a str)>,
    pub(super) services: Vec<ServiceText<'a>>,
}

pub(super) struct ServiceText<'a> {
    pub(super) prefix: &'a str,
    pub(super) name: &'a str,
    pub(super) category: &'a str,
    pub(super) is_retired: bool,
    pub(super) keys: Vec<(&'a str, KeyType, bool)>,
    pub(super) resources: Vec<ResourceText<'a>>,
    pub(super) actions: Vec<ActionText<'a>>,
}

pub(super) struct ResourceText<'a> {
    pub(super) name: &'a str,
    pub(super) arns: Vec<&'a str>,
    pub(super) keys: Vec<&'a str>,
}

pub(super) struct ActionText<'a> {
    pub(super) name: &'a str,
    pub(super) level: AccessLevel,
    pub(super) is_permission_only: bool,
    pub(super) is_dependents_unknown: bool,
    pub(super) keys: Vec<&'a str>,
    /// The number of the type in its service, whether it is marked as required, and the keys.
    pub(super) on: Vec<(u32, bool, Vec<&'a str>)>,
    pub(super) calls: Vec<&'a str>,
}

pub(super) fn read(text: &str) -> Result<Source<'_>, InvalidText> {
    let mut source = Source::default();
    for (idx, line) in text.lines().enumerate().filter(|(_, it)| !it.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        add(&mut source, &fields).map_err(|problem| InvalidText {
            file: "catalog.txt",
            line: idx + 1,
            problem,
        })?;
    }
    Ok(source)
}

fn add<'a>(source: &mut Source<'a>, fields: &[&'a str]) -> Result<(), String> {
    match fields {
        ["catalog", package, date] => source.meta = (package, date),
        ["category", id, name] => source.categories.push((id, name)),
        ["service", prefix, name, category] => source.services.push(service(prefix, name, category, false)),
        ["service", prefix, name, category, "retired"] => {
            source.services.push(service(prefix, name, category, true));
        }
        _ => {
            let service = source.services.last_mut().ok_or("stands before the first service")?;
            add_to_service(service, fields)?;
        }
    }
    Ok(())
}

fn service<'a>(prefix: &'a str, name: &'a str, category: &'a str, is_retired: bool) -> ServiceText<'a> {
    ServiceText { prefix, name, category, is_retired, keys: vec![], resources: vec![], actions: vec![] }
}

fn add_to_service<'a>(service: &mut ServiceText<'a>, fields: &[&'a str]) -> Result<(), String> {
    match fields {
        ["key", name, key_type] => {
            let (key_type, is_multivalued) =
                parse_type(key_type).ok_or_else(|| format!("unknown key type `{key_type}`"))?;
            service.keys.push((name, key_type, is_multivalued));
        }
        ["resource", name, arns @ ..] => {
            service.resources.push(ResourceText { name, arns: arns.to_vec(), keys: vec![] });
        }
        ["action", name, level, marks @ ..] => {
            let level = AccessLevel::parse(level).ok_or_else(|| format!("unknown access level `{level}`"))?;
            service.actions.push(ActionText {
                name,
                level,
                is_permission_only: marks.contains(&"permission-only"),
                is_dependents_unknown: marks.contains(&"dependents-unknown"),
                keys: vec![],
                on: vec![],
                calls: vec![],
            });
        }
        ["", "keys", keys] => {
            let keys = keys.split(' ').collect();
            match (service.actions.last_mut(), service.resources.last_mut()) {
                (Some(action), _) => action.keys = keys,
                (None, Some(resource)) => resource.keys = keys,
                (None, None) => return Err("`keys` of nothing".to_owned()),
            }
        }
        ["", "on", name, keys @ ..] => {
            let is_required = name.ends_with('*');
            let name = name.trim_end_matches('*');
            let resource = service.resources.iter().position(|it| it.name == name);
            let number = resource.and_then(|it| u32::try_from(it).ok());
            let number = number.ok_or_else(|| format!("unknown resource type `{name}`"))?;
            let keys = keys.iter().flat_map(|it| it.split(' ')).collect();
            last_action(service)?.on.push((number, is_required, keys));
        }
        ["", "calls", actions] => last_action(service)?.calls = actions.split(' ').collect(),
        _ => return Err(format!("cannot be read: `{}`", fields.join(" "))),
    }
    Ok(())
}

fn last_action<'a, 'b>(service: &'b mut ServiceText<'a>) -> Result<&'b mut ActionText<'a>, String> {
    service.actions.last_mut().ok_or_else(|| "stands before the first action".to_owned())
}
