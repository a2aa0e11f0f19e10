use super::{Value, ValueKind, parse};

/// The codes of the findings, and a short form of what was read.
#[track_caller]
fn check(text: &str, value: &str, codes: &[&str]) {
    let (read, diagnostics) = parse(text);
    let found: Vec<_> = diagnostics.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(found, codes, "findings of {text}");
    assert_eq!(read.as_ref().map(short).unwrap_or_default(), value, "value of {text}");
}

fn short(value: &Value) -> String {
    match &value.kind {
        ValueKind::Null => "null".to_owned(),
        ValueKind::Bool(it) => it.to_string(),
        ValueKind::Number(it) => it.clone(),
        ValueKind::String(it) => format!("'{it}'"),
        ValueKind::Array(values) => format!("[{}]", values.iter().map(short).collect::<Vec<_>>().join(" ")),
        ValueKind::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|it| format!("{}:{}", it.name, short(&it.value))).collect();
            format!("{{{}}}", members.join(" "))
        }
    }
}

#[test]
fn values_of_every_kind() {
    check("null", "null", &[]);
    check(" [1, -2.5e3, true, false, \"a\", {}] ", "[1 -2.5e3 true false 'a' {}]", &[]);
    check(r#"{"a": {"b": []}}"#, "{a:{b:[]}}", &[]);
    check("\u{FEFF}{}", "{}", &[]);
}

#[test]
fn duplicate_members_are_kept() {
    check(r#"{"a": 1, "a": 2}"#, "{a:1 a:2}", &[]);
}

#[test]
fn escapes() {
    check(r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "'\"\\/\u{8}\u{c}\n\r\té😀'", &[]);
    check(r#""\x""#, "''", &["invalid-escape"]);
    check(r#""\u12""#, "'12'", &["invalid-escape"]);
    check(r#""\ud83d""#, "''", &["invalid-escape"]);
    check(r#""\ud83d\u0041""#, "''", &["invalid-escape"]);
}

#[test]
fn every_syntax_error_is_found() {
    check(
        r#"{"a": 1 "b": 2, "c": [1,], }"#,
        "{a:1 b:2 c:[1]}",
        &["expected-comma", "trailing-comma", "trailing-comma"],
    );
    check(r#"{a: 'b'}"#, "{a:'b'}", &["expected-name", "expected-value"]);
    check(r#"{"a" 1}"#, "{a:1}", &["expected-colon"]);
    check("[1,,2]", "[1 2]", &["expected-value"]);
    check("{} {}", "{}", &["second-value"]);
    check("// note\n{}", "{}", &["comment"]);
    check("{} /* note */", "{}", &["comment"]);
    check("\"a\nb", "'a'", &["unterminated-string", "second-value"]);
    check("[01]", "['01']", &["invalid-number"]);
    check("\"a\u{1}b\"", "'ab'", &["control-character"]);
}

#[test]
fn an_open_bracket_at_the_end_is_one_finding() {
    check(r#"{"a": [{"b": 1"#, "{a:[{b:1}]}", &["unexpected-end"]);
    check("[", "[]", &["unexpected-end"]);
}

#[test]
fn nothing_is_a_finding() {
    check("", "", &["empty-text"]);
    check("  \n", "", &["empty-text"]);
    check("}", "", &["expected-value", "second-value"]);
}

#[test]
fn deep_nesting_ends_without_a_stack_overflow() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let (_, diagnostics) = parse(&open.repeat(100_000));
        let codes: Vec<_> = diagnostics.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(codes, ["nested-too-deeply"], "{open}");
    }
}

#[test]
fn every_truncation_ends() {
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "a": [1, null, "\u00e9"]}]}"#;
    for len in 0..text.len() {
        let truncated = text.get(..len).unwrap();
        let (_, diagnostics) = parse(truncated);
        assert!(!diagnostics.is_empty(), "{truncated}");
    }
}

#[test]
fn spans_name_the_value() {
    let text = r#"{"a": ["x", 12]}"#;
    let (value, _) = parse(text);
    let Some(Value { kind: ValueKind::Object(members), .. }) = value else { panic!("not an object") };
    assert_eq!(members[0].name_span.slice(text), "\"a\"");
    assert_eq!(members[0].value.span.slice(text), "[\"x\", 12]");
    assert_eq!(members[0].value.span.line(text), 1);
}
