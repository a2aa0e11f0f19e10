//! The fragment of the address: which document, and what is shown of it.
//!
//! `s=` a link's payload · `x=` a built-in scenario · `doc=` a document that this browser keeps · `q=` question ·
//! `c=` call of a step · `i=` step of the explanation, from 1 · `d=` depth · `e=` entity · `v=` panel.

use iam_organization::EntityRef;

use crate::present::entity_key::{entity_key, entity_of_key};
use crate::workspace::{Depth, Document, Origin, Panel, Subject, Workspace};

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// Which document.
    pub source: Source,
    /// What is shown of it.
    pub view: ViewState,
}

/// Which document an address names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// None: the start screen.
    #[default]
    Start,
    /// Something that is no document.
    Unknown,
    /// A built-in scenario.
    Example(String),
    /// The payload of a link.
    Link(String),
    /// A document that this browser keeps.
    Saved(String),
    /// The blank organization.
    Blank,
    /// A document that could not be kept.
    NotKept,
}

/// What an address shows of a document. Everything may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewState {
    /// The id of the question.
    pub question: Option<String>,
    /// The id of the step whose call is explained.
    pub call: Option<String>,
    /// The step of the explanation, counted from 0.
    pub step: Option<usize>,
    /// How much is open.
    pub depth: Option<Depth>,
    /// The selected entity.
    pub entity: Option<EntityRef>,
    /// The panel.
    pub panel: Option<Panel>,
}

impl Route {
    /// Reads a fragment, without its `#`. What makes no sense is left out.
    pub fn parse(fragment: &str) -> Route {
        let mut route = Route::default();
        for part in fragment.split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let value = || decode(value);
            match key {
                "s" => route.source = Source::Link(part.strip_prefix("s=").unwrap_or_default().to_owned()),
                "x" => route.source = Source::Example(value()),
                "doc" => route.source = Source::Saved(value()),
                "new" => route.source = Source::Blank,
                "not-kept" => route.source = Source::NotKept,
                "q" => route.view.question = Some(value()),
                "c" => route.view.call = Some(value()),
                "i" => route.view.step = value().parse::<usize>().ok().and_then(|it| it.checked_sub(1)),
                "d" => route.view.depth = value().parse().ok().and_then(Depth::of_number),
                "e" => route.view.entity = entity_of_key(&value()),
                "v" => route.view.panel = Panel::of_key(&value()),
                _ => {}
            }
        }
        if route.source == Source::Start && !fragment.trim_matches(['/', '&']).is_empty() {
            route.source = Source::Unknown;
        }
        route
    }

    /// The route of what is open.
    pub fn of(workspace: &Workspace) -> Route {
        let Some(document) = &workspace.document else { return Route::default() };
        let source = match (&document.id, &document.origin) {
            (Some(id), _) | (None, Origin::Saved { id, .. }) => Source::Saved(id.clone()),
            (None, Origin::Example(id)) => Source::Example(id.clone()),
            (None, Origin::Link(payload)) => Source::Link(payload.clone()),
            (None, Origin::Blank | Origin::File | Origin::Copy) => Source::NotKept,
        };
        Route { source, view: ViewState::of(document, workspace.panel) }
    }

    /// The fragment, without its `#`.
    pub fn fragment(&self) -> String {
        let mut parts = Vec::new();
        match &self.source {
            Source::Start | Source::Unknown => return String::new(),
            Source::Example(id) => parts.push(format!("x={}", encode(id))),
            Source::Link(payload) => parts.push(format!("s={payload}")),
            Source::Saved(id) => parts.push(format!("doc={}", encode(id))),
            Source::Blank => parts.push("new".to_owned()),
            Source::NotKept => parts.push("not-kept".to_owned()),
        }
        let ViewState { question, call, step, depth, entity, panel } = &self.view;
        parts.extend(question.as_ref().map(|it| format!("q={}", encode(it))));
        parts.extend(call.as_ref().map(|it| format!("c={}", encode(it))));
        parts.extend(step.map(|it| format!("i={}", it + 1)));
        parts.extend(depth.map(|it| format!("d={}", it.number())));
        parts.extend(entity.as_ref().map(|it| format!("e={}", encode(&entity_key(it)))));
        // Last, so that a link never ends in a character that chat programs cut off.
        parts.push(format!("v={}", panel.unwrap_or_default().key()));
        parts.join("&")
    }
}

impl ViewState {
    /// What is shown of an open document.
    pub fn of(document: &Document, panel: Panel) -> ViewState {
        let (question, call) = match &document.subject {
            Subject::Question(id) => (Some(id.clone()), None),
            Subject::Step(id, _) => (None, Some(id.clone())),
            Subject::Nothing => (None, None),
        };
        ViewState {
            question,
            call,
            step: document.step,
            depth: (document.depth != Depth::default()).then_some(document.depth),
            entity: Some(document.selection.clone()),
            panel: Some(panel),
        }
    }
}

/// Percent-encodes what would end a value or a link.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' | b':' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The inverse of [`encode`]; what is not an escape stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.get(..2).filter(|_| *first == b'%');
        let byte = escaped
            .and_then(|it| std::str::from_utf8(it).ok())
            .and_then(|it| u8::from_str_radix(it, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fragment: &str) {
        assert_eq!(Route::parse(fragment).fragment(), fragment);
    }

    #[test]
    fn a_fragment_is_read_and_written() {
        check("x=ec2-bucket&q=read&i=3&d=4&e=user/111122223333/maria&v=steps");
        check("s=0AbC-_&v=ask");
        check("doc=18f&c=hop-1&e=resource/111122223333/arn:aws:s3:::logs/a%20b&v=edit");
        check("");
    }

    #[test]
    fn an_address_without_a_document_is_no_way_to_the_start() {
        for (fragment, source) in [
            ("", Source::Start),
            ("/", Source::Start),
            ("garbage", Source::Unknown),
            ("q=read&v=ask", Source::Unknown),
        ] {
            assert_eq!(Route::parse(fragment).source, source, "{fragment}");
        }
    }

    #[test]
    fn unknown_parts_are_left_out() {
        let route = Route::parse("x=a&i=zero&d=9&e=nothing&v=nowhere&y=1&q=%C3%A9%zz");
        assert_eq!(route.source, Source::Example("a".to_owned()));
        assert_eq!(route.view, ViewState { question: Some("é%zz".to_owned()), ..ViewState::default() });
    }
}
