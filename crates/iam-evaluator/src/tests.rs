use std::fmt::Write;
use std::path::Path;

use crate::Rule;

/// The table of rules as it is committed.
fn rules_as_text() -> String {
    let mut text =
        "# Rules\n\nThe rules that answers cite. Written by the test `the_committed_rules_are_current`, \
                    from `src/rule.rs`; do not edit.\n\n| rule | what it says | source |\n|---|---|---|\n"
            .to_owned();
    for it in Rule::ALL {
        writeln!(text, "| {} | {} | <{}> |", it.number(), it.sentence(), it.url()).unwrap();
    }
    text
}

#[test]
fn the_committed_rules_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RULES.md");
    if std::env::var_os("UPDATE_RULES").is_some() {
        std::fs::write(&path, rules_as_text()).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, rules_as_text(), "run the test with UPDATE_RULES=1");
}

#[test]
fn every_rule_is_one_sentence_of_an_aws_page() {
    for it in Rule::ALL {
        assert!(it.sentence().ends_with('.'), "{}", it.number());
        assert!(it.url().starts_with("https://docs.aws.amazon.com/"), "{}", it.url());
    }
    let numbers: Vec<_> = Rule::ALL.iter().map(|it| it.number()).collect();
    let mut sorted = numbers.clone();
    sorted.sort_by_key(|it| (it.chars().next(), it.get(1..).and_then(|it| it.parse::<u32>().ok())));
    assert_eq!(numbers, sorted);
}
