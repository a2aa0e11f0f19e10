//! A scenario that uses every part of the form.

use crate::{Scenario, read};

pub(crate) const SAMPLE: &str = include_str!("sample.json");

pub(crate) fn sample() -> Scenario {
    read(SAMPLE).unwrap()
}
