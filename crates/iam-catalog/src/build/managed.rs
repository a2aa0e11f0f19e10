//! The two files of managed policies, from `managed_policies.ndjson`. After a line `{"source":"…"}` comes one policy a
//! line, in this order and spelling, with no spaces between:
//! `{"name":"…","path":"…","version":"…","created":"…","updated":"…","document":{…}}`.

use super::{InvalidText, Texts};
use crate::columns::{push_line, push_number, write};
use crate::managed::MAGIC;

/// The managed policies, in the two steps in which an application loads them.
#[derive(Clone, Debug)]
pub struct ManagedFiles {
    /// The index of all policies, and the documents of the most used.
    pub top: Vec<u8>,
    /// The other documents.
    pub rest: Vec<u8>,
}

pub(super) fn build(texts: &Texts<'_>) -> Result<ManagedFiles, InvalidText> {
    let mut lines = texts.managed_policies.lines();
    let source = lines.next().and_then(|it| it.strip_prefix("{\"source\":\"")?.strip_suffix("\"}"));
    let source = source.ok_or_else(|| invalid(1))?;
    let top_names: Vec<&str> = texts.managed_top.lines().filter(|it| !it.starts_with('#')).collect();
    let mut index: [Vec<u8>; 5] = Default::default();
    let (mut top, mut rest) = (Documents::default(), Documents::default());
    for (idx, (line, number)) in lines.zip(0..).enumerate() {
        let policy = parse(line).ok_or_else(|| invalid(idx + 2))?;
        for (column, field) in index.iter_mut().zip(policy.fields) {
            push_line(column, field);
        }
        match top_names.contains(&policy.fields[0]) {
            true => top.0.push((number, policy.document)),
            false => rest.0.push((number, policy.document)),
        }
    }
    // The short ones are much alike, and gzip looks back no further than 32 kB.
    top.0.sort_by_key(|(_, document)| document.len());
    Ok(ManagedFiles { top: top.file(source, index), rest: rest.file(source, Default::default()) })
}

fn invalid(line: usize) -> InvalidText {
    let problem = "is not written as this file must be".to_owned();
    InvalidText { file: "managed_policies.ndjson", line, problem }
}

/// Documents, with their number in the index.
#[derive(Default)]
struct Documents<'a>(Vec<(u32, &'a str)>);

impl Documents<'_> {
    fn file(self, source: &str, index: [Vec<u8>; 5]) -> Vec<u8> {
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for (number, document) in self.0 {
            push_number(&mut numbers, number);
            push_line(&mut texts, document);
        }
        let mut columns = vec![source.as_bytes().to_vec()];
        columns.extend(index);
        columns.extend([numbers, texts]);
        write(MAGIC, &columns)
    }
}

struct PolicyText<'a> {
    /// Name, path, version, and the two dates.
    fields: [&'a str; 5],
    document: &'a str,
}

/// None of the fields before the document holds a quote or a backslash.
fn parse(line: &str) -> Option<PolicyText<'_>> {
    let mut rest = line;
    let mut fields = [""; 5];
    let openings = ["{\"name\":\"", ",\"path\":\"", ",\"version\":\"", ",\"created\":\"", ",\"updated\":\""];
    for (field, opening) in fields.iter_mut().zip(openings) {
        (*field, rest) = rest.strip_prefix(opening)?.split_once('"')?;
    }
    let [_, _, _, created, updated] = &mut fields;
    for date in [created, updated] {
        // The day is enough.
        *date = date.split_once('T')?.0;
    }
    let document = rest.strip_prefix(",\"document\":")?.strip_suffix('}')?;
    Some(PolicyText { fields, document })
}
