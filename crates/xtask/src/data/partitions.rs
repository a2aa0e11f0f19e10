//! `partitions.txt`: partitions and their Regions, from `botocore`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::packages::Packages;
use super::unexpected;
use crate::failure::Failure;

#[derive(Deserialize)]
struct Partitions {
    partitions: Vec<Partition>,
}

#[derive(Deserialize)]
struct Partition {
    id: String,
    outputs: Outputs,
    regions: BTreeMap<String, Region>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outputs {
    dns_suffix: String,
}

#[derive(Deserialize)]
struct Region {
    description: String,
}

pub(super) fn text(packages: &Packages) -> Result<String, Failure> {
    let json = packages.read_one("botocore", "botocore/data/partitions.json")?;
    let mut file: Partitions =
        serde_json::from_str(&json).map_err(|error| unexpected(format_args!("partitions.json: {error}")))?;
    file.partitions.sort_by(|a, b| a.id.cmp(&b.id));
    let mut lines = vec![format!("# Partitions and their Regions; {}.", packages.cite("botocore", 0)?)];
    for partition in file.partitions {
        lines.push(format!("partition\t{}\t{}", partition.id, partition.outputs.dns_suffix));
        // `aws-global` and its like stand for endpoints without a Region.
        let regions = partition.regions.into_iter().filter(|(code, _)| !code.ends_with("-global"));
        lines.extend(regions.map(|(code, region)| format!("region\t{code}\t{}", region.description)));
    }
    Ok(lines.join("\n") + "\n")
}
