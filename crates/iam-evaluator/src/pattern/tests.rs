use super::{ArnMode, ArnPattern, ArnText, Case, NoVariables, Pattern, Syntax};
use crate::request::RequestContext;

const WILDCARDS: Syntax = Syntax { wildcards: true, variables: true };

#[track_caller]
fn check(pattern: &str, text: &str, matches: bool) {
    let found = Pattern::new(pattern, WILDCARDS, Case::Sensitive).matches(text, &NoVariables);
    assert_eq!(found, matches, "{pattern} against {text}");
}

#[track_caller]
fn check_resource(pattern: &str, text: &str, matches: bool) {
    let found = ArnPattern::new(pattern, true, ArnMode::Resource).matches(&ArnText::new(text), &NoVariables);
    assert_eq!(found, matches, "{pattern} against {text}");
}

#[track_caller]
fn check_condition(pattern: &str, text: &str, matches: bool) {
    let found = ArnPattern::new(pattern, true, ArnMode::Condition).matches(&ArnText::new(text), &NoVariables);
    assert_eq!(found, matches, "{pattern} against {text}");
}

#[test]
fn stars_and_question_marks() {
    check("", "", true);
    check("", "a", false);
    check("*", "", true);
    check("**", "anything at all", true);
    check("a*c", "abbbc", true);
    check("a*c", "ac", true);
    check("a*c", "abcd", false);
    check("*ab*ab", "abab", true);
    check("*ab*ab", "ab", false);
    check("a?c", "abc", true);
    check("a?c", "aéc", true);
    check("a?c", "ac", false);
    check("?*", "", false);
    check("*?", "x", true);
    check("a*b?d", "axxbcd", true);
    check("(a+).", "(a+).", true);
    check("a\nb*", "a\nbc\nd", true);
}

#[test]
fn pathological_patterns_end_soon() {
    check(&"*a".repeat(200), &"a".repeat(10_000), true);
    check(&format!("{}b", "*a".repeat(200)), &"a".repeat(10_000), false);
    check(&format!("{}*b", "a?".repeat(100)), &"a".repeat(10_000), false);
}

/// Numbers that look random and are always the same.
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |it| {
        Some(it.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
    .map(|it| it >> 33)
}

#[test]
fn long_parts_are_found_where_they_are() {
    for (n_letters, seed) in [(2, 1), (3, 2), (60, 3), (400, 4)] {
        let letters = numbers(seed).map(|it| char::from_u32(0x4e00 + u32::try_from(it % n_letters).unwrap()));
        let text: String = letters.take(3_000).map(Option::unwrap).collect();
        let with_marks = |start: usize, len: usize| -> String {
            let part = text.chars().skip(start).take(len).zip(numbers(seed + 9));
            part.map(|(it, number)| if number % 3 == 0 { '?' } else { it }).collect()
        };
        for (start, len) in [(0, 700), (1_234, 64), (1_234, 65), (1_000, 1_999), (2_300, 700)] {
            let part = with_marks(start, len);
            check(&format!("*x{part}*"), &format!("x{text}"), start == 0);
            check(&format!("*{part}*"), &text, true);
            check(&format!("*{part}x*"), &format!("{text}x"), start + len == 3_000);
            check(&format!("*{part}*{part}*"), &text, false);
            check(&format!("*{part}*{part}*"), &format!("{text}{text}"), true);
        }
    }
}

#[test]
fn escaped_wildcards_are_characters() {
    check("a${*}b", "a*b", true);
    check("a${*}b", "axb", false);
    check("a${?}${$}", "a?$", true);
    check("${", "${", true);
}

#[test]
fn variables_are_literal_text() {
    let mut context = RequestContext::new();
    context.set_single("aws:username", "a*b");
    let pattern = Pattern::new("home/${AWS:UserName}/*", WILDCARDS, Case::Sensitive);
    assert!(pattern.matches("home/a*b/x", &context));
    assert!(!pattern.matches("home/aXXb/x", &context));
    assert!(!pattern.matches("home/a*b/x", &NoVariables));
    let with_default = Pattern::new("home/${aws:x, 'nobody'}", WILDCARDS, Case::Sensitive);
    assert!(with_default.matches("home/nobody", &context));
}

#[test]
fn case_folds_ascii_and_latin_1() {
    let pattern = Pattern::new("Ärger", Syntax { wildcards: false, variables: false }, Case::Insensitive);
    assert!(pattern.matches("äRGER", &NoVariables));
    assert!(!pattern.matches("arger", &NoVariables));
}

#[test]
fn star_crosses_slashes_in_the_resource() {
    let pattern = "arn:aws:s3:::bucket/*/test/*";
    check_resource(pattern, "arn:aws:s3:::bucket/1/2/test/x.jpg", true);
    check_resource(pattern, "arn:aws:s3:::bucket//test/o", true);
    check_resource(pattern, "arn:aws:s3:::bucket/1///test///o", true);
    check_resource(pattern, "arn:aws:s3:::bucket/1/test/", true);
    check_resource(pattern, "arn:aws:s3:::bucket/1-test/o", false);
    check_resource(pattern, "arn:aws:s3:::bucket/test/o", false);
    check_resource(pattern, "arn:aws:s3:::bucket/1/2/test.jpg", false);
}

#[test]
fn resource_fields_are_compared_one_by_one() {
    check_resource(
        "arn:aws:ec2:*:111122223333:instance/*",
        "arn:aws:ec2:us-east-1:111122223333:instance/i-1",
        true,
    );
    check_resource(
        "arn:aws:ec2:*:111122223333:instance/*",
        "arn:aws:ec2:us-east-1:444455556666:instance/i-1",
        false,
    );
    check_resource("arn:aws:ec2:us-*-1:111122223333:x", "arn:aws:ec2:us-east-1:111122223333:x", true);
    check_resource("arn:aws:ec2:us-*-1:111122223333:x", "arn:aws:ec2:us-east-2:111122223333:x", false);
    check_resource("arn:aws:s3:::b", "arn:aws:S3:::b", false);
    check_resource(
        "arn:aws:logs:*:*:log-group:a:*",
        "arn:aws:logs:eu-west-1:111122223333:log-group:a:stream:b",
        true,
    );
}

#[test]
fn a_star_that_ends_a_field_runs_past_colons() {
    check_resource("arn:aws:sqs:*:q", "arn:aws:sqs:us-east-1:111122223333:q", true);
    check_resource("arn:*:111122223333:role/x", "arn:aws:iam::111122223333:role/x", true);
    check_resource("arn:*", "arn:aws:s3:::b", true);
    check_resource("arn:aws:s3*", "arn:aws:s3:::b", true);
    check_resource("arn:aws:*:*:x:y:z", "arn:aws:a:b:c:d:x:y:z", true);
    check_resource("*:x", "arn:aws:s3:::x", true);
    check_resource("arn:aws:s*a:b:c:d", "arn:aws:s:a:b:c:d", false);
}

#[test]
fn a_short_arn_matches_only_when_padded() {
    check_resource("arn:aws:sqs", "arn:aws:sqs:us-east-1:111122223333:q", false);
    let padded = ArnPattern::new("arn:aws:sqs", true, ArnMode::Resource).pad();
    let text = "arn:aws:sqs:us-east-1:111122223333:q";
    assert!(padded.matches(&ArnText::new(text), &NoVariables));
    assert!(!padded.matches(&ArnText::new("arn:aws:sns:us-east-1:111122223333:q"), &NoVariables));
}

#[test]
fn variables_before_the_fifth_colon_of_a_resource_never_match() {
    let mut context = RequestContext::new();
    context.set_single("aws:PrincipalAccount", "111122223333");
    let text = "arn:aws:iam::111122223333:role/x";
    let pattern = "arn:aws:iam::${aws:PrincipalAccount}:role/x";
    let resource = ArnPattern::new(pattern, true, ArnMode::Resource);
    assert!(!resource.matches(&ArnText::new(text), &context));
    let condition = ArnPattern::new(pattern, true, ArnMode::Condition);
    assert!(condition.matches(&ArnText::new(text), &context));
}

#[test]
fn arn_operators_do_not_cross_fields() {
    check_condition("arn:aws:sns:*:*:t", "arn:aws:sns:eu-west-1:111122223333:t", true);
    check_condition("arn:aws:sns:*:t", "arn:aws:sns:eu-west-1:111122223333:t", false);
    check_condition("*", "arn:aws:sns:eu-west-1:111122223333:t", false);
    check_condition("arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a/b:c", true);
    check_condition("arn:aws:s3:::b/*", "arn:aws:s3:us-east-1:111122223333:b/x", false);
    check_condition("arn:aws:s3:::b", "not an arn", false);
}
