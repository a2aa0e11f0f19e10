//! File → the organization.

use iam_evaluator::arn::AccountId;
use iam_organization::{
    Account, AttachedPolicies, FULL_AWS_ACCESS, FeatureSet, Handshake, HandshakeState, Organization,
    OrganizationPolicy, OrganizationPolicyType, OrganizationalUnit, Placement, RCP_FULL_AWS_ACCESS, Root,
    Timestamp,
};
use sorted::{SortedMap, SortedSet};

use super::error::Errors;
use super::fields::{CONSOLIDATED_BILLING, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY};
use super::names::{Names, one_of, policy_text};
use super::node::Node;
use super::read::{CLOCK, account_id};

/// Reads the organization. `None` if its management account is wrong: then there is an error.
pub(super) fn organization(
    errors: &mut Errors<'_>,
    node: Node<'_>,
    accounts: &SortedMap<AccountId, Account>,
) -> Option<Organization> {
    let mut enabled = SortedSet::new();
    enabled.extend(node.field("enabledPolicyTypes").items().filter_map(|it| policy_type(it.text()?)));
    let mut reader = Reader {
        errors,
        accounts,
        enabled,
        policies: SortedMap::new(),
        placements: SortedMap::new(),
        unit_ids: Names::new("organizational unit"),
    };
    reader.policies(node.field("policies"));
    let root = reader.root(node.field("root"));
    let management = node.field("managementAccount");
    let management_account = account_id(reader.errors, management)?;
    if !reader.placements.contains_key(&management_account) {
        let message = format!("the management account {management_account} is nowhere in the organization");
        reader.errors.add(management, message, "list it in `root.accounts` or in an OU");
    }
    let feature_set = match node.field("featureSet").text() {
        Some(CONSOLIDATED_BILLING) => FeatureSet::ConsolidatedBilling,
        Some(_) | None => FeatureSet::All,
    };
    let handshakes = reader.handshakes(node.field("handshakes"));
    let Reader { enabled, policies, placements, .. } = reader;
    Some(Organization {
        id: node.field("id").string(),
        management_account,
        feature_set,
        enabled_policy_types: enabled,
        policies,
        root,
        accounts: placements,
        handshakes,
    })
}

struct Reader<'a, 't> {
    errors: &'a mut Errors<'t>,
    accounts: &'a SortedMap<AccountId, Account>,
    enabled: SortedSet<OrganizationPolicyType>,
    policies: SortedMap<String, OrganizationPolicy>,
    placements: SortedMap<AccountId, Placement>,
    unit_ids: Names,
}

impl Reader<'_, '_> {
    fn policies(&mut self, list: Node<'_>) {
        let mut ids = Names::new("organization policy");
        for node in list.items() {
            let id = ids.id(self.errors, node);
            if id == FULL_AWS_ACCESS || id == RCP_FULL_AWS_ACCESS {
                let message = format!("the id `{id}` belongs to a policy of AWS");
                let help = "choose another id; the policy is there without being listed";
                self.errors.add(node.field("id"), message, help);
            }
            let Some(policy_type) = node.field("type").text().and_then(policy_type) else {
                continue;
            };
            let (name, text) = (node.field("name").string(), policy_text(node.field("policy")));
            let description = node.field("description").string();
            self.policies.insert(id, OrganizationPolicy { policy_type, name, description, text });
        }
    }

    fn handshakes(&mut self, list: Node<'_>) -> SortedMap<String, Handshake> {
        let mut ids = Names::new("handshake");
        let mut handshakes = SortedMap::new();
        for node in list.items() {
            let id = ids.id(self.errors, node);
            let account = account_id(self.errors, node.field("account"));
            let state = node.field("state").text().and_then(HandshakeState::from_aws);
            let requested = self.time(node.field("requested"));
            if let (Some(account), Some(state), Some(requested)) = (account, state, requested) {
                handshakes.insert(id, Handshake { account, state, requested });
            }
        }
        handshakes
    }

    fn time(&mut self, node: Node<'_>) -> Option<Timestamp> {
        self.errors.ok(node, CLOCK, Timestamp::parse(&node.string()))
    }

    fn root(&mut self, node: Node<'_>) -> Root {
        let id = node.field("id").string();
        let attached = self.attached(node);
        self.place(node, &id);
        Root { attached, units: self.units(node), id }
    }

    /// The OUs of the root or OU that is here.
    fn units(&mut self, parent: Node<'_>) -> Vec<OrganizationalUnit> {
        parent.field("organizationalUnits").items().map(|it| self.unit(it)).collect()
    }

    fn unit(&mut self, node: Node<'_>) -> OrganizationalUnit {
        let id = self.unit_ids.id(self.errors, node);
        let attached = self.attached(node);
        self.place(node, &id);
        OrganizationalUnit { name: node.field("name").string(), attached, units: self.units(node), id }
    }

    /// Places the accounts of the root or OU that is here.
    fn place(&mut self, parent: Node<'_>, parent_id: &str) {
        for node in parent.field("accounts").items() {
            let attached = self.attached(node);
            let id_node = node.field("id");
            let Some(id) = account_id(self.errors, id_node) else {
                continue;
            };
            if !self.accounts.contains_key(&id) {
                let help = one_of("world.accounts", self.accounts.keys().map(ToString::to_string));
                self.errors.add(id_node, format!("there is no account `{id}`"), help);
            }
            let created = node.field("created");
            let placement = Placement {
                parent: parent_id.to_owned(),
                attached,
                email: node.field("email").optional_string(),
                created: if created.is_there() { self.time(created) } else { None },
            };
            if self.placements.insert(id, placement).is_some() {
                let message = format!("the account {id} is in the organization twice");
                self.errors.add(id_node, message, "leave it where it belongs");
            }
        }
    }

    /// The policies of the root, OU or account that is here.
    fn attached(&mut self, node: Node<'_>) -> AttachedPolicies {
        let (scps, rcps) = (node.field("scps"), node.field("rcps"));
        if scps.is_there() {
            self.check_enabled(scps, OrganizationPolicyType::ServiceControl);
        }
        if rcps.items().next().is_some() {
            self.check_enabled(rcps, OrganizationPolicyType::ResourceControl);
        }
        if scps.is_there() && scps.items().next().is_none() {
            let message = "a root, OU or account always keeps at least one SCP";
            self.errors.add(scps, message, "leave the field out for FullAWSAccess");
        }
        scps.items().for_each(|it| self.check_id(it, OrganizationPolicyType::ServiceControl));
        rcps.items().for_each(|it| self.check_id(it, OrganizationPolicyType::ResourceControl));
        let mut attached = AttachedPolicies::full_access();
        if scps.is_there() {
            attached.service_control = scps.string_set();
        }
        // RCPFullAWSAccess is always attached, so naming it says nothing.
        let own_rcps = rcps.items().map(|it| it.string()).filter(|it| it != RCP_FULL_AWS_ACCESS);
        attached.resource_control.extend(own_rcps);
        attached
    }

    fn check_enabled(&mut self, node: Node<'_>, policy_type: OrganizationPolicyType) {
        if !self.enabled.contains(&policy_type) {
            let name = type_name(policy_type);
            let message = format!("{name} is not enabled in this organization");
            self.errors.add(node, message, format!("add `{name}` to `enabledPolicyTypes`"));
        }
    }

    fn check_id(&mut self, node: Node<'_>, wanted: OrganizationPolicyType) {
        let id = node.string();
        let built_in = match wanted {
            OrganizationPolicyType::ServiceControl => FULL_AWS_ACCESS,
            OrganizationPolicyType::ResourceControl => RCP_FULL_AWS_ACCESS,
        };
        match self.policies.get(&id) {
            _ if id == built_in => {}
            Some(policy) if policy.policy_type == wanted => {}
            Some(_) => {
                let message = format!("the policy `{id}` is no {}", type_name(wanted));
                self.errors.add(node, message, "attach it in the other list");
            }
            None => {
                let message = format!("there is no {} with the id `{id}`", type_name(wanted));
                let same = self.policies.iter().filter(|(_, it)| it.policy_type == wanted);
                let help = one_of("organization.policies", same.map(|(id, _)| id));
                self.errors.add(node, message, help);
            }
        }
    }
}

fn policy_type(word: &str) -> Option<OrganizationPolicyType> {
    match word {
        SERVICE_CONTROL_POLICY => Some(OrganizationPolicyType::ServiceControl),
        RESOURCE_CONTROL_POLICY => Some(OrganizationPolicyType::ResourceControl),
        _ => None,
    }
}

pub(super) fn type_name(policy_type: OrganizationPolicyType) -> &'static str {
    match policy_type {
        OrganizationPolicyType::ServiceControl => SERVICE_CONTROL_POLICY,
        OrganizationPolicyType::ResourceControl => RESOURCE_CONTROL_POLICY,
    }
}
