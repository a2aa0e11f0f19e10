use crate::{budgets, instructions, tools};

#[track_caller]
fn check_matches(pattern: &str, path: &str, expected: bool) {
    assert_eq!(budgets::matches(pattern, path), expected, "{pattern} against {path}");
}

#[test]
fn a_star_stands_for_anything_within_a_segment() {
    check_matches("*.wasm", "web-1f2e_bg.wasm", true);
    check_matches("*.wasm", "extra/iam-playground-extra_bg.wasm", false);
    check_matches("extra/*.wasm", "extra/iam-playground-extra_bg.wasm", true);
    check_matches("*.js", "web.js.map", false);
    check_matches("snippets/*/*.js", "snippets/web-1f/inline0.js", true);
    check_matches("index.html", "index.html", true);
}

#[track_caller]
fn check_browser_version(printed: &str, expected: Option<u32>) {
    assert_eq!(tools::browser::major_version(printed), expected, "{printed}");
}

#[test]
fn a_browser_prints_its_version_after_its_name() {
    check_browser_version("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", Some(156));
    check_browser_version(
        "ChromeDriver 156.0.8078.79 (a21ce95c24ce-refs/branch-heads/8078@{#1704})",
        Some(156),
    );
    check_browser_version("Google Chrome 140.0.1.2 ", Some(140));
    check_browser_version("command not found", None);
}

#[track_caller]
fn check_node_version(printed: &str, expected: Option<u32>) {
    assert_eq!(tools::npm::major_version(printed), expected, "{printed}");
}

#[test]
fn node_prints_its_version_after_a_letter() {
    check_node_version("v20.20.2", Some(20));
    check_node_version("v9.0.0", Some(9));
    check_node_version("", None);
}

#[test]
fn callgrind_prints_the_number_of_instructions_at_its_end() {
    let printed = "==7== Events    : Ir\n==7== Collected : 434706\n==7== \n==7== I   refs:      434,706";
    assert_eq!(instructions::collected(printed), Some(434_706));
    assert_eq!(instructions::collected("==7== Command: instructions 0 1x1"), None);
}
