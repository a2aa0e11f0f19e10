//! What is wrong with a policy text. Codes and arguments only: the words are made by `iam-explain`.

use crate::span::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// IAM refuses to save the policy (L14).
    Error,
    /// IAM saves it; it does not do what it seems to.
    Warning,
}

/// One finding about a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: DiagnosticCode,
    /// Where in the text.
    pub span: Span,
    /// What stands there, or what the code speaks of; empty where the code says it all.
    pub subject: String,
    /// What was probably meant, if one guess is close.
    pub suggestion: Option<String>,
}

impl Diagnostic {
    /// A finding without a suggestion.
    pub fn new(code: DiagnosticCode, span: Span, subject: impl Into<String>) -> Diagnostic {
        Diagnostic { code, span, subject: subject.into(), suggestion: None }
    }

    /// The same with a suggestion.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: Option<&str>) -> Diagnostic {
        self.suggestion = suggestion.map(str::to_owned);
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// The kinds of finding. Each has a stable kebab-case name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DiagnosticCode {
            $($(#[$doc])* $name,)*
        }

        impl DiagnosticCode {
            /// Every code, in the order of this list.
            pub const ALL: &'static [DiagnosticCode] = &[$(DiagnosticCode::$name,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(DiagnosticCode::$name => $text,)* }
            }

            /// Whether it is about JSON, and not about what the JSON says: whatever follows may come of it.
            pub fn is_syntax(self) -> bool {
                self <= DiagnosticCode::SecondValue
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(DiagnosticCode::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The text is empty.
    EmptyText = "empty-text", Error;
    /// The text is too long to read.
    TextTooLong = "text-too-long", Error;
    /// Something stands where a value should.
    ExpectedValue = "expected-value", Error;
    /// The text ends in the middle of a value.
    UnexpectedEnd = "unexpected-end", Error;
    /// A member name is missing its quotes, or something else stands in its place.
    ExpectedName = "expected-name", Error;
    /// The colon after a member name is missing.
    ExpectedColon = "expected-colon", Error;
    /// The comma between two values is missing.
    ExpectedComma = "expected-comma", Error;
    /// A comma stands before a closing bracket.
    TrailingComma = "trailing-comma", Error;
    /// JSON has no comments.
    Comment = "comment", Error;
    /// A string is not closed on its line.
    UnterminatedString = "unterminated-string", Error;
    /// A control character in a string is not escaped.
    ControlCharacter = "control-character", Error;
    /// A backslash sequence that JSON does not know.
    InvalidEscape = "invalid-escape", Error;
    /// A number that is not written as JSON wants.
    InvalidNumber = "invalid-number", Error;
    /// Brackets are nested deeper than any policy needs.
    NestedTooDeeply = "nested-too-deeply", Error;
    /// Text follows the first JSON value (L1).
    SecondValue = "second-value", Error;
    /// The policy is not a JSON object.
    PolicyNotObject = "policy-not-object", Error;
    /// A statement is not a JSON object.
    StatementNotObject = "statement-not-object", Error;
    /// An element holds another JSON type than it must (L11).
    DataTypeMismatch = "data-type-mismatch", Error;
    /// A member that policies or statements do not have (L6, L7).
    UnknownElement = "unknown-element", Error;
    /// A member name stands twice in one object (L5).
    DuplicateElement = "duplicate-element", Error;
    /// The policy has no Statement (L20).
    MissingStatement = "missing-statement", Error;
    /// The list of statements is empty (L20).
    EmptyStatement = "empty-statement", Warning;
    /// The policy has no Version: variables are then plain text (L16).
    MissingVersion = "missing-version", Warning;
    /// Not one of the two versions (L15).
    InvalidVersion = "invalid-version", Error;
    /// A statement has no Effect (L24).
    MissingEffect = "missing-effect", Error;
    /// An effect that is not `Allow` or `Deny` (L24).
    InvalidEffect = "invalid-effect", Error;
    /// A statement has neither Action nor NotAction.
    MissingAction = "missing-action", Error;
    /// Both members of an exclusive pair are there (L13).
    UnsupportedElementCombination = "unsupported-element-combination", Error;
    /// An action is not `service:Name` (L41).
    InvalidAction = "invalid-action", Error;
    /// A resource is neither `*` nor an ARN (L48).
    InvalidResource = "invalid-resource", Error;
    /// A principal is a bare text other than `*` (L25).
    InvalidPrincipalFormat = "invalid-principal-format", Error;
    /// A principal type other than AWS, Service, Federated and CanonicalUser (L27).
    InvalidPrincipalKey = "invalid-principal-key", Error;
    /// A wildcard inside a principal (L30).
    WildcardInPrincipal = "wildcard-in-principal", Error;
    /// An AWS principal that is no ARN, account id or unique id (L28).
    InvalidPrincipal = "invalid-principal", Error;
    /// A condition operator that AWS does not know (L60).
    UnknownOperator = "unknown-operator", Error;
    /// `NullIfExists` does not exist (E40).
    NullWithIfExists = "null-with-if-exists", Error;
    /// A list that holds nothing, so that the statement matches nothing (L10).
    EmptyList = "empty-list", Warning;
    /// A value under a numeric operator that is no number: it never matches (L80, L92).
    TypeMismatchNumber = "type-mismatch-number", Warning;
    /// A value under a date operator that is no date (L80, L94).
    TypeMismatchDate = "type-mismatch-date", Warning;
    /// A value under an IP operator that is no address or range (L80, L100).
    TypeMismatchIpRange = "type-mismatch-ip-range", Warning;
    /// A value under `Bool` or `Null` that is neither true nor false (L80, L97).
    TypeMismatchBoolean = "type-mismatch-boolean", Warning;
    /// A value under `BinaryEquals` that is not base64 (L80, L99).
    TypeMismatchString = "type-mismatch-string", Warning;
    /// `${` without `}` (L132).
    MissingBraceInVariable = "missing-brace-in-variable", Warning;
    /// `${}` (L132).
    EmptyVariable = "empty-variable", Warning;
    /// A space in the name of a variable (L132).
    SpaceInVariable = "space-in-variable", Warning;
    /// The default of a variable is not quoted (L127).
    MissingQuoteInVariable = "missing-quote-in-variable", Warning;
}
