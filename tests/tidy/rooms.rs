//! Which room of the evaluator may import which: read from `crate::` and `super::` paths in its source.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::files::File;

const SOURCE: &str = "crates/iam-evaluator/src/";

/// Every room with the rooms that it may import. `policy` and `request` do not know each other.
const ARROWS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("rule", &[]),
    ("arn", &[]),
    ("fingerprint", &[]),
    ("context_key", &["fingerprint"]),
    ("pattern", &["arn", "context_key"]),
    ("data_type", &["arn"]),
    ("diagnostic", &["span"]),
    ("json", &["span", "diagnostic"]),
    ("request", &["arn", "context_key", "data_type"]),
    ("policy", &["json", "arn", "pattern", "data_type", "span", "diagnostic"]),
    ("substitution", &["policy", "request", "pattern", "arn", "span"]),
    (
        "condition",
        &["policy", "request", "pattern", "data_type", "arn", "span", "substitution", "fingerprint"],
    ),
    (
        "evaluation",
        &[
            "span",
            "rule",
            "arn",
            "pattern",
            "diagnostic",
            "json",
            "request",
            "policy",
            "substitution",
            "condition",
        ],
    ),
];

pub(crate) fn between_rooms(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|it| it.is_rust() && !it.is_test());
    sources
        .filter_map(|it| Some((it, it.path.strip_prefix(SOURCE)?)))
        .flat_map(|(it, path)| check_file(it, path))
        .collect()
}

fn check_file(file: &File, path: &str) -> Vec<String> {
    let modules = module_path(path);
    // The crate root only re-exports.
    let Some(room) = modules.first() else { return Vec::new() };
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| name == room) else {
        return vec![format!("{}: the room `{room}` is not in tests/tidy/rooms.rs", file.path)];
    };
    let Ok(tokens) = file.text.parse::<TokenStream>() else {
        return vec![format!("{}: is not Rust", file.path)];
    };
    let mut imported = Vec::new();
    collect_imports(tokens, modules.len(), &mut imported);
    imported.sort();
    imported.dedup();
    let is_room = |it: &String| ARROWS.iter().any(|(name, _)| name == it);
    imported
        .into_iter()
        .filter(|it| is_room(it) && it != room && !allowed.contains(&it.as_str()))
        .map(|it| format!("{}: `{room}` may not import `{it}`", file.path))
        .collect()
}

/// `policy/read/mod.rs` is `policy::read`; the crate root is empty.
fn module_path(path: &str) -> Vec<&str> {
    let mut modules: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    if matches!(modules.last(), Some(&("mod" | "lib"))) {
        modules.pop();
    }
    modules
}

/// Names that stand right below the crate root: after `crate::`, or after as many `super::` as the module is deep.
fn collect_imports(tokens: TokenStream, depth: usize, imported: &mut Vec<String>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut idx = 0;
    while idx < trees.len() {
        if let Some(after) = crate_root(&trees[idx..], depth) {
            idx += after;
            collect_names(trees.get(idx), imported);
        }
        if is_test_module(&trees[idx..]) {
            idx += 5;
            continue;
        }
        if let Some(TokenTree::Group(group)) = trees.get(idx) {
            collect_imports(group.stream(), depth, imported);
        }
        idx += 1;
    }
}

/// How many tokens name the crate root here, the last `::` included.
fn crate_root(trees: &[TokenTree], depth: usize) -> Option<usize> {
    let starts_with = |at: usize, word: &str| trees[at..].starts_with_path_segment(word);
    if starts_with(0, "crate") {
        return Some(3);
    }
    let n_supers = (0..depth).take_while(|it| trees.len() > it * 3 && starts_with(it * 3, "super")).count();
    (depth > 0 && n_supers == depth).then_some(depth * 3)
}

trait PathSegment {
    fn starts_with_path_segment(&self, word: &str) -> bool;
}

impl PathSegment for [TokenTree] {
    fn starts_with_path_segment(&self, word: &str) -> bool {
        match self {
            [TokenTree::Ident(ident), TokenTree::Punct(a), TokenTree::Punct(b), ..] => {
                ident == word && a.as_char() == ':' && b.as_char() == ':'
            }
            _ => false,
        }
    }
}

/// The name, or with `{…}` the first name of each entry.
fn collect_names(tree: Option<&TokenTree>, imported: &mut Vec<String>) {
    match tree {
        Some(TokenTree::Ident(ident)) => imported.push(ident.to_string()),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let trees: Vec<TokenTree> = group.stream().into_iter().collect();
            let is_comma = |it: &TokenTree| matches!(it, TokenTree::Punct(punct) if punct.as_char() == ',');
            trees.split(is_comma).for_each(|entry| collect_names(entry.first(), imported));
        }
        _ => {}
    }
}

/// `#[cfg(test)] mod name { … }`.
fn is_test_module(trees: &[TokenTree]) -> bool {
    match trees {
        [
            TokenTree::Punct(hash),
            TokenTree::Group(cfg),
            TokenTree::Ident(word),
            TokenTree::Ident(_),
            TokenTree::Group(_),
            ..,
        ] => {
            hash.as_char() == '#' && cfg.stream().to_string().replace(' ', "") == "cfg(test)" && word == "mod"
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, refused: &[&str]) {
        let room = path.split(['/', '.']).next().unwrap();
        let path = format!("{SOURCE}{path}");
        let expected: Vec<String> =
            refused.iter().map(|it| format!("{path}: `{room}` may not import `{it}`")).collect();
        assert_eq!(between_rooms(&[File::new(&path, text)]), expected);
    }

    #[test]
    fn an_arrow_that_the_design_has_not_is_refused() {
        check("json/parser.rs", "use crate::span::Span; use super::lexer;", &[]);
        check("json/parser.rs", "use crate::policy::Policy;", &["policy"]);
        check(
            "policy/element.rs",
            "use crate::{\n    span::Span,\n    request::{Action, Arn},\n};",
            &["request"],
        );
    }

    #[test]
    fn an_arrow_within_code_or_a_macro_is_refused() {
        check("request/mod.rs", "fn f() -> bool { matches!(g(), crate::policy::Effect::Deny) }", &["policy"]);
    }

    #[test]
    fn an_arrow_by_super_is_refused() {
        check("arn.rs", "use super::policy;", &["policy"]);
        check("policy/mod.rs", "use super::{request::Action, span::Span};", &["request"]);
        check(
            "policy/read/mod.rs",
            "use super::super::evaluation::Trace; use super::condition;",
            &["evaluation"],
        );
        check("policy/read/entries.rs", "use super::super::condition::Operator;", &[]);
    }

    #[test]
    fn tests_and_the_crate_root_may_import_everything() {
        check("json/tests.rs", "use crate::policy::Policy;", &[]);
        check("json/mod.rs", "#[cfg(test)] mod tests { use crate::policy::Policy; }", &[]);
        check("lib.rs", "pub use crate::policy::Policy;", &[]);
    }

    #[test]
    fn comments_and_strings_are_not_imports() {
        check(
            "span.rs",
            "/// See [`crate::policy`].\nconst S: &str = \"crate::policy\"; // crate::policy",
            &[],
        );
    }

    #[test]
    fn a_room_without_arrows_is_refused() {
        let path = format!("{SOURCE}helper.rs");
        let problems = between_rooms(&[File::new(&path, "")]);
        assert_eq!(problems, [format!("{path}: the room `helper` is not in tests/tidy/rooms.rs")]);
    }
}
