//! Texts that are made to cost time: each of these tests ends at once, or else something grows faster than the text.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::pattern::{ArnMode, ArnPattern, ArnText, NoVariables};
use iam_evaluator::policy;
use iam_evaluator::request::{
    Action, ContextValue, Facts, Principal, Request, RequestContext, Resource, derive_context,
};
use iam_evaluator::{Decision, Policies, PolicySet, PolicyType, evaluate, explain, missing_keys};

const MEGABYTE: usize = 1 << 20;

fn request(resource: &str) -> Request {
    let mut request = Request {
        principal: Principal::User {
            arn: Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap(),
            unique_id: None,
        },
        action: Action::parse("s3:GetObject").unwrap(),
        resource: Resource::Arn(Arn::parse(resource).unwrap()),
        resource_account: AccountId::parse("111122223333").ok(),
        context: RequestContext::new(),
        facts: Facts::default(),
    };
    request.context.set_single("aws:PrincipalTag/long", "a".repeat(1_000));
    derive_context(&mut request);
    request
}

/// Reads, compiles, decides and explains.
fn check_policy(text: &str, resource: &str) {
    let (policy, _) = policy::read(text);
    let identity = PolicySet::compile(PolicyType::IdentityBased, &policy);
    let policies = Policies::of_identity(&identity);
    let request = request(resource);
    assert_eq!(explain(&policies, &request).evaluation, evaluate(&policies, &request));
    missing_keys(&policies, &request);
}

/// One statement with as much of its element as fills two megabytes.
fn check_element(element: &str, entry: &str) {
    let entries = vec![entry; 2 * MEGABYTE / (entry.len() + 1)].join(",");
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "*", {element}[{entries}]}}}}"#
    );
    check_policy(&text, "arn:aws:s3:::data/k");
}

#[test]
fn megabytes_of_one_element() {
    for entry in [r#""s3:Get*""#, r#""a""#, r#""*:*""#, r#""s3:*a*b*c*d*""#] {
        check_element(r#""Action": "#, entry);
    }
    for entry in
        [r#""arn:aws:s3:::${aws:username}/*""#, r#""x""#, r#""arn:*:*:*:*:*""#, r#""arn:*a*:*b*:*c*""#]
    {
        check_element(r#""NotResource": "#, entry);
    }
    check_element(r#""Unknown": "#, "0");
    check_element(r#""Principal": "#, r#"{"AWS": "*"}"#);
}

#[test]
fn megabytes_of_members() {
    let members = |text: &str| {
        (0..2 * MEGABYTE / (text.len() + 8))
            .map(|it| text.replace('#', &it.to_string()))
            .collect::<Vec<_>>()
            .join(",")
    };
    for condition in [
        format!(r#"{{"StringEquals": {{{}}}}}"#, members(r#""k:#": "v""#)),
        format!("{{{}}}", members(r##""Wrong#": {"k:k": []}"##)),
        format!(r#"{{"NumericEquals": {{"k:k": [{}]}}}}"#, members(r##""x#""##)),
        format!(
            r#"{{"ForAllValues:StringLike": {{"aws:PrincipalTag/long": [{}]}}}}"#,
            members(r##""*#*b""##)
        ),
    ] {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {condition}}}}}"#
        );
        check_policy(&text, "arn:aws:s3:::data/k");
    }
    check_policy(&format!("{{{}}}", members(r##""Statemen#": 1"##)), "arn:aws:s3:::data/k");
    let statements =
        members(r##"{"Sid": "#", "Effect": "Allow", "Action": "s3:Get#", "Resource": "arn:aws:s3:::*#"}"##);
    check_policy(
        &format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#),
        "arn:aws:s3:::data/k",
    );
}

#[test]
fn megabytes_that_are_no_policy() {
    for part in [
        "[", "{\"a\":", "[[],", "\"", "\\", "/*", "//", "{", ",", "'", "\u{e9}", "\"a\" ", "[}", "\"\\u12",
        "-", "/",
    ] {
        check_policy(&part.repeat(2 * MEGABYTE / part.len()), "arn:aws:s3:::data/k");
    }
    for part in ["${", "${a", "$", "${a}", "*", "?", "*a", ":", "*:", "${*}"] {
        let text = part.repeat(MEGABYTE / 4 / part.len());
        for element in ["Action", "Resource", "NotResource"] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "{element}": "{text}"}}}}"#
            );
            check_policy(&text.replacen(r#""Resource": "*", "NotR"#, r#""NotR"#, 1), "arn:aws:s3:::data/k");
        }
        for operator in ["StringLike", "ArnLike", "StringEqualsIgnoreCase", "Bool"] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {{"{operator}": {{"aws:PrincipalArn": "{text}"}}}}}}}}"#
            );
            check_policy(&text, "arn:aws:s3:::data/k");
        }
    }
}

/// Tens of kilobytes on both sides: pattern × text is fine, more is not.
#[track_caller]
fn check_arn(mode: ArnMode, pattern: &str, text: &str, matches: bool) {
    let found = ArnPattern::new(pattern, false, mode).matches(&ArnText::new(text), &NoVariables);
    assert_eq!(found, matches);
}

#[test]
fn long_arns_with_many_stars() {
    let colons = format!("arn:aws:s3:::{}", "a:".repeat(20_000));
    let letters = format!("arn:aws:s3:::{}", "a".repeat(40_000));
    for text in [&colons, &letters] {
        for pattern in [
            format!("arn:*:*:*:*:{}b", "a*".repeat(2_000)),
            format!("arn:*:{}b", "*a".repeat(2_000)),
            format!("*:*:*:*:*:{}b", "a?".repeat(2_000)),
            format!("arn:*:a:{}b", "*a*:".repeat(3)),
            format!("{}*b", "*:".repeat(5)),
            format!("arn:aws:{}*:a:b", "*a".repeat(2_000)),
        ] {
            check_arn(ArnMode::Resource, &pattern, text, false);
        }
        let condition = format!("arn:aws:s3:*:*:{}b", "*a".repeat(2_000));
        check_arn(ArnMode::Condition, &condition, text, false);
    }
    check_arn(ArnMode::Resource, "arn:*:a:*:a:*a:", &colons, true);
}

/// Hundreds of kilobytes on both sides: what a search finds place by place would take minutes.
#[test]
fn long_parts_in_long_texts() {
    let letters = "a".repeat(160_000);
    let fewer = "a".repeat(29_000);
    let pairs = "ab".repeat(80_000);
    let (half, quarter) = (80_000, 40_000);
    for (text, part) in [
        (&letters, format!("{}b", "a".repeat(half))),
        (&letters, format!("{}b", "?".repeat(half))),
        (&letters, format!("b{}", "?".repeat(half))),
        (&fewer, format!("{}?b", "a".repeat(33))),
        (&fewer, format!("{}?b", "a".repeat(32))),
        (&pairs, format!("{}c", "ab".repeat(quarter))),
        (&letters, format!("{}b", "a?".repeat(quarter / 4))),
        (&letters, format!("b{}", "?a".repeat(quarter / 4))),
    ] {
        let arn = format!("arn:aws:s3:::{text}");
        for pattern in [format!("*{part}"), format!("*{part}*"), format!("*{part}*a"), format!("*a*{part}*")]
        {
            check_arn(ArnMode::Resource, &format!("arn:aws:s3:::{pattern}"), &arn, false);
            check_arn(ArnMode::Resource, &format!("arn:*:{pattern}"), &arn, false);
            check_arn(ArnMode::Condition, &format!("arn:aws:s3:::{pattern}"), &arn, false);
        }
    }
}

#[test]
fn long_variables_in_long_texts() {
    let mut context = RequestContext::new();
    context.set_single("aws:PrincipalTag/long", "a".repeat(200_000));
    context.set_single("aws:PrincipalTag/arn", "arn:aws:s3:::*");
    let text = format!("arn:aws:s3:::{}", "a".repeat(400_000));
    for pattern in [
        "arn:aws:s3:::*${aws:PrincipalTag/long}b*".to_owned(),
        format!("${{aws:PrincipalTag/arn}}*{}b*", "a".repeat(200_000)),
        format!("arn:aws:s3:::*{}${{aws:PrincipalTag/long}}b", "a".repeat(100_000)),
    ] {
        let pattern = ArnPattern::new(&pattern, true, ArnMode::Condition);
        assert!(!pattern.matches(&ArnText::new(&text), &context));
    }
}

/// Fifteen thousand values on both sides.
#[test]
fn long_lists_of_values() {
    let values = |form: &str| -> Vec<String> {
        (100_000..115_000).map(|it| form.replace('#', &it.to_string())).collect()
    };
    for (operator, policy, asked) in [
        ("StringEquals", "v#", "w#"),
        ("StringNotEquals", "v#", "w#"),
        ("StringEqualsIgnoreCase", "v#", "W#"),
        ("StringLike", "v#", "w#"),
        ("NumericEquals", "1#00000000000000000", "2#00000000000000000"),
        ("NumericLessThan", "1#00000000000000000", "2#00000000000000000"),
        ("DateEquals", "1#", "2#"),
        ("DateGreaterThan", "2#", "1#"),
        ("IpAddress", "2001:db8:#::/48", "2001:db9::1"),
    ] {
        let hex = |it: &String| match operator {
            "IpAddress" => it.replace(":1", ":"),
            _ => it.clone(),
        };
        let quoted: Vec<String> = values(policy).iter().map(|it| format!("\"{}\"", hex(it))).collect();
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {{"ForAnyValue:{operator}": {{"k:k": [{}]}}}}}}}}"#,
            quoted.join(",")
        );
        let identity = PolicySet::compile(PolicyType::IdentityBased, &policy::read(&text).0);
        let mut request = request("arn:aws:s3:::data/k");
        request.context.set("k:k", ContextValue::Multi(values(asked)));
        let decision = evaluate(&Policies::of_identity(&identity), &request).decision;
        let holds = operator == "StringNotEquals";
        assert_eq!(decision == Decision::Allowed, holds, "{operator}");
    }
}
