//! The columns of a catalogue file.

use std::collections::BTreeMap;

use super::Texts;
use super::text::{ActionText, ServiceText, Source};
use crate::arn_template::shorten;
use crate::catalog::MAGIC;
use crate::columns::{push_ascending_set, push_line, push_number, push_set, write};
use crate::entry::{AccessLevel, DEPENDENTS_UNKNOWN, PERMISSION_ONLY};
use crate::key::{KeyType, type_to_byte};

pub(super) fn encode(source: &Source<'_>, texts: &Texts<'_>) -> Vec<u8> {
    let keys = KeyTable::of(source);
    let dependents = Names::new(actions(source).flat_map(|it| &it.calls).copied());
    let mut tables = Tables::new(&keys, &dependents);
    let mut services = ServiceColumns::default();
    let mut resources = [const { Vec::new() }; 3];
    let mut columns = ActionColumns::default();
    for service in &source.services {
        services.push(service, tables.key_sets.add(keys.ids(service.keys.iter().map(|it| it.0))));
        let [names, arns, key_sets] = &mut resources;
        for resource in &service.resources {
            push_line(names, resource.name);
            let short: Vec<String> = resource.arns.iter().map(|it| shorten(it, service.prefix)).collect();
            push_line(arns, &short.join(" "));
            push_number(key_sets, tables.key_sets.add(keys.ids(resource.keys.iter().copied())));
        }
        for action in &service.actions {
            columns.push(action, &mut tables);
        }
    }
    let (package, date) = source.meta;
    let [resource_names, resource_arns, resource_keys] = resources;
    let file = [
        format!("{package}\t{date}").into_bytes(),
        lines(source.categories.iter().map(|(id, name)| format!("{id}\t{name}"))),
        services.lines,
        services.numbers,
        columns.names,
        columns.marks,
        columns.resources,
        columns.keys,
        columns.dependents,
        resource_names,
        resource_arns,
        resource_keys,
        tables.resource_sets.column(push_set),
        lines(keys.names.ids.keys().filter_map(|it| keys.display.get(it)).map(|it| (*it).to_owned())),
        keys.names.ids.keys().filter_map(|it| keys.types.get(it).copied()).collect(),
        tables.key_sets.column(push_ascending_set),
        lines(dependents.ids.keys().cloned()),
        tables.dependent_sets.column(push_ascending_set),
        without_comments(texts.global_keys),
        without_comments(texts.principals),
        without_comments(texts.partitions),
        without_comments(texts.rcp_services),
    ];
    write(MAGIC, &file)
}

#[derive(Default)]
struct ServiceColumns {
    lines: Vec<u8>,
    numbers: Vec<u8>,
}

impl ServiceColumns {
    fn push(&mut self, service: &ServiceText<'_>, keys: u32) {
        let retired = if service.is_retired { "retired" } else { "" };
        push_line(&mut self.lines, &[service.prefix, service.name, service.category, retired].join("\t"));
        push_number(&mut self.numbers, number(service.actions.len()));
        push_number(&mut self.numbers, number(service.resources.len()));
        push_number(&mut self.numbers, keys);
    }
}

#[derive(Default)]
struct ActionColumns {
    names: Vec<u8>,
    marks: Vec<u8>,
    resources: Vec<u8>,
    keys: Vec<u8>,
    dependents: Vec<u8>,
}

impl ActionColumns {
    fn push(&mut self, action: &ActionText<'_>, tables: &mut Tables<'_>) {
        push_line(&mut self.names, action.name);
        self.marks.push(marks(action));
        push_number(&mut self.keys, tables.key_sets.add(tables.keys.ids(action.keys.iter().copied())));
        let dependents = tables.dependents.ids(action.calls.iter().copied());
        push_number(&mut self.dependents, tables.dependent_sets.add(dependents));
        let mut pairs = Vec::with_capacity(action.on.len() * 2);
        for (resource, is_required, keys) in &action.on {
            let keys = tables.key_sets.add(tables.keys.ids(keys.iter().copied()));
            pairs.extend([resource << 1 | u32::from(*is_required), keys]);
        }
        push_number(&mut self.resources, tables.resource_sets.add(pairs));
    }
}

fn marks(action: &ActionText<'_>) -> u8 {
    let level = AccessLevel::ALL.iter().position(|it| *it == action.level).unwrap_or_default();
    let permission_only = if action.is_permission_only { PERMISSION_ONLY } else { 0 };
    let unknown = if action.is_dependents_unknown { DEPENDENTS_UNKNOWN } else { 0 };
    u8::try_from(level).unwrap_or_default() | permission_only | unknown
}

/// What the columns refer to by number.
struct Tables<'a> {
    keys: &'a KeyTable<'a>,
    dependents: &'a Names,
    key_sets: SetTable,
    resource_sets: SetTable,
    dependent_sets: SetTable,
}

impl<'a> Tables<'a> {
    fn new(keys: &'a KeyTable<'a>, dependents: &'a Names) -> Tables<'a> {
        let [key_sets, resource_sets, dependent_sets] =
            [const { SetTable { ids: BTreeMap::new(), sets: Vec::new() } }; 3];
        let mut tables = Tables { keys, dependents, key_sets, resource_sets, dependent_sets };
        // Nothing is number 0 everywhere.
        for table in [&mut tables.key_sets, &mut tables.resource_sets, &mut tables.dependent_sets] {
            table.add(vec![]);
        }
        tables
    }
}

/// All condition keys, by name in lower case.
struct KeyTable<'a> {
    names: Names,
    display: BTreeMap<String, &'a str>,
    types: BTreeMap<String, u8>,
}

impl<'a> KeyTable<'a> {
    fn of(source: &Source<'a>) -> KeyTable<'a> {
        let mut display = BTreeMap::new();
        let mut types = BTreeMap::new();
        for (name, key_type, is_multivalued) in source.services.iter().flat_map(|it| &it.keys) {
            display.insert(name.to_ascii_lowercase(), *name);
            types.insert(name.to_ascii_lowercase(), type_to_byte(*key_type, *is_multivalued));
        }
        // Few keys are used without being described anywhere: they are texts.
        let resources = source.services.iter().flat_map(|it| &it.resources).flat_map(|it| &it.keys);
        let of_actions = |it: &'_ ActionText<'a>| -> Vec<&'a str> {
            it.keys.iter().chain(it.on.iter().flat_map(|(_, _, keys)| keys)).copied().collect()
        };
        for name in actions(source).flat_map(of_actions).chain(resources.copied()) {
            display.entry(name.to_ascii_lowercase()).or_insert(name);
            types.entry(name.to_ascii_lowercase()).or_insert(type_to_byte(KeyType::String, false));
        }
        KeyTable { names: Names::new(display.keys().map(String::as_str)), display, types }
    }

    fn ids<'b>(&self, names: impl Iterator<Item = &'b str>) -> Vec<u32> {
        let lower: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        self.names.ids(lower.iter().map(String::as_str))
    }
}

/// Names with their place in sorted order.
struct Names {
    ids: BTreeMap<String, u32>,
}

impl Names {
    fn new<'a>(names: impl Iterator<Item = &'a str>) -> Names {
        let mut ids: BTreeMap<String, u32> = names.map(|it| (it.to_owned(), 0)).collect();
        ids.values_mut().zip(0..).for_each(|(id, idx)| *id = idx);
        Names { ids }
    }

    /// The numbers of these names, each once, ascending.
    fn ids<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let mut ids: Vec<u32> = names.filter_map(|it| self.ids.get(it).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Sets, each stored once, numbered in the order in which they are first used.
struct SetTable {
    ids: BTreeMap<Vec<u32>, u32>,
    sets: Vec<Vec<u32>>,
}

impl SetTable {
    fn add(&mut self, set: Vec<u32>) -> u32 {
        if let Some(id) = self.ids.get(&set) {
            return *id;
        }
        let id = number(self.sets.len());
        self.sets.push(set.clone());
        self.ids.insert(set, id);
        id
    }

    fn column(&self, push: impl Fn(&mut Vec<u8>, &[u32])) -> Vec<u8> {
        let mut column = Vec::new();
        self.sets.iter().for_each(|it| push(&mut column, it));
        column
    }
}

fn actions<'a, 'b>(source: &'b Source<'a>) -> impl Iterator<Item = &'b ActionText<'a>> {
    source.services.iter().flat_map(|it| &it.actions)
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn lines(lines: impl Iterator<Item = String>) -> Vec<u8> {
    lines.flat_map(|it| it.into_bytes().into_iter().chain([b'\n'])).collect()
}

/// The other texts are as small as they are: they go in as they stand.
fn without_comments(text: &str) -> Vec<u8> {
    lines(text.lines().filter(|it| !it.starts_with('#')).map(str::to_owned))
}
