//! The root, OUs, accounts, and the policies of the organization.

use iam_evaluator::arn::AccountId;
use iam_organization::{
    AttachedPolicies, EntityRef, FULL_AWS_ACCESS, Organization, OrganizationPolicyType, OrganizationTarget,
    PolicyLocation, RCP_FULL_AWS_ACCESS, Target, WorldEdit,
};

use super::{EntityView, FactValue, Removal, Scene, ShownPolicy, fact, or_words};
use crate::present::names;

/// How many accounts are listed where a policy applies.
const MAX_ACCOUNTS: usize = 12;

impl Scene<'_> {
    pub(super) fn root(&self, view: &mut EntityView) -> Option<()> {
        let organization = self.world.organization.as_ref()?;
        view.id = Some(organization.id.clone());
        let management = EntityRef::Account(organization.management_account);
        view.facts.push(fact("Management account", vec![self.link(&management)]));
        let types = organization.enabled_policy_types.iter();
        let types = types.map(|it| FactValue::Words(names::organization_policy_type(*it).short.to_owned()));
        view.facts.push(fact("Enabled policy types", types.collect()));
        self.attached(view, &organization.root.attached, Some(OrganizationTarget::Root));
        view.empty = "Nothing but FullAWSAccess is attached to the root: it limits nothing.";
        Some(())
    }

    pub(super) fn unit(&self, view: &mut EntityView, id: &str) -> Option<()> {
        let organization = self.world.organization.as_ref()?;
        let unit = names::unit(organization, id)?;
        view.id = Some(id.to_owned());
        let accounts = organization.accounts.iter().filter(|(_, it)| it.parent == id);
        view.facts
            .push(fact("Accounts", accounts.map(|(it, _)| self.link(&EntityRef::Account(*it))).collect()));
        let units = unit.units.iter().map(|it| self.link(&EntityRef::OrganizationalUnit(it.id.clone())));
        view.facts.push(fact("Units", units.collect()));
        self.attached(view, &unit.attached, Some(OrganizationTarget::OrganizationalUnit(id.to_owned())));
        view.empty = "Nothing but FullAWSAccess is attached here: the unit limits nothing.";
        Some(())
    }

    pub(super) fn organization_policy(&self, view: &mut EntityView, id: &str) -> Option<()> {
        let organization = self.world.organization.as_ref()?;
        let policy = names::organization_policies(organization).into_iter().find(|it| it.id == id)?;
        let arn = organization.policy_arn(id, policy.policy_type);
        view.id = Some(arn.clone());
        // AWS attaches its RCP everywhere, and it cannot be detached (E171).
        let has = |it: &AttachedPolicies| {
            it.service_control.contains(id) || it.resource_control.contains(id) || id == RCP_FULL_AWS_ACCESS
        };
        let mut targets = Vec::new();
        if has(&organization.root.attached) {
            targets.push(self.link(&EntityRef::OrganizationRoot));
        }
        let mut units: Vec<_> = organization.root.units.iter().collect();
        while let Some(unit) = units.pop() {
            if has(&unit.attached) {
                targets.push(self.link(&EntityRef::OrganizationalUnit(unit.id.clone())));
            }
            units.extend(&unit.units);
        }
        let accounts = organization.accounts.iter().filter(|(_, it)| has(&it.attached));
        targets.extend(accounts.map(|(it, _)| self.link(&EntityRef::Account(*it))));
        view.facts.push(fact("Attached to", or_words(targets, "nothing")));
        let levels = |it: &AccountId| organization.levels(*it).iter().any(|it| has(it.attached));
        let reached = organization.accounts.keys().filter(|it| levels(it));
        let reached = reached.filter(|it| **it != organization.management_account);
        let mut reached: Vec<_> = reached.map(|it| self.link(&EntityRef::Account(*it))).collect();
        let n_more = reached.len().saturating_sub(MAX_ACCOUNTS);
        if n_more > 0 {
            reached.truncate(MAX_ACCOUNTS);
            reached.push(FactValue::Words(format!("and {n_more} more accounts")));
        }
        view.facts.push(fact("Where it applies", or_words(reached, "no account")));
        let relation = names::organization_policy_type(policy.policy_type).long.to_owned();
        let location = match policy.is_aws_managed {
            true => PolicyLocation::AwsManaged(arn),
            false => PolicyLocation::Organization(id.to_owned()),
        };
        view.policies.push(ShownPolicy { location, name: policy.name.to_owned(), relation, removal: None });
        Some(())
    }

    pub(super) fn account(&self, view: &mut EntityView, id: AccountId) -> Option<()> {
        let account = self.world.accounts.get(&id)?;
        view.id = Some(id.to_string());
        let organization = self.world.organization_of(id);
        let levels = organization.map(|it| it.levels(id)).unwrap_or_default();
        let path = levels.iter().filter_map(|it| match it.target {
            Target::Root(_) => Some(EntityRef::OrganizationRoot),
            Target::OrganizationalUnit(unit) => Some(EntityRef::OrganizationalUnit(unit.id.clone())),
            Target::Account(_) => None,
        });
        let path = path.map(|it| self.link(&it)).collect();
        view.facts.push(fact("Organization", or_words(path, "none: this account stands alone")));
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let counts = [
            count(account.users.len(), "user"),
            count(account.groups.len(), "group"),
            count(account.roles.len(), "role"),
            count(account.resources.len(), "resource"),
        ];
        view.facts.push(fact("Holds", vec![FactValue::Words(counts.join(" · "))]));
        if organization.is_some_and(|it| it.management_account == id) {
            let words = "no SCP or RCP limits the management account".to_owned();
            view.facts.push(fact("Limits", vec![FactValue::Words(words)]));
        }
        for level in &levels {
            let own = matches!(level.target, Target::Account(_)).then_some(OrganizationTarget::Account(id));
            self.attached(view, level.attached, own);
        }
        view.empty = match levels.is_empty() {
            true => "This account is in no organization: no SCP or RCP reaches it.",
            false => "No SCP or RCP but FullAWSAccess reaches this account.",
        };
        Some(())
    }

    /// The customer's own policies first, AWS's FullAWSAccess last. Where the target is the entity itself, they can be
    /// detached.
    fn attached(
        &self,
        view: &mut EntityView,
        attached: &AttachedPolicies,
        target: Option<OrganizationTarget>,
    ) {
        let Some(organization) = self.world.organization.as_ref() else { return };
        let detach = |policy: &str| {
            let (target, policy) = (target.clone()?, policy.to_owned());
            let edit = WorldEdit::DetachOrganizationPolicy { target, policy };
            Some(Removal { verb: "Detach".to_owned(), edit })
        };
        for id in attached.service_control.iter().chain(&attached.resource_control) {
            let Some(policy) = organization.policies.get(id) else { continue };
            let relation = names::organization_policy_type(policy.policy_type).long.to_owned();
            let location = PolicyLocation::Organization(id.clone());
            show_once(
                view,
                ShownPolicy { location, name: policy.name.clone(), relation, removal: detach(id) },
            );
        }
        if attached.service_control.contains(FULL_AWS_ACCESS) {
            show_once(view, full_aws_access(organization, detach(FULL_AWS_ACCESS)));
        }
    }
}

fn full_aws_access(organization: &Organization, removal: Option<Removal>) -> ShownPolicy {
    let arn = organization.policy_arn(FULL_AWS_ACCESS, OrganizationPolicyType::ServiceControl);
    ShownPolicy {
        location: PolicyLocation::AwsManaged(arn),
        name: "FullAWSAccess".to_owned(),
        relation: "Service control policy of AWS’s, which limits nothing".to_owned(),
        removal,
    }
}

/// The levels of an account may have the same policy. AWS's own stay last.
fn show_once(view: &mut EntityView, policy: ShownPolicy) {
    if view.policies.iter().any(|it| it.location == policy.location) {
        return;
    }
    let is_own = |it: &ShownPolicy| !matches!(it.location, PolicyLocation::AwsManaged(_));
    let place = match is_own(&policy) {
        true => view.policies.iter().position(|it| !is_own(it)).unwrap_or(view.policies.len()),
        false => view.policies.len(),
    };
    view.policies.insert(place, policy);
}
