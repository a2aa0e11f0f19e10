//! A scenario in the fragment of a URL: `#s=0<payload>&q=<question>&i=<step>&v=<view>`.
//!
//! Version 0 is a draft. The payload is base64url without padding of one byte that names the dictionary (0: none), the
//! CRC-32 of the JSON (big endian), and the JSON compressed by raw DEFLATE.

use std::fmt;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::base64url;
use crate::scenario::Scenario;
use crate::wire::{ReadErrors, read, write_compact};

const DRAFT: char = '0';
const NO_DICTIONARY: u8 = 0;
const COMPRESSION_LEVEL: u8 = 9;
/// The longest payload that is read, in characters.
const MAX_ENCODED: usize = 64 * 1024;
/// The longest JSON that is read, in bytes.
const MAX_INFLATED: usize = 2 * 1024 * 1024;

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The scenario; `None` if the link does not carry one.
    pub scenario: Option<Scenario>,
    /// The built-in scenario that it opens instead (`x=`).
    pub example: Option<String>,
    /// The id of the question that is selected.
    pub question: Option<String>,
    /// Which step of the trace is shown.
    pub step: Option<u32>,
    /// Which view is open.
    pub view: Option<String>,
}

/// A link that cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidLink {
    /// The payload is longer than 64 KiB.
    TooLong,
    /// The scenario is longer than 2 MiB.
    TooLarge,
    /// The end is missing.
    CutOff,
    /// Something in the middle has changed.
    Damaged,
    /// A newer playground made it.
    NewerVersion(char),
    /// It is whole, and the scenario in it cannot be read.
    Scenario(ReadErrors),
}

impl Link {
    /// Reads a fragment, with or without its `#`. Keys that are not known are skipped.
    ///
    /// # Errors
    /// [`InvalidLink`] if it carries a scenario that cannot be opened.
    pub fn parse(fragment: &str) -> Result<Link, InvalidLink> {
        let mut link = Link::default();
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        for (key, value) in fragment.split('&').filter_map(|it| it.split_once('=')) {
            let text = || Some(percent_decode(value)).filter(|it| !it.is_empty());
            match key {
                "s" => link.scenario = Some(decode(value)?),
                "x" => link.example = text(),
                "q" => link.question = text(),
                "i" => link.step = value.parse().ok(),
                "v" => link.view = text(),
                _ => {}
            }
        }
        Ok(link)
    }

    /// The fragment, without its `#`.
    pub fn to_fragment(&self) -> String {
        let Link { scenario, example, question, step, view } = self;
        let encode = |it: &String| percent_encode(it);
        let entries = [
            ("s", scenario.as_ref().map(payload)),
            ("x", example.as_ref().map(encode)),
            ("q", question.as_ref().map(encode)),
            ("i", step.map(|it| it.to_string())),
            ("v", view.as_ref().map(encode)),
        ];
        let entries = entries.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let entries: Vec<String> = entries.map(|(key, value)| format!("{key}={value}")).collect();
        entries.join("&")
    }
}

/// The value of `s=`.
fn payload(scenario: &Scenario) -> String {
    let json = write_compact(scenario);
    let mut bytes = vec![NO_DICTIONARY];
    bytes.extend(crc32(json.as_bytes()).to_be_bytes());
    bytes.extend(compress_to_vec(json.as_bytes(), COMPRESSION_LEVEL));
    format!("{DRAFT}{}", base64url::encode(&bytes))
}

fn decode(payload: &str) -> Result<Scenario, InvalidLink> {
    let encoded = match payload.chars().next() {
        Some(DRAFT) => payload.get(1..).unwrap_or_default(),
        Some(version @ '1'..='9') => return Err(InvalidLink::NewerVersion(version)),
        Some(_) => return Err(InvalidLink::Damaged),
        None => return Err(InvalidLink::CutOff),
    };
    if encoded.len() > MAX_ENCODED {
        return Err(InvalidLink::TooLong);
    }
    let bytes = base64url::decode(encoded).map_err(|it| match it {
        base64url::Invalid::End => InvalidLink::CutOff,
        base64url::Invalid::Character => InvalidLink::Damaged,
    })?;
    let Some((&[dictionary, c0, c1, c2, c3], compressed)) = bytes.split_first_chunk() else {
        return Err(InvalidLink::CutOff);
    };
    if dictionary != NO_DICTIONARY {
        return Err(InvalidLink::Damaged);
    }
    let json = inflate(compressed)?;
    if crc32(&json) != u32::from_be_bytes([c0, c1, c2, c3]) {
        return Err(InvalidLink::Damaged);
    }
    let json = String::from_utf8(json).map_err(|_| InvalidLink::Damaged)?;
    read(&json).map_err(InvalidLink::Scenario)
}

fn inflate(compressed: &[u8]) -> Result<Vec<u8>, InvalidLink> {
    use miniz_oxide::inflate::TINFLStatus as Status;
    decompress_to_vec_with_limit(compressed, MAX_INFLATED).map_err(|it| match it.status {
        Status::HasMoreOutput => InvalidLink::TooLarge,
        Status::FailedCannotMakeProgress | Status::NeedsMoreInput => InvalidLink::CutOff,
        _ => InvalidLink::Damaged,
    })
}

/// CRC-32 as in zlib, PNG and Python's `zlib.crc32`.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    let crc =
        bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)));
    !crc
}

/// Escapes everything but the characters that chat programs leave alone.
fn percent_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| byte == b'%');
        let escaped = escaped.and_then(|it| std::str::from_utf8(it).ok());
        match escaped.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(escaped) => {
                bytes.push(escaped);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl fmt::Display for InvalidLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidLink::TooLong => {
                f.write_str("the link is longer than 64 KiB: ask its sender for the scenario as a file")
            }
            InvalidLink::TooLarge => {
                f.write_str("the scenario in the link is larger than 2 MiB: ask its sender for a smaller one")
            }
            InvalidLink::CutOff => f.write_str("the link was cut off: copy it again, to its last character"),
            InvalidLink::Damaged => {
                f.write_str("the link is damaged: a character in it has changed; copy it again")
            }
            InvalidLink::NewerVersion(version) => write!(
                f,
                "the link has version {version}, and this playground opens version 0: reload the \
                 page to get the newest playground",
            ),
            InvalidLink::Scenario(errors) => {
                write!(f, "the scenario in the link cannot be read: {errors}")
            }
        }
    }
}

impl std::error::Error for InvalidLink {}
