//! Characters into strings, numbers and words.

use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::span::Span;

/// A place in a text, with what was found wrong on the way.
pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) pos: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// More findings than this help nobody.
const MAX_DIAGNOSTICS: usize = 50;

impl<'t> Lexer<'t> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    pub(super) fn report(&mut self, code: DiagnosticCode, start: usize, end: usize) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            let span = Span::new(start, end);
            let subject: String = span.slice(self.text).chars().take(40).collect();
            self.diagnostics.push(Diagnostic::new(code, span, subject));
        }
    }

    /// Reports the character at the current place.
    pub(super) fn report_here(&mut self, code: DiagnosticCode) {
        match self.next_char() {
            Some(it) => self.report(code, self.pos, self.pos + it.len_utf8()),
            None => self.report(DiagnosticCode::UnexpectedEnd, self.text.len(), self.text.len()),
        }
    }

    pub(super) fn next_char(&self) -> Option<char> {
        self.text.get(self.pos..)?.chars().next()
    }

    /// Passes over one character, whatever it is.
    pub(super) fn skip_char(&mut self) {
        self.pos += self.next_char().map_or(0, char::len_utf8);
    }

    /// Passes over white space, and over comments with a finding.
    pub(super) fn skip_space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.pos += 1,
                Some(b'/') => {
                    let start = self.pos;
                    let rest = self.text.get(self.pos..).unwrap_or_default();
                    let len = if rest.starts_with("//") {
                        rest.find('\n').unwrap_or(rest.len())
                    } else if rest.starts_with("/*") {
                        rest.find("*/").map_or(rest.len(), |it| it + 2)
                    } else {
                        return;
                    };
                    self.pos += len;
                    self.report(DiagnosticCode::Comment, start, self.pos);
                }
                // A byte order mark, as editors on Windows put it.
                Some(0xEF) if self.pos == 0 && self.text.starts_with('\u{FEFF}') => self.pos += 3,
                Some(_) | None => return,
            }
        }
    }

    /// Reads a string; the current character is its opening quote.
    pub(super) fn string(&mut self) -> String {
        let start = self.pos;
        let quote = self.peek();
        self.skip_char();
        let mut content = String::new();
        loop {
            content.push_str(self.plain(quote));
            let Some(it) = self.next_char() else {
                self.report(DiagnosticCode::UnterminatedString, start, self.pos);
                return content;
            };
            if quote.is_some_and(|quote| it == char::from(quote)) {
                self.skip_char();
                return content;
            }
            match it {
                '\n' | '\r' => {
                    self.report(DiagnosticCode::UnterminatedString, start, self.pos);
                    return content;
                }
                '\\' => self.escape(&mut content),
                // A control character: the plain ones have been passed.
                _ => {
                    self.report(DiagnosticCode::ControlCharacter, self.pos, self.pos + 1);
                    self.skip_char();
                }
            }
        }
    }

    /// Passes over what stands in a string as it is.
    fn plain(&mut self, quote: Option<u8>) -> &'t str {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let ends = |it: u8| it == b'\\' || it < b' ' || Some(it) == quote;
        let len = rest.bytes().position(ends).unwrap_or(rest.len());
        self.pos += len;
        rest.get(..len).unwrap_or_default()
    }

    fn escape(&mut self, content: &mut String) {
        let start = self.pos;
        self.pos += 1;
        let plain = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.pos += 1;
                match self.unicode_escape() {
                    Some(it) => content.push(it),
                    None => self.report(DiagnosticCode::InvalidEscape, start, self.pos),
                }
                return;
            }
            Some(_) | None => {
                self.skip_char();
                self.report(DiagnosticCode::InvalidEscape, start, self.pos);
                return;
            }
        };
        content.push(plain);
        self.pos += 1;
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let high = self.four_hex_digits()?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high);
        }
        if !self.text.get(self.pos..)?.starts_with("\\u") {
            return None;
        }
        self.pos += 2;
        let low = self.four_hex_digits()?;
        let low = low.checked_sub(0xDC00).filter(|&it| it < 0x400)?;
        char::from_u32(0x10000 + ((high - 0xD800) << 10) + low)
    }

    fn four_hex_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.pos..self.pos + 4)?;
        if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        self.pos += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Reads a run of characters that belong to a number or a bare word.
    pub(super) fn word(&mut self) -> &'t str {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let is_letter = |it: char| it.is_ascii_alphanumeric() || !it.is_ascii();
        let is_word = |it: char| is_letter(it) || matches!(it, '_' | '-' | '+' | '.' | '$' | '*');
        let len = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        self.pos += len;
        rest.get(..len).unwrap_or_default()
    }
}

/// Whether a text is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    digits(integer)
        && (integer == "0" || !integer.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}
