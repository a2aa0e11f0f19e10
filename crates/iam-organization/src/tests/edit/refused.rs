//! Edits that do not fit: each says why, and changes nothing.

use super::*;

#[track_caller]
fn check_refused(edit: WorldEdit, expected: &str) {
    let mut world = full();
    let error = world.edit(edit).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert_eq!(world, full());
}

#[test]
fn an_edit_of_an_account_that_does_not_fit_changes_nothing() {
    let id = account(PROD);
    let nobody = IamEntity::User("nobody".to_owned());
    check_refused(attach(nobody.clone(), read_only()), "there is no user `nobody`");
    check_refused(
        attach(maria(), arn("arn:aws:iam::777788889999:policy/Theirs")),
        "there is no managed policy `arn:aws:iam::777788889999:policy/Theirs` in this account",
    );
    check_refused(
        detach(maria(), read_only()),
        "`arn:aws:iam::aws:policy/ReadOnlyAccess` is not attached there",
    );
    check_refused(
        bound(devs(), cap()),
        "the group `Devs` cannot have a permissions boundary: only users and roles can",
    );
    check_refused(
        WorldEdit::ClearPermissionsBoundary { account: id, entity: maria() },
        "`permissions boundary` is not attached there",
    );
    check_refused(create(IamEntity::User("Maria".to_owned())), "there is already a user `maria`");
    check_refused(
        create(IamEntity::Role("a b".to_owned())),
        "`a b` cannot be a name: use 1 to 64 letters, digits and `_+=,.@-`",
    );
    check_refused(
        WorldEdit::CreateIamEntity { account: id, entity: nobody.clone(), path: "team".to_owned() },
        "`team` is not a path: begin and end it with a slash, such as `/team/`",
    );
    check_refused(WorldEdit::DeleteIamEntity { account: id, entity: nobody }, "there is no user `nobody`");
    check_refused(managed("CAP"), "there is already a managed policy `Cap`");
    check_refused(
        WorldEdit::DeleteManagedPolicy { account: id, name: "Cap".to_owned() },
        "the policy is attached to user `maria`, role `Deployer`: detach it first",
    );
    check_refused(inline(maria(), "OWN"), "there is already an inline policy `own` of the user `maria`");
    let role = EntityRef::Iam { account: id, entity: deployer() };
    check_refused(
        WorldEdit::Rename { entity: role, name: "New".to_owned() },
        "AWS does not rename this: make another one with the new name, and delete this one",
    );
    check_refused(
        WorldEdit::SetMaxSessionDuration { account: id, role: "Deployer".to_owned(), seconds: 60 },
        "60 seconds cannot be a role's maximum: write 3600 to 43200",
    );
    check_refused(join("maria", "Ops"), "there is no group `Ops`");
    check_refused(
        WorldEdit::CreateResource { account: account(PARTNER), arn: bucket() },
        "there is already a resource `arn:aws:s3:::amzn-s3-demo-bucket`",
    );
    check_refused(
        WorldEdit::CreateResource { account: id, arn: arn("arn:aws:sqs:eu-west-1:111122223333:q") },
        "`arn:aws:sqs:eu-west-1:111122223333:q` says that another account owns it: make it in that account",
    );
    check_refused(
        WorldEdit::CreateResource { account: id, arn: user_arn(PROD, "ana") },
        "`arn:aws:iam::444455556666:user/ana` is of IAM: make a user, group, role or policy instead",
    );
    check_refused(
        WorldEdit::SetTags { entity: EntityRef::Iam { account: id, entity: devs() }, tags: Tags::new() },
        "only users, roles and resources have tags",
    );
    check_refused(
        WorldEdit::RecordPolicyVersion { policy: cap(), version: version("v1").unwrap() },
        "`arn:aws:iam::444455556666:policy/Cap` is no AWS managed policy: only their versions are recorded",
    );
}

// S101
#[test]
fn names_of_users_and_roles_are_shorter_than_those_of_groups_and_policies() {
    let [fits_both, fits_groups, fits_none] = [64, 128, 129].map(|it| "a".repeat(it));
    let cannot =
        |name: &str, max| format!("`{name}` cannot be a name: use 1 to {max} letters, digits and `_+=,.@-`");
    for entity in [IamEntity::User, IamEntity::Role] {
        assert_eq!(full().edit(create(entity(fits_both.clone()))), Ok(()));
        check_refused(create(entity(fits_groups.clone())), &cannot(&fits_groups, 64));
    }
    let rename = |entity, name: &str| WorldEdit::Rename {
        entity: EntityRef::Iam { account: account(PROD), entity },
        name: name.to_owned(),
    };
    check_refused(rename(maria(), &fits_groups), &cannot(&fits_groups, 64));
    let name = fits_groups.as_str();
    let group = IamEntity::Group(name.to_owned());
    for edit in [create(group), managed(name), inline(maria(), name), rename(devs(), name)] {
        assert_eq!(full().edit(edit), Ok(()));
    }
    check_refused(create(IamEntity::Group(fits_none.clone())), &cannot(&fits_none, 128));
    check_refused(managed(&fits_none), &cannot(&fits_none, 128));
}

// S18
#[test]
fn tags_have_keys_and_values_that_iam_takes() {
    let tags =
        |of: &[(&str, &str)]| of.iter().map(|(key, it)| ((*key).to_owned(), (*it).to_owned())).collect();
    let of_maria = |of: &[(&str, &str)]| WorldEdit::SetTags {
        entity: EntityRef::Iam { account: account(PROD), entity: maria() },
        tags: tags(of),
    };
    let of_bucket = |of: &[(&str, &str)]| WorldEdit::SetTags {
        entity: EntityRef::Resource { account: account(PROD), arn: bucket() },
        tags: tags(of),
    };
    let (longest_key, longest_value) = ("ä".repeat(128), "x".repeat(256));
    assert_eq!(full().edit(of_maria(&[(&longest_key, &longest_value), ("a b/c", "")])), Ok(()));
    let use_others = "cannot be the key of a tag: use 1 to 128 letters, digits, spaces and `_.:/=+-@`, not beginning \
                      with `aws:`";
    for key in ["", "aws:x", "AWS:x", "a*", &"x".repeat(129)] {
        check_refused(of_maria(&[(key, "v")]), &format!("`{key}` {use_others}"));
        check_refused(of_bucket(&[(key, "v")]), &format!("`{key}` {use_others}"));
    }
    check_refused(
        of_maria(&[("k", &"x".repeat(257))]),
        "the tag `k` cannot have this value: use up to 256 letters, digits, spaces and `_.:/=+-@`",
    );
    check_refused(
        of_maria(&[("Team", "a"), ("team", "b")]),
        "`Team` and `team` are one tag key, as upper and lower case are the same: leave one of the two out",
    );
    // Only IAM ignores the case.
    assert_eq!(full().edit(of_bucket(&[("Team", "a"), ("team", "b")])), Ok(()));
}

#[test]
fn a_tag_that_a_file_brought_along_may_stay() {
    let mut world = full();
    let of_aws = ("aws:cloudformation:stack-name".to_owned(), "s".to_owned());
    let resource = world.accounts.get_mut(&account(PROD)).unwrap().resources.get_mut(&bucket()).unwrap();
    resource.tags.insert(of_aws.0.clone(), of_aws.1.clone());
    let tags = Tags::from([of_aws, ("team".to_owned(), "web".to_owned())]);
    let entity = EntityRef::Resource { account: account(PROD), arn: bucket() };
    assert_eq!(world.edit(WorldEdit::SetTags { entity, tags }), Ok(()));
}

// S141
#[test]
fn units_of_one_parent_have_different_names() {
    let mut world = full();
    let named = |parent: &str, id: &str, name: &str| WorldEdit::CreateOrganizationalUnit {
        parent: parent.to_owned(),
        id: id.to_owned(),
        name: name.to_owned(),
    };
    world.edit(named("r-exam", "ou-exam-other", "Other")).unwrap();
    let rename = |name: &str| WorldEdit::Rename {
        entity: EntityRef::OrganizationalUnit("ou-exam-other".to_owned()),
        name: name.to_owned(),
    };
    for edit in [named("r-exam", "ou-exam-third", "Workloads"), rename("Workloads")] {
        assert_eq!(world.edit(edit).unwrap_err().to_string(), "there is already an OU `Workloads` there");
    }
    assert_eq!(world.edit(rename("Other")), Ok(()));
    assert_eq!(world.edit(named("ou-exam-other", "ou-exam-third", "Workloads")), Ok(()));
}

#[test]
fn an_edit_of_the_organization_that_does_not_fit_changes_nothing() {
    let prod = OrganizationTarget::Account(account(PROD));
    check_refused(
        WorldEdit::DeleteAccount { id: account(MANAGEMENT) },
        "111122223333 is the management account: an organization cannot be without it",
    );
    check_refused(
        WorldEdit::MoveAccount { id: account(PARTNER), parent: "r-exam".to_owned() },
        "there is no `777788889999` in the organization",
    );
    check_refused(
        WorldEdit::DeleteOrganizationalUnit { id: "ou-exam-workload".to_owned() },
        "the OU `Workloads` is not empty: move its accounts and OUs first",
    );
    check_refused(
        WorldEdit::DeleteOrganizationPolicy { id: "p-limits".to_owned() },
        "the policy `p-limits` is attached: detach it first",
    );
    check_refused(attach_to(prod.clone(), "p-gone"), "there is no organization policy `p-gone`");
    check_refused(
        detach_from(prod.clone(), FULL_AWS_ACCESS),
        "a root, OU or account always keeps at least one SCP: attach another one first",
    );
    check_refused(
        detach_from(prod, RCP_FULL_AWS_ACCESS),
        "RCPFullAWSAccess is always attached and cannot be detached",
    );
}

#[test]
fn units_lie_at_most_five_deep() {
    let mut world = full();
    let mut parent = "r-exam".to_owned();
    for _ in 0..5 {
        let id = world.new_unit_id();
        world.edit(unit(&parent, &id)).unwrap();
        parent = id;
    }
    assert_eq!(world.edit(unit(&parent, "ou-exam-six")), Err(WorldEditError::TooDeep));
}
