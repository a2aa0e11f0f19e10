//! A policy text as coloured lines. Any text is accepted: what is not JSON is shown as it is.

/// One line of a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonLine {
    /// Counted from 1.
    pub number: usize,
    /// The parts of the line, in order; together they are the whole line.
    pub pieces: Vec<JsonPiece>,
}

/// A part of a line that has one colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPiece {
    /// What it is.
    pub kind: JsonKind,
    /// Its text.
    pub text: String,
}

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// A member's name.
    Key,
    /// A text.
    Text,
    /// A number, `true`, `false` or `null`, or a word that is not JSON.
    Literal,
    /// Brackets, commas, colons and white space.
    Punctuation,
}

impl JsonKind {
    /// The CSS class.
    pub const fn class(self) -> &'static str {
        match self {
            JsonKind::Key => "json-key",
            JsonKind::Text => "json-text",
            JsonKind::Literal => "json-literal",
            JsonKind::Punctuation => "json-punctuation",
        }
    }
}

/// Splits a text into lines and their parts.
pub fn json_lines(text: &str) -> Vec<JsonLine> {
    text.split('\n')
        .enumerate()
        .map(|(idx, line)| JsonLine { number: idx + 1, pieces: pieces(line.trim_end_matches('\r')) })
        .collect()
}

fn pieces(line: &str) -> Vec<JsonPiece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (kind, len) = match first {
            '"' => string_piece(rest),
            it if is_literal(it) => (JsonKind::Literal, prefix_len(rest, is_literal)),
            _ => (JsonKind::Punctuation, prefix_len(rest, |it| it != '"' && !is_literal(it))),
        };
        let (text, tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
        pieces.push(JsonPiece { kind, text: text.to_owned() });
        rest = tail;
    }
    pieces
}

/// The length of a text from its opening quote on; it is a key if a colon follows.
fn string_piece(rest: &str) -> (JsonKind, usize) {
    let mut escaped = false;
    for (idx, it) in rest.char_indices().skip(1) {
        if it == '"' && !escaped {
            let end = idx + 1;
            let after = rest.get(end..).unwrap_or_default().trim_start();
            let kind = if after.starts_with(':') { JsonKind::Key } else { JsonKind::Text };
            return (kind, end);
        }
        escaped = it == '\\' && !escaped;
    }
    (JsonKind::Text, rest.len())
}

fn is_literal(it: char) -> bool {
    it.is_ascii_alphanumeric() || !it.is_ascii() || matches!(it, '-' | '+' | '.' | '_')
}

fn prefix_len(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|it| !belongs(it)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[(JsonKind, &str)]) {
        let lines = json_lines(line);
        let found: Vec<_> = lines[0].pieces.iter().map(|it| (it.kind, it.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_member_is_key_punctuation_and_text() {
        check(
            r#"  "Effect": "Deny","#,
            &[
                (JsonKind::Punctuation, "  "),
                (JsonKind::Key, r#""Effect""#),
                (JsonKind::Punctuation, ": "),
                (JsonKind::Text, r#""Deny""#),
                (JsonKind::Punctuation, ","),
            ],
        );
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_text() {
        check(r#""a\"b\\" "#, &[(JsonKind::Text, r#""a\"b\\""#), (JsonKind::Punctuation, " ")]);
    }

    #[test]
    fn an_unfinished_text_goes_to_the_end_of_its_line() {
        check(r#""s3:Get"#, &[(JsonKind::Text, r#""s3:Get"#)]);
    }

    #[test]
    fn every_text_comes_back_whole() {
        let text = "{\n\t\"ключ\": [1, true, ☃\"x\\\"],\r\n}";
        let back: Vec<String> = json_lines(text)
            .iter()
            .map(|line| line.pieces.iter().map(|it| it.text.as_str()).collect())
            .collect();
        assert_eq!(back.join("\n"), text.replace('\r', ""));
    }
}
