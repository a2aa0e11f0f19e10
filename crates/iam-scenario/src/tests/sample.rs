//! A scenario that uses every part of the form.

use crate::{Scenario, read, write};

pub(crate) const SAMPLE: &str = include_str!("sample.json");

pub(crate) fn sample() -> Scenario {
    read(SAMPLE).unwrap()
}

#[test]
fn line_ends_survive() {
    for text in ["", "\n", "a\r\nb", "a\n", "\n\na"] {
        let mut scenario = sample();
        text.clone_into(&mut scenario.notes);
        assert_eq!(read(&write(&scenario)), Ok(scenario));
    }
}
