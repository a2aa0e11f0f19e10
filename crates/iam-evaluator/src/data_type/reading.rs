//! What a text of a request says, read once and compared often.

use std::net::IpAddr;

use super::Instant;
use crate::arn::Colons;

/// A text as the type of data that it can be besides text. None can be both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Address(IpAddr),
    Instant(Instant),
    Arn(Colons),
    Text,
}

impl Reading {
    pub(crate) fn of(text: &str) -> Reading {
        if let Ok(it) = text.parse() {
            return Reading::Address(it);
        }
        if let Some(it) = text.starts_with("arn:").then(|| Colons::of(text)).flatten() {
            return Reading::Arn(it);
        }
        // Most texts begin like no date, and are not looked at again.
        let may_be_date = text.starts_with(|it: char| it.is_ascii_digit() || it == '-');
        may_be_date.then(|| Instant::parse(text)).flatten().map_or(Reading::Text, Reading::Instant)
    }

    pub(crate) fn address(&self) -> Option<IpAddr> {
        match self {
            Reading::Address(it) => Some(*it),
            Reading::Instant(_) | Reading::Arn(_) | Reading::Text => None,
        }
    }

    pub(crate) fn instant(&self) -> Option<Instant> {
        match self {
            Reading::Instant(it) => Some(*it),
            Reading::Address(_) | Reading::Arn(_) | Reading::Text => None,
        }
    }
}
