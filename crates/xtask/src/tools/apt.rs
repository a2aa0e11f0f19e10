//! The packages of Debian and Ubuntu.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::process;

/// A system whose packages we know.
#[derive(Clone, Copy)]
pub(crate) enum System {
    Debian,
    Ubuntu,
}

/// The system that this runs on, if it is one of these.
pub(crate) fn system() -> Option<System> {
    let release = fs::read_to_string("/etc/os-release").ok()?;
    let has = |line: &str| release.lines().any(|it| it.replace('"', "") == line);
    match (has("ID=debian"), has("ID=ubuntu")) {
        (true, _) => Some(System::Debian),
        (_, true) => Some(System::Ubuntu),
        (false, false) => None,
    }
}

/// Whether packages can be installed without asking anybody.
pub(crate) fn is_usable() -> bool {
    system().is_some() && as_root().is_some()
}

/// Installs packages, as root or through a sudo that asks nothing.
pub(crate) fn install(packages: &[&str], log: &Path) -> Result<(), Failure> {
    let apt_get = |arguments: &[&str]| {
        let mut command = as_root().unwrap_or_else(|| Command::new("env"));
        process::run_logged(command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments), log)
    };
    // A stale source elsewhere on the machine must not stop us: if the lists lack the packages, the install says so.
    apt_get(&["update"]).ok();
    let install = ["-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends"];
    apt_get(&[&install, packages].concat())
}

/// `env` that runs as root and asks nothing.
fn as_root() -> Option<Command> {
    let is_root = process::capture(Command::new("id").arg("-u"))? == "0";
    if is_root {
        return Some(Command::new("env"));
    }
    process::succeeds(Command::new("sudo").args(["-n", "true"])).then(|| {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "env"]);
        sudo
    })
}
