//! What `prepare` hands out: the tools, all present, and the commands that use them.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::project::Project;
use crate::tools::Browser;

/// Folders of found tools, to be searched before PATH.
#[derive(Default)]
pub(crate) struct Toolbox {
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) browser: Option<Browser>,
}

impl Toolbox {
    /// A program that finds the tools on its PATH, started in the checkout.
    pub(crate) fn command(&self, project: &Project, program: &str) -> Command {
        let mut command = Command::new(self.resolve(program));
        command.current_dir(&project.root).env("PATH", self.search_path());
        command
    }

    pub(crate) fn trunk(&self, project: &Project) -> Command {
        let mut command = self.command(project, "trunk");
        // The flags of `.cargo/config.toml` would not count beside these.
        command.env_remove("RUSTFLAGS");
        // Trunk 0.21 refuses the usual `NO_COLOR=1`: it wants `true`.
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        command
    }

    pub(crate) fn browser(&self) -> Result<&Browser, Failure> {
        self.browser.as_ref().ok_or_else(|| Failure::new("no browser was prepared for this command"))
    }

    fn resolve(&self, program: &str) -> PathBuf {
        let candidates = self.folders.iter().map(|it| it.join(program));
        candidates.into_iter().find(|it| it.is_file()).unwrap_or_else(|| PathBuf::from(program))
    }

    pub(crate) fn search_path(&self) -> OsString {
        let system = env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(env::split_paths(&system));
        env::join_paths(all).unwrap_or(system)
    }
}
