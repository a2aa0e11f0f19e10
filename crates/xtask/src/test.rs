//! `cargo xtask test`: everything that must hold, cheapest first. CI runs this and nothing else.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::budgets;
use crate::data;
use crate::failure::{Failure, while_doing};
use crate::instructions;
use crate::output;
use crate::process;
use crate::project::Project;
use crate::steps::{Step, run_in_order, timed};
use crate::tools::{self, Browser, Tool, Toolbox};

/// How much to test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Without the browser, and without the release build that only the browser tests.
    Fast,
    Full,
}

/// The crates that are compiled to WebAssembly.
const WASM_CRATES: &[&str] = &["web", "iam-playground-extra", "iam-playground-js"];

pub(crate) fn test(project: &Project, extent: Extent) -> Result<(), Failure> {
    let mut needed = vec![Tool::RustComponent("rustfmt"), Tool::RustComponent("clippy"), Tool::WasmTarget];
    if extent == Extent::Full {
        needed.extend([tools::wasm_bindgen(project)?, tools::trunk(project)?, tools::wasm_opt(project)?]);
        needed.extend([Tool::EDITOR_PACKAGES, Tool::E2E_PACKAGES, Tool::JS_PACKAGES, Tool::Browser]);
        needed.extend(tools::valgrind());
    }
    let counts = needed.contains(&Tool::Valgrind);
    let (toolbox, prepared) = timed(|| tools::prepare(project, needed));
    let toolbox = toolbox?;
    let mut steps = fast_steps(project);
    if counts {
        let count = || instructions::check(project, cargo(project));
        steps.push(Step::new("instruction counts of decisions", count));
    }
    if extent == Extent::Full {
        steps.extend(browser_steps(project, &toolbox));
    }
    if env::var("CI").is_ok_and(|it| it == "true") && project.path(".git").exists() {
        steps.push(Step::new("everything is committed", || nothing_changed(project)));
    }
    run_in_order(prepared, steps)
}

/// Counts the instructions of decisions, and nothing else.
pub(crate) fn count(project: &Project) -> Result<(), Failure> {
    tools::prepare(project, vec![Tool::Valgrind])?;
    instructions::check(project, cargo(project))
}

fn fast_steps(project: &Project) -> Vec<Step<'_>> {
    vec![
        Step::new("formatting", || process::run(cargo(project).args(["fmt", "--all", "--check"]))),
        Step::new("clippy, native", || {
            process::run(cargo(project).args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]))
        }),
        Step::new("clippy, wasm32", || {
            let mut clippy = for_wasm(project, "clippy");
            process::run(clippy.args(["--all-targets", "--", "-D", "warnings"]))
        }),
        Step::new("unit, conformance and tidy tests", || {
            process::run(cargo(project).args(["test", "--workspace"]))
        }),
        Step::new("the built-in scenarios and the misconceptions", || check_scenarios(project)),
        Step::new("documentation", || {
            let mut doc = cargo(project);
            process::run(doc.args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
        }),
    ]
}

fn browser_steps<'a>(project: &'a Project, toolbox: &'a Toolbox) -> Vec<Step<'a>> {
    vec![
        Step::new("types of the JavaScript interface", || check_types(project, toolbox)),
        Step::new("wasm tests in Node and headless Chromium", || wasm_tests(project, toolbox)),
        Step::new("AWS's data for the app", || data::build(project)),
        Step::new("release build", || process::run(toolbox.trunk(project).args(["build", "--release"]))),
        Step::new("size budgets", || budgets::check(project, &project.path("dist"))),
        Step::new("end-to-end tests on the release build", || end_to_end_tests(project, toolbox)),
    ]
}

fn cargo(project: &Project) -> Command {
    let mut cargo = Command::new("cargo");
    // The flags of `.cargo/config.toml` would not count beside these.
    cargo.current_dir(&project.root).env_remove("RUSTFLAGS");
    cargo
}

fn for_wasm(project: &Project, subcommand: &str) -> Command {
    let mut cargo = cargo(project);
    cargo.args([subcommand, "--target", "wasm32-unknown-unknown"]);
    cargo.args(WASM_CRATES.iter().flat_map(|it| ["--package", it]));
    cargo
}

/// Folders of scenarios that the command line must pass.
const SCENARIOS: &[&str] =
    &["web/examples", "tests/scenarios", "tests/corpus/misconceptions", "tests/corpus/calls"];

fn check_scenarios(project: &Project) -> Result<(), Failure> {
    let mut check = cargo(project);
    check.args([
        "run",
        "--quiet",
        "--package",
        "iam-playground-cli",
        "--bin",
        "iam-playground",
        "--",
        "check",
    ]);
    process::run(check.args(SCENARIOS))
}

/// The hand-written types, and a sample that must compile against them.
fn check_types(project: &Project, toolbox: &Toolbox) -> Result<(), Failure> {
    let mut tsc = toolbox.command(project, "node");
    tsc.current_dir(project.path("crates/iam-playground-js"));
    process::run(tsc.args(["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"]))
}

/// `wasm-bindgen-test-runner` takes the browser's options from a file, whose path must not depend on the crate.
fn wasm_tests(project: &Project, toolbox: &Toolbox) -> Result<(), Failure> {
    let Browser { chromium, chromedriver } = toolbox.browser()?;
    let options = project.path("target/webdriver.json");
    while_doing(options.display(), fs::create_dir_all(project.path("target")))?;
    while_doing(options.display(), fs::write(&options, webdriver_options(chromium)))?;
    let mut test = for_wasm(project, "test");
    test.env("PATH", toolbox.search_path());
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", options);
    test.env("CHROMEDRIVER", chromedriver);
    process::run(&mut test)
}

/// Tests often run as root in a container, where Chromium's own sandbox cannot start.
fn webdriver_options(chromium: &Path) -> String {
    let chromium = chromium.display().to_string().replace('\\', r"\\").replace('"', r#"\""#);
    format!(
        r#"{{"goog:chromeOptions": {{"binary": "{chromium}", "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}}}}"#
    )
}

fn end_to_end_tests(project: &Project, toolbox: &Toolbox) -> Result<(), Failure> {
    let folder = project.path("tests/e2e");
    let artifacts = folder.join("artifacts");
    if artifacts.exists() {
        while_doing(artifacts.display(), fs::remove_dir_all(&artifacts))?;
    }
    let mut node = toolbox.command(project, "node");
    node.current_dir(&folder).args(["--test", "--test-reporter=spec", "--test-timeout=300000"]);
    node.args(files_with_ending(&folder, ".spec.mjs")?);
    node.env("CHROMIUM", &toolbox.browser()?.chromium).env("DIST", project.path("dist"));
    process::run(&mut node)?;
    output::detail(format_args!("screenshots are in {}", artifacts.display()));
    Ok(())
}

/// The files of a folder with that ending, sorted; none is a failure, since then nothing would be tested.
fn files_with_ending(folder: &Path, ending: &str) -> Result<Vec<OsString>, Failure> {
    let entries = while_doing(folder.display(), fs::read_dir(folder))?;
    let paths = entries.flatten().map(|it| it.path());
    let mut files: Vec<PathBuf> = paths.filter(|it| it.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    match files.is_empty() {
        true => Err(Failure::new(format!("no file in {} ends with {ending}", folder.display()))),
        false => Ok(files.into_iter().map(PathBuf::into_os_string).collect()),
    }
}

fn nothing_changed(project: &Project) -> Result<(), Failure> {
    let mut git = Command::new("git");
    process::run(git.current_dir(&project.root).args(["--no-pager", "diff", "--exit-code"]))
        .map_err(|failure| failure.help("building and testing changed a committed file: commit the new one"))
}
