//! Policies that IAM saves, and those that it does not.

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

#[track_caller]
fn check_identity(documents: &[&str], expected: Option<ErrorCode>) {
    let mut world = world();
    make(&mut world, "CreateUser", &[("UserName", "maria")]);
    for document in documents {
        let row = [("UserName", "maria"), ("PolicyName", "p"), ("PolicyDocument", document)];
        check(&mut world, &[("PutUserPolicy", &row, expected)]);
        let row = [("PolicyName", "p"), ("PolicyDocument", document)];
        check(&mut world, &[("CreatePolicy", &row, expected)]);
        prod(&mut world).managed_policies.retain(|_, _| false);
    }
}

/// Statements that differ in one thing from one that is saved.
#[track_caller]
fn check_statements(statements: &[&str], expected: Option<ErrorCode>) {
    for statement in statements {
        check_identity(&[&format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#)], expected);
    }
}

#[test]
fn s123_what_is_no_policy_of_this_language_is_refused() {
    check_identity(
        &[
            "no JSON at all",
            "[]",
            "{}",
            r#"{"Version": "2012-10-17"}"#,
            r#"{"Version": "2012-10-17", "Statement": []}"#,
            r#"{"Version": "2012-10-17", "Statement": ["Allow"]}"#,
            r#"{"Version": "2015-01-01", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#,
            r#"{"Version": "2012-10-17", "Owner": "me", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#,
            r#"{"Version": "2012-10-17", "Id": ["a"], "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#,
            // An older language: the builder keeps it, and the API does not take it.
            r#"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#,
            r#"{"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#,
        ],
        MALFORMED,
    );
    check_identity(
        &[
            ALLOW_ALL,
            r#"{"Version": "2012-10-17", "Id": "a", "Statement": [{"Effect": "Deny", "NotAction": "s3:*", "NotResource": "*"}]}"#,
        ],
        None,
    );
}

#[test]
fn s123_a_statement_has_an_effect_actions_and_resources_of_the_right_form() {
    check_statements(
        &[
            r#"{"Action": "s3:GetObject", "Resource": "*"}"#,
            r#"{"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"}"#,
            r#"{"Effect": "Permit", "Action": "s3:GetObject", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": [], "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": {}, "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": [["s3:GetObject"]], "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "NotAction": "s3:PutObject", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": []}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": {"a": "*"}}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "NotResource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Note": "x"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Sid": {}}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": []}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": "a"}}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Same": {"a": "1"}}}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Sid": "A"},
               {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Sid": "A"}"#,
        ],
        MALFORMED,
    );
    check_statements(
        &[
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Sid": "A"},
               {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Sid": "B"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {}}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                "Condition": {"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": ["a"]}}}"#,
        ],
        None,
    );
}

#[test]
fn s123_actions_have_a_service_and_one_colon() {
    let with = |action: &str| format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}"#);
    for action in ["GetObject", "", "s3:Get:Object", "s 3:GetObject", "s3::GetObject"] {
        check_statements(&[&with(action)], MALFORMED);
    }
    // Unknown services and actions are saved.
    for action in ["*", "s3:*", "no-such.service:Anything", "iam:No such action"] {
        check_statements(&[&with(action)], None);
    }
}

#[test]
fn s123_resources_are_arns_or_the_star() {
    let with = |resource: &str| format!(r#"{{"Effect": "Allow", "Action": "*", "Resource": "{resource}"}}"#);
    for resource in [
        "",
        "bucket",
        "aws:s3:::bucket",
        "a:b:c",
        "arn:aws",
        "arn:other:s3:::bucket",
        "arn:aws:s3::bucket",
        "arn:aws::::bucket",
        "arn:aws::bucket",
        "arn:aws:iam:::bucket",
        "arn:aws:iam::444455556666:thing/x",
        "arn:aws:iam:us-east-1:444455556666:user/x",
        "arn:aws:s3:us-east-1::bucket",
    ] {
        check_statements(&[&with(resource)], MALFORMED);
    }
    for resource in [
        "*",
        "arn:aws:s3:::bucket",
        "arn:aws:s3:*",
        "arn:*:s3:::bucket",
        "arn:aws:iam::*:user/${aws:username}",
        "arn:aws:iam::*:*",
        "arn:aws:iam::444455556666:root",
        "arn:aws:s3:us-east-1:444455556666:accesspoint/x",
        "arn:aws:no-such-service:us-east-1::x",
    ] {
        check_statements(&[&with(resource)], None);
    }
}

/// Trust policies of one statement, after its effect.
#[track_caller]
fn check_trust(statements: &[&str], expected: Option<ErrorCode>) {
    let mut world = world();
    make(&mut world, "CreateUser", &[("UserName", "maria")]);
    make(&mut world, "CreateGroup", &[("GroupName", "Devs")]);
    make(&mut world, "CreateRole", &[("RoleName", "App"), ("AssumeRolePolicyDocument", TRUST_EC2)]);
    make(
        &mut world,
        "CreateOpenIDConnectProvider",
        &[("Url", "https://token.actions.githubusercontent.com")],
    );
    make(&mut world, "CreateOpenIDConnectProvider", &[("Url", "https://login.example.com")]);
    make(&mut world, "CreateSAMLProvider", &[("Name", "Corp"), ("SAMLMetadataDocument", &"m".repeat(1000))]);
    for statement in statements {
        let document = policy("Allow", statement);
        let update = [("RoleName", "App"), ("PolicyDocument", document.text())];
        let new = [("RoleName", "New"), ("AssumeRolePolicyDocument", document.text())];
        check(&mut world, &[("UpdateAssumeRolePolicy", &update, expected), ("CreateRole", &new, expected)]);
        prod(&mut world).roles.remove("New");
    }
}

// S44
#[test]
fn s45_a_trust_policy_has_a_principal_and_actions_of_sts() {
    check_trust(
        &[
            r#""Principal": "*", "Action": "sts:AssumeRole", "Resource": "*""#,
            r#""Action": "sts:AssumeRole""#,
            r#""Principal": {}, "Action": "sts:AssumeRole""#,
            r#""Principal": {"AWS": []}, "Action": "sts:AssumeRole""#,
            r#""Principal": "*""#,
            r#""Principal": "*", "Action": []"#,
            r#""Principal": "*", "Action": "*""#,
            r#""Principal": "*", "Action": "s3:GetObject""#,
            r#""Principal": "*", "Action": "sts:GetCallerIdentity""#,
            r#""Principal": "*", "Action": ["sts:AssumeRole", "iam:PassRole"]"#,
            r#""NotPrincipal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole""#,
            r#""Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}, "Action": "sts:AssumeRole""#,
        ],
        MALFORMED,
    );
    check_trust(
        &[
            r#""Principal": "*", "Action": "sts:AssumeRole""#,
            r#""Principal": "*", "Action": ["STS:assumerole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"]"#,
            r#""Principal": "*", "Action": "sts:*""#,
        ],
        None,
    );
    let mut world = world();
    for document in ["no JSON", r#"{"Version": "2012-10-17", "Statement": []}"#, ALLOW_ALL] {
        let row = [("RoleName", "R"), ("AssumeRolePolicyDocument", document)];
        check(&mut world, &[("CreateRole", &row, MALFORMED)]);
    }
    let same = r#"{"Version": "2012-10-17", "Statement": [
        {"Sid": "A", "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"},
        {"Sid": "A", "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}"#;
    // Trust policies may be of the older version.
    let old = r#"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}"#;
    // NotPrincipal has no place in a trust policy, whatever the effect (L139, E54).
    let deny = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": "444455556666"},
        "Action": "sts:AssumeRole"}}"#;
    check(
        &mut world,
        &[
            ("CreateRole", &[("RoleName", "R"), ("AssumeRolePolicyDocument", same)], MALFORMED),
            ("CreateRole", &[("RoleName", "R"), ("AssumeRolePolicyDocument", old)], None),
            ("CreateRole", &[("RoleName", "D"), ("AssumeRolePolicyDocument", deny)], MALFORMED),
        ],
    );
}

// S11
#[test]
fn s46_principals_are_there_and_have_no_wildcards_in_them() {
    let with = |kind: &str, name: &str| {
        format!(r#""Principal": {{"{kind}": "{name}"}}, "Action": "sts:AssumeRole""#)
    };
    for (kind, name, expected) in [
        ("AWS", "*", None),
        ("AWS", "444455556666", None),
        ("AWS", "arn:aws:iam::444455556666:root", None),
        ("AWS", "arn:aws:iam::444455556666:user/maria", None),
        ("AWS", "arn:aws:iam::444455556666:role/App", None),
        ("AWS", "arn:aws:sts::444455556666:assumed-role/App/session", None),
        // What is in no account of the world cannot be looked up.
        ("AWS", "arn:aws:iam::123456789012:user/anybody", None),
        ("AWS", "arn:aws:iam::444455556666:user/nobody", MALFORMED),
        ("AWS", "arn:aws:iam::444455556666:user/Maria", MALFORMED),
        ("AWS", "arn:aws:iam::444455556666:role/path/App", MALFORMED),
        ("AWS", "arn:aws:iam::444455556666:role/*", MALFORMED),
        ("AWS", "arn:aws:iam::444455556666:*", MALFORMED),
        ("AWS", "arn:aws:iam::*:root", MALFORMED),
        ("AWS", "arn:aws:sts::444455556666:assumed-role/App/*", MALFORMED),
        ("AWS", "arn:aws:iam::444455556666:group/Devs", MALFORMED),
        ("AWS", "AIDANOBODYHASTHISONE1", MALFORMED),
        // S1
        ("AWS", "arn:aws-cn:iam::444455556666:root", MALFORMED),
        ("AWS", "arn:aws-cn:iam::444455556666:user/maria", MALFORMED),
        ("AWS", "arn:aws-cn:iam::123456789012:user/anybody", MALFORMED),
        ("AWS", "arn:aws-cn:sts::444455556666:assumed-role/App/session", MALFORMED),
        ("AWS", "maria", MALFORMED),
        ("Service", "lambda.amazonaws.com", None),
        ("Service", "lambda", MALFORMED),
        ("Service", "*", MALFORMED),
        ("Service", "evil.example.com", MALFORMED),
        ("Service", "*.amazonaws.com", MALFORMED),
        ("Federated", "accounts.google.com", None),
        ("Federated", "login.example.com", MALFORMED),
        ("Federated", "arn:aws:iam::444455556666:oidc-provider/login.example.com", None),
        ("Federated", "arn:aws:iam::444455556666:oidc-provider/other.example.com", MALFORMED),
        ("Federated", "arn:aws:iam::444455556666:saml-provider/Corp", None),
        ("Federated", "arn:aws:iam::444455556666:saml-provider/Other", MALFORMED),
        ("Federated", "arn:aws:iam::777788889999:saml-provider/Corp", MALFORMED),
    ] {
        check_trust(&[&with(kind, name)], expected);
    }
}

// S45
#[test]
fn s55_whoever_trusts_a_shared_issuer_says_whose_tokens() {
    let with = |provider: &str, condition: &str| {
        format!(
            r#""Principal": {{"Federated": "{provider}"}}, "Action": "sts:AssumeRoleWithWebIdentity"{condition}"#
        )
    };
    let github = "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com";
    let on = |key: &str| format!(r#", "Condition": {{"StringLike": {{"{key}": "repo:org/app:*"}}}}"#);
    let cognito = "cognito-identity.amazonaws.com";
    for (provider, condition, expected) in [
        (github, String::new(), MALFORMED),
        (github, on("token.actions.githubusercontent.com:aud"), MALFORMED),
        (github, on("token.actions.githubusercontent.com:sub"), None),
        (github, on("TOKEN.actions.githubusercontent.com:sub"), None),
        ("arn:aws:iam::444455556666:oidc-provider/login.example.com", String::new(), None),
        (cognito, String::new(), MALFORMED),
        (cognito, on("cognito-identity.amazonaws.com:aud"), None),
    ] {
        check_trust(&[&with(provider, &condition)], expected);
    }
}
