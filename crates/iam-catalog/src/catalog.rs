//! The catalogue in memory: the columns of its file, with where each service begins.

use std::fmt;
use std::ops::Range;

use crate::arn_template::expand;
use crate::columns::{self, Lines, Sets, read_numbers};
use crate::key::{self, ConditionKey, GlobalKey};
use crate::partition::{self, Partition};

/// The first bytes of a catalogue file; the last one is the version of the format.
pub(crate) const MAGIC: [u8; 4] = *b"IAC1";

/// Everything that AWS publishes about its services, read from a catalogue file.
#[derive(Clone, Debug)]
pub struct Catalog {
    source: String,
    date: String,
    pub(crate) categories: Lines,
    /// Sorted by prefix.
    pub(crate) services: Vec<ServiceRow>,
    pub(crate) actions: ActionColumns,
    pub(crate) resources: ResourceColumns,
    /// Which resource types an action takes: pairs of the type's number within its service, doubled, plus one where AWS
    /// marks it as required; and of the set of condition keys that go with the two.
    pub(crate) resource_sets: Sets,
    /// Sorted without regard to case.
    pub(crate) keys: Lines,
    pub(crate) key_types: Vec<u8>,
    pub(crate) key_sets: Sets,
    pub(crate) dependents: Lines,
    pub(crate) dependent_sets: Sets,
    global_keys: Lines,
    service_principals: Lines,
    partitions: Vec<Partition>,
    resource_control_services: Lines,
}

#[derive(Clone, Debug)]
pub(crate) struct ServiceRow {
    pub(crate) prefix: String,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) is_retired: bool,
    pub(crate) actions: Range<usize>,
    pub(crate) resources: Range<usize>,
    pub(crate) keys: u32,
}

/// What there is to say about an action, in the order of its service, then of its name without regard to case.
#[derive(Clone, Debug)]
pub(crate) struct ActionColumns {
    pub(crate) names: Lines,
    pub(crate) marks: Vec<u8>,
    pub(crate) resources: Vec<u32>,
    pub(crate) keys: Vec<u32>,
    pub(crate) dependents: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(crate) struct ResourceColumns {
    pub(crate) names: Lines,
    /// Several ARNs of one type are separated by a space.
    pub(crate) arns: Lines,
    pub(crate) keys: Vec<u32>,
}

/// The bytes are not a file of this crate, not of this version of it, or not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidData;

impl fmt::Display for InvalidData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the AWS data is damaged, or was built for another version of this program")
    }
}

impl std::error::Error for InvalidData {}

impl Catalog {
    /// Reads a catalogue file, which [`build::catalog`](crate::build::catalog) wrote.
    ///
    /// # Errors
    /// [`InvalidData`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Catalog, InvalidData> {
        read(bytes).filter(is_consistent).ok_or(InvalidData)
    }

    /// The package and version that the services and actions come from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The day on which AWS's pages were read, `YYYY-MM-DD`: an action that is younger is not here.
    pub fn date(&self) -> &str {
        &self.date
    }

    /// How many actions there are.
    pub fn n_actions(&self) -> usize {
        self.actions.names.len()
    }

    /// The keys that do not belong to one service: all `aws:` keys, and those that some services put into every
    /// request of their sessions.
    pub fn global_keys(&self) -> impl Iterator<Item = GlobalKey<'_>> {
        self.global_keys.iter().filter_map(|line| {
            let (name, rest) = line.split_once('\t')?;
            let (category, key_type) = rest.split_once('\t')?;
            let (key_type, is_multivalued) = key::parse_type(key_type)?;
            Some(GlobalKey { key: ConditionKey { name, key_type, is_multivalued }, category })
        })
    }

    /// Service principals that AWS's own policies and documentation name, sorted. There are others.
    pub fn service_principals(&self) -> impl Iterator<Item = &str> {
        self.service_principals.iter()
    }

    /// Partitions with their Regions.
    pub fn partitions(&self) -> &[Partition] {
        &self.partitions
    }

    /// The prefixes of the services that resource control policies cover, sorted.
    pub fn resource_control_services(&self) -> impl Iterator<Item = &str> {
        self.resource_control_services.iter()
    }

    pub(crate) fn key(&self, idx: usize) -> Option<ConditionKey<'_>> {
        let (key_type, is_multivalued) = key::type_from_byte(*self.key_types.get(idx)?)?;
        Some(ConditionKey { name: self.keys.get(idx)?, key_type, is_multivalued })
    }

    pub(crate) fn key_set(&self, set: u32) -> impl Iterator<Item = ConditionKey<'_>> {
        self.key_sets.get(set as usize).iter().filter_map(|it| self.key(*it as usize))
    }
}

fn read(bytes: &[u8]) -> Option<Catalog> {
    let [
        meta,
        categories,
        services,
        service_numbers,
        action_names,
        action_marks,
        action_resources,
        action_keys,
        action_dependents,
        resource_names,
        resource_arns,
        resource_keys,
        resource_sets,
        keys,
        key_types,
        key_sets,
        dependents,
        dependent_sets,
        global_keys,
        service_principals,
        partitions,
        resource_control_services,
    ] = columns::read(bytes, MAGIC)?;
    let services = read_services(&Lines::read(services)?, &read_numbers(service_numbers)?)?;
    let (source, date) = std::str::from_utf8(meta).ok()?.split_once('\t')?;
    Some(Catalog {
        source: source.to_owned(),
        date: date.to_owned(),
        categories: Lines::read(categories)?,
        actions: ActionColumns {
            names: Lines::read(action_names)?,
            marks: action_marks.to_vec(),
            resources: read_numbers(action_resources)?,
            keys: read_numbers(action_keys)?,
            dependents: read_numbers(action_dependents)?,
        },
        resources: ResourceColumns {
            names: Lines::read(resource_names)?,
            arns: read_arns(&Lines::read(resource_arns)?, &services)?,
            keys: read_numbers(resource_keys)?,
        },
        services,
        resource_sets: Sets::read(resource_sets)?,
        keys: Lines::read(keys)?,
        key_types: key_types.to_vec(),
        key_sets: Sets::read_ascending(key_sets)?,
        dependents: Lines::read(dependents)?,
        dependent_sets: Sets::read_ascending(dependent_sets)?,
        global_keys: Lines::read(global_keys)?,
        service_principals: Lines::read(service_principals)?,
        partitions: partition::parse(Lines::read(partitions)?.iter())?,
        resource_control_services: Lines::read(resource_control_services)?,
    })
}

fn read_services(lines: &Lines, numbers: &[u32]) -> Option<Vec<ServiceRow>> {
    let (mut n_actions, mut n_resources) = (0, 0);
    let mut services = Vec::with_capacity(lines.len());
    for (line, numbers) in lines.iter().zip(numbers.chunks_exact(3)) {
        let [n_own_actions, n_own_resources, keys] = numbers.try_into().ok()?;
        let fields: Vec<&str> = line.split('\t').collect();
        let [prefix, name, category, retired] = fields.try_into().ok()?;
        let actions = n_actions..n_actions + n_own_actions as usize;
        let resources = n_resources..n_resources + n_own_resources as usize;
        (n_actions, n_resources) = (actions.end, resources.end);
        services.push(ServiceRow {
            prefix: prefix.to_owned(),
            name: name.to_owned(),
            category: category.to_owned(),
            is_retired: retired == "retired",
            actions,
            resources,
            keys,
        });
    }
    Some(services)
}

fn read_arns(lines: &Lines, services: &[ServiceRow]) -> Option<Lines> {
    let mut arns = String::new();
    for service in services {
        for idx in service.resources.clone() {
            let expanded = lines.get(idx)?.split(' ').map(|it| expand(it, &service.prefix));
            arns.push_str(&expanded.collect::<Vec<_>>().join(" "));
            arns.push('\n');
        }
    }
    Lines::read(arns.as_bytes())
}

/// Whether all columns of a table are of one length, so that no fact is about the wrong thing, or missing.
fn is_consistent(catalog: &Catalog) -> bool {
    let Catalog { actions, resources, services, .. } = catalog;
    let n_actions = services.last().map_or(0, |it| it.actions.end);
    let n_resources = services.last().map_or(0, |it| it.resources.end);
    let action_lengths = [
        actions.names.len(),
        actions.marks.len(),
        actions.resources.len(),
        actions.keys.len(),
        actions.dependents.len(),
    ];
    let resource_lengths = [resources.names.len(), resources.arns.len(), resources.keys.len()];
    let key_set_ids = actions.keys.iter().chain(&resources.keys);
    action_lengths.iter().all(|it| *it == n_actions)
        && resource_lengths.iter().all(|it| *it == n_resources)
        && catalog.key_types.len() == catalog.keys.len()
        && key_set_ids
            .chain(services.iter().map(|it| &it.keys))
            .all(|it| (*it as usize) < catalog.key_sets.len())
        && actions.resources.iter().all(|it| (*it as usize) < catalog.resource_sets.len())
        && actions.dependents.iter().all(|it| (*it as usize) < catalog.dependent_sets.len())
        && catalog.key_sets.largest_item().is_none_or(|it| (it as usize) < catalog.keys.len())
        && catalog.dependent_sets.largest_item().is_none_or(|it| (it as usize) < catalog.dependents.len())
}
