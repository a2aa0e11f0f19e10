//! ARNs with blanks, such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.

use std::fmt;

/// The ARN of a resource type as AWS documents it, with `${…}` for what differs. Some hold a `*`, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArnTemplate<'a> {
    text: &'a str,
}

impl<'a> ArnTemplate<'a> {
    pub(crate) fn new(text: &'a str) -> ArnTemplate<'a> {
        ArnTemplate { text }
    }

    /// As AWS writes it.
    pub fn as_str(self) -> &'a str {
        self.text
    }

    /// The names of the blanks, from left to right; `Partition` comes first.
    pub fn placeholders(self) -> impl Iterator<Item = &'a str> {
        parts(self.text).filter_map(|it| match it {
            Part::Placeholder(name) => Some(name),
            Part::Text(_) => None,
        })
    }

    /// Whether an ARN has this form, whatever is in the blanks; but no bucket has a slash in its name, which tells
    /// buckets from objects. Case counts, as in ARNs.
    pub fn fits(self, arn: &str) -> bool {
        let mut pattern = Vec::with_capacity(self.text.len());
        for part in parts(self.text) {
            match part {
                Part::Text(text) => pattern.extend(text.bytes()),
                Part::Placeholder(_) => pattern.push(b'*'),
            }
        }
        let is_bucket = self.text.ends_with("${BucketName}");
        crate::glob::matches(&pattern, arn.as_bytes()) && !(is_bucket && arn.contains('/'))
    }

    /// The ARN with these blanks filled in. A blank without a value stays as it is.
    pub fn fill(self, values: &[(&str, &str)]) -> String {
        let mut arn = String::with_capacity(self.text.len());
        for part in parts(self.text) {
            match part {
                Part::Text(text) => arn.push_str(text),
                Part::Placeholder(name) => match values.iter().find(|(key, _)| *key == name) {
                    Some((_, value)) => arn.push_str(value),
                    None => arn.extend(["${", name, "}"]),
                },
            }
        }
        arn
    }
}

impl fmt::Display for ArnTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

/// Nearly all ARNs of a service begin alike; in the file, one character stands for each of the two beginnings.
fn beginnings(service: &str) -> [(char, String); 2] {
    [
        ('~', format!("arn:${{Partition}}:{service}:${{Region}}:${{Account}}:")),
        ('^', format!("arn:${{Partition}}:{service}:")),
    ]
}

/// An ARN as it stands in the file.
pub(crate) fn shorten(arn: &str, service: &str) -> String {
    let short = beginnings(service)
        .into_iter()
        .find_map(|(it, long)| Some(format!("{it}{}", arn.strip_prefix(&long)?)));
    short.unwrap_or_else(|| arn.to_owned())
}

/// The ARN that stands in the file as `short`.
pub(crate) fn expand(short: &str, service: &str) -> String {
    let long = beginnings(service)
        .into_iter()
        .find_map(|(it, long)| Some(format!("{long}{}", short.strip_prefix(it)?)));
    long.unwrap_or_else(|| short.to_owned())
}

/// A piece of a template.
#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

/// Takes a text with `${…}` apart.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let placeholder = rest.strip_prefix("${").and_then(|it| it.split_once('}'));
        if let Some((name, after)) = placeholder {
            rest = after;
            return Some(Part::Placeholder(name));
        }
        // A `${` at the very start that is never closed is text.
        let next = rest
            .char_indices()
            .skip(1)
            .map(|(at, _)| at)
            .find(|at| rest.get(*at..).is_some_and(|it| it.starts_with("${")));
        let (part, after) = rest.split_at_checked(next.unwrap_or(rest.len()))?;
        rest = after;
        Some(Part::Text(part))
    })
}
