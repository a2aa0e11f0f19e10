//! What can be made in an entity, attached to it, or taken away, and the edits that do it.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{
    AttachedPolicies, EntityRef, IamEntity, OrganizationPolicyType, OrganizationTarget, RCP_FULL_AWS_ACCESS,
    Tags, World, WorldEdit,
};

use super::names::{account_name, entity_name, organization_policies};

/// One way to build on an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addition {
    /// A user.
    User,
    /// A user group.
    Group,
    /// A role.
    Role,
    /// A customer managed policy.
    ManagedPolicy,
    /// A resource.
    Resource,
    /// An inline policy.
    InlinePolicy,
    /// A user joins a group.
    JoinGroup,
    /// A group gets a member.
    Member,
    /// A resource gets a policy.
    ResourcePolicy,
    /// An OU.
    Unit,
    /// An account.
    Account,
    /// An SCP.
    ServiceControlPolicy,
    /// An RCP.
    ResourceControlPolicy,
    /// An SCP or RCP is attached.
    AttachOrganizationPolicy,
    /// This SCP or RCP is attached to a root, OU or account.
    AttachTo,
    /// SCPs are switched on.
    EnableServiceControl,
    /// RCPs are switched on.
    EnableResourceControl,
    /// An account moves to the root or an OU.
    MoveTo,
    /// All tags, as `key=value` with commas between them.
    Tags,
}

/// A button, and the field that it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdditionView {
    /// What it does.
    pub addition: Addition,
    /// On the button.
    pub label: &'static str,
    /// What is asked for.
    pub asks: Asks,
}

/// What an addition needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A text: what to write, and what is there already.
    Text {
        /// Shown while the field is empty.
        placeholder: &'static str,
        /// What the field begins with.
        initial: String,
    },
    /// One of these: keys and names.
    OneOf(Vec<(String, String)>),
}

/// The edits of an addition, and what is shown afterwards.
pub type Built = (Vec<WorldEdit>, Option<EntityRef>);

/// What can be built on an entity.
pub fn additions(world: &World, entity: &EntityRef) -> Vec<AdditionView> {
    let mut views = Vec::new();
    let mut add = |addition, label, asks| views.push(AdditionView { addition, label, asks });
    match entity {
        EntityRef::OrganizationRoot | EntityRef::OrganizationalUnit(_) => {
            add(Addition::Unit, "OU", text("name of the OU"));
            add(Addition::Account, "Account", text("name of the account"));
            if matches!(entity, EntityRef::OrganizationRoot) {
                let is_on =
                    |it| world.organization.as_ref().is_some_and(|o| o.enabled_policy_types.contains(&it));
                match is_on(OrganizationPolicyType::ServiceControl) {
                    true => add(Addition::ServiceControlPolicy, "SCP", text("name of the SCP")),
                    false => add(Addition::EnableServiceControl, "Enable SCPs", Asks::Nothing),
                }
                match is_on(OrganizationPolicyType::ResourceControl) {
                    true => add(Addition::ResourceControlPolicy, "RCP", text("name of the RCP")),
                    false => add(Addition::EnableResourceControl, "Enable RCPs", Asks::Nothing),
                }
            }
            add(Addition::AttachOrganizationPolicy, "Attach SCP or RCP", attachable(world, entity));
        }
        EntityRef::Account(id) => {
            add(Addition::User, "User", text("name of the user"));
            add(Addition::Group, "Group", text("name of the group"));
            add(Addition::Role, "Role", text("name of the role"));
            add(Addition::ManagedPolicy, "Policy", text("name of the policy"));
            add(Addition::Resource, "Resource", text("an ARN, or the name of an S3 bucket"));
            if world.organization_of(*id).is_some() {
                add(Addition::AttachOrganizationPolicy, "Attach SCP or RCP", attachable(world, entity));
                add(Addition::MoveTo, "Move to", places(world, *id));
            }
        }
        EntityRef::Iam { account, entity } => identity(world, *account, entity, &mut add),
        EntityRef::Resource { account, arn } => {
            let resource = world.accounts.get(account).and_then(|it| it.resources.get(arn));
            if resource.is_some_and(|it| it.policy.is_none()) {
                add(Addition::ResourcePolicy, "Policy", Asks::Nothing);
            }
            add(Addition::Tags, "Tags", tags(resource.map(|it| &it.tags)));
        }
        EntityRef::OrganizationPolicy(id) => add(Addition::AttachTo, "Attach to", targets(world, id)),
        EntityRef::ManagedPolicy { .. } | EntityRef::VpcEndpoint { .. } | EntityRef::Session(_) => {}
    }
    views
}

fn identity(
    world: &World,
    account: AccountId,
    entity: &IamEntity,
    add: &mut impl FnMut(Addition, &'static str, Asks),
) {
    let Some(it) = world.accounts.get(&account) else { return };
    add(Addition::InlinePolicy, "Inline policy", text("name of the policy"));
    let listed = |name: &String| (name.clone(), name.clone());
    match entity {
        IamEntity::User(name) => {
            let joined = it.users.get(name).map(|it| &it.groups);
            let others = it.groups.keys().filter(|name| joined.is_none_or(|it| !it.contains(*name)));
            add(Addition::JoinGroup, "Join a group", Asks::OneOf(others.map(listed).collect()));
            add(Addition::Tags, "Tags", tags(it.users.get(name).map(|it| &it.tags)));
        }
        IamEntity::Group(name) => {
            let others = it.users.iter().filter(|(_, it)| !it.groups.contains(name)).map(|(it, _)| it);
            add(Addition::Member, "Member", Asks::OneOf(others.map(listed).collect()));
        }
        IamEntity::Role(name) => add(Addition::Tags, "Tags", tags(it.roles.get(name).map(|it| &it.tags))),
    }
}

fn text(placeholder: &'static str) -> Asks {
    Asks::Text { placeholder, initial: String::new() }
}

fn tags(tags: Option<&Tags>) -> Asks {
    let tags = tags.into_iter().flatten().map(|(key, value)| format!("{key}={value}"));
    Asks::Text { placeholder: "team=web, stage=dev", initial: tags.collect::<Vec<_>>().join(", ") }
}

/// The SCPs and RCPs that are not attached there yet.
fn attachable(world: &World, entity: &EntityRef) -> Asks {
    let Some(organization) = &world.organization else { return Asks::OneOf(Vec::new()) };
    let attached = match entity {
        EntityRef::OrganizationRoot => Some(&organization.root.attached),
        EntityRef::OrganizationalUnit(id) => organization.unit(id).map(|it| &it.attached),
        EntityRef::Account(id) => organization.accounts.get(id).map(|it| &it.attached),
        _ => None,
    };
    let is_attached = |id: &str| {
        attached.is_some_and(|it| it.service_control.contains(id) || it.resource_control.contains(id))
    };
    let policies = organization_policies(organization).into_iter();
    let others = policies.filter(|it| !is_attached(it.id) && it.id != RCP_FULL_AWS_ACCESS);
    Asks::OneOf(others.map(|it| (it.id.to_owned(), it.name.to_owned())).collect())
}

/// Where an account can move to.
fn places(world: &World, account: AccountId) -> Asks {
    let Some(organization) = &world.organization else { return Asks::OneOf(Vec::new()) };
    let here = organization.accounts.get(&account).map(|it| it.parent.as_str());
    let mut places = vec![(organization.root.id.clone(), "Root".to_owned())];
    let mut units: Vec<_> = organization.root.units.iter().collect();
    while let Some(unit) = units.pop() {
        places.push((unit.id.clone(), format!("OU {}", unit.name)));
        units.extend(&unit.units);
    }
    places.retain(|(id, _)| here != Some(id.as_str()));
    Asks::OneOf(places)
}

/// Where an SCP or RCP is not attached yet.
fn targets(world: &World, policy: &str) -> Asks {
    let Some(organization) = &world.organization else { return Asks::OneOf(Vec::new()) };
    let has =
        |it: &AttachedPolicies| it.service_control.contains(policy) || it.resource_control.contains(policy);
    let mut targets = Vec::new();
    if !has(&organization.root.attached) {
        targets.push((organization.root.id.clone(), "Root".to_owned()));
    }
    let mut units: Vec<_> = organization.root.units.iter().collect();
    while let Some(unit) = units.pop() {
        if !has(&unit.attached) {
            targets.push((unit.id.clone(), format!("OU {}", unit.name)));
        }
        units.extend(&unit.units);
    }
    let accounts = organization.accounts.iter().filter(|(_, it)| !has(&it.attached)).map(|(it, _)| *it);
    targets.extend(accounts.map(|it| (it.to_string(), format!("account {}", account_name(world, it)))));
    match policy {
        RCP_FULL_AWS_ACCESS => Asks::OneOf(Vec::new()),
        _ => Asks::OneOf(targets),
    }
}

/// The edits of an addition with what was typed or chosen.
///
/// # Errors
/// What cannot be done, and what to do instead.
pub fn build(world: &World, entity: &EntityRef, addition: Addition, typed: &str) -> Result<Built, String> {
    let typed = typed.trim();
    if let Some(policy_type) = enabled_by(addition) {
        return Ok((vec![WorldEdit::EnablePolicyType { policy_type }], None));
    }
    let name = || match typed.is_empty() {
        true => Err("write a name first".to_owned()),
        false => Ok(typed.to_owned()),
    };
    match (entity, addition) {
        (EntityRef::Account(account), _) => in_account(*account, addition, name()?, world),
        (EntityRef::Iam { account, entity: iam }, _) => on_identity(entity, *account, iam, addition, typed),
        (EntityRef::Resource { account, arn }, Addition::ResourcePolicy) => {
            Ok((vec![WorldEdit::CreateResourcePolicy { account: *account, arn: arn.clone() }], None))
        }
        (EntityRef::Resource { .. }, Addition::Tags) => set_tags(entity, typed),
        (EntityRef::OrganizationPolicy(policy), _) => {
            let target = target(world, &name()?);
            Ok((vec![WorldEdit::AttachOrganizationPolicy { target, policy: policy.clone() }], None))
        }
        _ => in_organization(entity, addition, name()?, world),
    }
}

fn enabled_by(addition: Addition) -> Option<OrganizationPolicyType> {
    match addition {
        Addition::EnableServiceControl => Some(OrganizationPolicyType::ServiceControl),
        Addition::EnableResourceControl => Some(OrganizationPolicyType::ResourceControl),
        _ => None,
    }
}

fn in_account(account: AccountId, addition: Addition, name: String, world: &World) -> Result<Built, String> {
    let created = |entity: IamEntity| {
        let edit = WorldEdit::CreateIamEntity { account, entity: entity.clone(), path: "/".to_owned() };
        Ok((vec![edit], Some(EntityRef::Iam { account, entity })))
    };
    match addition {
        Addition::User => created(IamEntity::User(name)),
        Addition::Group => created(IamEntity::Group(name)),
        Addition::Role => created(IamEntity::Role(name)),
        Addition::ManagedPolicy => {
            let edit = WorldEdit::CreateManagedPolicy { account, name: name.clone(), path: "/".to_owned() };
            Ok((vec![edit], Some(EntityRef::ManagedPolicy { account, name })))
        }
        Addition::Resource => {
            let arn = if name.starts_with("arn:") { name } else { format!("arn:aws:s3:::{name}") };
            let arn = Arn::parse(&arn).map_err(|it| it.to_string())?;
            let edit = WorldEdit::CreateResource { account, arn: arn.clone() };
            Ok((vec![edit], Some(EntityRef::Resource { account, arn })))
        }
        Addition::MoveTo => Ok((vec![WorldEdit::MoveAccount { id: account, parent: name }], None)),
        _ => in_organization(&EntityRef::Account(account), addition, name, world),
    }
}

fn on_identity(
    place: &EntityRef,
    account: AccountId,
    entity: &IamEntity,
    addition: Addition,
    typed: &str,
) -> Result<Built, String> {
    let typed = typed.to_owned();
    let edit = match (addition, entity.clone()) {
        (Addition::InlinePolicy, entity) => WorldEdit::CreateInlinePolicy { account, entity, name: typed },
        (Addition::JoinGroup, IamEntity::User(user)) => {
            WorldEdit::AddUserToGroup { account, user, group: typed }
        }
        (Addition::Member, IamEntity::Group(group)) => {
            WorldEdit::AddUserToGroup { account, user: typed, group }
        }
        _ => return set_tags(place, &typed),
    };
    Ok((vec![edit], None))
}

fn set_tags(entity: &EntityRef, typed: &str) -> Result<Built, String> {
    let mut tags = Tags::new();
    for tag in typed.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        let (key, value) =
            tag.split_once('=').ok_or_else(|| format!("`{tag}` is not a tag: write `key=value`"))?;
        tags.insert(key.trim().to_owned(), value.trim().to_owned());
    }
    Ok((vec![WorldEdit::SetTags { entity: entity.clone(), tags }], None))
}

fn in_organization(
    entity: &EntityRef,
    addition: Addition,
    name: String,
    world: &World,
) -> Result<Built, String> {
    let organization = world.organization.as_ref().ok_or("there is no organization")?;
    let (target, parent) = match entity {
        EntityRef::OrganizationalUnit(id) => (OrganizationTarget::OrganizationalUnit(id.clone()), id.clone()),
        EntityRef::Account(id) => (OrganizationTarget::Account(*id), id.to_string()),
        _ => (OrganizationTarget::Root, organization.root.id.clone()),
    };
    let created = |policy_type| {
        let id = world.new_policy_id();
        let edit = WorldEdit::CreateOrganizationPolicy { id: id.clone(), policy_type, name: name.clone() };
        (edit, EntityRef::OrganizationPolicy(id))
    };
    let (edits, shown) = match addition {
        Addition::Unit => {
            let id = world.new_unit_id();
            (
                vec![WorldEdit::CreateOrganizationalUnit { parent, id: id.clone(), name }],
                Some(EntityRef::OrganizationalUnit(id)),
            )
        }
        Addition::Account => {
            let id = free_account_id(world).ok_or("there is no account id left")?;
            let edits = vec![WorldEdit::CreateAccount { id, name }, WorldEdit::MoveAccount { id, parent }];
            (edits, Some(EntityRef::Account(id)))
        }
        Addition::ServiceControlPolicy => {
            let (edit, policy) = created(OrganizationPolicyType::ServiceControl);
            (vec![edit], Some(policy))
        }
        Addition::ResourceControlPolicy => {
            let (edit, policy) = created(OrganizationPolicyType::ResourceControl);
            (vec![edit], Some(policy))
        }
        _ => (vec![WorldEdit::AttachOrganizationPolicy { target, policy: name }], None),
    };
    Ok((edits, shown))
}

/// The root, OU or account with this id.
fn target(world: &World, id: &str) -> OrganizationTarget {
    let is_root = world.organization.as_ref().is_some_and(|it| it.root.id == id);
    match AccountId::parse(id) {
        Ok(account) => OrganizationTarget::Account(account),
        Err(_) if is_root => OrganizationTarget::Root,
        Err(_) => OrganizationTarget::OrganizationalUnit(id.to_owned()),
    }
}

/// The ids that AWS's own examples use, and then those after them.
fn free_account_id(world: &World) -> Option<AccountId> {
    let examples = ["111122223333", "444455556666", "777788889999", "123456789012", "999999999999"];
    let numbered = (1..10_000).map(|it| format!("{:012}", 200_000_000_000_u64 + it * 1_111));
    let mut ids = examples.map(str::to_owned).into_iter().chain(numbered);
    ids.find_map(|it| AccountId::parse(&it).ok().filter(|it| !world.accounts.contains_key(it)))
}

/// The first account of a world that has none.
pub fn first_account() -> Option<(WorldEdit, EntityRef)> {
    let id = AccountId::parse("111122223333").ok()?;
    let edit = WorldEdit::CreateAccount { id, name: "my-account".to_owned() };
    Some((edit, EntityRef::Account(id)))
}

/// The edit that takes an entity away, if it can be taken away.
pub fn removal(world: &World, entity: &EntityRef) -> Option<WorldEdit> {
    match entity.clone() {
        EntityRef::OrganizationalUnit(id) => Some(WorldEdit::DeleteOrganizationalUnit { id }),
        EntityRef::Account(id) => {
            let is_management = world.organization_of(id).is_some_and(|it| it.management_account == id);
            (!is_management).then_some(WorldEdit::DeleteAccount { id })
        }
        EntityRef::OrganizationPolicy(id) => {
            let is_own = world.organization.as_ref().is_some_and(|it| it.policies.contains_key(&id));
            is_own.then_some(WorldEdit::DeleteOrganizationPolicy { id })
        }
        EntityRef::Iam { account, entity } => Some(WorldEdit::DeleteIamEntity { account, entity }),
        EntityRef::ManagedPolicy { account, name } => Some(WorldEdit::DeleteManagedPolicy { account, name }),
        EntityRef::Resource { account, arn } => Some(WorldEdit::DeleteResource { account, arn }),
        EntityRef::VpcEndpoint { account, id } => Some(WorldEdit::DeleteVpcEndpoint { account, id }),
        EntityRef::OrganizationRoot | EntityRef::Session(_) => None,
    }
}

/// `the user maria`
pub fn removed_words(world: &World, entity: &EntityRef) -> String {
    let name = entity_name(world, entity);
    format!("the {} {}", name.kind.to_ascii_lowercase(), name.name)
}
