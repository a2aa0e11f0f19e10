//! A file as a tree in which every value knows its path and its place.

use std::fmt;

use iam_evaluator::json::{Value, ValueKind};
use iam_evaluator::span::Span;
use sorted::{SortedMap, SortedSet};

/// A value of the file, or the place where one could stand. What is asked of a value of another form, or of one that is
/// not there, is empty: forms are checked before anything is asked.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    value: Option<&'a Value>,
    /// Where errors about it point. For what is not there, that is what it would be in.
    span: Span,
    parent: Option<&'a Node<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Top,
    Field(&'a str),
    Index(usize),
}

impl<'a> Node<'a> {
    /// The file as a whole.
    pub(super) fn top(value: &'a Value) -> Node<'a> {
        Node { value: Some(value), span: value.span, parent: None, segment: Segment::Top }
    }

    /// A field of the object that is here. `null` is as good as not there.
    pub(super) fn field(&'a self, name: &'a str) -> Node<'a> {
        match self.members().find(|(it, _)| *it == name) {
            Some((_, node)) if !matches!(node.kind(), Some(ValueKind::Null)) => node,
            Some(_) | None => {
                Node { value: None, span: self.span, parent: Some(self), segment: Segment::Field(name) }
            }
        }
    }

    /// The fields of the object that is here, by name, in their order.
    pub(super) fn members(&'a self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let members = match self.kind() {
            Some(ValueKind::Object(members)) => members.as_slice(),
            Some(_) | None => &[],
        };
        members.iter().map(move |it| {
            let name = it.name.as_str();
            let segment = Segment::Field(name);
            (name, Node { value: Some(&it.value), span: it.span(), parent: Some(self), segment })
        })
    }

    /// The elements of the array that is here.
    pub(super) fn items(&'a self) -> impl Iterator<Item = Node<'a>> {
        let values = match self.kind() {
            Some(ValueKind::Array(values)) => values.as_slice(),
            Some(_) | None => &[],
        };
        values.iter().enumerate().map(move |(idx, it)| {
            let segment = Segment::Index(idx);
            Node { value: Some(it), span: it.span, parent: Some(self), segment }
        })
    }

    pub(super) fn kind(&self) -> Option<&'a ValueKind> {
        self.value.map(|it| &it.kind)
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn is_there(&self) -> bool {
        self.value.is_some()
    }

    /// The string that is here, if there is one.
    pub(super) fn text(&self) -> Option<&'a str> {
        match self.kind()? {
            ValueKind::String(text) => Some(text),
            ValueKind::Null
            | ValueKind::Bool(_)
            | ValueKind::Number(_)
            | ValueKind::Array(_)
            | ValueKind::Object(_) => None,
        }
    }

    /// The string that is here, or an empty one.
    pub(super) fn string(&self) -> String {
        self.text().unwrap_or_default().to_owned()
    }

    pub(super) fn optional_string(&self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// The text that is here, in one string or as its lines.
    pub(super) fn lines(&self) -> String {
        match self.text() {
            Some(text) => text.to_owned(),
            None => self.strings().join("\n"),
        }
    }

    /// The strings of the array that is here.
    pub(super) fn strings(&self) -> Vec<String> {
        self.items().map(|it| it.string()).collect()
    }

    /// The strings of the array that is here, each once.
    pub(super) fn string_set(&self) -> SortedSet<String> {
        let mut strings = SortedSet::new();
        // Collecting would sort first, which is as much code as all of this file.
        strings.extend(self.items().map(|it| it.string()));
        strings
    }

    /// The strings of the object that is here, by name.
    pub(super) fn tags(&self) -> SortedMap<String, String> {
        let mut tags = SortedMap::new();
        tags.extend(self.members().map(|(name, it)| (name.to_owned(), it.string())));
        tags
    }

    /// Whether it says `true`.
    pub(super) fn flag(&self) -> bool {
        matches!(self.kind(), Some(ValueKind::Bool(true)))
    }

    pub(super) fn number(&self) -> Option<u64> {
        match self.kind()? {
            ValueKind::Number(text) => text.parse().ok(),
            ValueKind::Null
            | ValueKind::Bool(_)
            | ValueKind::String(_)
            | ValueKind::Array(_)
            | ValueKind::Object(_) => None,
        }
    }

    /// The same, where the form allows no more.
    pub(super) fn small_number(&self) -> Option<u32> {
        self.number().and_then(|it| u32::try_from(it).ok())
    }
}

/// The path from the top of the file, such as `world.accounts[0].users[1].groups[0]`.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        let is_first = self.parent.is_none_or(|it| it.parent.is_none());
        match self.segment {
            Segment::Top => Ok(()),
            Segment::Field(field) if is_first => f.write_str(field),
            Segment::Field(field) => write!(f, ".{field}"),
            Segment::Index(idx) => write!(f, "[{idx}]"),
        }
    }
}
