use super::{Effect, parse, print, read};

/// The findings of a policy, as `code: text in the span`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (_, diagnostics) = parse(text);
    let found: Vec<_> =
        diagnostics.iter().map(|it| format!("{}: {}", it.code.as_str(), it.span.slice(text))).collect();
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn check_statement(members: &str, expected: &[&str]) {
    check(&format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#), expected);
}

// L4, L9, L12
#[test]
fn one_item_and_a_list_of_one_are_equal() {
    let one =
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
    let list = r#"{"Statement": [{"Resource": ["*"], "Action": ["s3:*"], "Effect": "Allow"}], "Version": "2012-10-17"}"#;
    assert_eq!(parse(one).0, parse(list).0);
}

// L6, L8, L15, L20
#[test]
fn findings_of_policies() {
    check("[]", &["policy-not-object: []"]);
    check("{}", &["missing-version: {", "missing-statement: {}"]);
    check(
        r#"{"Version": "2012-10-18", "Statement": []}"#,
        &["invalid-version: \"2012-10-18\"", "empty-statement: []"],
    );
    check(r#"{"Version": 2012, "Statement": [1]}"#, &["data-type-mismatch: 2012", "statement-not-object: 1"]);
    check(
        r#"{"Version": "2012-10-17", "statement": [], "Comment": ""}"#,
        &[
            r#"missing-statement: {"Version": "2012-10-17", "statement": [], "Comment": ""}"#,
            "unknown-element: \"statement\"",
            "unknown-element: \"Comment\"",
        ],
    );
}

// L5, L7, L10, L13, L24, L41, L48
#[test]
fn findings_of_statements() {
    check_statement(r#""Effect": "Allow", "Action": "s3:*", "Resource": "*""#, &[]);
    check_statement(r#""Action": "s3:*""#, &[r#"missing-effect: {"Action": "s3:*"}"#]);
    check_statement(r#""Effect": "allow", "Action": "*""#, &["invalid-effect: \"allow\""]);
    check_statement(
        r#""effect": "Allow", "Effect": "Allow", "Action": "*""#,
        &["unknown-element: \"effect\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Resource": "*", "NotResource": "*""#,
        &["unsupported-element-combination: \"NotResource\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Principal": "*", "NotPrincipal": "*""#,
        &["unsupported-element-combination: \"NotPrincipal\""],
    );
    check_statement(r#""Effect": ["Deny"], "Action": "*""#, &["data-type-mismatch: [\"Deny\"]"]);
    check_statement(r#""Effect": "Deny", "Action": null"#, &["data-type-mismatch: null"]);
    check_statement(r#""Effect": "Deny""#, &[r#"missing-action: {"Effect": "Deny"}"#]);
    check_statement(
        r#""Effect": "Deny", "Action": "*", "NotAction": "*""#,
        &["unsupported-element-combination: \"NotAction\""],
    );
    check_statement(
        r#""Effect": "Deny", "Effect": "Allow", "Action": "*""#,
        &["duplicate-element: \"Effect\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": ["s3GetObject", "", "s3:"]"#,
        &["invalid-action: \"s3GetObject\"", "invalid-action: \"\"", "invalid-action: \"s3:\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": [], "Resource": "bucket""#,
        &["empty-list: []", "invalid-resource: \"bucket\""],
    );
    check_statement(r#""Effect": "Deny", "Action": 5"#, &["data-type-mismatch: 5"]);
}

// L25, L27, L28, L30, L31
#[test]
fn findings_of_principals() {
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Principal": "111122223333""#,
        &["invalid-principal-format: \"111122223333\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Principal": {"User": "*"}"#,
        &["invalid-principal-key: \"User\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Principal": {"Service": "*"}"#,
        &["wildcard-in-principal: \"*\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Principal": {"AWS": ["*", "111122223333", "arn:aws:iam::111122223333:group/g", "ana"]}"#,
        &["invalid-principal: \"arn:aws:iam::111122223333:group/g\"", "invalid-principal: \"ana\""],
    );
}

// L11, L60, L132
#[test]
fn findings_of_conditions() {
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Condition": {"StringEqual": {"a:b": "c"}}"#,
        &["unknown-operator: \"StringEqual\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Condition": {"NullIfExists": {"a:b": true}}"#,
        &["null-with-if-exists: \"NullIfExists\""],
    );
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Condition": {"Bool": {"a:b": null}}"#,
        &["data-type-mismatch: null"],
    );
    check_statement(r#""Effect": "Deny", "Action": "*", "Condition": []"#, &["data-type-mismatch: []"]);
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Condition": {"StringLike": {"a:b": "${aws:username"}}"#,
        &["missing-brace-in-variable: \"${aws:username\""],
    );
}

// L1, L3
#[test]
fn a_policy_is_one_json_object_without_comments() {
    let policy = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*"}}"#;
    check(&format!(" \n\t{policy}\r\n"), &[]);
    check(&format!("{policy} {{}}"), &["second-value: {}"]);
    check(&format!("{policy} // why"), &["comment: // why"]);
    check(&format!("/* why */ {policy}"), &["comment: /* why */"]);
    check(&policy.replace("\"*\"}}", "\"*\",}}"), &["trailing-comma: ,"]);
}

// L80, L92, L94, L96, L97, L99, L100
#[test]
fn a_value_that_its_operator_cannot_read_is_saved_and_reported() {
    for (operator, readable, unreadable, code) in [
        ("NumericLessThan", "\"-1.5\", 10", "\"1e3\"", "number"),
        ("NumericEqualsIfExists", "0", "true", "number"),
        ("DateGreaterThan", "\"2026-01\", \"1577836800\"", "\"tomorrow\"", "date"),
        ("DateEquals", "\"2026-01-31T12:00Z\"", "\"2026-02-30\"", "date"),
        ("IpAddress", "\"203.0.113.0/24\", \"::1\"", "\"203.0.113.300/24\"", "ip-range"),
        ("NotIpAddress", "\"0.0.0.0/0\"", "\"10.0.0.0/33\"", "ip-range"),
        ("Bool", "true, \"FALSE\", \"${x:y}\"", "\"yes\"", "boolean"),
        ("Null", "\"true\", false", "\"\"", "boolean"),
        ("BinaryEquals", "\"YWI=\", \"\"", "\"%%%\"", "string"),
        ("ForAnyValue:BinaryEquals", "\"YWJj\"", "\"YWI\"", "string"),
    ] {
        let condition = |values: &str| {
            format!(
                r#""Effect": "Deny", "Action": "*", "Condition": {{"{operator}": {{"a:b": [{values}]}}}}"#
            )
        };
        check_statement(&condition(readable), &[]);
        check_statement(&condition(unreadable), &[&format!("type-mismatch-{code}: {unreadable}")]);
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": {{{}}}}}"#, condition(unreadable));
        assert!(parse(&text).0.is_some(), "IAM saves {text}");
    }
    check_statement(
        r#""Effect": "Deny", "Action": "*", "Condition": {"Unknown": {"a:b": "x"}}"#,
        &["unknown-operator: \"Unknown\""],
    );
}

#[test]
fn suggestions() {
    for (members, suggestion) in [
        (r#""Effect": "Deny", "Action": "s3GetObject""#, "s3:GetObject"),
        (r#""Effect": "Deny", "Action": "*", "Resorce": "*""#, "Resource"),
        (
            r#""Effect": "Deny", "Action": "*", "Condition": {"ForAnyValues:StringEqualIfExists": {"a:b": "c"}}"#,
            "ForAnyValue:StringEqualsIfExists",
        ),
        (r#""Effect": "Alow", "Action": "*""#, "Allow"),
    ] {
        let (_, diagnostics) = parse(&format!(r#"{{"Version": "2012-10-17", "Statement": {{{members}}}}}"#));
        assert_eq!(diagnostics[0].suggestion.as_deref(), Some(suggestion), "{members}");
    }
}

// L14
#[test]
fn an_unreadable_statement_is_left_out_and_named() {
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Condition": 1}, {"Effect": "Deny", "Action": "*"}]}"#;
    assert_eq!(parse(text).0, None);
    let policy = read(text).0.unwrap();
    assert_eq!(policy.unreadable.len(), 1);
    let [statement] = policy.statements.as_slice() else { panic!("one statement") };
    assert_eq!((statement.index, statement.effect), (1, Effect::Deny));
}

#[test]
fn a_statement_whose_limits_are_lost_is_left_out() {
    for element in [
        r#""Conditions": {"StringEquals": {"aws:username": "bob"}}"#,
        r#""NotAction": "s3:*""#,
        r#""NotResource": "*""#,
    ] {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "*", "Resource": "*", {element}}}}}"#
        );
        let policy = read(&text).0.unwrap();
        assert_eq!((policy.statements.len(), policy.unreadable.len()), (0, 1), "{element}");
    }
}

#[test]
fn reading_what_was_printed_gives_the_same_policy() {
    let text = r#"{"Version": "2012-10-17", "Id": "an \"id\"", "Statement": [
        {"Sid": "A", "Effect": "Allow", "Principal": {"AWS": ["111122223333", "*"], "Service": "ec2.amazonaws.com"},
         "Action": ["s3:*", "*"], "NotResource": "arn:aws:s3:::a/${aws:username}",
         "Condition": {"NumericLessThan": {"a:b": [5, 1.50]}, "Bool": {"c:d": true}, "Wrong": {"e:f": []}}},
        {"Effect": "Deny", "NotPrincipal": "*", "NotAction": [], "Resource": "*"}]}"#;
    let policy = read(text).0.unwrap();
    assert_eq!(read(&print(&policy)).0, Some(policy));
}
