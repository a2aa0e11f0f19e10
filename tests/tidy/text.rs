//! Words that may not stand in a file.

use super::files::File;

/// Only the browser room may say these.
const BROWSER_CRATES: &[&str] = &["web_sys", "js_sys", "gloo"];

/// Where somebody's home or scratch folder begins. Each is cut in two, so that this file does not refuse itself.
const MACHINE_PATHS: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
];

pub(crate) fn browser(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|it| it.is_rust() && it.path.starts_with("web/src/"));
    let outside = sources
        .filter(|it| !it.path.starts_with("web/src/browser/") && !it.path.starts_with("web/src/browser."));
    let found = |it: &File, word: &&&str| without_comments(&it.text).contains(**word);
    outside
        .flat_map(|it| {
            BROWSER_CRATES.iter().filter(|word| found(it, word)).map(|word| (it, word)).collect::<Vec<_>>()
        })
        .map(|(it, word)| format!("{}: only web/src/browser/ touches the browser, so no `{word}`", it.path))
        .collect()
}

/// What is compiled for the browser.
const SHIPPED: &[&str] = &[
    "crates/iam-evaluator/src/",
    "crates/iam-explain/src/",
    "crates/iam-organization/src/",
    "crates/iam-scenario/src/",
    "crates/iam-analyzer/src/",
    "crates/iam-aws-data/src/",
    "crates/iam-playground-extra/src/",
    "crates/sorted/src/",
    "web/src/",
];

/// Parts of those crates that are not: the corpus is a feature, the schema is written by a test.
const NOT_SHIPPED: &[&str] = &["crates/iam-scenario/src/cases/", "crates/iam-scenario/src/wire/schema.rs"];

/// Each of these brings tables of all letters into what is sent to the browser, and takes its ASCII sibling instead.
const UNICODE_TABLES: &[&str] = &[".to_lowercase()", ".to_uppercase()", "is_alphanumeric", "is_alphabetic"];

pub(crate) fn unicode_tables(files: &[File]) -> Vec<String> {
    let is_shipped = |it: &&File| {
        let starts = |folders: &[&str]| folders.iter().any(|folder| it.path.starts_with(folder));
        it.is_rust() && !it.is_test() && starts(SHIPPED) && !starts(NOT_SHIPPED)
    };
    let mut problems = Vec::new();
    for file in files.iter().filter(is_shipped) {
        let text = without_comments(&file.text);
        let found = UNICODE_TABLES.iter().filter(|word| text.contains(**word));
        problems.extend(
            found.map(|word| format!("{}: `{word}` costs kilobytes: use its ASCII sibling", file.path)),
        );
    }
    problems
}

fn without_comments(text: &str) -> String {
    text.lines().filter(|it| !it.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

pub(crate) fn machine_paths(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for file in files {
        for (idx, line) in file.text.lines().enumerate() {
            if let Some(path) = MACHINE_PATHS.iter().find(|it| names_path(line, it)) {
                problems.push(format!("{}:{}: names a path of one machine, `{path}…`", file.path, idx + 1));
            }
        }
    }
    problems
}

/// A path begins a word: `bucket` + path is the key of an object.
fn names_path(line: &str, path: &str) -> bool {
    let begins_word = |at: usize| {
        line.split_at(at).0.chars().next_back().is_none_or(|it| it.is_whitespace() || "\"'`=(".contains(it))
    };
    line.match_indices(path).any(|(at, _)| begins_word(at))
}

/// An address in a lock file would bind everybody to the registry of the one who wrote it.
pub(crate) fn registries(files: &[File]) -> Vec<String> {
    let locks = files.iter().filter(|it| it.name() == "package-lock.json");
    let bound = locks.filter(|it| it.text.contains("://"));
    bound
        .map(|it| {
            format!("{}: names a host; set omit-lockfile-registry-resolved and write it again", it.path)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&[File]) -> Vec<String>, path: &str, text: &str, expected: &[&str]) {
        assert_eq!(rule(&[File::new(path, text)]), expected);
    }

    #[test]
    fn the_browser_outside_its_room_is_refused() {
        let text = "use web_sys::window;";
        check(browser, "web/src/browser/storage.rs", text, &[]);
        check(browser, "web/src/present/verdict.rs", "// not web_sys", &[]);
        let problem =
            "web/src/present/verdict.rs: only web/src/browser/ touches the browser, so no `web_sys`";
        check(browser, "web/src/present/verdict.rs", text, &[problem]);
    }

    #[test]
    fn tables_of_letters_stay_out_of_what_is_sent_to_the_browser() {
        let text = "let it = name.to_lowercase();";
        check(unicode_tables, "crates/iam-playground-cli/src/report.rs", text, &[]);
        check(unicode_tables, "web/src/present/tests/ask.rs", text, &[]);
        check(unicode_tables, "web/src/present/names.rs", "name.to_ascii_lowercase()", &[]);
        let problem = "web/src/present/names.rs: `.to_lowercase()` costs kilobytes: use its ASCII sibling";
        check(unicode_tables, "web/src/present/names.rs", text, &[problem]);
    }

    #[test]
    fn a_path_of_a_machine_is_refused() {
        let path = MACHINE_PATHS[0];
        let problem = format!("run.sh:2: names a path of one machine, `{path}…`");
        check(machine_paths, "run.sh", &format!("cd\ncd {path}ann"), &[&problem]);
        check(machine_paths, "case.json", &format!("arn:aws:s3:::bucket{path}ann"), &[]);
    }

    #[test]
    fn a_lock_file_with_a_host_is_refused() {
        let problem =
            "a/package-lock.json: names a host; set omit-lockfile-registry-resolved and write it again";
        check(
            registries,
            "a/package-lock.json",
            r#"{ "resolved": "https://registry.example/a" }"#,
            &[problem],
        );
        check(registries, "a/package-lock.json", r#"{ "version": "1.0.0" }"#, &[]);
    }
}
