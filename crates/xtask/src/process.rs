//! Running programs: always without standard input, so that nothing ever waits for an answer in CI.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Failure, while_doing};
use crate::output;

/// Runs a program and shows what it prints.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let line = display(command);
    output::detail(format_args!("$ {line}"));
    let status = while_doing(&line, command.stdin(Stdio::null()).status())?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("`{line}` failed ({status})"))),
    }
}

/// Runs a program, keeps what it prints in `log`, and shows the end of that only if it fails.
pub(crate) fn run_logged(command: &mut Command, log: &Path) -> Result<(), Failure> {
    let line = display(command);
    let stdout = while_doing(log.display(), File::options().create(true).append(true).open(log))?;
    let stderr = while_doing(log.display(), stdout.try_clone())?;
    let status = while_doing(&line, command.stdin(Stdio::null()).stdout(stdout).stderr(stderr).status())?;
    match status.success() {
        true => Ok(()),
        false => {
            let end = last_lines(&std::fs::read_to_string(log).unwrap_or_default(), 25);
            Err(Failure::new(format!("`{line}` failed ({status}); the end of {}:\n{end}", log.display())))
        }
    }
}

/// What a program prints to standard output, if it exists and succeeds.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program exists and succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    capture(command).is_some()
}

fn last_lines(text: &str, n_lines: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(n_lines)..).unwrap_or_default().join("\n")
}

fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
