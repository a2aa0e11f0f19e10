//! Node, and what comes from its package registry.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, while_doing};
use crate::process;

const OLDEST_NODE: u32 = 20;

/// Node cannot be installed by us: too many ways, and it is named as a precondition in the README.
pub(crate) fn require_node() -> Result<(), Failure> {
    let version = process::capture(Command::new("node").arg("--version"));
    let help =
        "install Node 20 or later with npm, for example from your system's packages, and run this again";
    match version.as_deref().map(major_version) {
        Some(Some(major)) if major >= OLDEST_NODE => {}
        Some(_) => {
            let version = version.unwrap_or_default();
            return Err(Failure::new(format!("Node {version} is too old: 20 or later is needed")).help(help));
        }
        None => return Err(Failure::new("Node is not on PATH").help(help)),
    }
    match process::succeeds(Command::new("npm").arg("--version")) {
        true => Ok(()),
        false => Err(Failure::new("npm is not on PATH").help(help)),
    }
}

pub(crate) fn major_version(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Whether `node_modules` holds what the lock file says: we leave a copy of it behind when an install is complete.
pub(crate) fn has_packages(folder: &Path) -> bool {
    let lock = fs::read(folder.join("package-lock.json"));
    let installed = fs::read(folder.join("node_modules/.installed-lock.json"));
    matches!((lock, installed), (Ok(lock), Ok(installed)) if lock == installed)
}

pub(crate) fn install_packages(folder: &Path, log: &Path) -> Result<(), Failure> {
    process::run_logged(npm().arg("ci").current_dir(folder), log)?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    while_doing(stamp.display(), fs::create_dir_all(folder.join("node_modules")))?;
    while_doing(stamp.display(), fs::copy(folder.join("package-lock.json"), &stamp)).map(drop)
}

/// Binaryen's programs, compiled to WebAssembly: one package for every system. Ends in `folder/bin`.
pub(crate) fn install_binaryen(version: &str, folder: &Path, log: &Path) -> Result<(), Failure> {
    while_doing(folder.display(), fs::create_dir_all(folder))?;
    let package = format!("binaryen@{version}.0.0");
    process::run_logged(npm().args(["install", "--global", "--prefix"]).arg(folder).arg(package), log)
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.env("npm_config_audit", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_update_notifier", "false");
    npm
}
