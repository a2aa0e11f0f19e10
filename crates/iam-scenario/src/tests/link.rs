//! Links: whole, cut off, damaged, too long.

use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;

use super::sample::sample;
use crate::{base64url, *};

fn link() -> Link {
    Link {
        scenario: Some(sample()),
        example: None,
        question: Some("read & write".to_owned()),
        step: Some(3),
        view: Some("trace".to_owned()),
    }
}

#[test]
fn a_link_opens_as_what_was_shared() {
    let fragment = link().to_fragment();
    assert!(fragment.starts_with("s=0"), "{fragment}");
    assert!(fragment.ends_with("&q=read%20%26%20write&i=3&v=trace"), "{fragment}");
    assert_eq!(Link::parse(&fragment), Ok(link()));
    assert_eq!(Link::parse(&format!("#{fragment}")), Ok(link()));
}

#[test]
fn a_link_may_name_an_example_or_nothing() {
    let example = Link { example: Some("third-party-auditor".to_owned()), ..Link::default() };
    assert_eq!(example.to_fragment(), "x=third-party-auditor");
    assert_eq!(Link::parse("#x=third-party-auditor"), Ok(example));
    assert_eq!(Link::parse(""), Ok(Link::default()));
    assert_eq!(Link::parse("#unknown=1&&=&i=x"), Ok(Link::default()));
    assert_eq!(Link::parse("q=%zz%4").unwrap().question.as_deref(), Some("%zz%4"));
}

#[test]
fn a_link_that_is_cut_anywhere_says_so() {
    let whole = Link { scenario: Some(sample()), ..Link::default() }.to_fragment();
    for length in "s=".len()..whole.len() {
        let error = Link::parse(whole.get(..length).unwrap()).unwrap_err();
        assert_eq!(error, InvalidLink::CutOff, "{length} of {}", whole.len());
    }
}

/// The text with the character at the position replaced.
fn replaced(text: &str, position: usize, replacement: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(position..=position, replacement);
    text
}

// The last bits say nothing: DEFLATE ends within a byte.
#[test]
fn whatever_the_last_character_is_nothing_else_opens() {
    let link = Link { scenario: Some(sample()), ..Link::default() };
    let whole = link.to_fragment();
    for replacement in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars() {
        let opened = Link::parse(&replaced(&whole, whole.len() - 1, &replacement.to_string()));
        assert!(opened.is_err() || opened.as_ref() == Ok(&link), "{replacement}");
    }
}

proptest! {
    #[test]
    fn a_changed_character_never_panics_and_never_opens_as_something_else(
        position in 0_usize..1000, replacement in "[A-Za-z0-9_-]"
    ) {
        let link = Link { scenario: Some(sample()), ..Link::default() };
        let whole = link.to_fragment();
        let position = 3 + position % (whole.len() - 3);
        let opened = Link::parse(&replaced(&whole, position, &replacement));
        prop_assert!(opened.is_err() || opened == Ok(link));
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = Link::parse(&format!("s=0{text}"));
        let _ = Link::parse(&text);
    }

    #[test]
    fn base64url_is_its_own_inverse(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        prop_assert_eq!(base64url::decode(&base64url::encode(&bytes)), Ok(bytes));
    }
}

/// `zlib.crc32(b"{}")` in Python.
const CRC: u32 = 0xa3a6_bf43;

/// A payload made by hand.
fn fragment(json: &[u8], crc: u32, dictionary: u8) -> String {
    let mut bytes = vec![dictionary];
    bytes.extend(crc.to_be_bytes());
    bytes.extend(compress_to_vec(json, 9));
    format!("s=0{}", base64url::encode(&bytes))
}

#[track_caller]
fn check_invalid(fragment: &str, expected: &InvalidLink) {
    assert_eq!(Link::parse(fragment).as_ref().unwrap_err(), expected);
}

#[test]
fn what_cannot_be_opened_says_why() {
    check_invalid("s=", &InvalidLink::CutOff);
    check_invalid("s=1AAAA", &InvalidLink::NewerVersion('1'));
    check_invalid("s=xAAAA", &InvalidLink::Damaged);
    check_invalid("s=0AA!A", &InvalidLink::Damaged);
    check_invalid(&fragment(b"{}", 1, 0), &InvalidLink::Damaged);
    check_invalid(&fragment(b"{}", CRC, 9), &InvalidLink::Damaged);
    check_invalid(&format!("s=0{}", "A".repeat(64 * 1024 + 1)), &InvalidLink::TooLong);
    check_invalid(&fragment(&vec![b' '; 2 * 1024 * 1024 + 1], 1, 0), &InvalidLink::TooLarge);
}

#[test]
fn a_whole_link_with_a_scenario_that_cannot_be_read_names_the_place() {
    let error = Link::parse(&fragment(b"{}", CRC, 0)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the scenario in the link cannot be read: scenarioVersion: the file does not say which version of \
         the scenario form it has (help: write `\"scenarioVersion\": 0` at its top)"
    );
}

#[test]
fn the_six_examples_fit_into_links() {
    for (name, scenario) in super::examples::all() {
        let length = Link { scenario: Some(scenario), ..Link::default() }.to_fragment().len();
        assert!(length < 4096, "{name}: {length} characters");
    }
}
