//! What is loaded of AWS's own data, and what is still needed.

use std::sync::Arc;

use iam_aws_data::{AwsData, AwsFile};

use super::evaluated::Evaluated;

/// Where a file lies, relative to the page.
pub fn file_path(file: AwsFile) -> String {
    format!("./catalog/{}", file.name())
}

/// What a file is, with its size on the way.
pub const fn file_words(file: AwsFile) -> &'static str {
    match file {
        AwsFile::Catalog => "the action catalogue, 210 KB",
        AwsFile::ManagedTop => "the list of AWS managed policies, 61 KB",
        AwsFile::ManagedRest => "all AWS managed policies, 418 KB",
    }
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileState {
    /// Nobody has needed it.
    #[default]
    NotLoaded,
    /// It is on its way.
    Loading,
    /// It is there.
    Loaded,
    /// It did not come, or was damaged.
    Failed,
}

/// AWS's own data, as far as it is loaded.
#[derive(Clone, Debug, Default)]
pub struct AwsState {
    data: Arc<AwsData>,
    states: [FileState; 3],
    wanted: [bool; 3],
}

/// The data follows from which files are loaded.
impl PartialEq for AwsState {
    fn eq(&self, other: &AwsState) -> bool {
        self.states == other.states && self.wanted == other.wanted
    }
}

impl AwsState {
    /// The data.
    pub fn data(&self) -> &Arc<AwsData> {
        &self.data
    }

    /// How far a file has come.
    pub fn state(&self, file: AwsFile) -> FileState {
        self.states.get(file as usize).copied().unwrap_or_default()
    }

    /// How many files are there: the answers rest on them.
    pub fn n_loaded(&self) -> usize {
        self.states.iter().filter(|it| **it == FileState::Loaded).count()
    }

    /// Notes that somebody wants a file; one that failed is tried again.
    pub fn want(&mut self, file: AwsFile) {
        let files: &[AwsFile] = match file {
            AwsFile::ManagedRest => &[AwsFile::ManagedTop, AwsFile::ManagedRest],
            AwsFile::Catalog | AwsFile::ManagedTop => &[file],
        };
        for &file in files {
            if let Some(wanted) = self.wanted.get_mut(file as usize) {
                *wanted = true;
            }
            if self.state(file) == FileState::Failed {
                self.set(file, FileState::NotLoaded);
            }
        }
    }

    /// The next file to load: one that is wanted, or that the answers miss.
    pub fn next(&self, evaluated: Option<&Evaluated>) -> Option<AwsFile> {
        let missed = evaluated.map(missed).unwrap_or_default();
        let is_needed = |file: AwsFile| {
            let is_wanted = self.wanted.get(file as usize).copied().unwrap_or_default();
            let can_come =
                file != AwsFile::ManagedRest || self.state(AwsFile::ManagedTop) == FileState::Loaded;
            (is_wanted || missed.contains(&file)) && can_come && self.state(file) == FileState::NotLoaded
        };
        AwsFile::ALL.into_iter().find(|it| is_needed(*it))
    }

    /// A file is on its way.
    pub fn begin(&mut self, file: AwsFile) {
        self.set(file, FileState::Loading);
    }

    /// A file has come: its bytes, gzipped or not, or nothing.
    pub fn receive(&mut self, file: AwsFile, bytes: Option<&[u8]>) {
        let data = Arc::make_mut(&mut self.data);
        let loaded = bytes.and_then(|bytes| data.add(file, bytes));
        self.set(file, if loaded.is_some() { FileState::Loaded } else { FileState::Failed });
    }

    fn set(&mut self, file: AwsFile, state: FileState) {
        if let Some(it) = self.states.get_mut(file as usize) {
            *it = state;
        }
    }
}

/// The files for want of which the answers are not final.
fn missed(evaluated: &Evaluated) -> Vec<AwsFile> {
    evaluated.authorizations().flat_map(AwsFile::missed_by).collect()
}
