//! `managed_policies.ndjson`: AWS's managed policies, from the Python of `moto`, which is read as text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::packages::Packages;
use super::unexpected;
use crate::failure::Failure;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Policy {
    #[serde(skip)]
    name: String,
    path: String,
    default_version_id: String,
    create_date: String,
    update_date: String,
    pub(super) document: Value,
    #[serde(rename = "PermissionsBoundaryUsageCount")]
    _permissions_boundary_usage_count: IgnoredAny,
}

/// All policies, sorted by name without regard to case.
pub(super) fn read(packages: &Packages) -> Result<Vec<Policy>, Failure> {
    let script = packages.read_one("moto", "moto/iam/aws_managed_policies.py")?;
    parse(&script)
}

/// The script holds one JSON text between `"""`.
pub(super) fn parse(script: &str) -> Result<Vec<Policy>, Failure> {
    let parts: Vec<&str> = script.split("\"\"\"").collect();
    let [_, json, _] = parts.as_slice() else {
        return Err(unexpected("aws_managed_policies.py: not one long string"));
    };
    // An escape would mean something to Python before it does to JSON.
    if json.contains('\\') {
        return Err(unexpected("aws_managed_policies.py: a backslash"));
    }
    let policies: BTreeMap<String, Policy> = serde_json::from_str(json)
        .map_err(|error| unexpected(format_args!("aws_managed_policies.py: {error}")))?;
    let mut policies: Vec<Policy> =
        policies.into_iter().map(|(name, policy)| Policy { name, ..policy }).collect();
    policies.sort_by_cached_key(|it| it.name.to_ascii_lowercase());
    Ok(policies)
}

pub(super) fn text(policies: &[Policy], packages: &Packages) -> Result<String, Failure> {
    let mut text = format!("{{\"source\":\"{}\"}}\n", packages.cite("moto", 0)?);
    for policy in policies {
        text.push_str(&line(policy)?);
        text.push('\n');
    }
    Ok(text)
}

/// One line as `iam-catalog` reads it, which wants just these members in this order.
pub(super) fn line(policy: &Policy) -> Result<String, Failure> {
    let created = utc(&policy.create_date)?;
    let updated = utc(&policy.update_date)?;
    let Policy { name, path, default_version_id, .. } = policy;
    if [name, path, default_version_id].into_iter().any(|it| it.contains(['"', '\\', '\t'])) {
        return Err(unexpected(format_args!("managed policy `{name}`")));
    }
    let mut line = format!(
        "{{\"name\":\"{name}\",\"path\":\"{path}\",\"version\":\"{default_version_id}\",\
         \"created\":\"{created}\",\"updated\":\"{updated}\",\"document\":"
    );
    write_value(&mut line, &policy.document);
    line.push('}');
    Ok(line)
}

fn utc(date: &str) -> Result<String, Failure> {
    match date.strip_suffix("+00:00") {
        Some(date) => Ok(format!("{date}Z")),
        None => Err(unexpected(format_args!("date `{date}`"))),
    }
}

/// The order in which AWS shows the elements of a policy; other members follow by name.
const ORDER: [&str; 9] =
    ["Version", "Id", "Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"];

fn write_value(text: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            let rank = |name: &str| ORDER.iter().position(|it| *it == name).unwrap_or(ORDER.len());
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| (rank(name), *name));
            text.push('{');
            for (idx, (name, value)) in members.into_iter().enumerate() {
                if idx > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write_value(text, value);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (idx, item) in items.iter().enumerate() {
                if idx > 0 {
                    text.push(',');
                }
                write_value(text, item);
            }
            text.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            text.push_str(&value.to_string());
        }
    }
}
