//! The AWS managed policies, read by the evaluator.

use std::collections::BTreeSet;

use iam_catalog::{InvalidData, ManagedPolicies};
use iam_evaluator::diagnostic::{Diagnostic, Severity};
use iam_evaluator::policy::{self, ActionElement};
use serde_json::Value;

use crate::built::{CATALOG, MANAGED_FILES, MANAGED_POLICIES};

#[test]
fn every_document_is_a_policy_without_errors() {
    for managed in MANAGED_POLICIES.iter() {
        let (policy, diagnostics) = policy::read(managed.document.unwrap());
        let errors: Vec<&Diagnostic> =
            diagnostics.iter().filter(|it| it.severity() == Severity::Error).collect();
        assert!(policy.is_some() && errors.is_empty(), "{}: {errors:?}", managed.name);
    }
}

#[test]
fn every_document_prints_back_the_same_policy() {
    for managed in MANAGED_POLICIES.iter() {
        let document = managed.document.unwrap();
        let printed = policy::print(&policy::read(document).0.unwrap());
        assert_eq!(as_iam_reads(&printed), as_iam_reads(document), "{}", managed.name);
        let again = policy::read(&printed).0.unwrap();
        // Spans differ; what is printed does not.
        assert_eq!(policy::print(&again), printed, "{}", managed.name);
    }
}

/// To IAM, a list of one is that one.
fn as_iam_reads(document: &str) -> Value {
    fn simplified(value: Value) -> Value {
        match value {
            Value::Array(mut items) if items.len() == 1 => simplified(items.remove(0)),
            Value::Array(items) => Value::Array(items.into_iter().map(simplified).collect()),
            Value::Object(members) => {
                Value::Object(members.into_iter().map(|(name, it)| (name, simplified(it))).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
        }
    }
    simplified(serde_json::from_str(document).unwrap())
}

#[track_caller]
fn check_found(name_or_arn: &str, expected: Option<&str>) {
    let found = MANAGED_POLICIES.find(name_or_arn);
    assert_eq!(found.map(|it| it.arn("aws")).as_deref(), expected, "{name_or_arn}");
}

#[test]
fn policies_are_found_by_name_and_by_arn() {
    let view_only = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
    check_found("ViewOnlyAccess", Some(view_only));
    check_found("viewonlyaccess", Some(view_only));
    check_found(view_only, Some(view_only));
    check_found("arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess", Some(view_only));
    check_found("arn:aws:iam::aws:policy/ViewOnlyAccess", None);
    check_found("arn:aws:iam::111122223333:policy/ViewOnlyAccess", None);
    check_found("NoSuchPolicy", None);
    check_found("", None);
    for policy in MANAGED_POLICIES.iter() {
        check_found(policy.name, Some(&policy.arn("aws")));
        check_found(&policy.arn("aws"), Some(&policy.arn("aws")));
    }
}

#[test]
fn a_policy_has_its_facts() {
    let policy = MANAGED_POLICIES.find("AmazonS3ReadOnlyAccess").unwrap();
    assert_eq!((policy.path, policy.version), ("/", "v3"));
    assert_eq!((policy.created, policy.updated), ("2015-02-06", "2023-08-10"));
    assert!(
        policy.document.unwrap().starts_with(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","#)
    );
}

#[test]
fn the_most_used_are_loaded_first() {
    let mut policies = ManagedPolicies::from_bytes(&MANAGED_FILES.top).unwrap();
    assert_eq!(policies.iter().count(), 1_582);
    assert_eq!(policies.iter().filter(|it| it.document.is_some()).count(), 60);
    assert!(policies.find("ReadOnlyAccess").unwrap().document.is_some());
    assert!(!policies.is_complete());
    policies.add_documents(&MANAGED_FILES.rest).unwrap();
    assert!(policies.is_complete());
}

#[test]
fn what_is_not_such_a_file_is_refused() {
    let check = |bytes: &[u8]| assert_eq!(ManagedPolicies::from_bytes(bytes).err(), Some(InvalidData));
    check(b"");
    check(&MANAGED_FILES.rest);
    check(&MANAGED_FILES.top[..1_000]);
    let mut policies = ManagedPolicies::from_bytes(&MANAGED_FILES.top).unwrap();
    assert_eq!(policies.add_documents(&MANAGED_FILES.rest[..1_000]), Err(InvalidData));
}

/// Every entry of `Action` and `NotAction` of all documents, as written.
fn action_entries() -> Vec<String> {
    let statements =
        MANAGED_POLICIES.iter().flat_map(|it| policy::read(it.document.unwrap()).0.unwrap().statements);
    let entries = statements.flat_map(|it| {
        let (ActionElement::Action(entries) | ActionElement::NotAction(entries)) = it.action;
        entries.entries
    });
    entries.map(|it| it.value.0).collect()
}

/// How well the catalogue covers what AWS itself writes into policies: an upstream change of shape shows here first.
#[test]
fn the_catalogue_knows_what_the_managed_policies_name() {
    let entries = action_entries();
    let (patterns, names): (Vec<&String>, Vec<&String>) =
        entries.iter().partition(|it| it.contains(['*', '?']));
    let unknown: Vec<&String> = names.iter().copied().filter(|it| CATALOG.action(it).is_none()).collect();
    let distinct: BTreeSet<String> = unknown.iter().map(|it| it.to_ascii_lowercase()).collect();
    let patterns: BTreeSet<&str> = patterns.iter().map(|it| it.as_str()).collect();
    let idle = patterns.iter().filter(|it| CATALOG.matching_actions(it).next().is_none()).count();
    assert_eq!((names.len(), unknown.len(), distinct.len(), idle), (60_265, 91, 84, 21));
}
