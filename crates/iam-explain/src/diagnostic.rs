//! Findings about policy texts: what is wrong, and what to do.

use iam_evaluator::diagnostic::{Diagnostic, DiagnosticCode};

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is wrong. Begins in lower case, without a full stop; input stands in backticks.
    pub text: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Writes a finding in words.
pub fn diagnostic(diagnostic: &Diagnostic) -> Message {
    let subject = diagnostic.subject.as_str();
    let row = WORDS.iter().find(|(code, ..)| *code == diagnostic.code);
    let (text, help) = row.map_or((diagnostic.code.as_str(), ""), |&(_, text, help)| (text, help));
    let text = match subject {
        "" => text.replace(" `{}`", "").replace("`{}` ", ""),
        subject => text.replace("{}", subject),
    };
    let help = match &diagnostic.suggestion {
        Some(suggestion) => format!("did you mean `{suggestion}`?"),
        None => help.replace("{}", subject),
    };
    Message { text, help: (!help.is_empty()).then_some(help) }
}

/// For each code: what is wrong and what to do, with `{}` for the subject.
const WORDS: [(DiagnosticCode, &str, &str); 46] = [
    (DiagnosticCode::EmptyText, "the policy is empty", "write a JSON object with Version and Statement"),
    (DiagnosticCode::TextTooLong, "the text is too long to read", "paste one policy"),
    (
        DiagnosticCode::ExpectedValue,
        "`{}` is not a JSON value",
        "write a text in double quotes, a number, true, false, a list or an object",
    ),
    (DiagnosticCode::UnexpectedEnd, "a bracket is not closed", "add the missing `}` or `]`"),
    (DiagnosticCode::ExpectedName, "expected a member name, found `{}`", "put member names in double quotes"),
    (DiagnosticCode::ExpectedColon, "expected `:` after the member name", "write `\"Name\": value`"),
    (DiagnosticCode::ExpectedComma, "a comma is missing before this", "put `,` between two values"),
    (DiagnosticCode::TrailingComma, "a comma before a closing bracket", "remove the comma"),
    (DiagnosticCode::Comment, "JSON has no comments", "remove the comment; a Sid can hold a name"),
    (DiagnosticCode::UnterminatedString, "a text is not closed on its line", "add the missing `\"`"),
    (
        DiagnosticCode::ControlCharacter,
        "a control character inside a text",
        "remove it, or write it as `\\u00XX`",
    ),
    (DiagnosticCode::InvalidEscape, "`{}` is no JSON escape", "write `\\\\` for a backslash"),
    (DiagnosticCode::InvalidNumber, "`{}` is no JSON number", "write digits without a leading zero or plus"),
    (
        DiagnosticCode::NestedTooDeeply,
        "brackets are nested too deeply",
        "a policy needs no more than eight levels",
    ),
    (DiagnosticCode::PolicyNotObject, "a policy is a JSON object", "begin with `{` and a Statement"),
    (DiagnosticCode::StatementNotObject, "a statement is a JSON object", "write `{ \"Effect\": … }`"),
    (
        DiagnosticCode::DataTypeMismatch,
        "`{}` holds the wrong type of value",
        "write a text in double quotes, or a list of texts",
    ),
    (DiagnosticCode::UnknownElement, "unknown element `{}`", "remove it; element names are case-sensitive"),
    (DiagnosticCode::DuplicateElement, "`{}` stands here twice", "merge the two"),
    (
        DiagnosticCode::MissingStatement,
        "the policy has no Statement",
        "add a `Statement` with at least one statement",
    ),
    (
        DiagnosticCode::EmptyStatement,
        "the policy has no statements",
        "add one; as it is, it allows and denies nothing",
    ),
    (
        DiagnosticCode::MissingVersion,
        "no Version: `${…}` is then plain text",
        "add `\"Version\": \"2012-10-17\"`",
    ),
    (DiagnosticCode::InvalidVersion, "`{}` is not a version of the policy language", "write `2012-10-17`"),
    (
        DiagnosticCode::MissingEffect,
        "the statement has no Effect",
        "add `\"Effect\": \"Allow\"` or `\"Deny\"`",
    ),
    (DiagnosticCode::InvalidEffect, "`{}` is not an effect", "write `Allow` or `Deny`"),
    (DiagnosticCode::MissingAction, "the statement has no Action", "add `Action` or `NotAction`"),
    (
        DiagnosticCode::UnsupportedElementCombination,
        "`{}` stands beside its opposite",
        "keep one of the two, or write two statements",
    ),
    (
        DiagnosticCode::InvalidAction,
        "`{}` is not an action",
        "write `service:Name`, such as `s3:GetObject`, or `*`",
    ),
    (
        DiagnosticCode::InvalidResource,
        "`{}` is not a resource",
        "write an ARN, such as `arn:aws:s3:::bucket/*`, or `*`",
    ),
    (
        DiagnosticCode::InvalidPrincipalFormat,
        "`{}` is not a principal",
        "write `{ \"AWS\": \"{}\" }`; only `*` can stand alone",
    ),
    (
        DiagnosticCode::InvalidPrincipalKey,
        "unknown principal type `{}`",
        "write AWS, Service, Federated or CanonicalUser",
    ),
    (
        DiagnosticCode::WildcardInPrincipal,
        "`{}` has a wildcard inside a principal",
        "name the principal, or use `*` with a condition on aws:PrincipalArn",
    ),
    (
        DiagnosticCode::InvalidPrincipal,
        "`{}` is not an AWS principal",
        "write an account id, or the ARN of a user, role or session; groups cannot be principals",
    ),
    (
        DiagnosticCode::UnknownOperator,
        "unknown condition operator `{}`",
        "see the list of condition operators; names are case-sensitive",
    ),
    (DiagnosticCode::NullWithIfExists, "`{}` does not exist", "write `Null`: it asks for presence itself"),
    (
        DiagnosticCode::TypeMismatchNumber,
        "`{}` is no number, so that it never matches",
        "write digits, such as `3600` or `0.5`",
    ),
    (
        DiagnosticCode::TypeMismatchDate,
        "`{}` is no date, so that it never matches",
        "write `2026-01-31T12:00:00Z`, a part of it, or epoch seconds",
    ),
    (
        DiagnosticCode::TypeMismatchIpRange,
        "`{}` is no address range, so that it never matches",
        "write an address or a range, such as `203.0.113.0/24` or `2001:db8::/32`",
    ),
    (
        DiagnosticCode::TypeMismatchBoolean,
        "`{}` is neither true nor false, so that it never matches",
        "write `true` or `false`",
    ),
    (
        DiagnosticCode::TypeMismatchString,
        "`{}` is not base64, so that it never matches",
        "write the bytes in base64, with its padding",
    ),
    (DiagnosticCode::MissingBraceInVariable, "`${` is not closed in `{}`", "add the missing `}`"),
    (DiagnosticCode::EmptyVariable, "`${}` names no key", "write a key, such as `${aws:username}`"),
    (DiagnosticCode::SpaceInVariable, "a space in the variable `{}`", "remove the space"),
    (
        DiagnosticCode::SecondValue,
        "something follows the policy",
        "a policy is exactly one JSON object: remove what follows it",
    ),
    (
        DiagnosticCode::EmptyList,
        "the list of `{}` is empty, so that the statement matches nothing",
        "add a value",
    ),
    (
        DiagnosticCode::MissingQuoteInVariable,
        "the default in `{}` is not quoted",
        "write `${key, 'default'}`",
    ),
];
