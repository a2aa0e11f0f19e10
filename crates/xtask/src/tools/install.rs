//! Finding what is there and installing what is not, several at a time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use crate::failure::{Failure, while_doing};
use crate::output;
use crate::process;
use crate::project::Project;
use crate::steps::timed;
use crate::tools::{Browser, Tool, Toolbox, apt, browser, cargo_tool, npm, rustup};

/// What was found of a tool.
enum Found {
    /// It is there, and reached without our help.
    InPlace,
    /// Its programs are in this folder.
    Folder(PathBuf),
    Browser(Browser),
}

/// Makes all these tools available, or says why it cannot.
pub(crate) fn prepare(project: &Project, tools: Vec<Tool>) -> Result<Toolbox, Failure> {
    if tools.iter().any(needs_node) {
        npm::require_node()?;
    }
    let missing: Vec<&Tool> = tools.iter().filter(|it| find(project, it).is_none()).collect();
    if !missing.is_empty() {
        install_all(project, &missing)?;
    }
    let mut toolbox = Toolbox::default();
    for tool in &tools {
        match find(project, tool) {
            Some(Found::InPlace) => {}
            Some(Found::Folder(folder)) => toolbox.folders.push(folder),
            Some(Found::Browser(browser)) => toolbox.browser = Some(browser),
            None => return Err(Failure::new(format!("installed {}, but it does not run", tool.name()))),
        }
    }
    Ok(toolbox)
}

fn needs_node(tool: &Tool) -> bool {
    matches!(tool, Tool::WasmOpt { .. } | Tool::NodePackages { .. })
}

fn find(project: &Project, tool: &Tool) -> Option<Found> {
    match tool {
        Tool::WasmTarget => rustup::has_wasm_target().then_some(Found::InPlace),
        Tool::RustComponent(component) => rustup::has_component(component).then_some(Found::InPlace),
        Tool::Crate { crate_name, program, version, .. } => {
            find_program(project, crate_name, program, version).map(Found::Folder)
        }
        Tool::WasmOpt { version } => {
            find_program(project, "binaryen", "wasm-opt", version).map(Found::Folder)
        }
        Tool::NodePackages { folder } => npm::has_packages(&project.path(folder)).then_some(Found::InPlace),
        Tool::Browser => browser::find().map(Found::Browser),
        Tool::Valgrind => {
            process::succeeds(Command::new("valgrind").arg("--version")).then_some(Found::InPlace)
        }
    }
}

/// The folder of a program in the right version: on PATH, else in the tool cache.
fn find_program(project: &Project, name: &str, program: &str, version: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|it| it.join(program).is_file());
    let cached = cache_entry(project, name, version).join("bin");
    on_path.into_iter().chain([cached]).find(|folder| has_version(&folder.join(program), version))
}

fn has_version(program: &Path, version: &str) -> bool {
    let printed = process::capture(Command::new(program).arg("--version"));
    printed.is_some_and(|it| it.split_whitespace().any(|word| word == version))
}

fn cache_entry(project: &Project, name: &str, version: &str) -> PathBuf {
    project.cache.join(format!("{name}-{version}"))
}

fn install_all(project: &Project, missing: &[&Tool]) -> Result<(), Failure> {
    if missing.contains(&&Tool::Browser) {
        browser::require_installable()?;
    }
    output::headline("installing what is missing");
    let logs = project.cache.join("log");
    while_doing(logs.display(), fs::create_dir_all(&logs))?;
    for tool in missing {
        output::detail(format_args!("{}: {}; takes {}", tool.name(), tool.purpose(), tool.expected_time()));
    }
    output::detail(format_args!(
        "into {}, what is being done is in {}",
        project.cache.display(),
        logs.display()
    ));
    let outcomes: Vec<Result<(), Failure>> = thread::scope(|scope| {
        let running: Vec<_> =
            missing.iter().map(|tool| scope.spawn(|| install_one(project, tool, &logs))).collect();
        running
            .into_iter()
            .map(|it| it.join().unwrap_or_else(|_| Err(Failure::new("an installer panicked"))))
            .collect()
    });
    outcomes.into_iter().collect()
}

fn install_one(project: &Project, tool: &Tool, logs: &Path) -> Result<(), Failure> {
    let name = tool.name();
    let log = logs.join(format!("{}.log", name.replace(['/', ' '], "-")));
    let (outcome, took) = timed(|| install(project, tool, &log));
    if outcome.is_ok() {
        output::detail(format_args!("installed {name} in {:.0} s", took.as_secs_f64()));
    }
    outcome
}

fn install(project: &Project, tool: &Tool, log: &Path) -> Result<(), Failure> {
    match tool {
        Tool::WasmTarget => rustup::add_wasm_target(log),
        Tool::RustComponent(component) => rustup::add_component(component, log),
        Tool::Crate { crate_name, version, locked, .. } => {
            let entry = cache_entry(project, crate_name, version);
            into_cache(project, tool, &entry, |it| cargo_tool::install(crate_name, version, *locked, it, log))
        }
        Tool::WasmOpt { version } => {
            let entry = cache_entry(project, "binaryen", version);
            into_cache(project, tool, &entry, |it| npm::install_binaryen(version, it, log))
        }
        Tool::NodePackages { folder } => npm::install_packages(&project.path(folder), log),
        Tool::Browser => browser::install(log),
        Tool::Valgrind => apt::install(&["valgrind"], log),
    }
}

/// Installs into a folder beside the cache entry and renames it when it is complete: an entry is whole, or not there.
fn into_cache(
    project: &Project,
    tool: &Tool,
    entry: &Path,
    install: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let beside = |ending: &str| PathBuf::from(format!("{}.{ending}", entry.display()));
    let (partial, lock_path) = (beside("partial"), beside("lock"));
    let lock = while_doing(lock_path.display(), File::create(&lock_path))?;
    while_doing(lock_path.display(), lock.lock())?;
    // Somebody else may have installed it while we waited for the lock.
    if find(project, tool).is_some() {
        return Ok(());
    }
    for stale in [entry, &partial] {
        if stale.exists() {
            while_doing(stale.display(), fs::remove_dir_all(stale))?;
        }
    }
    install(&partial)?;
    while_doing(entry.display(), fs::rename(&partial, entry))
}
