//! A fragment that begins with `#`, or the text of a scenario: nothing panics, and what can be read is read again as the
//! same from its link and from its file.

use iam_scenario::{InvalidLink, Link, Scenario, read, write};

pub(crate) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if text.starts_with('#') {
        if let Ok(link) = Link::parse(text) {
            check_link(&link);
        }
    } else if let Ok(scenario) = read(text) {
        check_file(&scenario);
        check_link(&Link { scenario: Some(scenario), ..Link::default() });
    }
}

fn check_link(link: &Link) {
    match Link::parse(&link.to_fragment()) {
        Ok(again) => assert_eq!(&again, link),
        Err(InvalidLink::TooLong | InvalidLink::TooLarge) => {}
        Err(other) => panic!("a link that was just made cannot be opened: {other:?}"),
    }
}

fn check_file(scenario: &Scenario) {
    let text = write(scenario);
    assert_eq!(read(&text).as_ref(), Ok(scenario), "written as {text}");
}
