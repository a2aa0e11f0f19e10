//! What rustup can add to the toolchain that runs us.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub(crate) fn has_wasm_target() -> bool {
    let sysroot = process::capture(Command::new("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|it| PathBuf::from(it).join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir())
}

pub(crate) fn add_wasm_target(log: &Path) -> Result<(), Failure> {
    add(&["target", "add", WASM_TARGET], log)
}

pub(crate) fn has_component(component: &str) -> bool {
    let program = if component == "clippy" { "clippy-driver" } else { component };
    process::succeeds(Command::new(program).arg("--version"))
}

pub(crate) fn add_component(component: &str, log: &Path) -> Result<(), Failure> {
    add(&["component", "add", component], log)
}

fn add(arguments: &[&str], log: &Path) -> Result<(), Failure> {
    if !process::succeeds(Command::new("rustup").arg("--version")) {
        let failure =
            Failure::new(format!("rustup is not on PATH, and `{}` is missing", arguments.join(" ")));
        return Err(failure.help("install rustup, or add this with what installed your Rust"));
    }
    process::run_logged(Command::new("rustup").args(arguments), log)
}
