//! The command line of the IAM Playground: checks scenario files and conformance cases.

mod arguments;
mod check;
mod report;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Command, HELP};

/// What the shell is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Everything passed.
    Passed = 0,
    /// A case failed.
    Failed = 1,
    /// The command line or a file is malformed.
    Malformed = 2,
}

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let exit = run(arguments::parse(std::env::args_os()), &mut out, &mut err);
    // A reader that has gone away, such as `head`, is no failure of the check.
    ExitCode::from(exit.unwrap_or(Exit::Malformed) as u8)
}

fn run(
    command: Result<Command, lexopt::Error>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    match command {
        Ok(Command::Help) => {
            out.write_all(HELP.as_bytes())?;
            Ok(Exit::Passed)
        }
        Ok(Command::Version) => {
            writeln!(out, "iam-playground {}", env!("CARGO_PKG_VERSION"))?;
            Ok(Exit::Passed)
        }
        Ok(Command::Check { format, files }) => check::check(format, &files, out, err),
        Err(error) => {
            writeln!(err, "{error}\n\n{HELP}")?;
            Ok(Exit::Malformed)
        }
    }
}
