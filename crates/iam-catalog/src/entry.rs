//! What a look-up returns: a service, an action or a resource type, with its facts.

use std::fmt;

use crate::arn_template::ArnTemplate;
use crate::catalog::{Catalog, ServiceRow};
use crate::key::ConditionKey;

/// What an action does, as AWS classifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessLevel {
    /// Lists resources.
    List,
    /// Reads contents or attributes.
    Read,
    /// Creates, changes or deletes.
    Write,
    /// Changes tags only.
    Tagging,
    /// Grants or changes permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// All levels, in AWS's order.
    pub const ALL: [AccessLevel; 5] = [
        AccessLevel::List,
        AccessLevel::Read,
        AccessLevel::Write,
        AccessLevel::Tagging,
        AccessLevel::PermissionsManagement,
    ];

    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            AccessLevel::List => "List",
            AccessLevel::Read => "Read",
            AccessLevel::Write => "Write",
            AccessLevel::Tagging => "Tagging",
            AccessLevel::PermissionsManagement => "Permissions management",
        }
    }

    /// Reads what [`as_str`](AccessLevel::as_str) writes.
    pub fn parse(text: &str) -> Option<AccessLevel> {
        AccessLevel::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

impl fmt::Display for AccessLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The access level of an action, with two bits above it.
pub(crate) const PERMISSION_ONLY: u8 = 0x10;
pub(crate) const DEPENDENTS_UNKNOWN: u8 = 0x20;

/// A service, found by its prefix.
#[derive(Clone, Copy)]
pub struct Service<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) row: &'a ServiceRow,
}

impl<'a> Service<'a> {
    /// What its actions begin with, such as `s3`.
    pub fn prefix(self) -> &'a str {
        &self.row.prefix
    }

    /// Such as `Amazon S3`.
    pub fn name(self) -> &'a str {
        &self.row.name
    }

    /// The name of its category, such as `Storage`, or nothing.
    pub fn category(self) -> &'a str {
        let names = self.catalog.categories.iter().filter_map(|it| it.split_once('\t'));
        names.filter(|(id, _)| *id == self.row.category).map(|(_, name)| name).next().unwrap_or_default()
    }

    /// Whether AWS no longer documents the service. Policies still name its actions.
    pub fn is_retired(self) -> bool {
        self.row.is_retired
    }

    /// Its actions, sorted by name.
    pub fn actions(self) -> impl Iterator<Item = ServiceAction<'a>> {
        self.row.actions.clone().map(move |idx| ServiceAction { service: self, idx })
    }

    /// Its actions of one access level.
    pub fn actions_of_level(self, level: AccessLevel) -> impl Iterator<Item = ServiceAction<'a>> {
        self.actions().filter(move |it| it.access_level() == level)
    }

    /// Its resource types, sorted by name.
    pub fn resource_types(self) -> impl Iterator<Item = ResourceType<'a>> {
        self.row.resources.clone().map(move |idx| ResourceType { service: self, idx })
    }

    /// The condition keys on its page, also those of other services and `aws:` ones, sorted.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey<'a>> {
        self.catalog.key_set(self.row.keys)
    }
}

/// An action of a service. It displays as `s3:GetObject`.
#[derive(Clone, Copy)]
pub struct ServiceAction<'a> {
    pub(crate) service: Service<'a>,
    pub(crate) idx: usize,
}

impl<'a> ServiceAction<'a> {
    /// The service it belongs to.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// What follows the colon, as AWS writes it.
    pub fn name(self) -> &'a str {
        self.service.catalog.actions.names.get(self.idx).unwrap_or_default()
    }

    /// How AWS classifies it.
    pub fn access_level(self) -> AccessLevel {
        let level = AccessLevel::ALL.get(usize::from(self.marks() & 0x0f));
        level.copied().unwrap_or(AccessLevel::Write)
    }

    /// Whether it takes no resource, so that only `Resource: "*"` works for it.
    pub fn takes_no_resource(self) -> bool {
        self.resource_set().is_empty()
    }

    /// The resource types it can be about. A request is about one or some of them.
    pub fn resource_types(self) -> impl Iterator<Item = ActionResource<'a>> {
        self.resource_set().chunks_exact(2).filter_map(move |pair| {
            let [resource, keys] = pair.try_into().ok()?;
            let idx = self.service.row.resources.start + (resource >> 1) as usize;
            Some(ActionResource {
                resource_type: ResourceType { service: self.service, idx },
                is_marked_required: resource & 1 == 1,
                keys,
            })
        })
    }

    /// The condition keys of the action itself, sorted: those that do not depend on the resource.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey<'a>> {
        let catalog = self.service.catalog;
        catalog.key_set(catalog.actions.keys.get(self.idx).copied().unwrap_or_default())
    }

    /// The condition keys of the action, of the action with any of its resource types, and of those types: sorted, each
    /// once.
    pub fn all_condition_keys(self) -> Vec<ConditionKey<'a>> {
        let with_resources =
            self.resource_types().flat_map(|it| it.condition_keys().chain(it.resource_type.condition_keys()));
        let mut keys: Vec<ConditionKey<'a>> = self.condition_keys().chain(with_resources).collect();
        sorted::sort_by_key(&mut keys, |it| it.name.to_ascii_lowercase());
        keys.dedup();
        keys
    }

    /// The actions that AWS says a caller needs beside this one, as `service:Name`. `None` where that is not known,
    /// which is so for actions that are new since AWS's page lost this column.
    pub fn dependent_actions(self) -> Option<impl Iterator<Item = &'a str>> {
        let catalog = self.service.catalog;
        let set = catalog.actions.dependents.get(self.idx).copied().unwrap_or_default();
        let names = catalog.dependent_sets.get(set as usize).iter();
        self.is_documented_in_full().then(|| names.filter_map(|it| catalog.dependents.get(*it as usize)))
    }

    /// Whether no API operation belongs to it: it is only a permission. `None` where that is not known.
    pub fn is_permission_only(self) -> Option<bool> {
        self.is_documented_in_full().then(|| self.marks() & PERMISSION_ONLY != 0)
    }

    fn is_documented_in_full(self) -> bool {
        self.marks() & DEPENDENTS_UNKNOWN == 0
    }

    fn marks(self) -> u8 {
        self.service.catalog.actions.marks.get(self.idx).copied().unwrap_or_default()
    }

    fn resource_set(self) -> &'a [u32] {
        let catalog = self.service.catalog;
        let set = catalog.actions.resources.get(self.idx).copied().unwrap_or_default();
        catalog.resource_sets.get(set as usize)
    }
}

impl fmt::Display for ServiceAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service.prefix(), self.name())
    }
}

impl fmt::Debug for ServiceAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceAction({self})")
    }
}

/// A resource type of an action.
#[derive(Clone, Copy)]
pub struct ActionResource<'a> {
    /// The type.
    pub resource_type: ResourceType<'a>,
    /// Whether AWS marks it with an asterisk. A hint: `bedrock:InvokeModel` marks twelve, and a call is about one.
    pub is_marked_required: bool,
    keys: u32,
}

impl<'a> ActionResource<'a> {
    /// The condition keys of the action when it is about this type, sorted.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey<'a>> {
        self.resource_type.service.catalog.key_set(self.keys)
    }
}

/// A type of resource of a service.
#[derive(Clone, Copy)]
pub struct ResourceType<'a> {
    service: Service<'a>,
    idx: usize,
}

impl<'a> ResourceType<'a> {
    /// Such as `bucket`; some hold spaces, such as `function version`.
    pub fn name(self) -> &'a str {
        self.service.catalog.resources.names.get(self.idx).unwrap_or_default()
    }

    /// Its ARNs: nearly always one.
    pub fn arns(self) -> impl Iterator<Item = ArnTemplate<'a>> {
        self.service.catalog.resources.arns.get(self.idx).unwrap_or_default().split(' ').map(ArnTemplate::new)
    }

    /// The condition keys of the type, sorted.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKey<'a>> {
        let catalog = self.service.catalog;
        catalog.key_set(catalog.resources.keys.get(self.idx).copied().unwrap_or_default())
    }
}
