//! One value or a list of them (L9).

use super::Reader;
use crate::diagnostic::DiagnosticCode;
use crate::json::{Member, Value, ValueKind};
use crate::policy::element::{Entries, Entry, Place};

impl<T> Entries<T> {
    /// The same entries with other values.
    pub(super) fn map<U>(self, convert: impl Fn(T) -> U) -> Entries<U> {
        let convert = |it: Entry<T>| Entry { value: convert(it.value), place: it.place };
        Entries { entries: self.entries.into_iter().map(convert).collect(), place: self.place }
    }
}

impl Reader {
    /// The strings of an element. `None` if one of them is something else.
    pub(super) fn entries(&mut self, member: &Member) -> Option<Entries<String>> {
        let read = |reader: &mut Reader, it: &Value| reader.text(it, &member.name);
        self.values(&member.value, &member.name, read)
    }

    /// The strings of an element that may have been repeated in an old stored policy: IAM merges the lists (L5).
    pub(super) fn merged_entries(&mut self, members: &[Member], name: &str) -> Option<Entries<String>> {
        let lists: Vec<_> = members.iter().filter(|it| it.name == name).map(|it| self.entries(it)).collect();
        let lists = lists.into_iter().collect::<Option<Vec<_>>>()?;
        lists.into_iter().reduce(|mut merged, it| {
            merged.entries.extend(it.entries);
            Entries { entries: merged.entries, place: it.place }
        })
    }

    /// The values of a single value or a list. `None` if one of them cannot be read.
    pub(super) fn values<T>(
        &mut self,
        value: &Value,
        element: &str,
        read: impl Fn(&mut Reader, &Value) -> Option<T>,
    ) -> Option<Entries<T>> {
        let values = match &value.kind {
            ValueKind::Array(values) => values.as_slice(),
            _ => std::slice::from_ref(value),
        };
        if values.is_empty() {
            self.report(DiagnosticCode::EmptyList, value.span, element);
        }
        let entries: Vec<_> = values
            .iter()
            .map(|it| read(self, it).map(|value| Entry { value, place: Place(it.span) }))
            .collect();
        let entries = entries.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Entries { entries, place: Place(value.span) })
    }
}
