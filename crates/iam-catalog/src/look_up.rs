//! Finding services, actions and condition keys: exact, by their beginning, or by wildcards. Case never matters.

use std::cmp::Ordering;

use crate::catalog::{Catalog, ServiceRow};
use crate::entry::{Service, ServiceAction};
use crate::glob;
use crate::key::{self, ConditionKey};

/// Whether an action takes no resource, so that only `Resource: "*"` works for it. `false` also for an unknown action:
/// the evaluator takes this fact with the request, and must not refuse a resource without knowing.
pub fn takes_no_resource(catalog: &Catalog, action: &str) -> bool {
    catalog.action(action).is_some_and(ServiceAction::takes_no_resource)
}

impl Catalog {
    /// All services, sorted by prefix.
    pub fn services(&self) -> impl Iterator<Item = Service<'_>> {
        self.services.iter().map(|row| Service { catalog: self, row })
    }

    /// The service with this prefix.
    pub fn service(&self, prefix: &str) -> Option<Service<'_>> {
        let idx = self.services.binary_search_by(|it| compare(&it.prefix, prefix)).ok()?;
        self.services.get(idx).map(|row| Service { catalog: self, row })
    }

    /// All actions, sorted by service, then by name.
    pub fn actions(&self) -> impl Iterator<Item = ServiceAction<'_>> {
        self.services().flat_map(Service::actions)
    }

    /// The action `service:Name`.
    pub fn action(&self, action: &str) -> Option<ServiceAction<'_>> {
        let (prefix, name) = action.split_once(':')?;
        let service = self.service(prefix)?;
        let idx = self.first_action(service.row, |it| compare(it, name) == Ordering::Less);
        let action = ServiceAction { service, idx };
        (service.row.actions.contains(&idx) && action.name().eq_ignore_ascii_case(name)).then_some(action)
    }

    /// The actions that begin with what is typed so far: `s3:Ge`. Without a colon, those of every service whose prefix
    /// begins so.
    pub fn complete_action(&self, typed: &str) -> impl Iterator<Item = ServiceAction<'_>> {
        let (prefix, name) = typed.split_once(':').unwrap_or((typed, ""));
        let services = match typed.contains(':') {
            true => self.services_where(
                |it| compare(it, prefix) == Ordering::Less,
                |it| it.eq_ignore_ascii_case(prefix),
            ),
            false => {
                self.services_where(|it| compare(it, prefix) == Ordering::Less, |it| begins_with(it, prefix))
            }
        };
        let name = name.to_owned();
        services.iter().flat_map(move |row| {
            let service = Service { catalog: self, row };
            let first = self.first_action(row, |it| compare(it, &name) == Ordering::Less);
            let end =
                self.first_action(row, |it| compare(it, &name) == Ordering::Less || begins_with(it, &name));
            (first..end).map(move |idx| ServiceAction { service, idx })
        })
    }

    /// The actions that an action pattern of a policy matches: `s3:Get*`, `*:*Describe*Instance*`, `*`. A pattern without
    /// a colon other than `*` matches none, as in a policy.
    pub fn matching_actions(&self, pattern: &str) -> impl Iterator<Item = ServiceAction<'_>> {
        let pattern = pattern.to_ascii_lowercase();
        let (prefix, name) = match pattern.split_once(':') {
            Some((prefix, name)) => (prefix.to_owned(), name.to_owned()),
            None if pattern == "*" => (pattern.clone(), pattern),
            // No service has an empty prefix.
            None => (String::new(), String::new()),
        };
        let services =
            self.services().filter(move |it| glob::matches(prefix.as_bytes(), it.prefix().as_bytes()));
        services
            .flat_map(Service::actions)
            .filter(move |it| glob::matches(name.as_bytes(), it.name().as_bytes()))
    }

    /// A condition key as it stands in a policy or request: `s3:prefix`, or `aws:RequestTag/team`, which is one of
    /// `aws:RequestTag/${TagKey}`.
    pub fn condition_key(&self, name: &str) -> Option<ConditionKey<'_>> {
        let lower = name.to_ascii_lowercase();
        let global = || self.global_keys().map(|it| it.key);
        let named = self.find_key(&lower).or_else(|| global().find(|it| it.name.eq_ignore_ascii_case(name)));
        let mut keys = (0..self.keys.len()).filter_map(|it| self.key(it)).chain(global());
        named.or_else(|| keys.find(|it| it.name.contains("${") && key::is_instance(it.name, &lower)))
    }

    /// The names of all keys that can hold several values, sorted; some are global, and each is there once.
    pub fn multivalued_keys(&self) -> Vec<&str> {
        let of_services = (0..self.keys.len()).filter_map(|it| self.key(it));
        let keys = of_services.chain(self.global_keys().map(|it| it.key));
        let mut names: Vec<&str> = keys.filter(|it| it.is_multivalued).map(|it| it.name).collect();
        sorted::sort_by_key(&mut names, |it| it.to_ascii_lowercase());
        names.dedup();
        names
    }

    fn find_key(&self, lower: &str) -> Option<ConditionKey<'_>> {
        let idx = partition_point(0, self.keys.len(), |it| {
            self.keys.get(it).is_some_and(|it| compare(it, lower) == Ordering::Less)
        });
        self.key(idx).filter(|it| it.name.eq_ignore_ascii_case(lower))
    }

    /// The services from the first one that is not `before`, as long as they are `within`.
    fn services_where(&self, before: impl Fn(&str) -> bool, within: impl Fn(&str) -> bool) -> &[ServiceRow] {
        let start = self.services.partition_point(|it| before(&it.prefix));
        let from = self.services.get(start..).unwrap_or_default();
        let length = from.partition_point(|it| within(&it.prefix));
        from.get(..length).unwrap_or_default()
    }

    /// The number of the first action of the service that is not `before`; its end if there is none.
    fn first_action(&self, service: &ServiceRow, before: impl Fn(&str) -> bool) -> usize {
        partition_point(service.actions.start, service.actions.end, |idx| {
            self.actions.names.get(idx).is_some_and(&before)
        })
    }
}

/// Without regard to ASCII case, and without allocating.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let lower = |it: u8| it.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

fn begins_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|it| it.eq_ignore_ascii_case(beginning))
}

/// The first number from `start` that is not `before`: all that are come first.
pub(crate) fn partition_point(start: usize, end: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut start, mut end) = (start, end);
    while start < end {
        let middle = start + (end - start) / 2;
        match before(middle) {
            true => start = middle + 1,
            false => end = middle,
        }
    }
    start
}
