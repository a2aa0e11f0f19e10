//! How a principal element names the caller (E45–E57).

use crate::arn::{AccountId, Arn};
use crate::policy::{PrincipalElement, PrincipalKind, PrincipalValue};
use crate::request::Principal;
use crate::span::Span;

/// The class of a match: it decides which implicit denies a grant bypasses (E60).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PrincipalMatch {
    /// The caller itself: user ARN, session ARN, federated-user ARN.
    Itself,
    /// `*`.
    Any,
    /// The role of the session, or the user that federated.
    Entity,
    /// The service principal.
    Service,
    /// The identity provider of a web identity or SAML caller.
    Federated,
    /// The caller's account: delegates, does not grant (E69).
    Account,
}

impl PrincipalMatch {
    /// Every class, the strongest first.
    pub const ALL: [PrincipalMatch; 6] = [
        PrincipalMatch::Itself,
        PrincipalMatch::Any,
        PrincipalMatch::Entity,
        PrincipalMatch::Service,
        PrincipalMatch::Federated,
        PrincipalMatch::Account,
    ];
}

/// A principal element, ready for matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledPrincipal {
    pub(super) negated: bool,
    names: Box<[(Name, Span)]>,
    pub(super) span: Span,
}

/// One principal that a policy names (section 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Any,
    /// A number names an account wherever it is; a root ARN has a partition too (E10).
    Account {
        account: AccountId,
        partition: Option<Box<str>>,
    },
    Arn(Arn),
    UniqueId(Box<str>),
    Service(Box<str>),
    Federated(Box<str>),
    /// A canonical user id of S3 (L35): it names an account, and which one only AWS knows.
    CanonicalUser,
    /// A form that names nobody here.
    Nobody,
}

/// How an element applies to a caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Naming {
    /// The classes by which the caller is named, as bits.
    classes: u8,
    /// The entry of the strongest class.
    pub(super) entry: Option<Span>,
}

impl Naming {
    pub(super) fn is_empty(self) -> bool {
        self.classes == 0
    }

    pub(super) fn contains(self, class: PrincipalMatch) -> bool {
        self.classes & (1 << class as u8) != 0
    }

    /// The classes, as bits.
    pub(super) fn classes(self) -> u8 {
        self.classes
    }

    pub(super) fn strongest(self) -> Option<PrincipalMatch> {
        PrincipalMatch::ALL.into_iter().find(|&it| self.contains(it))
    }

    pub(super) fn any() -> Naming {
        Naming { classes: 1 << PrincipalMatch::Any as u8, entry: None }
    }

    fn add(&mut self, class: PrincipalMatch, entry: Span) {
        if self.strongest().is_none_or(|it| class < it) {
            self.entry = Some(entry);
        }
        self.classes |= 1 << class as u8;
    }
}

impl CompiledPrincipal {
    pub(super) fn compile(element: &PrincipalElement) -> CompiledPrincipal {
        let (negated, value) = match element {
            PrincipalElement::Principal(value) => (false, value),
            PrincipalElement::NotPrincipal(value) => (true, value),
        };
        match value {
            PrincipalValue::Any(place) => {
                CompiledPrincipal { negated, names: Box::new([(Name::Any, place.0)]), span: place.0 }
            }
            PrincipalValue::Map(values, place) => {
                let names = values.iter().flat_map(|values| {
                    values.names.entries.iter().map(|it| (name(values.kind, &it.value), it.place.0))
                });
                CompiledPrincipal { negated, names: names.collect(), span: place.0 }
            }
        }
    }

    /// Whether the list is empty: it matches nobody, negated or not (L10).
    pub(super) fn lists_nothing(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a name is listed that may be the caller's, and nobody here knows.
    pub(super) fn has_canonical_user(&self) -> bool {
        self.names.iter().any(|(it, _)| *it == Name::CanonicalUser)
    }

    /// By which classes the listed names name the caller.
    pub(super) fn naming(&self, principal: &Principal) -> Naming {
        let mut naming = Naming::default();
        for (name, span) in &self.names {
            if let Some(class) = names(name, principal) {
                naming.add(class, *span);
            }
        }
        naming
    }
}

/// Reads one name. Text that is no principal names nobody (L30).
fn name(kind: PrincipalKind, text: &str) -> Name {
    match kind {
        PrincipalKind::Aws if text == "*" => Name::Any,
        PrincipalKind::Aws => match (AccountId::parse(text), Arn::parse(text)) {
            (Ok(account), _) => Name::Account { account, partition: None },
            (_, Ok(arn)) if arn.service() == "iam" && arn.resource() == "root" => {
                let partition = Some(Box::from(arn.partition()));
                arn.account_id().map_or(Name::Nobody, |account| Name::Account { account, partition })
            }
            (_, Ok(arn)) => Name::Arn(arn),
            (Err(_), Err(_)) => Name::UniqueId(text.into()),
        },
        PrincipalKind::Service => Name::Service(text.into()),
        PrincipalKind::Federated => Name::Federated(text.into()),
        PrincipalKind::CanonicalUser => Name::CanonicalUser,
    }
}

fn names(name: &Name, principal: &Principal) -> Option<PrincipalMatch> {
    match name {
        Name::Any => Some(PrincipalMatch::Any),
        Name::Account { account, partition } => {
            let same_partition = partition.is_none() || partition.as_deref() == principal.partition();
            (same_partition && principal.account() == Some(*account)).then_some(PrincipalMatch::Account)
        }
        Name::Arn(arn) => names_by_arn(arn, principal),
        Name::UniqueId(id) => names_by_unique_id(id, principal),
        Name::Service(service) => {
            let same = matches!(principal, Principal::Service { name } if **name == **service);
            same.then_some(PrincipalMatch::Service)
        }
        Name::Federated(provider) => {
            let same = matches!(principal, Principal::Federated { provider: it } if **it == **provider);
            same.then_some(PrincipalMatch::Federated)
        }
        Name::CanonicalUser | Name::Nobody => None,
    }
}

fn names_by_arn(arn: &Arn, principal: &Principal) -> Option<PrincipalMatch> {
    let (itself, entity) = match principal {
        Principal::User { arn: it, .. } => (arn == it, false),
        Principal::RoleSession { session_arn, role_arn, .. } => {
            (arn == session_arn, same_role(arn, role_arn))
        }
        Principal::FederatedUser { arn: it, user_arn } => (arn == it, user_arn.as_ref() == Some(arn)),
        Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Anonymous => (false, false),
    };
    match (itself, entity) {
        (true, _) => Some(PrincipalMatch::Itself),
        (false, true) => Some(PrincipalMatch::Entity),
        (false, false) => None,
    }
}

fn names_by_unique_id(id: &str, principal: &Principal) -> Option<PrincipalMatch> {
    let (unique_id, class) = match principal {
        Principal::User { unique_id, .. } => (unique_id, PrincipalMatch::Itself),
        Principal::RoleSession { unique_id, .. } => (unique_id, PrincipalMatch::Entity),
        Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Anonymous => return None,
    };
    (unique_id.as_deref() == Some(id)).then_some(class)
}

/// Role names are unique in an account whatever their path, and a session's ARN has no path: so partition, account and
/// name are compared (E49).
fn same_role(named: &Arn, role: &Arn) -> bool {
    let is_role = named.service() == "iam" && named.resource().starts_with("role/");
    let same_name = named.resource().rsplit('/').next() == role.resource().rsplit('/').next();
    is_role && same_name && named.partition() == role.partition() && named.account() == role.account()
}
