//! Builds the rows of the tree from the world.

use iam_evaluator::arn::AccountId;
use iam_organization::{
    Account, AttachedPolicies, EntityRef, FULL_AWS_ACCESS, IamEntity, Organization, OrganizationalUnit, World,
};
use sorted::{SortedMap, SortedSet};

use super::{Badge, OrganizationTreeView, TreeRow, TreeState};
use crate::present::entity_key::entity_key;
use crate::present::hue::Hues;
use crate::present::names;
use crate::present::tone::Icon;

/// The tree of a world.
pub fn organization_tree(world: &World, state: TreeState<'_>) -> OrganizationTreeView {
    let mut builder = Builder { world, state, hues: Hues::of(world), rows: Vec::new() };
    match &world.organization {
        Some(organization) => builder.organization(organization),
        None => world.accounts.keys().for_each(|it| builder.account(*it, None, 0)),
    }
    builder.finish()
}

/// Things of an account that stand under one heading.
#[derive(Clone, Copy)]
struct Kind {
    key: &'static str,
    title: &'static str,
    icon: Icon,
}

const USERS: Kind = Kind { key: "users", title: "Users", icon: Icon::User };
const GROUPS: Kind = Kind { key: "groups", title: "Groups", icon: Icon::Group };
const ROLES: Kind = Kind { key: "roles", title: "Roles", icon: Icon::Role };
const POLICIES: Kind = Kind { key: "policies", title: "Policies", icon: Icon::Policy };
const ENDPOINTS: Kind = Kind { key: "endpoints", title: "VPC endpoints", icon: Icon::Service };

struct Builder<'a> {
    world: &'a World,
    state: TreeState<'a>,
    hues: Hues,
    rows: Vec<TreeRow>,
}

impl Builder<'_> {
    fn organization(&mut self, organization: &Organization) {
        let root = &organization.root;
        let key = self.entity(EntityRef::OrganizationRoot, None, 0, Icon::Organization, "Root".to_owned());
        self.badges(attached_badges(&root.attached));
        self.children(organization, &root.units, &root.id, &key, 1);
        let policies = names::organization_policies(organization);
        if !policies.is_empty() {
            let heading = self.heading("root", "organization-policies", "Organization policies", 1);
            for policy in policies {
                let entity = EntityRef::OrganizationPolicy(policy.id.to_owned());
                self.entity(entity, Some(&heading), 2, Icon::Policy, policy.name.to_owned());
                let kind = names::organization_policy_type(policy.policy_type);
                let aws = Badge { text: "AWS".to_owned(), title: "written by AWS: read only".to_owned() };
                let kind = Badge { text: kind.short.to_owned(), title: kind.long.to_owned() };
                self.badges(policy.is_aws_managed.then_some(aws).into_iter().chain([kind]).collect());
            }
        }
        let outside = self.world.accounts.keys().filter(|it| !organization.accounts.contains_key(it));
        for account in outside.copied().collect::<Vec<_>>() {
            self.account(account, None, 0);
            self.badges(vec![Badge {
                text: "outside".to_owned(),
                title: "not in this organization".to_owned(),
            }]);
        }
    }

    /// What is directly under the root or an OU: its OUs, then its accounts.
    fn children(
        &mut self,
        organization: &Organization,
        units: &[OrganizationalUnit],
        parent_id: &str,
        parent: &str,
        depth: usize,
    ) {
        for unit in units {
            let entity = EntityRef::OrganizationalUnit(unit.id.clone());
            let key = self.entity(entity, Some(parent), depth, Icon::Unit, unit.name.clone());
            self.badges(attached_badges(&unit.attached));
            self.children(organization, &unit.units, &unit.id, &key, depth + 1);
        }
        for (account, placement) in organization.accounts.iter().filter(|(_, it)| it.parent == parent_id) {
            let row = self.rows.len();
            self.account(*account, Some(parent), depth);
            let mut badges = attached_badges(&placement.attached);
            if *account == organization.management_account {
                let title = "the management account: no SCP or RCP limits it";
                badges.insert(0, Badge { text: "management".to_owned(), title: title.to_owned() });
            }
            if let Some(row) = self.rows.get_mut(row) {
                row.badges = badges;
            }
        }
    }

    fn account(&mut self, id: AccountId, parent: Option<&str>, depth: usize) {
        let name = self.hues.chip(self.world, id).name;
        let hue = self.hues.class(id);
        let key = self.entity(EntityRef::Account(id), parent, depth, Icon::Account, name);
        if let Some(row) = self.rows.last_mut() {
            row.hue = Some(hue);
        }
        if let Some(account) = self.world.accounts.get(&id) {
            self.identities(id, account, &key, depth + 1);
            self.resources(id, account, &key, depth + 1);
        }
    }

    fn identities(&mut self, id: AccountId, account: &Account, parent: &str, depth: usize) {
        let users = account.users.iter().map(|(name, it)| (name, it.permissions_boundary.is_some()));
        self.named(parent, USERS, depth, users, |name| iam(id, IamEntity::User(name)));
        let groups = account.groups.keys().map(|name| (name, false));
        self.named(parent, GROUPS, depth, groups, |name| iam(id, IamEntity::Group(name)));
        let roles = account.roles.iter().map(|(name, it)| (name, it.permissions_boundary.is_some()));
        self.named(parent, ROLES, depth, roles, |name| iam(id, IamEntity::Role(name)));
        let policies = account.managed_policies.keys().map(|name| (name, false));
        let policy = |name| EntityRef::ManagedPolicy { account: id, name };
        self.named(parent, POLICIES, depth, policies, policy);
    }

    fn resources(&mut self, id: AccountId, account: &Account, parent: &str, depth: usize) {
        if !account.resources.is_empty() {
            let heading = self.heading(parent, "resources", "Resources", depth);
            for (arn, resource) in &account.resources {
                let entity = EntityRef::Resource { account: id, arn: arn.clone() };
                self.entity(entity, Some(&heading), depth + 1, Icon::Resource, names::resource_name(arn));
                if resource.policy.is_some() {
                    let title = "has a resource-based policy";
                    self.badges(vec![Badge { text: "policy".to_owned(), title: title.to_owned() }]);
                }
            }
        }
        let endpoints = account.vpc_endpoints.keys().map(|name| (name, false));
        let endpoint = |name| EntityRef::VpcEndpoint { account: id, id: name };
        self.named(parent, ENDPOINTS, depth, endpoints, endpoint);
    }

    /// A heading with rows of one kind, if there are any. The flag says whether a boundary is set.
    fn named<'n>(
        &mut self,
        parent: &str,
        kind: Kind,
        depth: usize,
        names: impl Iterator<Item = (&'n String, bool)>,
        entity: impl Fn(String) -> EntityRef,
    ) {
        let mut names = names.peekable();
        if names.peek().is_none() {
            return;
        }
        let heading = self.heading(parent, kind.key, kind.title, depth);
        for (name, has_boundary) in names {
            self.entity(entity(name.clone()), Some(&heading), depth + 1, kind.icon, name.clone());
            if has_boundary {
                let title = "has a permissions boundary";
                self.badges(vec![Badge { text: "boundary".to_owned(), title: title.to_owned() }]);
            }
        }
    }

    fn heading(&mut self, parent: &str, key: &str, title: &str, depth: usize) -> String {
        let key = format!("{parent}#{key}");
        self.push(key, Some(parent), None, depth, Icon::Chevron, title.to_owned())
    }

    fn entity(
        &mut self,
        entity: EntityRef,
        parent: Option<&str>,
        depth: usize,
        icon: Icon,
        name: String,
    ) -> String {
        self.push(entity_key(&entity), parent, Some(entity), depth, icon, name)
    }

    fn push(
        &mut self,
        key: String,
        parent: Option<&str>,
        entity: Option<EntityRef>,
        depth: usize,
        icon: Icon,
        name: String,
    ) -> String {
        let decides = entity.as_ref().is_some_and(|it| self.state.deciding.contains(it));
        self.rows.push(TreeRow {
            key: key.clone(),
            parent: parent.map(str::to_owned),
            entity,
            depth,
            icon,
            name,
            hue: None,
            open: None,
            badges: Vec::new(),
            deciding: decides.then_some(self.state.tone),
        });
        key
    }

    fn badges(&mut self, badges: Vec<Badge>) {
        if let Some(row) = self.rows.last_mut() {
            row.badges = badges;
        }
    }

    /// Leaves out what is folded or filtered away, and marks folded rows that hide what decided.
    fn finish(self) -> OrganizationTreeView {
        let Builder { state, rows, .. } = self;
        let wanted = filtered(&rows, state.filter);
        let parents: SortedSet<String> = rows.iter().filter_map(|it| it.parent.clone()).collect();
        let mut view = OrganizationTreeView::default();
        let mut hidden: SortedSet<String> = SortedSet::new();
        for mut row in rows.into_iter().filter(|it| wanted.as_ref().is_none_or(|keys| keys.contains(&it.key)))
        {
            let is_open = wanted.is_some() || !state.folded.contains(&row.key);
            if row.parent.as_ref().is_some_and(|it| hidden.contains(it)) {
                if row.deciding.is_some() {
                    mark_visible_ancestor(&mut view, &row);
                }
                hidden.insert(row.key.clone());
                view.rows.insert(row.key.clone(), row);
                continue;
            }
            if parents.contains(&row.key) {
                row.open = Some(is_open);
                if !is_open {
                    hidden.insert(row.key.clone());
                }
            }
            view.order.push(row.key.clone());
            view.rows.insert(row.key.clone(), row);
        }
        view.rows.retain(|key, _| !hidden.contains(key) || view.order.contains(key));
        view
    }
}

fn iam(account: AccountId, entity: IamEntity) -> EntityRef {
    EntityRef::Iam { account, entity }
}

fn mark_visible_ancestor(view: &mut OrganizationTreeView, row: &TreeRow) {
    let mut parent = row.parent.clone();
    while let Some(key) = parent {
        let Some(ancestor) = view.rows.get_mut(&key) else { return };
        if view.order.contains(&key) {
            ancestor.deciding = row.deciding;
            return;
        }
        parent = ancestor.parent.clone();
    }
}

/// The keys of rows that hold the text, and of all rows above them. `None` without a text.
fn filtered(rows: &[TreeRow], filter: &str) -> Option<SortedSet<String>> {
    let filter = filter.trim().to_ascii_lowercase();
    if filter.is_empty() {
        return None;
    }
    let parents: SortedMap<&str, Option<&str>> =
        rows.iter().map(|it| (it.key.as_str(), it.parent.as_deref())).collect();
    let mut wanted = SortedSet::new();
    for row in rows.iter().filter(|it| it.entity.is_some() && it.name.to_ascii_lowercase().contains(&filter))
    {
        let mut key = Some(row.key.as_str());
        while let Some(it) = key {
            wanted.insert(it.to_owned());
            key = parents.get(it).copied().flatten();
        }
    }
    Some(wanted)
}

fn attached_badges(attached: &AttachedPolicies) -> Vec<Badge> {
    let mut badges = Vec::new();
    let n_own = |n: usize, short: &str, long: &str| Badge {
        text: format!("{short} {n}"),
        title: if n == 1 {
            format!("1 {long} policy attached")
        } else {
            format!("{n} {long} policies attached")
        },
    };
    let has_full_access = attached.service_control.contains(FULL_AWS_ACCESS);
    let n_scps = attached.service_control.len() - usize::from(has_full_access);
    if n_scps > 0 || !has_full_access {
        let mut badge = n_own(n_scps, "SCP", "service control");
        if !has_full_access {
            badge.title.push_str("; FullAWSAccess is not");
        }
        badges.push(badge);
    }
    if !attached.resource_control.is_empty() {
        badges.push(n_own(attached.resource_control.len(), "RCP", "resource control"));
    }
    badges
}
