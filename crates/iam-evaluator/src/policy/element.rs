//! The elements of a statement, as written. Patterns are kept as text here: they are made ready for matching when a
//! policy is compiled.

use crate::span::Span;

/// Where something stands. Two places are always equal, so that policies can be compared as structures (L12).
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

impl Eq for Place {}

/// The values of an element: one or many, which mean the same (L9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T> {
    /// The values, in order. Empty: the element matches nothing (L10).
    pub entries: Vec<Entry<T>>,
    /// Where the whole value stands.
    pub place: Place,
}

/// One value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// Action or NotAction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionElement {
    /// The actions listed (E24).
    Action(Entries<ActionPattern>),
    /// Every action but those listed (E25).
    NotAction(Entries<ActionPattern>),
}

/// `*`, or `service:Name` with `*` and `?` (L41, L43). Text of another shape matches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionPattern(pub String);

/// Resource or NotResource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceElement {
    /// The resources listed.
    Resource(Entries<ResourcePattern>),
    /// Every resource but those listed (E32).
    NotResource(Entries<ResourcePattern>),
}

/// `*`, or an ARN with `*`, `?` and variables (L48). Text of another shape matches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourcePattern(pub String);

/// Principal or NotPrincipal: the policy's side. Who makes a request is a
/// [`Principal`](crate::request::Principal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalElement {
    /// Those listed.
    Principal(PrincipalValue),
    /// Everyone but those listed (E54).
    NotPrincipal(PrincipalValue),
}

/// The value of a principal element (L25).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalValue {
    /// The text `"*"`.
    Any(Place),
    /// A map from principal type to values.
    Map(Vec<PrincipalValues>, Place),
}

/// The principals of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalValues {
    /// Their type.
    pub kind: PrincipalKind,
    /// Their names.
    pub names: Entries<String>,
}

/// The types of principal that a policy can name (L27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalKind {
    /// Accounts, users, roles, sessions, or `*`.
    Aws,
    /// Services, such as `ec2.amazonaws.com`.
    Service,
    /// Identity providers; trust policies only (L34).
    Federated,
    /// S3 canonical user ids (L35).
    CanonicalUser,
}

impl PrincipalKind {
    /// As it stands in a policy.
    pub fn as_str(self) -> &'static str {
        match self {
            PrincipalKind::Aws => "AWS",
            PrincipalKind::Service => "Service",
            PrincipalKind::Federated => "Federated",
            PrincipalKind::CanonicalUser => "CanonicalUser",
        }
    }

    /// The kind of that name, which is case-sensitive (L27).
    pub fn parse(text: &str) -> Option<PrincipalKind> {
        [PrincipalKind::Aws, PrincipalKind::Service, PrincipalKind::Federated, PrincipalKind::CanonicalUser]
            .into_iter()
            .find(|it| it.as_str() == text)
    }
}
