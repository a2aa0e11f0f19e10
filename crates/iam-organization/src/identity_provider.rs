//! Identity providers of an account: whose word about outsiders IAM takes.

use iam_evaluator::arn::AccountId;
use sorted::SortedSet;

use crate::account::Tags;

/// A SAML provider. Its metadata is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SamlProvider {
    /// Its tags.
    pub tags: Tags,
}

/// An OpenID Connect provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OidcProvider {
    /// The audiences that tokens may be for.
    pub client_ids: SortedSet<String>,
    /// Its tags.
    pub tags: Tags,
}

/// Issuers that IAM knows without a provider of the account (S49).
pub(crate) const BUILT_IN_ISSUERS: [&str; 4] =
    ["accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com"];

/// The ARN of a SAML provider.
pub(crate) fn saml_provider_arn(account: AccountId, name: &str) -> String {
    format!("arn:aws:iam::{account}:saml-provider/{name}")
}

/// The ARN of an OIDC provider; the issuer without `https://`.
pub(crate) fn oidc_provider_arn(account: AccountId, issuer: &str) -> String {
    format!("arn:aws:iam::{account}:oidc-provider/{issuer}")
}
