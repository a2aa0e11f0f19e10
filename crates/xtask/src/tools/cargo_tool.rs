//! Programs that are built from their crates, since nothing but the crate registry can be counted on.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, while_doing};
use crate::process;

/// Builds the programs of a crate into `folder/bin`.
pub(crate) fn install(
    crate_name: &str,
    version: &str,
    locked: bool,
    folder: &Path,
    log: &Path,
) -> Result<(), Failure> {
    // Beside the target, and kept until the end: an install that was killed goes on where it stopped.
    let build = folder.with_extension("build");
    let mut cargo = Command::new("cargo");
    cargo.args(["install", crate_name, "--version", &format!("={version}")]).arg("--root").arg(folder);
    if locked {
        cargo.arg("--locked");
    }
    cargo.env("CARGO_TARGET_DIR", &build);
    cargo.env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback");
    // Flags of the caller, such as coverage, are for our own code.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    // Building these tools optimized takes several times as long as all that they will ever run here.
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    process::run_logged(&mut cargo, log)?;
    while_doing(build.display(), fs::remove_dir_all(&build))
}
