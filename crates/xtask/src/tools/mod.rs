//! The programs that building and testing needs: found on PATH or in the tool cache, installed if they are nowhere.

mod apt;
pub(crate) mod browser;
mod cargo_tool;
mod install;
pub(crate) mod npm;
mod rustup;
mod toolbox;

pub(crate) use self::browser::Browser;
pub(crate) use self::install::prepare;
pub(crate) use self::toolbox::Toolbox;

use std::process::Command;

use crate::failure::Failure;
use crate::output;
use crate::process;
use crate::project::Project;

/// Something that a command needs before it can start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// The standard library for `wasm32-unknown-unknown`.
    WasmTarget,
    /// rustfmt or clippy, which a minimal rustup profile leaves out.
    RustComponent(&'static str),
    /// A program that is built from its crate.
    Crate { crate_name: &'static str, program: &'static str, version: String, locked: bool },
    /// Binaryen's `wasm-opt`, from its npm package.
    WasmOpt { version: String },
    /// `node_modules` of one folder of the checkout, as its lock file says.
    NodePackages { folder: &'static str },
    /// Chromium and the chromedriver of the same version.
    Browser,
    /// The profiler that counts instructions.
    Valgrind,
}

impl Tool {
    pub(crate) const EDITOR_PACKAGES: Tool = Tool::NodePackages { folder: "web/editor" };
    pub(crate) const E2E_PACKAGES: Tool = Tool::NodePackages { folder: "tests/e2e" };
    pub(crate) const JS_PACKAGES: Tool = Tool::NodePackages { folder: "crates/iam-playground-js" };

    fn name(&self) -> String {
        match self {
            Tool::WasmTarget => "the wasm32 target of Rust".to_owned(),
            Tool::RustComponent(component) => component.to_string(),
            Tool::Crate { crate_name, version, .. } => format!("{crate_name} {version}"),
            Tool::WasmOpt { version } => format!("binaryen {version}"),
            Tool::NodePackages { folder } => format!("the Node packages of {folder}"),
            Tool::Browser => "Chromium and chromedriver".to_owned(),
            Tool::Valgrind => "valgrind".to_owned(),
        }
    }

    fn purpose(&self) -> &'static str {
        match self {
            Tool::WasmTarget => "compiles the app to WebAssembly",
            Tool::RustComponent(_) => "checks the Rust code",
            Tool::Crate { program: "trunk", .. } => "builds and serves the app",
            Tool::Crate { .. } => "connects WebAssembly and JavaScript, and runs the wasm tests",
            Tool::WasmOpt { .. } => "makes the WebAssembly small",
            Tool::NodePackages { folder: "web/editor" } => "the policy editor (CodeMirror) and its bundler",
            Tool::NodePackages { folder: "crates/iam-playground-js" } => {
                "checks the types of the JavaScript interface (TypeScript)"
            }
            Tool::NodePackages { .. } => "drives the browser in the end-to-end tests",
            Tool::Browser => "runs the wasm tests and the end-to-end tests",
            Tool::Valgrind => "counts the instructions of decisions",
        }
    }

    fn expected_time(&self) -> &'static str {
        match self {
            Tool::Crate { program: "trunk", .. } => "6 to 12 minutes on 2 cores",
            Tool::Crate { .. } => "3 to 8 minutes on 2 cores",
            Tool::Browser => "1 to 3 minutes",
            Tool::WasmTarget
            | Tool::RustComponent(_)
            | Tool::WasmOpt { .. }
            | Tool::NodePackages { .. }
            | Tool::Valgrind => "less than a minute",
        }
    }
}

pub(crate) fn trunk(project: &Project) -> Result<Tool, Failure> {
    let version = project.trunk_version()?;
    Ok(Tool::Crate { crate_name: "trunk", program: "trunk", version, locked: true })
}

/// The glue format changes with every version, so the tool must be the one of the crate in `Cargo.lock`.
pub(crate) fn wasm_bindgen(project: &Project) -> Result<Tool, Failure> {
    let version = project.locked_version("wasm-bindgen")?;
    // The test runner stands for all programs of the crate. Its own lock file names a release that is no longer served everywhere.
    Ok(Tool::Crate {
        crate_name: "wasm-bindgen-cli",
        program: "wasm-bindgen-test-runner",
        version,
        locked: false,
    })
}

pub(crate) fn wasm_opt(project: &Project) -> Result<Tool, Failure> {
    Ok(Tool::WasmOpt { version: project.binaryen_version()? })
}

/// The profiler, where it is there or can be installed; elsewhere instructions are not counted.
pub(crate) fn valgrind() -> Option<Tool> {
    let is_there = process::succeeds(Command::new("valgrind").arg("--version"));
    if !is_there && !apt::is_usable() {
        output::headline(
            "no valgrind, and no way to install it: the instructions of decisions are not counted",
        );
        return None;
    }
    Some(Tool::Valgrind)
}
