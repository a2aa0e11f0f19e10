//! Edits: each changes what it says, and none breaks the world.

mod refused;

use super::world::*;
use crate::*;

fn maria() -> IamEntity {
    IamEntity::User("maria".to_owned())
}

fn devs() -> IamEntity {
    IamEntity::Group("Devs".to_owned())
}

fn deployer() -> IamEntity {
    IamEntity::Role("Deployer".to_owned())
}

fn bucket() -> iam_evaluator::arn::Arn {
    arn("arn:aws:s3:::amzn-s3-demo-bucket")
}

fn read_only() -> iam_evaluator::arn::Arn {
    arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
}

fn cap() -> iam_evaluator::arn::Arn {
    arn("arn:aws:iam::444455556666:policy/Cap")
}

fn version(text: &str) -> Option<PolicyVersion> {
    PolicyVersion::parse(text).ok()
}

fn create(entity: IamEntity) -> WorldEdit {
    WorldEdit::CreateIamEntity { account: account(PROD), entity, path: "/".to_owned() }
}

fn attach(entity: IamEntity, policy: iam_evaluator::arn::Arn) -> WorldEdit {
    WorldEdit::AttachManagedPolicy { account: account(PROD), entity, policy, version: version("v3") }
}

fn detach(entity: IamEntity, policy: iam_evaluator::arn::Arn) -> WorldEdit {
    WorldEdit::DetachManagedPolicy { account: account(PROD), entity, policy }
}

fn bound(entity: IamEntity, policy: iam_evaluator::arn::Arn) -> WorldEdit {
    WorldEdit::SetPermissionsBoundary { account: account(PROD), entity, policy, version: None }
}

fn inline(entity: IamEntity, name: &str) -> WorldEdit {
    WorldEdit::CreateInlinePolicy { account: account(PROD), entity, name: name.to_owned() }
}

fn managed(name: &str) -> WorldEdit {
    WorldEdit::CreateManagedPolicy { account: account(PROD), name: name.to_owned(), path: "/".to_owned() }
}

fn join(user: &str, group: &str) -> WorldEdit {
    WorldEdit::AddUserToGroup { account: account(PROD), user: user.to_owned(), group: group.to_owned() }
}

fn unit(parent: &str, id: &str) -> WorldEdit {
    WorldEdit::CreateOrganizationalUnit { parent: parent.to_owned(), id: id.to_owned(), name: id.to_owned() }
}

fn organization_policy(id: &str, policy_type: OrganizationPolicyType) -> WorldEdit {
    WorldEdit::CreateOrganizationPolicy { id: id.to_owned(), policy_type, name: id.to_owned() }
}

fn attach_to(target: OrganizationTarget, policy: &str) -> WorldEdit {
    WorldEdit::AttachOrganizationPolicy { target, policy: policy.to_owned() }
}

fn detach_from(target: OrganizationTarget, policy: &str) -> WorldEdit {
    WorldEdit::DetachOrganizationPolicy { target, policy: policy.to_owned() }
}

const SCP: OrganizationPolicyType = OrganizationPolicyType::ServiceControl;
const RCP: OrganizationPolicyType = OrganizationPolicyType::ResourceControl;

/// A world with something of every kind.
fn full() -> World {
    let mut world = world();
    let edits = [
        create(maria()),
        create(devs()),
        create(deployer()),
        managed("Cap"),
        inline(maria(), "own"),
        join("maria", "Devs"),
        attach(devs(), read_only()),
        attach(maria(), cap()),
        bound(deployer(), cap()),
        WorldEdit::CreateResource { account: account(PROD), arn: bucket() },
        WorldEdit::CreateResourcePolicy { account: account(PROD), arn: bucket() },
        WorldEdit::CreateVpcEndpoint {
            account: account(PROD),
            id: "vpce-1".to_owned(),
            vpc: "vpc-1".to_owned(),
        },
        organization_policy("p-limits", SCP),
        organization_policy("p-perimeter", RCP),
        attach_to(OrganizationTarget::Root, "p-limits"),
        attach_to(OrganizationTarget::Account(account(PROD)), "p-perimeter"),
    ];
    for edit in edits {
        world.edit(edit.clone()).unwrap_or_else(|it| panic!("{edit:?}: {it}"));
    }
    world
}

#[test]
fn what_is_created_parses_and_grants_nothing() {
    let world = full();
    let prod = &world.accounts[&account(PROD)];
    let organization = world.organization.as_ref().unwrap();
    let texts = [
        &prod.managed_policies["Cap"].text,
        &prod.users["maria"].policies.inline["own"],
        &prod.roles["Deployer"].trust_policy,
        prod.resources[&bucket()].policy.as_ref().unwrap(),
        &organization.policies["p-limits"].text,
        &organization.policies["p-perimeter"].text,
    ];
    for text in texts {
        assert!(matches!(text.usable(), UsablePolicy::Current(_)), "{}", text.text());
    }
    let caller = Caller::User { arn: user_arn(PROD, "maria") };
    let answer = ask(&world, &caller, "s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/key");
    assert_eq!(answer.trace.evaluation.decision, iam_evaluator::Decision::ImplicitDeny);
}

#[track_caller]
fn check(edit: WorldEdit, changed: impl Fn(&World) -> bool) {
    let mut world = full();
    assert!(!changed(&world), "{edit:?} changes nothing");
    world.edit(edit.clone()).unwrap_or_else(|it| panic!("{edit:?}: {it}"));
    assert!(changed(&world), "{edit:?}");
}

#[test]
fn edits_of_accounts_change_what_they_say() {
    let id = account(PROD);
    let prod = |world: &World| world.accounts[&id].clone();
    check(attach(deployer(), read_only()), |it| {
        prod(it).roles["Deployer"].policies.attached.contains(&read_only())
    });
    check(detach(devs(), read_only()), |it| prod(it).groups["Devs"].policies.attached.is_empty());
    check(bound(maria(), read_only()), |it| {
        prod(it).users["maria"].permissions_boundary == Some(read_only())
    });
    check(WorldEdit::ClearPermissionsBoundary { account: id, entity: deployer() }, |it| {
        prod(it).roles["Deployer"].permissions_boundary.is_none()
    });
    check(WorldEdit::DeleteIamEntity { account: id, entity: devs() }, |it| {
        prod(it).groups.is_empty() && prod(it).users["maria"].groups.is_empty()
    });
    check(WorldEdit::DeleteIamEntity { account: id, entity: maria() }, |it| prod(it).users.is_empty());
    let (user, group) = ("maria".to_owned(), "Devs".to_owned());
    check(WorldEdit::RemoveUserFromGroup { account: id, user, group }, |it| {
        prod(it).users["maria"].groups.is_empty()
    });
    let tags = Tags::from([("team".to_owned(), "web".to_owned())]);
    for entity in [
        EntityRef::Iam { account: id, entity: maria() },
        EntityRef::Iam { account: id, entity: deployer() },
        EntityRef::Resource { account: id, arn: bucket() },
    ] {
        check(WorldEdit::SetTags { entity, tags: tags.clone() }, |it| {
            [
                &prod(it).users["maria"].tags,
                &prod(it).roles["Deployer"].tags,
                &prod(it).resources[&bucket()].tags,
            ]
            .contains(&&tags)
        });
    }
    let rename = |entity, name: &str| WorldEdit::Rename {
        entity: EntityRef::Iam { account: id, entity },
        name: name.to_owned(),
    };
    check(rename(maria(), "Maria"), |it| prod(it).users.keys().eq(["Maria"]));
    check(rename(devs(), "Developers"), |it| {
        prod(it).groups.contains_key("Developers") && prod(it).users["maria"].groups.contains("Developers")
    });
    let role = "Deployer".to_owned();
    check(WorldEdit::SetMaxSessionDuration { account: id, role, seconds: 7200 }, |it| {
        prod(it).roles["Deployer"].max_session_duration == 7200
    });
    let (endpoint, vpc) = ("vpce-2".to_owned(), "vpc-1".to_owned());
    check(WorldEdit::CreateVpcEndpoint { account: id, id: endpoint, vpc }, |it| {
        prod(it).vpc_endpoints.len() == 2
    });
    let endpoint = || "vpce-1".to_owned();
    check(WorldEdit::DeleteVpcEndpoint { account: id, id: endpoint() }, |it| {
        prod(it).vpc_endpoints.is_empty()
    });
    check(WorldEdit::CreateVpcEndpointPolicy { account: id, id: endpoint() }, |it| {
        let policy = prod(it).vpc_endpoints["vpce-1"].policy.clone();
        policy.is_some_and(|it| matches!(it.usable(), UsablePolicy::Current(_)))
    });
    let name = "own".to_owned();
    check(WorldEdit::DeleteInlinePolicy { account: id, entity: maria(), name }, |it| {
        prod(it).users["maria"].policies.inline.is_empty()
    });
    check(WorldEdit::DeleteResourcePolicy { account: id, arn: bucket() }, |it| {
        prod(it).resources[&bucket()].policy.is_none()
    });
    check(WorldEdit::DeleteResource { account: id, arn: bucket() }, |it| prod(it).resources.is_empty());
}

#[test]
fn edits_of_the_organization_change_what_they_say() {
    let organization = |world: &World| world.organization.clone().unwrap();
    let id = account("999988887777");
    check(WorldEdit::CreateAccount { id, name: "new".to_owned() }, |it| {
        it.accounts.contains_key(&id)
            && organization(it).path(id).as_deref() == Some("o-exampleorgid/r-exam/")
    });
    let prod = account(PROD);
    check(WorldEdit::DeleteAccount { id: prod }, |it| {
        !it.accounts.contains_key(&prod) && organization(it).path(prod).is_none()
    });
    check(WorldEdit::MoveAccount { id: prod, parent: "r-exam".to_owned() }, |it| {
        organization(it).path(prod).as_deref() == Some("o-exampleorgid/r-exam/")
    });
    check(unit("ou-exam-workload", "ou-exam-inner"), |it| organization(it).unit("ou-exam-inner").is_some());
    check(detach_from(OrganizationTarget::Root, "p-limits"), |it| {
        !organization(it).root.attached.service_control.contains("p-limits")
    });
    let target = OrganizationTarget::OrganizationalUnit("ou-exam-workload".to_owned());
    check(attach_to(target, "p-limits"), |it| {
        organization(it).unit("ou-exam-workload").unwrap().attached.service_control.contains("p-limits")
    });
    check(detach_from(OrganizationTarget::Account(prod), "p-perimeter"), |it| {
        organization(it).accounts[&prod].attached.resource_control.is_empty()
    });
}

#[test]
fn names_and_members_of_the_organization_change() {
    let organization = |world: &World| world.organization.clone().unwrap();
    let rename = |entity| WorldEdit::Rename { entity, name: "New".to_owned() };
    check(rename(EntityRef::Account(account(PROD))), |it| it.accounts[&account(PROD)].name == "New");
    check(rename(EntityRef::OrganizationalUnit("ou-exam-workload".to_owned())), |it| {
        organization(it).unit("ou-exam-workload").unwrap().name == "New"
    });
    check(rename(EntityRef::OrganizationPolicy("p-limits".to_owned())), |it| {
        organization(it).policies["p-limits"].name == "New"
    });
    let (partner, prod) = (account(PARTNER), account(PROD));
    check(WorldEdit::JoinOrganization { id: partner }, |it| organization(it).accounts.contains_key(&partner));
    check(WorldEdit::LeaveOrganization { id: prod }, |it| {
        !organization(it).accounts.contains_key(&prod) && it.accounts.contains_key(&prod)
    });
}

#[test]
fn a_policy_type_is_disabled_and_enabled_with_nothing_attached() {
    let mut world = full();
    for policy_type in [SCP, RCP] {
        world.edit(WorldEdit::DisablePolicyType { policy_type }).unwrap();
    }
    let organization = world.organization.clone().unwrap();
    assert!(organization.enabled_policy_types.is_empty());
    assert_eq!(organization.root.attached, AttachedPolicies::full_access());
    assert!(organization.accounts.values().all(|it| it.attached == AttachedPolicies::full_access()));
    let attach = attach_to(OrganizationTarget::Root, "p-limits");
    assert_eq!(
        world.edit(attach.clone()).unwrap_err().to_string(),
        "SCPs are not enabled in this organization: enable them first"
    );
    assert_eq!(
        world.edit(attach_to(OrganizationTarget::Root, "p-perimeter")).unwrap_err().to_string(),
        "RCPs are not enabled in this organization: enable them first"
    );
    world.edit(WorldEdit::EnablePolicyType { policy_type: SCP }).unwrap();
    assert_eq!(world.edit(attach), Ok(()));
    world.edit(WorldEdit::DeleteOrganizationPolicy { id: "p-perimeter".to_owned() }).unwrap();
}

#[test]
fn an_organization_starts_with_its_management_account() {
    let mut world = World { organization: None, ..world() };
    let id = account(PROD);
    assert_eq!(
        world.edit(WorldEdit::JoinOrganization { id }).unwrap_err().to_string(),
        "there is no organization"
    );
    world.edit(WorldEdit::CreateOrganization { management_account: id }).unwrap();
    let organization = world.organization.as_ref().unwrap();
    assert_eq!(organization.path(id).as_deref(), Some("o-exampleorgid/r-exam/"));
    assert_eq!(organization.accounts.len(), 1);
    assert_eq!(
        world.edit(WorldEdit::CreateOrganization { management_account: id }).unwrap_err().to_string(),
        "there is already an organization"
    );
}

#[test]
fn the_version_of_the_first_attachment_is_recorded_and_can_be_renewed() {
    let mut world = full();
    assert_eq!(world.aws_managed_versions.get(&read_only()).copied(), version("v3"));
    let (entity, policy) = (maria(), read_only());
    let later =
        WorldEdit::AttachManagedPolicy { account: account(PROD), entity, policy, version: version("v4") };
    world.edit(later).unwrap();
    assert_eq!(world.aws_managed_versions.get(&read_only()).copied(), version("v3"));
    let seen = WorldEdit::RecordPolicyVersion { policy: read_only(), version: version("v4").unwrap() };
    world.edit(seen).unwrap();
    assert_eq!(world.aws_managed_versions.get(&read_only()).copied(), version("v4"));
    assert_eq!(world.aws_managed_versions.len(), 1, "versions of customer managed policies are not recorded");
}

#[test]
fn an_aws_managed_policy_is_the_same_with_its_path_and_without() {
    let [by_name, with_path] = ["ViewOnlyAccess", "job-function/ViewOnlyAccess"]
        .map(|it| arn(&format!("arn:aws:iam::aws:policy/{it}")));
    for (first, second) in [(&by_name, &with_path), (&with_path, &by_name)] {
        let mut world = full();
        let n_recorded = world.aws_managed_versions.len();
        world.edit(attach(deployer(), first.clone())).unwrap();
        world.edit(attach(deployer(), second.clone())).unwrap();
        let policy = second.clone();
        world.edit(WorldEdit::RecordPolicyVersion { policy, version: version("v4").unwrap() }).unwrap();
        assert_eq!(world.aws_managed_versions.len(), n_recorded + 1);
        assert_eq!(world.aws_managed_versions.get(first).copied(), version("v4"));
        world.edit(detach(deployer(), second.clone())).unwrap();
        let prod = &world.accounts[&account(PROD)];
        assert!(prod.roles["Deployer"].policies.attached.is_empty());
    }
}

#[test]
fn new_ids_are_free() {
    let mut world = full();
    for _ in 0..3 {
        let (unit_id, policy_id) = (world.new_unit_id(), world.new_policy_id());
        assert!(unit_id.starts_with("ou-exam-"), "{unit_id}");
        world.edit(unit("r-exam", &unit_id)).unwrap();
        world.edit(organization_policy(&policy_id, SCP)).unwrap();
    }
}
