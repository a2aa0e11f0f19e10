//! A SAML assertion as editable data: what an identity provider says about somebody, by attribute (S59, S61).
//!
//! ```json
//! {
//!   "Issuer": "https://idp.example.com/metadata",
//!   "Subject": {"NameID": "ana", "Format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
//!   "Recipient": "https://signin.aws.amazon.com/saml",
//!   "Audience": "urn:amazon:webservices",
//!   "NotOnOrAfter": "2026-01-15T10:05:00Z",
//!   "SessionNotOnOrAfter": "2026-01-15T18:00:00Z",
//!   "Attributes": {
//!     "https://aws.amazon.com/SAML/Attributes/Role": ["arn:aws:iam::…:role/R,arn:aws:iam::…:saml-provider/P"],
//!     "https://aws.amazon.com/SAML/Attributes/RoleSessionName": "ana",
//!     "https://aws.amazon.com/SAML/Attributes/PrincipalTag:team": "web",
//!     "eduPersonAffiliation": ["staff"]
//!   }
//! }
//! ```
//!
//! The two ends may be left out. `SessionDuration` is for the console and not read.

use iam_evaluator::request::ContextValue;

use super::base64;
use super::members::Members;
use super::role_session::Keys;
use super::session_tags;
use crate::account::Tags;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::texts::{self, text};
use crate::time::Timestamp;

const OF_AWS: &str = "https://aws.amazon.com/SAML/Attributes/";
const NAME_ID_FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
/// What AWS is called as an audience; sign-in endpoints of a region are too.
const AUDIENCE: &str = "urn:amazon:webservices";
const SIGN_IN: &str = "signin.aws.amazon.com/saml";

/// An assertion that is taken.
pub(super) struct Assertion {
    pub(super) issuer: String,
    /// `None` if it has no NameID.
    pub(super) subject: Option<String>,
    /// `persistent`, `transient`, or the whole URI of another format.
    pub(super) subject_type: String,
    pub(super) recipient: String,
    pub(super) session_name: String,
    pub(super) tags: Tags,
    pub(super) transitive_tag_keys: Vec<String>,
    pub(super) source_identity: Option<String>,
    /// From when on the session is refused.
    pub(super) ends: Option<Timestamp>,
    /// Pairs of role and provider, as the attribute writes them.
    roles: Vec<String>,
    /// Of eduPerson, eduOrg and X.500.
    attributes: Keys,
}

impl Assertion {
    /// Reads an assertion, as JSON or that in base64.
    ///
    /// # Errors
    /// `InvalidIdentityToken` and `ExpiredTokenException`, as S60 lists them.
    pub(super) fn read(assertion: &str, clock: Timestamp) -> Result<Assertion, ApiError> {
        let assertion = assertion.trim();
        let decoded = match assertion.starts_with('{') {
            true => Some(assertion.to_owned()),
            false => base64::decode(assertion),
        };
        let invalid = |message: &str| ApiError::new(ErrorCode::InvalidIdentityToken, message);
        let members = decoded.as_deref().and_then(Members::read);
        let members = members.ok_or_else(|| invalid(texts::ASSERTION_UNREADABLE))?;
        let time = |name: &str| members.text(name).map(|it| Timestamp::parse(&it)).transpose();
        let unreadable = |_| invalid(texts::ASSERTION_UNREADABLE);
        let ends = time("SessionNotOnOrAfter").map_err(unreadable)?;
        if let Some(end) = time("NotOnOrAfter").map_err(unreadable)?.filter(|it| *it <= clock) {
            let message = text(texts::TOKEN_EXPIRED, &[&clock.to_string(), &end.to_string()]);
            return Err(ApiError::new(ErrorCode::ExpiredTokenException, message));
        }
        if !members.texts("Audience").iter().any(|it| it == AUDIENCE || it.ends_with(SIGN_IN)) {
            return Err(invalid(texts::WRONG_SAML_AUDIENCE));
        }
        let attributes = members.inner("Attributes").ok_or_else(|| invalid(texts::SESSION_NAME_MISSING))?;
        let of_aws = |name: &str| attributes.text(&format!("{OF_AWS}{name}"));
        let session_name = of_aws("RoleSessionName").ok_or_else(|| invalid(texts::SESSION_NAME_MISSING))?;
        if !session_tags::is_session_name(&session_name) {
            return Err(invalid(texts::SESSION_NAME_MALFORMED));
        }
        let source_identity = of_aws("SourceIdentity");
        if source_identity.as_ref().is_some_and(|it| !session_tags::is_source_identity(it)) {
            return Err(invalid(texts::INVALID_SOURCE_IDENTITY));
        }
        let subject = members.inner("Subject");
        let of_subject = |name: &str| subject.as_ref().and_then(|it| it.text(name));
        let format = of_subject("Format").unwrap_or_default();
        Ok(Assertion {
            issuer: members.text("Issuer").unwrap_or_default(),
            subject: of_subject("NameID"),
            subject_type: match format.strip_prefix(NAME_ID_FORMAT) {
                Some(short @ ("persistent" | "transient")) => short.to_owned(),
                Some(_) | None => format,
            },
            recipient: members.text("Recipient").unwrap_or_default(),
            session_name,
            tags: principal_tags(&attributes)?,
            transitive_tag_keys: attributes.texts(&format!("{OF_AWS}TransitiveTagKeys")),
            source_identity,
            ends,
            roles: attributes.texts(&format!("{OF_AWS}Role")),
            attributes: attribute_keys(&attributes),
        })
    }

    /// Whether the pair of role and provider is among the attribute's values, in either order.
    pub(super) fn lists(&self, role: &str, provider: &str) -> bool {
        self.roles.iter().any(|pair| {
            let pair = pair.split_once(',').map(|(first, second)| (first.trim(), second.trim()));
            pair == Some((role, provider)) || pair == Some((provider, role))
        })
    }

    /// The `saml:` keys that come from the assertion alone.
    pub(super) fn keys(&self) -> Keys {
        let mut keys = self.attributes.clone();
        let mut set = |key: &str, value: &str| {
            if !value.is_empty() {
                keys.push((format!("saml:{key}"), ContextValue::Single(value.to_owned())));
            }
        };
        set("aud", &self.recipient);
        set("iss", &self.issuer);
        set("sub", self.subject.as_deref().unwrap_or_default());
        set("sub_type", &self.subject_type);
        keys
    }
}

fn principal_tags(attributes: &Members) -> Result<Tags, ApiError> {
    let invalid = |what: &str| {
        let message = text(texts::INVALID_TAGS_IN_TOKEN, &[what]);
        ApiError::new(ErrorCode::InvalidIdentityToken, message)
    };
    let mut tags = Tags::new();
    for name in attributes.names() {
        if let Some(key) = name.strip_prefix(OF_AWS).and_then(|it| it.strip_prefix("PrincipalTag:")) {
            let [value] = <[String; 1]>::try_from(attributes.texts(name)).map_err(|_| invalid(key))?;
            tags.insert(key.to_owned(), value);
        }
    }
    match session_tags::problems(&tags).first() {
        Some((value, ..)) => Err(invalid(value)),
        None => Ok(tags),
    }
}

/// Attributes are known by their friendly names, in any case.
fn attribute_keys(attributes: &Members) -> Keys {
    let mut keys = Keys::new();
    for name in attributes.names() {
        let values = attributes.texts(name);
        let of = |known: &&&str| known.eq_ignore_ascii_case(name);
        match (SINGLE.iter().find(of), MULTIVALUED.iter().find(of), values.first()) {
            (Some(key), _, Some(value)) => {
                keys.push((format!("saml:{key}"), ContextValue::Single(value.clone())));
            }
            (None, Some(key), Some(_)) => keys.push((format!("saml:{key}"), ContextValue::Multi(values))),
            (None, None, _) | (_, _, None) => {}
        }
    }
    keys
}

const SINGLE: [&str; 4] =
    ["edupersonorgdn", "edupersonprimaryaffiliation", "edupersonprimaryorgunitdn", "edupersonprincipalname"];

const MULTIVALUED: [&str; 22] = [
    "cn",
    "commonName",
    "eduorghomepageuri",
    "eduorgidentityauthnpolicyuri",
    "eduorglegalname",
    "eduorgsuperioruri",
    "eduorgwhitepagesuri",
    "edupersonaffiliation",
    "edupersonassurance",
    "edupersonentitlement",
    "edupersonnickname",
    "edupersonorgunitdn",
    "edupersonscopedaffiliation",
    "edupersontargetedid",
    "givenName",
    "mail",
    "name",
    "organizationStatus",
    "primaryGroupSID",
    "surname",
    "uid",
    "x500UniqueIdentifier",
];
