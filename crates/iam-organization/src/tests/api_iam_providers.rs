//! Identity providers, and the tags of everything.

use iam_evaluator::request::RequestContext;

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const LOGIN: &[(&str, &str)] =
    &[("OpenIDConnectProviderArn", "arn:aws:iam::444455556666:oidc-provider/login.example.com/a")];
const CORP: &[(&str, &str)] = &[("SAMLProviderArn", "arn:aws:iam::444455556666:saml-provider/Corp")];

#[test]
fn s132_an_oidc_provider_is_known_by_its_address() {
    let mut world = world();
    let url: &[(&str, &str)] = &[("Url", "https://login.example.com/a")];
    check_shown(
        &mut world,
        "CreateOpenIDConnectProvider",
        &[url, &[("ClientIDList", "app,web")]].concat(),
        "{OpenIDConnectProviderArn: arn:aws:iam::444455556666:oidc-provider/login.example.com/a}",
    );
    let thumbprint = "0123456789abcdef0123456789abcdef01234567";
    let (five, six) = ([thumbprint; 5].join(","), [thumbprint; 6].join(","));
    check(
        &mut world,
        &[
            ("CreateOpenIDConnectProvider", url, EXISTS),
            ("CreateOpenIDConnectProvider", &[("Url", "https://login.example.com/a/")], EXISTS),
            ("CreateOpenIDConnectProvider", &[("Url", "http://login.example.com")], INPUT),
            ("CreateOpenIDConnectProvider", &[("Url", "https://")], INPUT),
            ("CreateOpenIDConnectProvider", &[("Url", "https://a b")], INPUT),
            ("CreateOpenIDConnectProvider", &[("Url", "https://b.example"), ("ThumbprintList", &five)], None),
            ("CreateOpenIDConnectProvider", &[("Url", "https://c.example"), ("ThumbprintList", &six)], INPUT),
            (
                "CreateOpenIDConnectProvider",
                &[("Url", "https://c.example"), ("ThumbprintList", "short")],
                INVALID,
            ),
            ("UpdateOpenIDConnectProviderThumbprint", &[LOGIN, &[("ThumbprintList", &*five)]].concat(), None),
            ("UpdateOpenIDConnectProviderThumbprint", &[LOGIN, &[("ThumbprintList", &*six)]].concat(), INPUT),
            ("AddClientIDToOpenIDConnectProvider", &[LOGIN, &[("ClientID", "new")]].concat(), None),
            ("AddClientIDToOpenIDConnectProvider", &[LOGIN, &[("ClientID", "new")]].concat(), None),
            ("RemoveClientIDFromOpenIDConnectProvider", &[LOGIN, &[("ClientID", "app")]].concat(), None),
            ("RemoveClientIDFromOpenIDConnectProvider", &[LOGIN, &[("ClientID", "app")]].concat(), None),
        ],
    );
    check_shown(
        &mut world,
        "GetOpenIDConnectProvider",
        LOGIN,
        "{Url: login.example.com/a, ClientIDList: [new, web], Tags: []}",
    );
    check_shown(
        &mut world,
        "ListOpenIDConnectProviders",
        &[],
        "{OpenIDConnectProviderList: [{Arn: arn:aws:iam::444455556666:oidc-provider/b.example}, \
         {Arn: arn:aws:iam::444455556666:oidc-provider/login.example.com/a}]}",
    );
    check(
        &mut world,
        &[
            ("DeleteOpenIDConnectProvider", LOGIN, None),
            ("DeleteOpenIDConnectProvider", LOGIN, MISSING),
            ("GetOpenIDConnectProvider", LOGIN, MISSING),
            ("AddClientIDToOpenIDConnectProvider", &[LOGIN, &[("ClientID", "new")]].concat(), MISSING),
        ],
    );
}

#[test]
fn s103_an_oidc_provider_has_a_hundred_audiences() {
    let mut world = world();
    let ids = |n: usize| (0..n).map(|it| format!("c{it}")).collect::<Vec<_>>().join(",");
    let url = ("Url", "https://login.example.com/a");
    check(
        &mut world,
        &[
            ("CreateOpenIDConnectProvider", &[url, ("ClientIDList", &ids(101))], FULL),
            ("CreateOpenIDConnectProvider", &[url, ("ClientIDList", &ids(100))], None),
            ("AddClientIDToOpenIDConnectProvider", &[LOGIN, &[("ClientID", "c3")]].concat(), None),
            ("AddClientIDToOpenIDConnectProvider", &[LOGIN, &[("ClientID", "more")]].concat(), FULL),
        ],
    );
}

#[test]
fn s132_a_saml_provider_is_known_by_its_name_and_roles_outlive_it() {
    let mut world = world();
    let (short, metadata) = ("m".repeat(999), "m".repeat(1000));
    check(
        &mut world,
        &[
            ("CreateSAMLProvider", &[("Name", "Corp"), ("SAMLMetadataDocument", &short)], INVALID),
            ("CreateSAMLProvider", &[("Name", "Corp Inc"), ("SAMLMetadataDocument", &metadata)], INVALID),
            ("CreateSAMLProvider", &[("Name", "Corp"), ("SAMLMetadataDocument", &metadata)], None),
            ("CreateSAMLProvider", &[("Name", "corp"), ("SAMLMetadataDocument", &metadata)], EXISTS),
            ("UpdateSAMLProvider", &[CORP, &[("SAMLMetadataDocument", &*metadata)]].concat(), None),
        ],
    );
    check_shown(
        &mut world,
        "ListSAMLProviders",
        &[],
        "{SAMLProviderList: [{Arn: arn:aws:iam::444455556666:saml-provider/Corp}]}",
    );
    let federated = r#"{"Federated": "arn:aws:iam::444455556666:saml-provider/Corp"}"#;
    let trust = trust(federated, "sts:AssumeRoleWithSAML");
    make(&mut world, "CreateRole", &[("RoleName", "R"), ("AssumeRolePolicyDocument", trust.text())]);
    check(
        &mut world,
        &[
            ("DeleteSAMLProvider", CORP, None),
            ("DeleteSAMLProvider", CORP, MISSING),
            ("UpdateSAMLProvider", CORP, MISSING),
        ],
    );
    assert_eq!(prod(&mut world).roles["R"].trust_policy, trust);
}

/// Its kind, and the parameters that name it.
type Tagged = (&'static str, Vec<(&'static str, &'static str)>);

/// Everything that has tags, and how a call names it.
fn tagged() -> (World, [Tagged; 7]) {
    let mut world = world();
    make(&mut world, "CreateUser", &[("UserName", "maria")]);
    make(&mut world, "CreateRole", &[("RoleName", "App"), ("AssumeRolePolicyDocument", TRUST_EC2)]);
    make(&mut world, "CreatePolicy", &[("PolicyName", "Cap"), ("PolicyDocument", ALLOW_ALL)]);
    make(&mut world, "CreateInstanceProfile", &[("InstanceProfileName", "Web")]);
    make(&mut world, "CreateOpenIDConnectProvider", &[("Url", "https://login.example.com/a")]);
    make(&mut world, "CreateSAMLProvider", &[("Name", "Corp"), ("SAMLMetadataDocument", &"m".repeat(1000))]);
    make(&mut world, "CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone")]);
    let tagged = [
        ("User", vec![("UserName", "maria")]),
        ("Role", vec![("RoleName", "App")]),
        ("Policy", vec![("PolicyArn", "arn:aws:iam::444455556666:policy/Cap")]),
        ("InstanceProfile", vec![("InstanceProfileName", "Web")]),
        ("OpenIDConnectProvider", LOGIN.to_vec()),
        ("SAMLProvider", CORP.to_vec()),
        ("MFADevice", vec![("SerialNumber", "arn:aws:iam::444455556666:mfa/phone")]),
    ];
    (world, tagged)
}

#[test]
fn s19_what_has_tags_is_tagged_and_untagged() {
    let (mut world, tagged) = tagged();
    for (kind, named) in tagged {
        let (tag, untag, list) = (format!("Tag{kind}"), format!("Untag{kind}"), format!("List{kind}Tags"));
        let with = |name: &'static str, text: &'static str| [&*named, &[(name, text)]].concat();
        let ignores_case = matches!(kind, "User" | "Role");
        let same_key = if ignores_case { INPUT } else { None };
        check(
            &mut world,
            &[
                (&tag, &with("Tags", "Team=web,cost=1"), None),
                (&tag, &with("Tags", "Team=api"), None),
                (&tag, &with("Tags", "aws:x=1"), INPUT),
                (&tag, &with("Tags", "AWS:x=1"), INPUT),
                (&tag, &with("Tags", "a=1,a=2"), INPUT),
                (&tag, &with("Tags", "b=1,B=2"), same_key),
                (&untag, &with("TagKeys", "b,B"), None),
                (&tag, &with("Tags", "=1"), INVALID),
                (&tag, &with("Tags", "a!=1"), INVALID),
                (&tag, &named, INVALID),
                (&untag, &with("TagKeys", "none"), None),
                (&untag, &with("TagKeys", "cost"), None),
            ],
        );
        let listed = "{Tags: [{Key: Team, Value: api}], IsTruncated: false}";
        check_shown(&mut world, &list, &named, listed);
        // Case matters for some.
        make(&mut world, &tag, &with("Tags", "team=new"));
        let expected = match ignores_case {
            true => "{Tags: [{Key: Team, Value: new}], IsTruncated: false}",
            false => "{Tags: [{Key: Team, Value: api}, {Key: team, Value: new}], IsTruncated: false}",
        };
        check_shown(&mut world, &list, &named, expected);
    }
    check(
        &mut world,
        &[
            ("TagUser", &[("UserName", "nobody"), ("Tags", "a=1")], MISSING),
            ("UntagRole", &[("RoleName", "No"), ("TagKeys", "a")], MISSING),
            ("ListPolicyTags", &[("PolicyArn", "arn:aws:iam::444455556666:policy/None")], MISSING),
            ("ListInstanceProfileTags", &[("InstanceProfileName", "None")], MISSING),
        ],
    );
    assert!(find_operation("iam:TagGroup").is_none(), "groups have no tags");
}

// L183
#[test]
fn s18_keys_and_values_have_a_length_a_charset_and_a_number() {
    let mut world = world();
    make(&mut world, "CreateUser", &[("UserName", "maria")]);
    let (key, long_key, value, long_value) =
        ("k".repeat(128), "k".repeat(129), "v".repeat(256), "v".repeat(257));
    for (tag, expected) in [
        (format!("{key}={value}"), None),
        (format!("{long_key}=v"), INVALID),
        (format!("k={long_value}"), INVALID),
        ("a b_.:/+-@=x y".to_owned(), None),
        ("größe=日本".to_owned(), None),
        ("k=a;b".to_owned(), INVALID),
        ("k=".to_owned(), None),
    ] {
        check(&mut world, &[("TagUser", &[("UserName", "maria"), ("Tags", &tag)], expected)]);
    }
    let n_tags = prod(&mut world).users["maria"].tags.len();
    let tags = |n: usize| (0..n).map(|it| format!("t{it}=v")).collect::<Vec<_>>().join(",");
    check(
        &mut world,
        &[
            ("TagUser", &[("UserName", "maria"), ("Tags", &tags(51 - n_tags))], FULL),
            ("TagUser", &[("UserName", "maria"), ("Tags", &tags(50 - n_tags))], None),
            ("TagUser", &[("UserName", "maria"), ("Tags", "t0=new")], None),
            ("TagUser", &[("UserName", "maria"), ("Tags", "more=1")], FULL),
            ("CreateUser", &[("UserName", "ana"), ("Tags", &tags(51))], INVALID),
            ("CreateUser", &[("UserName", "ana"), ("Tags", &tags(50))], None),
        ],
    );
}

// S109
#[test]
fn s19_tags_of_anything_are_keys_of_requests_about_it() {
    let (mut world, tagged) = tagged();
    let condition = r#""Action": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/Team": "web"}}"#;
    make(&mut world, "CreateUser", &[("UserName", "ben")]);
    let text = policy("Allow", condition);
    make(
        &mut world,
        "PutUserPolicy",
        &[("UserName", "ben"), ("PolicyName", "p"), ("PolicyDocument", text.text())],
    );
    for (kind, named) in tagged {
        let list = format!("List{kind}Tags");
        check_as(&mut world, &user_caller("ben"), &[(&list, &named, DENIED)]);
        make(&mut world, &format!("Tag{kind}"), &[&*named, &[("Tags", "Team=web")]].concat());
        check_as(&mut world, &user_caller("ben"), &[(&list, &named, None)]);
    }
}

/// Tags may also be given by name.
#[test]
fn s18_tags_by_name_are_the_same_tags() {
    let mut world = world();
    let tags = Value::Map(Fields::of([("Team", Value::text("web"))]));
    let create =
        ApiCall::new("iam:CreateUser", Fields::of([("UserName", Value::text("maria")), ("Tags", tags)]));
    let called = call(&mut world, &Published, &Credentials::Of(root()), &create, &RequestContext::new());
    assert!(called.result.is_ok());
    assert_eq!(prod(&mut world).users["maria"].tags["Team"], "web");
}
