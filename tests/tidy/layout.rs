//! What may lie where.

use super::files::File;

/// Besides these, the top level holds only files and folders whose names begin with a dot.
const TOP_LEVEL: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY.md",
    "Trunk.toml",
    "clippy.toml",
    "crates",
    "index.html",
    "rustfmt.toml",
    "tests",
    "web",
];

pub(crate) fn top_level(files: &[File]) -> Vec<String> {
    let mut names: Vec<&str> = files.iter().filter_map(|it| it.path.split('/').next()).collect();
    names.dedup();
    let strange = names.into_iter().filter(|it| !it.starts_with('.') && !TOP_LEVEL.contains(it));
    strange.map(|it| format!("{it}: does not belong on the top level")).collect()
}

pub(crate) fn examples(files: &[File]) -> Vec<String> {
    let below = files.iter().filter_map(|it| it.path.strip_prefix("web/examples/"));
    let strange = below.filter(|it| !it.ends_with(".json") || it.contains('/'));
    strange.map(|it| format!("web/examples/{it}: only scenario files, `*.json`, lie here")).collect()
}

/// Trunk puts into the page only what `index.html` links, and a missing style sheet breaks the build much later.
pub(crate) fn style_sheets(files: &[File]) -> Vec<String> {
    let page = files.iter().find(|it| it.path == "index.html").map(|it| it.text.as_str()).unwrap_or_default();
    let linked: Vec<&str> = page.split('"').filter(|it| it.starts_with("web/styles/")).collect();
    let is_sheet = |it: &&File| it.path.starts_with("web/styles/") && it.path.ends_with(".css");
    let sheets: Vec<&str> = files.iter().filter(is_sheet).map(|it| it.path.as_str()).collect();
    let unlinked =
        sheets.iter().filter(|it| !linked.contains(it)).map(|it| format!("{it}: not linked in index.html"));
    let missing =
        linked.iter().filter(|it| !sheets.contains(it)).map(|it| format!("{it}: linked, but not there"));
    unlinked.chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: fn(&[File]) -> Vec<String>, paths: &[&str], page: &str, expected: &[&str]) {
        let mut files: Vec<File> = paths.iter().map(|it| File::new(it, "")).collect();
        files.push(File::new("index.html", page));
        assert_eq!(rule(&files), expected);
    }

    #[test]
    fn a_stray_file_on_the_top_level_is_refused() {
        check(top_level, &[".ci/run", "crates/a/Cargo.toml", "README.md"], "", &[]);
        check(top_level, &["notes/a.md", "notes/b.md"], "", &["notes: does not belong on the top level"]);
    }

    #[test]
    fn what_is_not_a_scenario_is_refused_among_the_examples() {
        check(examples, &["web/examples/ec2.json"], "", &[]);
        let expected = ["web/examples/README.md: only scenario files, `*.json`, lie here"];
        check(examples, &["web/examples/README.md"], "", &expected);
    }

    #[test]
    fn a_style_sheet_is_there_and_linked() {
        let page = r#"<link data-trunk rel="css" href="web/styles/tree.css" />"#;
        check(style_sheets, &["web/styles/tree.css"], page, &[]);
        check(style_sheets, &["web/styles/tree.css"], "", &["web/styles/tree.css: not linked in index.html"]);
        check(style_sheets, &[], page, &["web/styles/tree.css: linked, but not there"]);
    }
}
