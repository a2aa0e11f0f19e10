mod denied;
mod nearly;
mod summary;

use iam_evaluator::diagnostic::{Diagnostic, DiagnosticCode};
use iam_evaluator::policy;
use iam_evaluator::span::Span;

/// Every message of a policy, as `text; help`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (_, diagnostics) = policy::parse(text);
    let found: Vec<_> = diagnostics.iter().map(line).collect();
    assert_eq!(found, expected, "{text}");
}

fn line(diagnostic: &Diagnostic) -> String {
    let message = crate::diagnostic(diagnostic);
    format!("{}; {}", message.text, message.help.unwrap_or_default())
}

#[test]
fn every_code_has_words_and_help_in_house_style() {
    for &code in DiagnosticCode::ALL {
        let message = crate::diagnostic(&Diagnostic::new(code, Span::default(), "x"));
        assert_ne!(message.text, code.as_str(), "no words for {code:?}");
        assert!(message.help.is_some(), "no help for {code:?}");
        assert!(!message.text.ends_with('.'), "{}", message.text);
        assert!(!message.text.contains("{}"), "{}", message.text);
    }
}

#[test]
fn messages_say_what_and_what_to_do() {
    check("{", &["a bracket is not closed; add the missing `}` or `]`"]);
    check(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3GetObject", "Resource": "*"}}"#,
        &["`s3GetObject` is not an action; did you mean `s3:GetObject`?"],
    );
    check(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Principal": "111122223333"}}"#,
        &[
            "`111122223333` is not a principal; write `{ \"AWS\": \"111122223333\" }`; only `*` can stand alone",
        ],
    );
    check(
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Condition": {"StringEqual": {"a:b": "c"}}}}"#,
        &["unknown condition operator `StringEqual`; did you mean `StringEquals`?"],
    );
}
