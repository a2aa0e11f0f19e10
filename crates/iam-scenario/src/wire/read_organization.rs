//! File → the organization.

use std::collections::{BTreeMap, BTreeSet};

use iam_evaluator::arn::AccountId;
use iam_organization::{
    Account, AttachedPolicies, FULL_AWS_ACCESS, Organization, OrganizationPolicy, OrganizationPolicyType,
    OrganizationalUnit, Placement, RCP_FULL_AWS_ACCESS, Root,
};

use super::error::{Errors, Path};
use super::form;
use super::names::{Names, one_of, policy_text};
use super::read::account_id;

/// Reads the organization. `None` if its management account is wrong: then there is an error.
pub(super) fn organization(
    errors: &mut Errors,
    path: Path<'_>,
    form: form::Organization,
    accounts: &BTreeMap<AccountId, Account>,
) -> Option<Organization> {
    let form::Organization { id, management_account, enabled_policy_types, policies, root } = form;
    let mut reader = Reader {
        errors,
        accounts,
        enabled: enabled_policy_types.into_iter().map(policy_type).collect(),
        policies: BTreeMap::new(),
        placements: BTreeMap::new(),
        unit_ids: Names::new("organizational unit"),
    };
    reader.read_policies(path.field("policies"), policies);
    let root = reader.root(path.field("root"), root);
    let path = path.field("managementAccount");
    let management_account = account_id(reader.errors, path, &management_account)?;
    if !reader.placements.contains_key(&management_account) {
        let message = format!("the management account {management_account} is nowhere in the organization");
        reader.errors.add(path, message, "list it in `root.accounts` or in an OU");
    }
    let Reader { enabled, policies, placements, .. } = reader;
    Some(Organization {
        id,
        management_account,
        enabled_policy_types: enabled,
        policies,
        root,
        accounts: placements,
    })
}

struct Reader<'a> {
    errors: &'a mut Errors,
    accounts: &'a BTreeMap<AccountId, Account>,
    enabled: BTreeSet<OrganizationPolicyType>,
    policies: BTreeMap<String, OrganizationPolicy>,
    placements: BTreeMap<AccountId, Placement>,
    unit_ids: Names,
}

impl Reader<'_> {
    fn read_policies(&mut self, list: Path<'_>, forms: Vec<form::OrganizationPolicy>) {
        let mut ids = Names::new("organization policy");
        for (idx, form) in forms.into_iter().enumerate() {
            let form::OrganizationPolicy { id, policy_type: form_type, name, policy } = form;
            let path = list.index(idx);
            ids.check_id(self.errors, path.field("id"), &id);
            if id == FULL_AWS_ACCESS || id == RCP_FULL_AWS_ACCESS {
                let message = format!("the id `{id}` belongs to a policy of AWS");
                let help = "choose another id; the policy is there without being listed";
                self.errors.add(path.field("id"), message, help);
            }
            let text = policy_text(policy);
            let policy_type = policy_type(form_type);
            self.policies.insert(id, OrganizationPolicy { policy_type, name, text });
        }
    }

    fn root(&mut self, path: Path<'_>, form: form::Root) -> Root {
        let form::Root { id, scps, rcps, accounts, organizational_units } = form;
        let attached = self.attached(path, scps, rcps);
        self.place(path.field("accounts"), &id, accounts);
        let units = self.units(path.field("organizationalUnits"), organizational_units);
        Root { id, attached, units }
    }

    fn units(&mut self, list: Path<'_>, forms: Vec<form::OrganizationalUnit>) -> Vec<OrganizationalUnit> {
        let forms = forms.into_iter().enumerate();
        forms.map(|(idx, form)| self.unit(list.index(idx), form)).collect()
    }

    fn unit(&mut self, path: Path<'_>, form: form::OrganizationalUnit) -> OrganizationalUnit {
        let form::OrganizationalUnit { id, name, scps, rcps, accounts, organizational_units } = form;
        self.unit_ids.check_id(self.errors, path.field("id"), &id);
        let attached = self.attached(path, scps, rcps);
        self.place(path.field("accounts"), &id, accounts);
        let units = self.units(path.field("organizationalUnits"), organizational_units);
        OrganizationalUnit { id, name, attached, units }
    }

    fn place(&mut self, list: Path<'_>, parent: &str, forms: Vec<form::PlacedAccount>) {
        for (idx, form) in forms.into_iter().enumerate() {
            let form::PlacedAccount { id, scps, rcps } = form;
            let path = list.index(idx);
            let attached = self.attached(path, scps, rcps);
            let Some(id) = account_id(self.errors, path.field("id"), &id) else {
                continue;
            };
            if !self.accounts.contains_key(&id) {
                let ids: Vec<String> = self.accounts.keys().map(ToString::to_string).collect();
                let help = one_of("world.accounts", ids.iter());
                self.errors.add(path.field("id"), format!("there is no account `{id}`"), help);
            }
            let placement = Placement { parent: parent.to_owned(), attached };
            if self.placements.insert(id, placement).is_some() {
                let message = format!("the account {id} is in the organization twice");
                self.errors.add(path.field("id"), message, "leave it where it belongs");
            }
        }
    }

    fn attached(&mut self, path: Path<'_>, scps: Option<Vec<String>>, rcps: Vec<String>) -> AttachedPolicies {
        if scps.is_some() {
            self.check_enabled(path.field("scps"), OrganizationPolicyType::ServiceControl);
        }
        if !rcps.is_empty() {
            self.check_enabled(path.field("rcps"), OrganizationPolicyType::ResourceControl);
        }
        let scps = scps.unwrap_or_else(|| vec![FULL_AWS_ACCESS.to_owned()]);
        if scps.is_empty() {
            let message = "a root, OU or account always keeps at least one SCP";
            self.errors.add(path.field("scps"), message, "leave the field out for FullAWSAccess");
        }
        self.check_ids(path.field("scps"), &scps, OrganizationPolicyType::ServiceControl);
        self.check_ids(path.field("rcps"), &rcps, OrganizationPolicyType::ResourceControl);
        AttachedPolicies {
            service_control: scps.into_iter().collect(),
            // It is always attached, so naming it says nothing.
            resource_control: rcps.into_iter().filter(|it| it != RCP_FULL_AWS_ACCESS).collect(),
        }
    }

    fn check_enabled(&mut self, path: Path<'_>, policy_type: OrganizationPolicyType) {
        if !self.enabled.contains(&policy_type) {
            let name = type_name(policy_type);
            let message = format!("{name} is not enabled in this organization");
            self.errors.add(path, message, format!("add `{name}` to `enabledPolicyTypes`"));
        }
    }

    fn check_ids(&mut self, list: Path<'_>, ids: &[String], wanted: OrganizationPolicyType) {
        let built_in = match wanted {
            OrganizationPolicyType::ServiceControl => FULL_AWS_ACCESS,
            OrganizationPolicyType::ResourceControl => RCP_FULL_AWS_ACCESS,
        };
        for (idx, id) in ids.iter().enumerate().filter(|(_, it)| *it != built_in) {
            let path = list.index(idx);
            match self.policies.get(id) {
                Some(policy) if policy.policy_type == wanted => {}
                Some(_) => {
                    let message = format!("the policy `{id}` is no {}", type_name(wanted));
                    self.errors.add(path, message, "attach it in the other list");
                }
                None => {
                    let message = format!("there is no {} with the id `{id}`", type_name(wanted));
                    let same = self.policies.iter().filter(|(_, it)| it.policy_type == wanted);
                    let help = one_of("organization.policies", same.map(|(id, _)| id));
                    self.errors.add(path, message, help);
                }
            }
        }
    }
}

fn policy_type(form: form::OrganizationPolicyType) -> OrganizationPolicyType {
    match form {
        form::OrganizationPolicyType::ServiceControlPolicy => OrganizationPolicyType::ServiceControl,
        form::OrganizationPolicyType::ResourceControlPolicy => OrganizationPolicyType::ResourceControl,
    }
}

fn type_name(policy_type: OrganizationPolicyType) -> &'static str {
    match policy_type {
        OrganizationPolicyType::ServiceControl => "SERVICE_CONTROL_POLICY",
        OrganizationPolicyType::ResourceControl => "RESOURCE_CONTROL_POLICY",
    }
}
