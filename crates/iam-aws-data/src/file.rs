//! The files in which AWS's own data comes.

use iam_catalog::{Catalog, ManagedPolicies};
use iam_organization::{Authorization, Incompleteness};

use crate::AwsData;
use crate::gunzip::gunzip;

/// A file with AWS's own data. None of them is loaded before something needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AwsFile {
    /// Services, actions, resource types and condition keys.
    Catalog,
    /// The names of all AWS managed policies, and the documents of the most used.
    ManagedTop,
    /// The other documents.
    ManagedRest,
}

impl AwsFile {
    /// All of them. The documents of the last one fit those of the one before, which therefore comes first.
    pub const ALL: [AwsFile; 3] = [AwsFile::Catalog, AwsFile::ManagedTop, AwsFile::ManagedRest];

    /// What the file is called.
    pub const fn name(self) -> &'static str {
        match self {
            AwsFile::Catalog => "catalog.bin",
            AwsFile::ManagedTop => "managed-top.bin",
            AwsFile::ManagedRest => "managed-rest.bin",
        }
    }

    /// The file that is called so.
    pub fn named(name: &str) -> Option<AwsFile> {
        AwsFile::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The files for want of which an answer is not final.
    pub fn missed_by(authorization: &Authorization) -> Vec<AwsFile> {
        let mut files = Vec::new();
        for incompleteness in &authorization.incomplete {
            match incompleteness {
                Incompleteness::PolicyNotLoaded(_) => {
                    files.extend([AwsFile::ManagedTop, AwsFile::ManagedRest])
                }
                Incompleteness::ActionNotLoaded { .. } => files.push(AwsFile::Catalog),
                Incompleteness::LastValidTextUsed(_)
                | Incompleteness::PolicyDoesNotParse(_)
                | Incompleteness::PolicyNotAvailable(_)
                | Incompleteness::PolicyNotPublished { .. }
                | Incompleteness::PolicyVersionChanged { .. }
                | Incompleteness::UnknownPrincipal { .. }
                | Incompleteness::UnknownGroup { .. }
                | Incompleteness::OperationNotBuilt { .. }
                | Incompleteness::UnknownResourceOwner => {}
            }
        }
        files
    }
}

impl AwsData {
    /// Takes a file in: its bytes, gzipped or not. `None` if they are damaged, or come before the file that they fit.
    pub fn add(&mut self, file: AwsFile, bytes: &[u8]) -> Option<()> {
        let bytes = gunzip(bytes)?;
        match file {
            AwsFile::Catalog => self.catalog = Some(Catalog::from_bytes(&bytes).ok()?),
            AwsFile::ManagedTop => self.managed_policies = Some(ManagedPolicies::from_bytes(&bytes).ok()?),
            AwsFile::ManagedRest => self.managed_policies.as_mut()?.add_documents(&bytes).ok()?,
        }
        Some(())
    }
}
