//! What every operation of an API declares: its parameters, what it must be allowed to do, and what it does.

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::{ContextValue, Resource};

use super::error::ApiError;
use super::incoming::Incoming;
use super::parameters::is_document;
use super::refused::Refused;
use super::value::Fields;
use crate::world::World;

/// An operation of one of AWS's APIs.
pub struct Operation {
    /// The service, as actions name it: `iam`.
    pub service: &'static str,
    /// The operation: `CreateUser`.
    pub name: &'static str,
    /// What it takes, in AWS's order.
    pub parameters: &'static [Parameter],
    /// Whether it changes nothing: CloudTrail's `readOnly`.
    pub read_only: bool,
    pub(super) body: Body,
}

/// How an operation runs.
pub(super) enum Body {
    /// It is authorized for each of the requests, and then done.
    Authorized {
        /// What the caller must be allowed to do.
        requests: fn(&World, &Incoming<'_>) -> Result<Vec<Needed>, ApiError>,
        /// Does it. The world is changed as a whole or not at all.
        execute: fn(&mut World, &Incoming<'_>) -> Result<Fields, ApiError>,
    },
    /// It gives credentials, and makes its checks in an order of its own.
    Session(fn(&mut World, &mut Incoming<'_>) -> Result<Fields, Refused>),
}

/// A request that must be allowed before an operation is done (S109).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needed {
    /// Such as `iam:CreateUser`.
    pub(super) action: String,
    /// On what.
    pub(super) resource: Resource,
    /// The context keys that the call brings along.
    pub(super) keys: Vec<(String, ContextValue)>,
    /// The account that the service takes for the owner, where it is another one than the world's or the ARN's.
    pub(super) owner: Option<AccountId>,
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// As AWS writes it: `UserName`.
    pub name: &'static str,
    /// Whether a call without it is refused.
    pub required: bool,
    /// What it may be.
    pub kind: ParameterKind,
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug)]
pub enum ParameterKind {
    /// A text of so many characters, from letters, digits and these others; `None` for any character.
    Text {
        /// How short.
        min: usize,
        /// How long.
        max: usize,
        /// What else than letters and digits may stand in it.
        also: Option<&'static str>,
    },
    /// A text of so many characters that has a form.
    Matching {
        /// How short.
        min: usize,
        /// How long.
        max: usize,
        /// The form as AWS prints it.
        pattern: &'static str,
        /// Whether a text has it.
        matches: fn(&str) -> bool,
    },
    /// A text that is one of these.
    Word(&'static [&'static str]),
    /// A whole number.
    Number {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// Yes or no.
    Bool,
    /// So many texts at most.
    Texts(usize),
    /// The same, and one at least: what the call is about.
    SomeTexts(usize),
    /// So many texts at most that each have a form.
    TextsMatching {
        /// How many.
        max: usize,
        /// The form as AWS prints it.
        pattern: &'static str,
        /// Whether a text has it.
        matches: fn(&str) -> bool,
    },
    /// So many ARNs at most, as texts or as `{"arn": …}`.
    Arns(usize),
    /// Values by name, such as `{"Id": …, "Type": …}`.
    Map,
    /// So many of those at most.
    Maps(usize),
    /// Tags, as `[{"Key": …, "Value": …}]` or by name.
    Tags,
}

pub(super) const fn required(name: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, required: true, kind }
}

pub(super) const fn optional(name: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, required: false, kind }
}

/// `[\w+=,.@-]+` of so many characters: names of IAM (S101).
pub(super) const fn name(max: usize) -> ParameterKind {
    ParameterKind::Text { min: 1, max, also: Some("_+=,.@-") }
}

/// Any text of so many characters.
pub(super) const fn text(min: usize, max: usize) -> ParameterKind {
    ParameterKind::Text { min, max, also: None }
}

/// A text of so many characters that has a form.
pub(super) const fn matching(
    min: usize,
    max: usize,
    pattern: &'static str,
    matches: fn(&str) -> bool,
) -> ParameterKind {
    ParameterKind::Matching { min, max, pattern, matches }
}

pub(super) const ARN: ParameterKind = text(20, 2048);
/// A policy: control characters and what is beyond Latin-1 have no place in it (S101).
pub(super) const DOCUMENT: ParameterKind =
    matching(1, 131_072, r"[\u0009\u000A\u000D\u0020-\u00FF]+", is_document);
pub(super) const TAGS: Parameter = optional("Tags", ParameterKind::Tags);

impl Needed {
    pub(super) fn new(action: &str, resource: Resource) -> Needed {
        Needed { action: action.to_owned(), resource, keys: Vec::new(), owner: None }
    }

    /// The same with one more context key.
    pub(super) fn with(mut self, key: &str, value: impl Into<String>) -> Needed {
        self.keys.push((key.to_owned(), ContextValue::Single(value.into())));
        self
    }

    /// The same on what this account owns.
    pub(super) fn owned_by(mut self, account: AccountId) -> Needed {
        self.owner = Some(account);
        self
    }

    /// The same with one more multivalued context key.
    pub(super) fn with_all(mut self, key: &str, values: Vec<String>) -> Needed {
        self.keys.push((key.to_owned(), ContextValue::Multi(values)));
        self
    }
}
