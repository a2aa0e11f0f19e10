//! Partitions and their Regions.

/// A group of Regions with its own ARN prefix, such as `aws` or `aws-us-gov`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The second field of its ARNs.
    pub name: String,
    /// What its service endpoints end with.
    pub dns_suffix: String,
    /// Its Regions, sorted by code.
    pub regions: Vec<Region>,
}

/// A Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Such as `eu-central-1`.
    pub code: String,
    /// Such as `Europe (Frankfurt)`.
    pub name: String,
}

/// Reads the lines of `partitions.txt`: `partition`, its name and DNS suffix, then its `region` lines.
pub(crate) fn parse<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Vec<Partition>> {
    let mut partitions: Vec<Partition> = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["partition", name, dns_suffix] => partitions.push(Partition {
                name: (*name).to_owned(),
                dns_suffix: (*dns_suffix).to_owned(),
                regions: Vec::new(),
            }),
            ["region", code, name] => partitions
                .last_mut()?
                .regions
                .push(Region { code: (*code).to_owned(), name: (*name).to_owned() }),
            _ => return None,
        }
    }
    Some(partitions)
}
