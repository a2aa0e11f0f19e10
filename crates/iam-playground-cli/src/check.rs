//! `iam-playground check`: runs files of cases.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use iam_aws_data::Committed;
use iam_explain::{Message, access_denied_reason};
use iam_scenario::cases::{FileReport, MalformedFile, Words, run_file};

use crate::Exit;
use crate::arguments::Format;
use crate::report;

/// Runs all files, also after one that is malformed: everything that is wrong is seen at once. A folder stands for the
/// scenarios in it.
pub(crate) fn check(
    format: Format,
    paths: &[PathBuf],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let mut exit = Exit::Passed;
    // Read once, and only if a scenario needs it.
    let aws = Committed::default();
    let (mut n_passed, mut n_failed) = (0_usize, 0_usize);
    for file in paths.iter().flat_map(|it| files(it)) {
        let (path, report) = match file.and_then(|path| Ok((path.clone(), run(&path, &aws)?))) {
            Ok(found) => found,
            Err(problems) => {
                for problem in problems {
                    writeln!(err, "{problem}")?;
                }
                exit = Exit::Malformed;
                continue;
            }
        };
        for result in &report.results {
            match format {
                Format::Text if result.passed => {}
                Format::Text => writeln!(out, "FAIL {}: {result}", result.id)?,
                Format::Json => report::write_json(result, out)?,
            }
            for missing in &result.incomplete {
                writeln!(err, "{}: {}: not final: {missing}", path.display(), result.id)?;
            }
            if !result.passed {
                for caveat in result.caveats.iter().map(iam_explain::caveat) {
                    writeln!(err, "{}: {}: note: {caveat}", path.display(), result.id)?;
                }
            }
            let counter = if result.passed { &mut n_passed } else { &mut n_failed };
            *counter += 1;
        }
        if format == Format::Text && report.n_not_covered > 0 {
            let n_not_covered = report.n_not_covered;
            let path = path.display();
            writeln!(out, "{path}: {n_not_covered} cases of policy validation, which is not covered yet")?;
        }
    }
    if format == Format::Text {
        writeln!(out, "{n_passed} passed, {n_failed} failed")?;
    }
    Ok(if n_failed > 0 { exit.max(Exit::Failed) } else { exit })
}

/// The file, or the files `*.json` of a folder, sorted. The error is one line for each problem, which begins with the path.
fn files(path: &Path) -> Vec<Result<PathBuf, Vec<String>>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let name = path.display();
    let entries = match fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return vec![Err(vec![format!("{name}: {error}")])],
    };
    let is_scenario = |it: &PathBuf| it.extension().is_some_and(|it| it == "json") && !it.is_dir();
    let mut scenarios: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).filter(is_scenario).collect();
    scenarios.sort();
    match scenarios.is_empty() {
        true => vec![Err(vec![format!("{name}: no scenario, `*.json`, is in this folder: name the files")])],
        false => scenarios.into_iter().map(Ok).collect(),
    }
}

/// Runs one file. The error is one line for each problem, which begins with the path and the line.
fn run(path: &Path, aws: &Committed) -> Result<FileReport, Vec<String>> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|it| vec![format!("{name}: {it}")])?;
    let words = Words {
        reason: &access_denied_reason,
        diagnostic: &|it| {
            let Message { text, help } = iam_explain::diagnostic(it);
            (text, help.unwrap_or_default())
        },
    };
    run_file(&text, aws, words).map_err(|MalformedFile { problems }| {
        let problem = |it: &iam_scenario::cases::FileProblem| match it.line {
            Some(line) => format!("{name}:{line}: {}", it.message),
            None => format!("{name}: {}", it.message),
        };
        problems.iter().map(problem).collect()
    })
}
