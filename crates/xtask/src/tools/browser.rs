//! Chromium and its driver: the system's, or from the system's packages.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::tools::apt::{self, System};

const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const CHROMEDRIVER: &[&str] = &[
    "chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/snap/bin/chromium.chromedriver",
];

const BY_HAND: &str = "install Chromium (or Chrome) and the chromedriver of the same major version, put both on PATH or \
                       name them in CHROMIUM and CHROMEDRIVER, and run this again; or test without: `cargo xtask test --fast`";

/// A browser, and the driver that fits to it.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

/// The first browser for which there is a driver of the same major version.
pub(crate) fn find() -> Option<Browser> {
    let drivers = programs("CHROMEDRIVER", CHROMEDRIVER);
    programs("CHROMIUM", CHROMIUM).into_iter().find_map(|(chromium, version)| {
        let (chromedriver, _) = drivers.iter().find(|(_, it)| *it == version)?;
        Some(Browser { chromium, chromedriver: chromedriver.clone() })
    })
}

/// The programs that run, with their major versions: the one that the variable names, else those of the list.
fn programs(variable: &str, names: &[&str]) -> Vec<(PathBuf, u32)> {
    let chosen = env::var_os(variable).filter(|it| !it.is_empty()).map(PathBuf::from);
    let candidates = match chosen {
        Some(path) => vec![path],
        None => names.iter().filter_map(|it| on_path(it)).collect(),
    };
    let with_version = |path: PathBuf| {
        let printed = process::capture(Command::new(&path).arg("--version"))?;
        Some((path, major_version(&printed)?))
    };
    candidates.into_iter().filter_map(with_version).collect()
}

/// The absolute path of a program: what drives the browser starts it from another folder.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // An absolute name replaces the folder that it is joined to.
    env::split_paths(&path).map(|it| it.join(name)).find(|it| it.is_file())
}

pub(crate) fn major_version(printed: &str) -> Option<u32> {
    printed.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

/// Why there is no way for us to install them, so that nobody waits for other tools first.
pub(crate) fn require_installable() -> Result<&'static [&'static str], Failure> {
    if ["CHROMIUM", "CHROMEDRIVER"].iter().any(|it| env::var_os(it).is_some_and(|it| !it.is_empty())) {
        let message = "what CHROMIUM and CHROMEDRIVER name does not run, or is not of the same major version";
        return Err(Failure::new(message).help("correct them, or unset both to let this look for itself"));
    }
    let packages = debian_packages().ok_or_else(|| {
        Failure::new("no Chromium with its chromedriver, and this is not Debian or Ubuntu").help(BY_HAND)
    })?;
    if apt::is_usable() {
        return Ok(packages);
    }
    let command = format!("sudo apt-get update && sudo apt-get install -y {}", packages.join(" "));
    let help = format!("run `{command}` and start again; or test without: `cargo xtask test --fast`");
    Err(Failure::new("no Chromium with its chromedriver, and no right to install them").help(help))
}

/// Installs from Debian's or Ubuntu's packages.
pub(crate) fn install(log: &Path) -> Result<(), Failure> {
    let packages = require_installable()?;
    apt::install(packages, log).map_err(|failure| failure.help(BY_HAND))?;
    match find() {
        Some(_) => Ok(()),
        None => Err(Failure::new("installed Chromium, but it does not run").help(BY_HAND)),
    }
}

/// The packages that hold the two, and fonts with the marks that the app shows.
fn debian_packages() -> Option<&'static [&'static str]> {
    match apt::system()? {
        System::Debian => Some(&["chromium", "chromium-driver", "fonts-liberation", "fonts-dejavu-core"]),
        System::Ubuntu => {
            Some(&["chromium-browser", "chromium-chromedriver", "fonts-liberation", "fonts-dejavu-core"])
        }
    }
}
