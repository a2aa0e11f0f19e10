//! AWS managed policies: an index of all of them, and the documents of those that have been loaded.

use crate::catalog::InvalidData;
use crate::columns::{self, Lines, read_numbers};
use crate::look_up::{compare, partition_point};

/// The first bytes of a file of managed policies; the last one is the version of the format.
pub(crate) const MAGIC: [u8; 4] = *b"IAM1";

/// The AWS managed policies. Their documents come in two files: the most used with the index of all, then the rest.
#[derive(Clone, Debug)]
pub struct ManagedPolicies {
    source: String,
    /// Names, paths, versions, and the days when the policy and its version were made: sorted by name without regard to
    /// case.
    index: [Lines; 5],
    /// The document of each, where it is loaded.
    documents: Vec<Option<Box<str>>>,
}

/// An AWS managed policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedPolicy<'a> {
    /// Such as `AmazonS3ReadOnlyAccess`.
    pub name: &'a str,
    /// Such as `/` or `/service-role/`.
    pub path: &'a str,
    /// The default version, such as `v3`.
    pub version: &'a str,
    /// The day when the policy was made, `YYYY-MM-DD`.
    pub created: &'a str,
    /// The day when this version was made.
    pub updated: &'a str,
    /// The document as minified JSON; `None` where its file is not loaded yet.
    pub document: Option<&'a str>,
}

impl ManagedPolicy<'_> {
    /// Its ARN in a partition, such as `arn:aws:iam::aws:policy/job-function/ViewOnlyAccess`.
    pub fn arn(&self, partition: &str) -> String {
        format!("arn:{partition}:iam::aws:policy{}{}", self.path, self.name)
    }
}

impl ManagedPolicies {
    /// Reads the first file: the index of all policies, and the documents of the most used.
    ///
    /// # Errors
    /// [`InvalidData`] for anything else.
    pub fn from_bytes(top: &[u8]) -> Result<ManagedPolicies, InvalidData> {
        let read = || {
            let [source, names, paths, versions, created, updated, ..] = columns::read::<8>(top, MAGIC)?;
            let source = std::str::from_utf8(source).ok()?.to_owned();
            let index = [
                Lines::read(names)?,
                Lines::read(paths)?,
                Lines::read(versions)?,
                Lines::read(created)?,
                Lines::read(updated)?,
            ];
            let n_policies = index.iter().map(Lines::len).min()?;
            let is_whole = n_policies > 0 && index.iter().all(|it| it.len() == n_policies);
            is_whole.then(|| ManagedPolicies { source, index, documents: vec![None; n_policies] })
        };
        let mut policies = read().ok_or(InvalidData)?;
        policies.add_documents(top)?;
        Ok(policies)
    }

    /// Adds the documents of the second file, which must come from the same build as the first.
    ///
    /// # Errors
    /// [`InvalidData`] for anything else; nothing is added then.
    pub fn add_documents(&mut self, rest: &[u8]) -> Result<(), InvalidData> {
        let read = || {
            let [source, _, _, _, _, _, numbers, documents] = columns::read::<8>(rest, MAGIC)?;
            let (numbers, documents) = (read_numbers(numbers)?, Lines::read(documents)?);
            let fits = source == self.source.as_bytes()
                && numbers.len() == documents.len()
                && numbers.iter().all(|it| (*it as usize) < self.documents.len());
            fits.then_some((numbers, documents))
        };
        let (numbers, documents) = read().ok_or(InvalidData)?;
        for (number, document) in numbers.iter().zip(documents.iter()) {
            if let Some(place) = self.documents.get_mut(*number as usize) {
                *place = Some(document.into());
            }
        }
        Ok(())
    }

    /// The package and version that the policies come from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// All policies, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = ManagedPolicy<'_>> {
        (0..self.documents.len()).filter_map(|it| self.get(it))
    }

    /// The policy with this name in any case, or with exactly this ARN in any partition.
    pub fn find(&self, name_or_arn: &str) -> Option<ManagedPolicy<'_>> {
        let path_and_name = arn_resource(name_or_arn);
        let name = path_and_name.and_then(|it| it.rsplit('/').next()).unwrap_or(name_or_arn);
        let is_before = |idx: usize| self.get(idx).is_some_and(|it| compare(it.name, name).is_lt());
        let policy = self.get(partition_point(0, self.documents.len(), is_before))?;
        let is_it = match path_and_name {
            Some(it) => it.strip_prefix(policy.path) == Some(policy.name),
            None => policy.name.eq_ignore_ascii_case(name),
        };
        is_it.then_some(policy)
    }

    /// Whether all documents are loaded.
    pub fn is_complete(&self) -> bool {
        self.documents.iter().all(Option::is_some)
    }

    fn get(&self, idx: usize) -> Option<ManagedPolicy<'_>> {
        let [names, paths, versions, created, updated] = &self.index;
        Some(ManagedPolicy {
            name: names.get(idx)?,
            path: paths.get(idx)?,
            version: versions.get(idx)?,
            created: created.get(idx)?,
            updated: updated.get(idx)?,
            document: self.documents.get(idx)?.as_deref(),
        })
    }
}

/// `/job-function/ViewOnlyAccess` of an ARN of an AWS managed policy.
fn arn_resource(arn: &str) -> Option<&str> {
    let (_, after_partition) = arn.strip_prefix("arn:")?.split_once(':')?;
    after_partition.strip_prefix("iam::aws:policy").filter(|it| it.starts_with('/'))
}
