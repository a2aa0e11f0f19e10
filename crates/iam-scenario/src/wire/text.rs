//! Texts of several lines.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A text, in one string or as its lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Text {
    /// The text in one string.
    Whole(String),
    /// Its lines, without the line feeds between them.
    Lines(Vec<String>),
}

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextStyle {
    /// For people: texts of several lines as arrays.
    Lines,
    /// For links: always one string.
    Whole,
}

/// A policy as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Policy {
    /// Its text.
    Text(Text),
    /// Its text, which does not parse, and the last one that did.
    Broken(BrokenPolicy),
}

/// A policy whose text does not parse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BrokenPolicy {
    /// The text as typed.
    pub(super) text: Text,
    /// The last text that parsed.
    pub(super) last_valid_text: Text,
}

impl Text {
    pub(super) fn new(text: &str, style: TextStyle) -> Text {
        match style {
            TextStyle::Lines if text.contains('\n') => {
                Text::Lines(text.split('\n').map(str::to_owned).collect())
            }
            TextStyle::Lines | TextStyle::Whole => Text::Whole(text.to_owned()),
        }
    }

    pub(super) fn into_string(self) -> String {
        match self {
            Text::Whole(text) => text,
            Text::Lines(lines) => lines.join("\n"),
        }
    }
}

impl Default for Text {
    fn default() -> Text {
        Text::Whole(String::new())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, as a string or as an array of lines")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Whole(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, lines: A) -> Result<Text, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(lines)).map(Text::Lines)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Policy, D::Error> {
        deserializer.deserialize_any(PolicyVisitor)
    }
}

struct PolicyVisitor;

impl<'de> Visitor<'de> for PolicyVisitor {
    type Value = Policy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a policy, as a string or as an array of lines")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Policy, E> {
        Ok(Policy::Text(Text::Whole(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, lines: A) -> Result<Policy, A::Error> {
        TextVisitor.visit_seq(lines).map(Policy::Text)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Policy, A::Error> {
        BrokenPolicy::deserialize(MapAccessDeserializer::new(map)).map(Policy::Broken).map_err(|it| {
            A::Error::custom(format_args!(
                "a policy is its text: write it as a string or as an array of lines, not as \
                     an object ({it})"
            ))
        })
    }
}
