//! What holds in every world that edits and calls make of one in which it held.

use std::collections::BTreeMap;

use super::world::*;
use crate::*;

/// What does not hold, each in a few words.
pub(super) fn broken(world: &World) -> Vec<String> {
    let mut broken = Vec::new();
    for (id, account) in &world.accounts {
        names(account, &mut broken);
        forms(account, &mut broken);
        quotas(account, &mut broken);
        references(world, *id, account, &mut broken);
        versions(account, &mut broken);
    }
    ids(world, &mut broken);
    broken
}

fn note(broken: &mut Vec<String>, holds: bool, words: impl FnOnce() -> String) {
    if !holds {
        broken.push(words());
    }
}

// S102
fn names(account: &Account, broken: &mut Vec<String>) {
    let kinds: [(&str, Vec<&String>); 6] = [
        ("users", account.users.keys().collect()),
        ("groups", account.groups.keys().collect()),
        ("roles", account.roles.keys().collect()),
        ("policies", account.managed_policies.keys().collect()),
        ("profiles", account.instance_profiles.keys().collect()),
        ("SAML providers", account.saml_providers.keys().collect()),
    ];
    for (kind, names) in kinds {
        let mut lower: Vec<String> = names.iter().map(|it| it.to_ascii_lowercase()).collect();
        lower.sort();
        lower.dedup();
        note(broken, lower.len() == names.len(), || format!("two {kind} have one name: {names:?}"));
        note(broken, names.iter().all(|it| is_iam_name(it)), || format!("{kind} have no name: {names:?}"));
    }
}

// S18, S101
fn forms(account: &Account, broken: &mut Vec<String>) {
    let users = account.users.iter().map(|(name, it)| (name, &it.path, &it.tags));
    let no_tags = Tags::new();
    let groups = account.groups.iter().map(|(name, it)| (name, &it.path, &no_tags));
    let roles = account.roles.iter().map(|(name, it)| (name, &it.path, &it.tags));
    for (name, path, tags) in users.chain(groups).chain(roles) {
        note(broken, is_iam_path(path), || format!("the path of {name} is {path}"));
        note(broken, tags.len() <= 50, || format!("{name} has {} tags", tags.len()));
        let mut keys: Vec<String> = tags.keys().map(|it| it.to_ascii_lowercase()).collect();
        keys.dedup();
        note(broken, keys.len() == tags.len(), || format!("{name} has a tag twice: {tags:?}"));
        note(broken, !keys.iter().any(|it| it.starts_with("aws:")), || format!("{name} has a tag of AWS's"));
    }
    for (name, policy) in &account.managed_policies {
        note(broken, is_managed_policy_path(&policy.path), || {
            format!("the path of {name} is {}", policy.path)
        });
    }
    for (name, role) in &account.roles {
        let seconds = role.max_session_duration;
        note(broken, (3600..=43_200).contains(&seconds), || format!("{name} lasts {seconds}"));
    }
}

// S103
fn quotas(account: &Account, broken: &mut Vec<String>) {
    let mut at_most = |name: &str, n: usize, max: usize| {
        note(broken, n <= max, || format!("{name} has {n} of {max}"));
    };
    at_most("root", account.root_access_keys.len(), 2);
    for (name, user) in &account.users {
        at_most(name, user.access_keys.len(), 2);
        at_most(name, user.groups.len(), 10);
        at_most(name, user.policies.attached.len(), 10);
        let owner = Some(MfaOwner::User(name.clone()));
        at_most(name, account.mfa_devices.values().filter(|it| it.owner == owner).count(), 8);
    }
    for (name, group) in &account.groups {
        at_most(name, group.policies.attached.len(), 10);
    }
    for (name, role) in &account.roles {
        at_most(name, role.policies.attached.len(), 20);
    }
    for (issuer, provider) in &account.oidc_providers {
        at_most(issuer, provider.client_ids.len(), 100);
    }
}

/// Whatever is named is there.
fn references(world: &World, id: iam_evaluator::arn::AccountId, account: &Account, broken: &mut Vec<String>) {
    for it in world.managed_policy_uses().into_iter().filter(|it| it.account == id) {
        let is_own = world.managed_policy(it.policy).is_some_and(|found| found.account == id);
        note(broken, is_own || is_aws_managed(it.policy), || {
            format!("{:?} has {}, which is not there", it.entity, it.policy)
        });
    }
    for (name, user) in &account.users {
        let groups = &user.groups;
        note(broken, groups.iter().all(|it| account.groups.contains_key(it)), || {
            format!("{name} is in {groups:?}")
        });
    }
    for (name, profile) in &account.instance_profiles {
        let role = &profile.role;
        note(broken, role.as_ref().is_none_or(|it| account.roles.contains_key(it)), || {
            format!("{name} has {role:?}")
        });
    }
    for (serial, device) in &account.mfa_devices {
        let is_there = match &device.owner {
            Some(MfaOwner::User(name)) => account.users.contains_key(name),
            Some(MfaOwner::Root) => true,
            None => device.kind == MfaKind::Virtual,
        };
        note(broken, is_there, || format!("{serial} is of {:?}", device.owner));
    }
}

// S119
fn versions(account: &Account, broken: &mut Vec<String>) {
    for (name, policy) in &account.managed_policies {
        let others = &policy.other_versions;
        note(broken, others.len() < 5, || format!("{name} has {} versions", others.len() + 1));
        note(broken, !others.contains_key(&policy.default_version), || {
            format!("{name} has its default version twice")
        });
        let newest = others.keys().copied().chain([policy.default_version]).max();
        note(broken, newest <= Some(policy.newest_version), || format!("{name} forgot a number"));
    }
}

// S3
fn ids(world: &World, broken: &mut Vec<String>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for account in world.accounts.values() {
        let users = account.users.values().map(|it| it.unique_id.as_str());
        let groups = account.groups.values().map(|it| it.unique_id.as_str());
        let roles = account.roles.values().map(|it| it.unique_id.as_str());
        let profiles = account.instance_profiles.values().map(|it| it.unique_id.as_str());
        let policies = account.managed_policies.values().filter_map(|it| it.unique_id.as_deref());
        let keys = account.users.values().flat_map(|it| it.access_keys.keys());
        let keys = keys.chain(account.root_access_keys.keys()).map(String::as_str);
        for id in users.chain(groups).chain(roles).chain(profiles).chain(policies).chain(keys) {
            *seen.entry(id).or_default() += 1;
        }
    }
    for id in world.sessions.keys() {
        *seen.entry(id).or_default() += 1;
    }
    let events: Vec<&str> = world.trail.iter().filter_map(|it| it.record.text("eventID")).collect();
    note(broken, events.len() == world.trail.len(), || "an event has no id".to_owned());
    for id in events {
        *seen.entry(id).or_default() += 1;
    }
    for (id, n) in seen {
        note(broken, n == 1, || format!("{id} is there {n} times"));
    }
}

/// The checker sees what is broken.
#[test]
fn a_broken_world_is_seen() {
    let sound = world();
    assert_eq!(broken(&sound), Vec::<String>::new());
    let breaks: [fn(&mut Account); 9] = [
        |it| {
            it.users.extend([("a".to_owned(), user()), ("A".to_owned(), user())]);
            it.users.get_mut("A").unwrap().unique_id = "AIDAOTHER".to_owned();
        },
        |it| {
            it.users.insert("a".to_owned(), User { path: "x".to_owned(), ..user() });
        },
        |it| {
            it.users.insert("a".to_owned(), User { groups: ["g".to_owned()].into(), ..user() });
        },
        |it| {
            it.users.insert(
                "a".to_owned(),
                User { permissions_boundary: Some(arn("arn:aws:iam::444455556666:policy/No")), ..user() },
            );
        },
        |it| {
            it.users.extend([("a".to_owned(), user()), ("b".to_owned(), user())]);
        },
        |it| {
            let mut policy = ManagedPolicy::new("/", allow("*"));
            policy.other_versions.insert(1, allow("*"));
            it.managed_policies.insert("p".to_owned(), policy);
        },
        |it| {
            let owner = Some(MfaOwner::User("gone".to_owned()));
            let device = MfaDevice { kind: MfaKind::Virtual, owner, tags: Tags::new() };
            it.mfa_devices.insert("arn:aws:iam::444455556666:mfa/m".to_owned(), device);
        },
        |it| {
            let role = Some("gone".to_owned());
            let profile = InstanceProfile {
                path: "/".to_owned(),
                unique_id: "AIPA".to_owned(),
                role,
                tags: Tags::new(),
            };
            it.instance_profiles.insert("w".to_owned(), profile);
        },
        |it| {
            it.roles.insert("r".to_owned(), Role { max_session_duration: 60, ..role(allow("*")) });
        },
    ];
    for (idx, break_it) in breaks.into_iter().enumerate() {
        let mut world = sound.clone();
        break_it(prod(&mut world));
        assert_eq!(broken(&world).len(), 1, "{idx}: {:?}", broken(&world));
    }
}
