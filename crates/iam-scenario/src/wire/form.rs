//! The form of a file, as data. Reading checks a file against these tables, and the schema is written from them, so that
//! the two cannot say different things. The tables themselves are in `fields` and `question_fields`.

/// An object with its fields.
pub(super) struct ObjectForm {
    /// Its name in the schema.
    #[cfg_attr(not(test), expect(dead_code, reason = "the schema is written by a test"))]
    pub(super) name: &'static str,
    /// What it is.
    pub(super) doc: &'static str,
    /// In the order in which they are written.
    pub(super) fields: &'static [Field],
}

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) presence: Presence,
    pub(super) form: Form,
    /// What it is; in an error, this is what to write. Begins in lower case and ends without a period.
    pub(super) doc: &'static str,
}

/// Whether a field may be left out. One that may can be `null`, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
}

/// What a value may be.
pub(super) enum Form {
    /// A string.
    Text,
    /// A whole number up to this one.
    Number(u64),
    /// One of these strings, each with what it means.
    Word(&'static [Word]),
    /// An array of such strings.
    Words(&'static [Word]),
    /// An array of strings.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A string, or an array of strings: a text or its lines, a value or several.
    TextOrTexts,
    /// The text of a policy, with the last one that parsed if this one does not.
    Policy,
    /// Strings by name.
    Tags,
    /// A string or several by name.
    Context,
    /// An object.
    Object(&'static ObjectForm),
    /// An array of objects.
    Objects(&'static ObjectForm),
    /// Anything by name: parameters of a call. Whether the call takes them is seen when it is made.
    Parameters,
    /// A word, or an object with exactly one of the fields.
    Choice(&'static ChoiceForm),
}

/// A string that has a meaning, and what it means.
pub(super) type Word = (&'static str, &'static str);

/// Alternatives of which one is chosen.
pub(super) struct ChoiceForm {
    /// Its name in the schema.
    #[cfg_attr(not(test), expect(dead_code, reason = "the schema is written by a test"))]
    pub(super) name: &'static str,
    /// What it is.
    pub(super) doc: &'static str,
    /// The alternative that needs no value, with what it means.
    pub(super) word: Option<Word>,
    /// The others: each is an object with this one field.
    pub(super) fields: &'static [Field],
}

pub(super) const fn required(name: &'static str, form: Form, doc: &'static str) -> Field {
    Field { name, presence: Presence::Required, form, doc }
}

pub(super) const fn optional(name: &'static str, form: Form, doc: &'static str) -> Field {
    Field { name, presence: Presence::Optional, form, doc }
}
