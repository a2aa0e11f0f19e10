//! Who issued a token: whether the role's account takes its word, and which claims are context keys (S49, S51, S52).

use iam_evaluator::arn::AccountId;

use crate::identity_provider::{BUILT_IN_ISSUERS, OidcProvider, oidc_provider_arn};
use crate::world::World;

/// An issuer whose tokens the account takes.
pub(super) struct Issuer<'w> {
    /// Without `https://`: the prefix of its context keys.
    pub(super) name: String,
    /// What trust policies call it: an ARN, or the name of a built-in one.
    pub(super) provider: String,
    /// Its entry in the account; built-in ones have none, and are taken for every audience.
    pub(super) entry: Option<&'w OidcProvider>,
}

impl<'w> Issuer<'w> {
    /// The issuer that a token names. An account's own provider comes before a built-in one.
    pub(super) fn find(world: &'w World, account: AccountId, claim: &str) -> Option<Issuer<'w>> {
        let name = claim.strip_prefix("https://").unwrap_or(claim).trim_end_matches('/');
        let providers = &world.accounts.get(&account)?.oidc_providers;
        if let Some((name, entry)) = providers.get_key_value(name) {
            let provider = oidc_provider_arn(account, name);
            return Some(Issuer { name: name.clone(), provider, entry: Some(entry) });
        }
        let is_built_in = BUILT_IN_ISSUERS.contains(&name);
        is_built_in.then(|| Issuer { name: name.to_owned(), provider: name.to_owned(), entry: None })
    }

    /// The claims that are context keys beside those that all issuers have. Others are none: they may come as tags.
    pub(super) fn own_claims(&self) -> &'static [&'static str] {
        let name = self.name.as_str();
        let between = |start: &str, end: &str| name.starts_with(start) && name.ends_with(end);
        let below =
            |whole: &str| name.strip_prefix(whole).is_some_and(|it| it.is_empty() || it.starts_with('/'));
        match name {
            "gitlab.com" => GITLAB,
            "accounts.google.com" => &["google/organization_number"],
            "graph.facebook.com" => &["app_id", "id"],
            "www.amazon.com" => &["app_id", "user_id"],
            _ if below("token.actions.githubusercontent.com") => GITHUB,
            _ if between("token.actions.", ".ghe.com") || name.starts_with("github.com/enterprises/") => {
                GITHUB
            }
            "agent.buildkite.com" => BUILDKITE,
            _ if between("agent.", ".buildkite.dev") || between("agent.", ".buildkite.site") => BUILDKITE,
            _ if name.starts_with("oidc.circleci.com/org/") => &["oidc.circleci.com/project-id"],
            _ if between("idcs-", ".identity.oraclecloud.com") => &["rpst_id"],
            _ => &[],
        }
    }
}

const GITHUB: &[&str] = &[
    "actor",
    "actor_id",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
];

const GITLAB: &[&str] = &[
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
];

const BUILDKITE: &[&str] = &[
    "build_branch",
    "cluster_id",
    "cluster_name",
    "organization_id",
    "organization_slug",
    "pipeline_id",
    "pipeline_slug",
];
