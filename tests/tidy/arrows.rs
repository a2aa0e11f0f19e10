//! Which crate may import which: read from the manifests.

use super::files::File;

/// Every crate with what it may import of ours; `None` is all but `NEVER_IMPORTED`.
const ARROWS: &[(&str, Option<&[&str]>)] = &[
    ("sorted", Some(&[])),
    ("iam-evaluator", Some(&["sorted"])),
    ("iam-catalog", Some(&["sorted"])),
    ("iam-validator", Some(&["iam-evaluator", "iam-catalog"])),
    ("iam-explain", Some(&["iam-evaluator", "iam-validator", "sorted"])),
    ("iam-organization", Some(&["iam-evaluator", "sorted"])),
    ("iam-aws-data", Some(&["iam-organization", "iam-catalog", "iam-evaluator", "sorted"])),
    ("iam-scenario", Some(&["iam-organization", "iam-evaluator", "sorted"])),
    ("iam-analyzer", Some(&["iam-scenario", "iam-organization", "iam-evaluator", "sorted"])),
    ("iam-practice", Some(&["iam-analyzer", "iam-scenario", "iam-organization", "iam-evaluator"])),
    ("iam-playground-js", None),
    ("iam-playground-cli", None),
    ("iam-playground-extra", None),
    ("web", None),
    ("xtask", Some(&["iam-catalog"])),
    ("iam-playground-tests", None),
    ("iam-playground-fuzz", None),
];

/// The ends of the graph: they import, and nothing imports them.
const NEVER_IMPORTED: &[&str] = &[
    "web",
    "iam-playground-js",
    "iam-playground-cli",
    "iam-playground-extra",
    "xtask",
    "iam-playground-tests",
    "iam-playground-fuzz",
];

/// Crates with which the core would get a wire form, a clock or randomness.
const IMPURE: &[&str] =
    &["serde", "serde_json", "serde_derive", "chrono", "time", "rand", "getrandom", "js-sys", "web-sys"];

/// A test may look further than the crate that it tests, but neither may reach the ends of the graph.
pub(crate) fn between_crates(files: &[File]) -> Vec<String> {
    let mut problems = Vec::new();
    for Manifest { path, name, dependencies, dev_dependencies } in manifests(files) {
        let Some((_, allowed)) = ARROWS.iter().find(|(it, _)| *it == name) else {
            problems.push(format!("{path}: `{name}` is not in tests/tidy/arrows.rs"));
            continue;
        };
        let is_end = |it: &str| NEVER_IMPORTED.contains(&it);
        let is_ours = |it: &str| ARROWS.iter().any(|(name, _)| *name == it);
        let strange = dependencies.iter().filter(|it| match allowed {
            Some(allowed) => is_ours(it) && !allowed.contains(&it.as_str()),
            None => is_end(it),
        });
        let refused = strange.chain(dev_dependencies.iter().filter(|it| is_end(it)));
        problems.extend(refused.map(|it| format!("{path}: `{name}` may not import `{it}`")));
    }
    problems
}

pub(crate) fn evaluator_is_pure(files: &[File]) -> Vec<String> {
    let evaluator = manifests(files).into_iter().find(|it| it.name == "iam-evaluator");
    let dependencies = evaluator.into_iter().flat_map(|it| it.dependencies);
    dependencies
        .filter(|it| IMPURE.contains(&it.as_str()))
        .map(|it| format!("crates/iam-evaluator/Cargo.toml: the core is pure: no `{it}`"))
        .collect()
}

struct Manifest {
    path: String,
    name: String,
    dependencies: Vec<String>,
    dev_dependencies: Vec<String>,
}

fn manifests(files: &[File]) -> Vec<Manifest> {
    files.iter().filter(|it| it.name() == "Cargo.toml").filter_map(read_manifest).collect()
}

/// `None` for the manifest of the workspace, which has no package.
fn read_manifest(file: &File) -> Option<Manifest> {
    let manifest: toml::Table = file.text.parse().unwrap();
    let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
    let targets =
        manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let tables: Vec<&toml::Table> =
        [&manifest].into_iter().chain(targets.filter_map(toml::Value::as_table)).collect();
    let named = |sections: &[&str]| -> Vec<String> {
        let sections =
            tables.iter().flat_map(|it| sections.iter().filter_map(|section| it.get(*section)?.as_table()));
        sections.flat_map(|it| it.iter().map(|(key, value)| dependency_name(key, value))).collect()
    };
    Some(Manifest {
        path: file.path.clone(),
        dependencies: named(&["dependencies", "build-dependencies"]),
        dev_dependencies: named(&["dev-dependencies"]),
        name,
    })
}

/// A dependency may have another name here: `package` is the real one.
fn dependency_name(key: &str, value: &toml::Value) -> String {
    value.get("package").and_then(toml::Value::as_str).unwrap_or(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&[File]) -> Vec<String>, name: &str, rest: &str, expected: &[&str]) {
        let manifest = File::new("Cargo.toml", &format!("[package]\nname = \"{name}\"\n{rest}"));
        assert_eq!(rule(&[manifest]), expected);
    }

    #[test]
    fn an_arrow_that_the_design_has_not_is_refused() {
        check(between_crates, "iam-scenario", "[dependencies]\niam-evaluator.workspace = true", &[]);
        check(
            between_crates,
            "iam-evaluator",
            "[dependencies]\niam-scenario.workspace = true",
            &["Cargo.toml: `iam-evaluator` may not import `iam-scenario`"],
        );
        check(
            between_crates,
            "iam-explain",
            "[target.'cfg(unix)'.dependencies]\nworld = { package = \"iam-organization\" }",
            &["Cargo.toml: `iam-explain` may not import `iam-organization`"],
        );
    }

    #[test]
    fn nothing_imports_an_end_of_the_graph() {
        check(
            between_crates,
            "web",
            "[dependencies]\niam-playground-js.workspace = true",
            &["Cargo.toml: `web` may not import `iam-playground-js`"],
        );
    }

    #[test]
    fn tests_of_a_crate_may_look_further_but_not_at_the_ends() {
        check(between_crates, "iam-catalog", "[dev-dependencies]\niam-evaluator.workspace = true", &[]);
        check(
            between_crates,
            "iam-catalog",
            "[dev-dependencies]\niam-playground-cli.workspace = true",
            &["Cargo.toml: `iam-catalog` may not import `iam-playground-cli`"],
        );
    }

    #[test]
    fn a_crate_without_arrows_is_refused() {
        check(between_crates, "iam-helper", "", &["Cargo.toml: `iam-helper` is not in tests/tidy/arrows.rs"]);
    }

    #[test]
    fn serde_in_the_core_is_refused() {
        let serde = "[dependencies]\nserde = \"1\"";
        check(evaluator_is_pure, "iam-evaluator", "[dev-dependencies]\nserde = \"1\"", &[]);
        check(
            evaluator_is_pure,
            "iam-evaluator",
            serde,
            &["crates/iam-evaluator/Cargo.toml: the core is pure: no `serde`"],
        );
    }
}
