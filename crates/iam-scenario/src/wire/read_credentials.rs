//! File → access keys, MFA devices and identity providers.

use iam_organization::{
    AccessKey, Account, MfaDevice, MfaKind, MfaOwner, OidcProvider, SamlProvider, Timestamp,
};
use sorted::SortedMap;

use super::error::Errors;
use super::fields::{HARDWARE, INACTIVE, PASSKEY};
use super::names::{Names, one_of};
use super::node::Node;

const TWICE: &str = "leave one of the two out";

pub(super) fn access_keys(
    errors: &mut Errors<'_>,
    list: Node<'_>,
    clock: Timestamp,
) -> SortedMap<String, AccessKey> {
    let mut keys = SortedMap::new();
    for node in list.items() {
        let id = node.field("id").string();
        let created = node.field("created");
        let time = created.optional_string().map(|it| Timestamp::parse(&it));
        let time = time.and_then(|it| errors.ok(created, "leave it out for the world's time", it));
        let is_active = node.field("status").text() != Some(INACTIVE);
        let key = AccessKey { is_active, created: time.unwrap_or(clock) };
        if keys.insert(id.clone(), key).is_some() {
            errors.add(node, format!("the access key `{id}` is there twice"), TWICE);
        }
    }
    if keys.len() > 2 {
        errors.add(list, "nobody has more than two access keys", "leave the others out");
    }
    keys
}

pub(super) fn mfa_devices(
    errors: &mut Errors<'_>,
    list: Node<'_>,
    account: &Account,
) -> SortedMap<String, MfaDevice> {
    let mut devices = SortedMap::new();
    for node in list.items() {
        let serial = node.field("serialNumber").string();
        let kind = match node.field("kind").text() {
            Some(HARDWARE) => MfaKind::Hardware,
            Some(PASSKEY) => MfaKind::Passkey,
            Some(_) | None => MfaKind::Virtual,
        };
        let owner_node = node.field("owner");
        let user_node = owner_node.field("user");
        let user = user_node.optional_string();
        if let Some(name) = user.as_ref().filter(|it| !account.users.contains_key(*it)) {
            let message = format!("there is no user `{name}` in this account");
            errors.add(user_node, message, one_of("users", account.users.keys()));
        }
        let owner = match owner_node.text() {
            Some(_) => Some(MfaOwner::Root),
            None => user.map(MfaOwner::User),
        };
        if owner.is_none() && kind != MfaKind::Virtual {
            errors.add(node, "only a virtual device can be without an owner", "name its `owner`");
        }
        let tags = node.field("tags").tags();
        if devices.insert(serial.clone(), MfaDevice { kind, owner, tags }).is_some() {
            errors.add(node, format!("the MFA device `{serial}` is there twice"), TWICE);
        }
    }
    devices
}

pub(super) fn saml_providers(errors: &mut Errors<'_>, list: Node<'_>) -> SortedMap<String, SamlProvider> {
    let mut names = Names::new("SAML provider");
    let provider =
        |node: Node<'_>| (names.name(errors, node), SamlProvider { tags: node.field("tags").tags() });
    list.items().map(provider).collect()
}

pub(super) fn oidc_providers(errors: &mut Errors<'_>, list: Node<'_>) -> SortedMap<String, OidcProvider> {
    let mut providers = SortedMap::new();
    for node in list.items() {
        let issuer = node.field("issuer").string();
        let provider = OidcProvider {
            client_ids: node.field("clientIds").string_set(),
            tags: node.field("tags").tags(),
        };
        if issuer.contains("://") {
            errors.add(node.field("issuer"), "the issuer is written without `https://`", "leave it out");
        }
        if providers.insert(issuer.clone(), provider).is_some() {
            errors.add(node, format!("the OIDC provider `{issuer}` is there twice"), TWICE);
        }
    }
    providers
}
