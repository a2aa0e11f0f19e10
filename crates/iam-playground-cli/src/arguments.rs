//! The command line, read.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

pub(crate) const HELP: &str = "\
iam-playground: decides AWS IAM requests as AWS documents it, offline

USAGE
  iam-playground check [--format text|json] FILE...

A FILE is a scenario (one JSON object) or holds conformance cases (one JSON object a line);
which it is follows from its fields. The questions and steps of a scenario that have an expected
answer are its cases. A folder stands for the files *.json in it.

OPTIONS
  --format text   one line for each case that fails, and the numbers as the last line (default)
  --format json   one JSON object for each case
  -h, --help      this text
  -V, --version   the version

EXIT STATUS
  0  all cases passed
  1  a case failed
  2  the command line or a file is malformed
";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Version,
    Check { format: Format, files: Vec<PathBuf> },
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

/// Reads the arguments; the first one is the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut parser = Parser::from_iter(arguments);
    match parser.next()? {
        Some(Arg::Short('h') | Arg::Long("help")) => Ok(Command::Help),
        Some(Arg::Short('V') | Arg::Long("version")) => Ok(Command::Version),
        Some(Arg::Value(name)) if name == "check" => parse_check(parser),
        Some(Arg::Value(name)) if name == "help" => Ok(Command::Help),
        Some(Arg::Value(name)) => Err(format!("unknown command `{}`", name.to_string_lossy()).into()),
        Some(other) => Err(other.unexpected()),
        None => Err("no command given".into()),
    }
}

fn parse_check(mut parser: Parser) -> Result<Command, lexopt::Error> {
    let mut format = Format::default();
    let mut files = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("format") => {
                format = match parser.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    other => return Err(format!("unknown format `{other}`").into()),
                };
            }
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(file) => files.push(file.into()),
            Arg::Short(_) | Arg::Long(_) => return Err(argument.unexpected()),
        }
    }
    if files.is_empty() {
        return Err("no file given".into());
    }
    Ok(Command::Check { format, files })
}
