//! Values, lists and objects.

use super::lexer::{Lexer, is_number};
use super::{Member, Value, ValueKind};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::span::Span;

/// Deeper than any policy, shallow enough for every stack.
const MAX_DEPTH: usize = 64;

/// Reads a text as one JSON value.
///
/// Never fails: what could be read is returned with every syntax error. With an error among the findings the value
/// is only good for showing where things stand.
pub fn parse(text: &str) -> (Option<Value>, Vec<Diagnostic>) {
    if u32::try_from(text.len()).is_err() {
        let finding = Diagnostic::new(DiagnosticCode::TextTooLong, Span::default(), "");
        return (None, vec![finding]);
    }
    let mut parser = Parser { lexer: Lexer { text, pos: 0, diagnostics: Vec::new() }, gave_up: false };
    let value = parser.document();
    (value, parser.lexer.diagnostics)
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    /// Set where going on is pointless: the rest of the text is not looked at.
    gave_up: bool,
}

impl Parser<'_> {
    fn document(&mut self) -> Option<Value> {
        self.lexer.skip_space();
        if self.lexer.peek().is_none() {
            self.lexer.report(DiagnosticCode::EmptyText, 0, self.lexer.text.len());
            return None;
        }
        let value = self.value(0);
        self.lexer.skip_space();
        if !self.gave_up && self.lexer.peek().is_some() {
            self.lexer.report(DiagnosticCode::SecondValue, self.lexer.pos, self.lexer.text.len());
        }
        value
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        let start = self.lexer.pos;
        let kind = match self.lexer.peek() {
            Some(b'{') => self.nested(depth, Parser::object)?,
            Some(b'[') => self.nested(depth, Parser::array)?,
            Some(b'"') => ValueKind::String(self.lexer.string()),
            Some(b'\'') => {
                let content = self.lexer.string();
                self.lexer.report(DiagnosticCode::ExpectedValue, start, self.lexer.pos);
                ValueKind::String(content)
            }
            Some(_) | None => self.word()?,
        };
        Some(Value { kind, span: Span::new(start, self.lexer.pos) })
    }

    fn nested(&mut self, depth: usize, read: fn(&mut Self, usize) -> ValueKind) -> Option<ValueKind> {
        if depth == MAX_DEPTH {
            self.lexer.report_here(DiagnosticCode::NestedTooDeeply);
            self.gave_up = true;
            return None;
        }
        self.lexer.pos += 1;
        Some(read(self, depth + 1))
    }

    fn word(&mut self) -> Option<ValueKind> {
        let start = self.lexer.pos;
        let word = self.lexer.word();
        match word {
            "" => {
                self.lexer.report_here(DiagnosticCode::ExpectedValue);
                None
            }
            "null" => Some(ValueKind::Null),
            "true" => Some(ValueKind::Bool(true)),
            "false" => Some(ValueKind::Bool(false)),
            number if is_number(number) => Some(ValueKind::Number(number.to_owned())),
            other => {
                let numeric = other.starts_with(|it: char| it.is_ascii_digit() || it == '-' || it == '+');
                let code =
                    if numeric { DiagnosticCode::InvalidNumber } else { DiagnosticCode::ExpectedValue };
                self.lexer.report(code, start, self.lexer.pos);
                Some(ValueKind::String(other.to_owned()))
            }
        }
    }

    fn array(&mut self, depth: usize) -> ValueKind {
        let mut values = Vec::new();
        while self.next_item(b']', !values.is_empty()) {
            let before = self.lexer.pos;
            match self.value(depth) {
                Some(value) => values.push(value),
                None => self.recover(before, b']'),
            }
        }
        ValueKind::Array(values)
    }

    fn object(&mut self, depth: usize) -> ValueKind {
        let mut members = Vec::new();
        while self.next_item(b'}', !members.is_empty()) {
            let before = self.lexer.pos;
            match self.member(depth) {
                Some(member) => members.push(member),
                None => self.recover(before, b'}'),
            }
        }
        ValueKind::Object(members)
    }

    fn member(&mut self, depth: usize) -> Option<Member> {
        let start = self.lexer.pos;
        let name = match self.lexer.peek() {
            Some(b'"') => self.lexer.string(),
            Some(_) | None => {
                let quoted = self.lexer.peek() == Some(b'\'');
                let name = if quoted { self.lexer.string() } else { self.lexer.word().to_owned() };
                if name.is_empty() {
                    self.lexer.report_here(DiagnosticCode::ExpectedName);
                    return None;
                }
                self.lexer.report(DiagnosticCode::ExpectedName, start, self.lexer.pos);
                name
            }
        };
        let name_span = Span::new(start, self.lexer.pos);
        self.lexer.skip_space();
        if self.lexer.peek() == Some(b':') {
            self.lexer.pos += 1;
        } else {
            self.lexer.report_here(DiagnosticCode::ExpectedColon);
            if matches!(self.lexer.peek(), Some(b',' | b'}') | None) {
                return None;
            }
        }
        self.lexer.skip_space();
        let value = self.value(depth)?;
        Some(Member { name, name_span, value })
    }

    /// Moves to the next item of a list or object; `false` after its closing bracket, or where there is none.
    fn next_item(&mut self, close: u8, has_items: bool) -> bool {
        if self.gave_up {
            return false;
        }
        self.lexer.skip_space();
        let comma = self.lexer.pos;
        let has_comma = self.lexer.peek() == Some(b',');
        if has_comma {
            self.lexer.pos += 1;
            self.lexer.skip_space();
        }
        match self.lexer.peek() {
            Some(it) if it == close => {
                if has_comma {
                    self.lexer.report(DiagnosticCode::TrailingComma, comma, comma + 1);
                }
                self.lexer.pos += 1;
                false
            }
            Some(b'}' | b']') | None => {
                // The other kind of bracket closes something outside: leave it there.
                self.lexer.report_here(DiagnosticCode::UnexpectedEnd);
                if self.lexer.peek().is_none() {
                    self.gave_up = true;
                }
                false
            }
            Some(b',') => true,
            Some(_) => {
                if has_items && !has_comma {
                    self.lexer.report_here(DiagnosticCode::ExpectedComma);
                } else if !has_items && has_comma {
                    self.lexer.report(DiagnosticCode::ExpectedValue, comma, comma + 1);
                }
                true
            }
        }
    }

    /// After an unreadable item: goes to the next comma or bracket, and always at least one character on.
    fn recover(&mut self, before: usize, close: u8) {
        while let Some(it) = self.lexer.peek() {
            match it {
                b',' => return,
                it if it == close => return,
                b'}' | b']' if self.lexer.pos > before => return,
                b'"' => {
                    self.lexer.string();
                }
                _ => self.lexer.skip_char(),
            }
        }
    }
}
