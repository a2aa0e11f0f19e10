use super::block_holds;
use crate::policy::{LanguageVersion, read_condition_block};
use crate::request::{ContextValue, RequestContext};

/// `condition` is the block; `context` has keys as `key=value`, where `a|b` is two values and `[]` an empty set.
#[track_caller]
fn check(condition: &str, context: &[&str], holds: bool) {
    let (block, diagnostics) = read_condition_block(condition);
    let block = block.unwrap_or_else(|| panic!("{condition}: {diagnostics:?}"));
    let mut keys = RequestContext::new();
    for it in context {
        let (key, value) = it.split_once('=').unwrap();
        match value {
            "[]" => keys.set(key, ContextValue::Multi(Vec::new())),
            value if value.contains('|') => {
                keys.set(key, ContextValue::Multi(value.split('|').map(str::to_owned).collect()));
            }
            value => keys.set_single(key, value),
        }
    }
    let found = block_holds(&block, LanguageVersion::V2012_10_17, &keys);
    assert_eq!(found, holds, "{condition} in {context:?}");
}

#[track_caller]
fn check_one(operator: &str, policy: &str, request: &str, holds: bool) {
    check(&format!(r#"{{"{operator}": {{"k:k": {policy}}}}}"#), &[&format!("k:k={request}")], holds);
}

#[test]
fn truth_table_of_sets_and_absence() {
    // Columns: key absent, empty set, {a} that matches, {b} that does not, {a, b}.
    let rows = [
        ("StringEquals", [false, false, true, false, false]),
        ("StringNotEquals", [true, true, false, true, false]),
        ("StringEqualsIfExists", [true, true, true, false, false]),
        ("StringNotEqualsIfExists", [true, true, false, true, false]),
        ("ForAllValues:StringEquals", [true, true, true, false, false]),
        ("ForAllValues:StringNotEquals", [true, true, false, true, false]),
        ("ForAnyValue:StringEquals", [false, false, true, false, true]),
        ("ForAnyValue:StringNotEquals", [false, false, false, true, true]),
        ("ForAllValues:StringEqualsIfExists", [true, true, true, false, false]),
        ("ForAnyValue:StringEqualsIfExists", [true, true, true, false, true]),
    ];
    let contexts: [&[&str]; 5] = [&[], &["k:k=[]"], &["k:k=a"], &["k:k=b"], &["k:k=a|b"]];
    for (operator, expected) in rows {
        for (context, holds) in contexts.into_iter().zip(expected) {
            check(&format!(r#"{{"{operator}": {{"k:k": "a"}}}}"#), context, holds);
        }
    }
}

#[test]
fn null_asks_for_presence() {
    check(r#"{"Null": {"k:k": "true"}}"#, &[], true);
    check(r#"{"Null": {"k:k": "true"}}"#, &["k:k="], true);
    check(r#"{"Null": {"k:k": true}}"#, &["k:k=a"], false);
    check(r#"{"Null": {"k:k": "false"}}"#, &["k:k=a|b"], true);
    check(r#"{"Null": {"k:k": "FALSE"}}"#, &[], false);
    check(r#"{"ForAllValues:Null": {"k:k": "false"}}"#, &[], true);
    check(r#"{"ForAnyValue:Null": {"k:k": "true"}}"#, &[], false);
}

#[test]
fn an_empty_text_is_null_for_set_operators_only() {
    check(r#"{"ForAllValues:StringEquals": {"k:k": "a"}}"#, &["k:k="], true);
    check(r#"{"ForAnyValue:StringNotEquals": {"k:k": "a"}}"#, &["k:k="], false);
    check(r#"{"StringEquals": {"k:k": ""}}"#, &["k:k="], true);
}

#[test]
fn empty_lists_are_or_and_nor_over_nothing() {
    check(r#"{"StringEquals": {"k:k": []}}"#, &["k:k=a"], false);
    check(r#"{"StringNotEquals": {"k:k": []}}"#, &["k:k=a"], true);
    check(r#"{"StringEqualsIfExists": {"k:k": []}}"#, &[], true);
    check("{}", &[], true);
}

#[test]
fn numbers_are_exact() {
    check_one("NumericEquals", "10", "10.0", true);
    check_one("NumericEquals", "\"0.1\"", "0.10", true);
    check_one("NumericEquals", "\"-0\"", "0", true);
    check_one("NumericLessThan", "\"9007199254740993\"", "9007199254740992", true);
    check_one("NumericLessThan", "\"-1\"", "-2", true);
    check_one("NumericGreaterThan", "\"1.5\"", "1.50000000000000000001", true);
    check_one("NumericGreaterThanEquals", "10", "10", true);
    check_one("NumericEquals", "\"10abc\"", "10", false);
    check_one("NumericEquals", "10", "+10", false);
    check_one("NumericNotEquals", "10", "ten", true);
}

#[test]
fn dates_are_instants() {
    check_one("DateEquals", "\"2020-01-01T00:00:00Z\"", "2020-01-01T01:00:00+01:00", true);
    check_one("DateEquals", "\"2020\"", "2020-01-01", true);
    check_one("DateEquals", "\"1577836800\"", "2020-01-01T00:00Z", true);
    check_one("DateLessThan", "\"2020-03-01\"", "2020-02-29T23:59:59.999Z", true);
    check_one("DateGreaterThan", "\"2020-01-01T00:00:00Z\"", "2020-01-01T00:00:00.001Z", true);
    check_one("DateEquals", "\"2019-02-29\"", "2019-02-29", false);
    check_one("DateEquals", "\"2020-01-01T00:00:00\"", "2020-01-01T00:00:00", false);
    check_one("DateLessThan", "\"1970-01-02\"", "-86400", true);
    check_one("DateEquals", "\"tomorrow\"", "tomorrow", false);
}

#[test]
fn address_ranges() {
    check_one("IpAddress", "\"203.0.113.0/24\"", "203.0.113.77", true);
    check_one("IpAddress", "\"203.0.113.77/24\"", "203.0.113.1", true);
    check_one("IpAddress", "\"203.0.113.7\"", "203.0.113.8", false);
    check_one("IpAddress", "\"0.0.0.0/0\"", "8.8.8.8", true);
    check_one("NotIpAddress", "\"0.0.0.0/0\"", "8.8.8.8", false);
    check_one("IpAddress", "\"2001:db8::/32\"", "2001:DB8:0:0::1", true);
    check_one("IpAddress", "\"::/0\"", "8.8.8.8", false);
    check_one("NotIpAddress", "\"::/0\"", "8.8.8.8", true);
    check_one("IpAddress", "\"203.0.113.0/33\"", "203.0.113.1", false);
}

#[test]
fn booleans_and_bytes() {
    check_one("Bool", "true", "TRUE", true);
    check_one("Bool", "\"yes\"", "yes", false);
    check_one("BinaryEquals", "\"QmluYXJ5\"", "QmluYXJ5", true);
    check_one("BinaryEquals", "\"QQ==\"", "QQ==", true);
    check_one("BinaryEquals", "\"QQ==\"", "QUI=", false);
    check_one("BinaryEquals", "\"%%%\"", "%%%", false);
}

#[test]
fn variables_without_value_match_no_positive_operator() {
    let equal = r#"{"StringEquals": {"k:k": "${aws:PrincipalTag/team}"}}"#;
    let not_equal = r#"{"StringNotEquals": {"k:k": "${aws:PrincipalTag/team}"}}"#;
    check(equal, &["k:k=blue"], false);
    check(not_equal, &["k:k=blue"], true);
    check(equal, &["k:k=blue", "aws:principaltag/TEAM=blue"], true);
    check(r#"{"StringEquals": {"k:k": "${aws:PrincipalTag/team, 'red'}"}}"#, &["k:k=red"], true);
    check(r#"{"StringLike": {"k:k": "a${*}"}}"#, &["k:k=ab"], false);
    check(r#"{"StringEquals": {"k:k": "${aws:TagKeys}"}}"#, &["k:k=a", "aws:TagKeys=a|b"], false);
}

#[test]
fn an_unknown_operator_never_holds() {
    check(r#"{"StringMatches": {"k:k": "a"}}"#, &["k:k=a"], false);
    check(r#"{"NullIfExists": {"k:k": "true"}}"#, &[], false);
    check(r#"{"stringEquals": {"k:k": "a"}}"#, &["k:k=a"], false);
    check(r#"{"ForAnyValues:StringEquals": {"k:k": "a"}}"#, &["k:k=a"], false);
}

#[test]
fn string_wildcards_need_a_like_operator() {
    check_one("StringEquals", "\"a*\"", "ab", false);
    check_one("StringLike", "\"a*\"", "ab", true);
    check_one("StringNotLike", "[\"x*\", \"a?\"]", "ab", false);
    check_one("StringEqualsIgnoreCase", "\"PROD\"", "prod", true);
}

/// A long list matches a value exactly when one of its values does by itself.
#[track_caller]
fn check_list(operator: &str, values: &[String], requests: &[String]) {
    let list = |values: &[String]| {
        let quoted: Vec<String> = values.iter().map(|it| format!("\"{it}\"")).collect();
        format!(r#"{{"{operator}": {{"k:k": [{}]}}}}"#, quoted.join(","))
    };
    let holds = |values: &[String], request: &str| {
        let mut context = RequestContext::new();
        context.set_single("k:k", request);
        context.set_single("k:v", "v7");
        let (block, _) = read_condition_block(&list(values));
        block_holds(&block.unwrap(), LanguageVersion::V2012_10_17, &context)
    };
    let mut outcomes = [false; 2];
    for request in requests {
        let alone = values.iter().any(|it| holds(std::slice::from_ref(it), request));
        assert_eq!(holds(values, request), alone, "{operator} with {request}");
        outcomes[usize::from(alone)] = true;
    }
    assert_eq!(outcomes, [true, true], "{operator} is not tested");
}

#[test]
fn long_lists_match_as_their_values_do() {
    let texts = |form: &str, step: usize, n: usize| -> Vec<String> {
        (0..n).map(|it| form.replace('#', &(it * 37 % 101 * step + 10).to_string())).collect()
    };
    check_list("StringEquals", &texts("v#", 2, 40), &texts("v#", 1, 60));
    check_list("StringEqualsIgnoreCase", &texts("vé#", 2, 40), &texts("VÉ#", 1, 60));
    let mut patterns = texts("v#", 2, 30);
    patterns.extend(["*23".to_owned(), "w?".to_owned(), "${k:v}".to_owned()]);
    let mut values = texts("v#", 1, 60);
    values.extend(["x23".to_owned(), "w1".to_owned(), "v7".to_owned()]);
    check_list("StringLike", &patterns, &values);
    for operator in ["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals"] {
        let mut numbers = texts("#.50", 2, 30);
        numbers.push("-3".to_owned());
        let mut asked = texts("#.5", 1, 60);
        asked.extend(["-4", "-3.0", "none", "9999", "210.5"].map(str::to_owned));
        let bounded = if operator == "NumericGreaterThanEquals" { &numbers[..30] } else { &numbers };
        check_list(operator, bounded, &asked);
    }
    for operator in ["DateEquals", "DateLessThanEquals", "DateGreaterThan"] {
        let mut asked = texts("#000000", 1, 101);
        asked.extend(["1000000", "999000000"].map(str::to_owned));
        check_list(operator, &texts("#000000", 2, 30), &asked);
    }
    let mut ranges = texts("10.#.0.0/16", 2, 30);
    ranges.extend(["10.0.0.0/9", "10.20.0.0/24", "2001:db8::/32", "2001:db8::1"].map(str::to_owned));
    let mut addresses = texts("10.#.0.9", 2, 101);
    addresses.extend(["9.255.255.255", "2001:db8:1::2", "2001:db9::", "::"].map(str::to_owned));
    check_list("IpAddress", &ranges, &addresses);
    check_list("BinaryEquals", &texts("QU#", 1, 30), &texts("QU#", 1, 60));
}
