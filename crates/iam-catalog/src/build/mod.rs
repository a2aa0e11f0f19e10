//! From the committed text to the files that an application loads. Pure: texts in, bytes out.
//!
//! The result is not compressed. Whoever writes the files gzips them, because many hosts do not compress what they do
//! not know, and every browser can undo it with `DecompressionStream("gzip")`.

#[cfg(feature = "committed")]
mod committed;
mod encode;
mod managed;
mod text;

use std::fmt;

pub use managed::ManagedFiles;

/// The committed texts, by the names of their files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Texts<'a> {
    /// `catalog.txt`: services, actions, resource types, condition keys.
    pub catalog: &'a str,
    /// `global_keys.txt`
    pub global_keys: &'a str,
    /// `partitions.txt`
    pub partitions: &'a str,
    /// `principals.txt`
    pub principals: &'a str,
    /// `rcp_services.txt`
    pub rcp_services: &'a str,
    /// `managed_policies.ndjson`
    pub managed_policies: &'a str,
    /// `managed_top.txt`: the names of the most used managed policies.
    pub managed_top: &'a str,
}

/// A line that is not what its file should hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidText {
    /// Which file.
    pub file: &'static str,
    /// Which line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for InvalidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for InvalidText {}

/// Builds the file that [`Catalog::from_bytes`](crate::Catalog::from_bytes) reads.
///
/// # Errors
/// [`InvalidText`] names the line that cannot be read.
pub fn catalog(texts: &Texts<'_>) -> Result<Vec<u8>, InvalidText> {
    Ok(encode::encode(&text::read(texts.catalog)?, texts))
}

/// Builds the two files that [`ManagedPolicies`](crate::ManagedPolicies) reads.
///
/// # Errors
/// [`InvalidText`] names the line that cannot be read.
pub fn managed_policies(texts: &Texts<'_>) -> Result<ManagedFiles, InvalidText> {
    managed::build(texts)
}
