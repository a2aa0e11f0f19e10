//! How long a source file may be, and what it must begin with.

use super::files::File;

const LONGEST_FILE: usize = 500;
const LONGEST_COMPONENT: usize = 200;
/// `lib.rs` and `mod.rs` hold docs, `mod` and `use`, and at most the type that the room is named after.
const LONGEST_ROOT: usize = 120;

pub(crate) fn source_files(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|it| it.is_rust() && !it.is_test() && !is_data(it));
    let measured = sources.map(|it| (it, it.text.lines().count(), longest(it)));
    measured
        .filter(|(_, n_lines, longest)| n_lines > longest)
        .map(|(it, n_lines, longest)| format!("{}: {n_lines} lines; {longest} are allowed", it.path))
        .collect()
}

fn longest(file: &File) -> usize {
    match file.name() {
        "lib.rs" | "mod.rs" => LONGEST_ROOT,
        _ if file.path.starts_with("web/src/components/") => LONGEST_COMPONENT,
        _ => LONGEST_FILE,
    }
}

fn is_data(file: &File) -> bool {
    file.name() == "data.rs" || file.path.contains("/data/")
}

pub(crate) fn module_docs(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|it| it.is_rust() && !it.is_test());
    let without = sources.filter(|it| !it.text.starts_with("//!"));
    without.map(|it| format!("{}: does not begin with `//!` and why the module exists", it.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_length(path: &str, longest: usize) {
        let file = |n_lines: usize| [File::new(path, &"//! Why.\n".repeat(n_lines))];
        assert_eq!(source_files(&file(longest)), Vec::<String>::new());
        let problem = format!("{path}: {} lines; {longest} are allowed", longest + 1);
        assert_eq!(source_files(&file(longest + 1)), [problem]);
    }

    #[test]
    fn a_file_that_is_too_long_is_refused() {
        check_length("crates/iam-explain/src/gate.rs", 500);
        check_length("web/src/components/tree.rs", 200);
        check_length("crates/iam-explain/src/lib.rs", 120);
        check_length("crates/iam-evaluator/src/json/mod.rs", 120);
    }

    #[test]
    fn tests_and_data_may_be_long() {
        let long = "//! Why.\n".repeat(2000);
        let paths = ["crates/a/src/json/tests.rs", "crates/a/tests/api.rs", "crates/a/src/data/keys.rs"];
        assert!(paths.iter().all(|path| source_files(&[File::new(path, &long)]).is_empty()));
    }

    #[test]
    fn a_module_without_docs_is_refused() {
        let file = |path: &str, text: &str| module_docs(&[File::new(path, text)]);
        let problem = "crates/a/src/b.rs: does not begin with `//!` and why the module exists";
        assert_eq!(file("crates/a/src/b.rs", "use std::fmt;"), [problem]);
        assert!(file("crates/a/src/b.rs", "//! Why.").is_empty());
        assert!(file("crates/a/src/b/tests.rs", "use super::*;").is_empty());
    }
}
