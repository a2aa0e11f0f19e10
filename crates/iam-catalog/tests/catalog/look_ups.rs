//! Exact, by beginning, by wildcards.

use iam_catalog::{AccessLevel, Catalog, InvalidData};

use crate::built::{CATALOG, CATALOG_FILE};

#[track_caller]
fn check_exact(typed: &str, expected: Option<&str>) {
    assert_eq!(CATALOG.action(typed).map(|it| it.to_string()).as_deref(), expected, "{typed}");
}

#[test]
fn exact_look_up_ignores_case() {
    check_exact("s3:GetObject", Some("s3:GetObject"));
    check_exact("S3:getobject", Some("s3:GetObject"));
    check_exact("codestar:CreateProject", Some("codestar:CreateProject"));
    check_exact("s3:GetObjectX", None);
    check_exact("s3:", None);
    check_exact("s3", None);
    check_exact("GetObject", None);
    check_exact("zzz:GetObject", None);
    check_exact("", None);
}

#[test]
fn every_action_is_found_by_its_name() {
    for action in CATALOG.actions() {
        check_exact(&action.to_string(), Some(&action.to_string()));
    }
}

#[track_caller]
fn check_completion(typed: &str, expected: &[&str]) {
    let found: Vec<String> = CATALOG.complete_action(typed).map(|it| it.to_string()).collect();
    assert_eq!(found, expected, "{typed}");
}

#[test]
fn completion_continues_what_is_typed() {
    check_completion("s3:GetObjectT", &["s3:GetObjectTagging", "s3:GetObjectTorrent"]);
    check_completion("S3:getobjectt", &["s3:GetObjectTagging", "s3:GetObjectTorrent"]);
    check_completion(
        "sts:AssumeRole",
        &["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    );
    check_completion("s3:Nothing", &[]);
    check_completion("nothing:", &[]);
}

#[test]
fn completion_without_a_colon_is_of_services() {
    let services = |typed: &str| {
        let mut services: Vec<&str> =
            CATALOG.complete_action(typed).map(|it| it.service().prefix()).collect();
        services.dedup();
        services
    };
    assert_eq!(
        services("s3"),
        ["s3", "s3-object-lambda", "s3-outposts", "s3express", "s3files", "s3tables", "s3vectors"]
    );
    assert_eq!(services("S3:"), ["s3"]);
    assert_eq!(CATALOG.complete_action("").count(), CATALOG.n_actions());
}

#[track_caller]
fn check_pattern(pattern: &str, expected: usize) {
    assert_eq!(CATALOG.matching_actions(pattern).count(), expected, "{pattern}");
}

#[test]
fn wildcards_expand_to_actions() {
    let names: Vec<String> = CATALOG.matching_actions("s3:get*tagging").map(|it| it.to_string()).collect();
    let expected = [
        "s3:GetBucketTagging",
        "s3:GetJobTagging",
        "s3:GetObjectTagging",
        "s3:GetObjectVersionTagging",
        "s3:GetStorageLensConfigurationTagging",
    ];
    assert_eq!(names, expected);
    check_pattern("s3:?etObject", 1);
    check_pattern("*", CATALOG.n_actions());
    check_pattern("*:*", CATALOG.n_actions());
    check_pattern("s3:*", CATALOG.service("s3").unwrap().actions().count());
    // Not valid in a policy.
    check_pattern("s3*", 0);
    check_pattern("", 0);
    check_pattern("s3:", 0);
}

#[test]
fn a_wildcard_finds_what_looking_at_every_name_finds() {
    let is_match = |name: &str| {
        let name = name.to_ascii_lowercase();
        let described = name.find("describe").map(|it| name.split_at(it + "describe".len()).1);
        described.is_some_and(|it| it.contains("instance"))
    };
    let expected: Vec<String> =
        CATALOG.actions().filter(|it| is_match(it.name())).map(|it| it.to_string()).collect();
    let found: Vec<String> =
        CATALOG.matching_actions("*:*Describe*Instance*").map(|it| it.to_string()).collect();
    assert_eq!(found.len(), 83);
    assert_eq!(found, expected);
}

#[test]
fn actions_by_level() {
    let sts = CATALOG.service("STS").unwrap();
    let count: usize = AccessLevel::ALL.iter().map(|it| sts.actions_of_level(*it).count()).sum();
    assert_eq!(count, sts.actions().count());
    let tagging: Vec<&str> = sts.actions_of_level(AccessLevel::Tagging).map(|it| it.name()).collect();
    assert_eq!(tagging, ["TagGetWebIdentityToken", "TagSession"]);
}

#[test]
fn everything_is_sorted() {
    let names: Vec<(String, String)> = CATALOG
        .actions()
        .map(|it| (it.service().prefix().to_owned(), it.name().to_ascii_lowercase()))
        .collect();
    assert!(names.is_sorted());
}

#[test]
fn arns_are_filled_in() {
    let object = CATALOG.action("s3:DeleteObject").unwrap().resource_types().next();
    let template = object.and_then(|it| it.resource_type.arns().next()).unwrap();
    let template_of = |name: &str| {
        let types = CATALOG.service("dynamodb").unwrap().resource_types();
        types.filter(|it| it.name() == name).find_map(|it| it.arns().next()).unwrap()
    };
    assert!(template.placeholders().count() >= 3);
    let table = template_of("table");
    let blanks: Vec<&str> = table.placeholders().collect();
    assert_eq!(blanks, ["Partition", "Region", "Account", "TableName"]);
    let values = [("Partition", "aws"), ("Account", "111122223333"), ("TableName", "notes")];
    assert_eq!(table.fill(&values), "arn:aws:dynamodb:${Region}:111122223333:table/notes");
}

#[test]
fn what_is_not_a_catalogue_is_refused() {
    let check = |bytes: &[u8]| assert_eq!(Catalog::from_bytes(bytes).err(), Some(InvalidData));
    check(b"");
    check(b"IAC1");
    check(b"\x1f\x8b not inflated");
    let file = &*CATALOG_FILE;
    for length in [5, 93, 94, 1_000, file.len() / 2, file.len() - 1] {
        check(&file[..length]);
    }
    check(&[file.as_slice(), b"x"].concat());
    let mut other_version = file.clone();
    other_version[3] = b'2';
    check(&other_version);
}

#[track_caller]
fn check_fits(action: &str, arn: &str, expected: &[&str]) {
    let types = CATALOG.action(action).unwrap().resource_types().map(|it| it.resource_type);
    let fitting: Vec<&str> =
        types.filter(|it| it.arns().any(|it| it.fits(arn))).map(|it| it.name()).collect();
    assert_eq!(fitting, expected, "{action} on {arn}");
}

#[test]
fn an_arn_is_of_the_types_whose_form_it_has() {
    check_fits("s3:GetObject", "arn:aws:s3:::logs/a/b", &["object"]);
    check_fits("s3:GetObject", "arn:aws:s3:::logs", &[]);
    check_fits("s3:ListBucket", "arn:aws:s3:::logs", &["bucket"]);
    check_fits("s3:ListBucket", "arn:aws:s3:::logs/a", &[]);
    check_fits("iam:GetRole", "arn:aws:iam::111122223333:role/team/Deployer", &["role"]);
    check_fits("iam:GetRole", "arn:aws:iam::111122223333:user/ann", &[]);
    check_fits("sqs:SendMessage", "arn:aws-cn:sqs:cn-north-1:111122223333:orders", &["queue"]);
}
