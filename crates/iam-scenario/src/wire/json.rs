//! JSON to write.

/// A value that will be written.
pub(super) enum Json {
    Text(String),
    Number(u64),
    /// Yes or no, or a number below zero: written as it is.
    Literal(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    pub(super) fn texts<T: ToString>(texts: impl IntoIterator<Item = T>) -> Json {
        Json::Array(texts.into_iter().map(|it| Json::Text(it.to_string())).collect())
    }

    /// An object of those fields that have a value.
    pub(super) fn object(fields: Vec<(&str, Option<Json>)>) -> Json {
        let with_value = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Object(with_value.collect())
    }

    /// This value, unless it is an empty string, array or object.
    pub(super) fn unless_empty(self) -> Option<Json> {
        let is_empty = match &self {
            Json::Text(text) => text.is_empty(),
            Json::Number(_) | Json::Literal(_) => false,
            Json::Array(values) => values.is_empty(),
            Json::Object(fields) => fields.is_empty(),
        };
        (!is_empty).then_some(self)
    }

    /// Without white space.
    pub(super) fn compact(&self) -> String {
        let mut text = String::new();
        self.write(None, &mut text);
        text
    }

    /// Every field and item on its own line, indented by two spaces.
    pub(super) fn indented(&self) -> String {
        let mut text = String::new();
        self.write(Some(0), &mut text);
        text
    }

    fn write(&self, depth: Option<usize>, text: &mut String) {
        match self {
            Json::Text(it) => write_string(it, text),
            Json::Number(it) => text.push_str(&it.to_string()),
            Json::Literal(it) => text.push_str(it),
            Json::Array(values) => {
                text.push('[');
                for (idx, value) in values.iter().enumerate() {
                    next_item(idx, depth, text);
                    value.write(depth.map(|it| it + 1), text);
                }
                end(values.is_empty(), depth, text);
                text.push(']');
            }
            Json::Object(fields) => {
                text.push('{');
                for (idx, (name, value)) in fields.iter().enumerate() {
                    next_item(idx, depth, text);
                    write_string(name, text);
                    text.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write(depth.map(|it| it + 1), text);
                }
                end(fields.is_empty(), depth, text);
                text.push('}');
            }
        }
    }
}

fn next_item(idx: usize, depth: Option<usize>, text: &mut String) {
    if idx > 0 {
        text.push(',');
    }
    new_line(depth.map(|it| it + 1), text);
}

fn end(is_empty: bool, depth: Option<usize>, text: &mut String) {
    if !is_empty {
        new_line(depth, text);
    }
}

fn new_line(depth: Option<usize>, text: &mut String) {
    if let Some(depth) = depth {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", depth));
    }
}

fn write_string(content: &str, text: &mut String) {
    text.push('"');
    for it in content.chars() {
        match it {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            it if it < ' ' => text.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => text.push(it),
        }
    }
    text.push('"');
}
