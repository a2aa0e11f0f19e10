//! One text against one pattern.

use std::cmp::Ordering;

use super::find::find;
use super::token::{Resolve, Syntax, Token, Variable, tokens};

/// A text with wildcards and variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    tokens: Box<[Token]>,
    case: Case,
    shape: Shape,
    has_variables: bool,
}

/// The common shapes, which need no search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `*`.
    Any,
    /// Plain text.
    Literal,
    /// Plain text and a star.
    Prefix,
    /// Anything else.
    General,
}

/// Whether letters are compared with regard to case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As written.
    Sensitive,
    /// ASCII and Latin-1 letters are folded (L85).
    Insensitive,
}

impl Pattern {
    /// Reads a pattern. Any text is one.
    pub fn new(text: &str, syntax: Syntax, case: Case) -> Pattern {
        Pattern::from_tokens(tokens(text, syntax), case)
    }

    pub(super) fn from_tokens(tokens: Vec<Token>, case: Case) -> Pattern {
        let has_variables = tokens.iter().any(|it| matches!(it, Token::Variable(_)));
        let shape = match (tokens.as_slice(), case) {
            ([Token::AnyRun], _) => Shape::Any,
            ([Token::Literal(_)], Case::Sensitive) => Shape::Literal,
            ([Token::Literal(_), Token::AnyRun], Case::Sensitive) => Shape::Prefix,
            _ => Shape::General,
        };
        Pattern { tokens: tokens.into(), case, shape, has_variables }
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whether it is `*` alone (or several stars, which mean the same).
    pub fn is_any(&self) -> bool {
        self.shape == Shape::Any
    }

    /// The text, if it holds neither wildcard nor variable.
    pub fn literal(&self) -> Option<&str> {
        match &*self.tokens {
            [] => Some(""),
            [Token::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The text before the star, if the pattern is plain text and a star.
    pub fn prefix(&self) -> Option<&str> {
        match &*self.tokens {
            [Token::Literal(text), Token::AnyRun] => Some(text),
            _ => None,
        }
    }

    /// Plain text, and whether a star follows; `None` for other patterns, and where case does not count.
    pub(crate) fn plain_text(&self) -> Option<(&str, bool)> {
        match self.shape {
            Shape::Literal => self.literal().map(|it| (it, false)),
            Shape::Prefix => self.prefix().map(|it| (it, true)),
            Shape::Any | Shape::General => None,
        }
    }

    /// Whether it holds variables.
    pub fn has_variables(&self) -> bool {
        self.has_variables
    }

    /// The variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.tokens.iter().filter_map(|it| match it {
            Token::Variable(variable) => Some(variable),
            Token::Literal(_) | Token::AnyRun | Token::AnyOne => None,
        })
    }

    /// Whether the whole text matches. With a variable that has no value nothing does (L125).
    #[inline]
    pub fn matches(&self, text: &str, variables: &impl Resolve) -> bool {
        match (self.shape, self.tokens.first()) {
            (Shape::Any, _) => true,
            (Shape::Literal, Some(Token::Literal(literal))) => text == &**literal,
            (Shape::Prefix, Some(Token::Literal(prefix))) => text.starts_with(&**prefix),
            _ => glob(&self.tokens, text, self.case, variables),
        }
    }

    /// How plain text stands to another text; `None` for other patterns.
    pub fn compare(&self, text: &str) -> Option<Ordering> {
        let literal = self.literal()?;
        Some(match self.case {
            Case::Sensitive => literal.cmp(text),
            Case::Insensitive => literal.chars().map(fold).cmp(text.chars().map(fold)),
        })
    }

    /// Whether every variable has a value.
    pub fn resolves(&self, variables: &impl Resolve) -> bool {
        self.variables().all(|it| variables.resolve(it).is_some())
    }

    /// The pattern with its variables replaced, for showing; `None` if one has no value.
    pub fn resolved_text(&self, variables: &impl Resolve) -> Option<String> {
        let mut text = String::new();
        for it in &self.tokens {
            text.push_str(match it {
                Token::Literal(literal) => literal,
                Token::AnyRun => "*",
                Token::AnyOne => "?",
                Token::Variable(variable) => variables.resolve(variable)?,
            });
        }
        Some(text)
    }
}

/// Matches the part before the first star at the start, that behind the last at the end, and each of the others at its first
/// place. That is enough, because a star takes anything: a later place never helps what follows.
///
/// Kept out of [`Pattern::matches`], where the common shapes need none of its registers.
#[inline(never)]
pub(super) fn glob(tokens: &[Token], text: &str, case: Case, variables: &impl Resolve) -> bool {
    if let ([Token::Literal(head), Token::AnyRun, Token::Literal(end)], Case::Sensitive) = (tokens, case) {
        return text.strip_prefix(&**head).is_some_and(|it| it.ends_with(&**end));
    }
    let (mut tokens, mut rest) = (tokens, text);
    loop {
        match tokens {
            [] => return rest.is_empty(),
            [Token::AnyRun, tail @ ..] => {
                tokens = tail;
                break;
            }
            [it, tail @ ..] => match part_end(std::slice::from_ref(it), rest, case, variables) {
                Some(after) => (tokens, rest) = (tail, after),
                None => return false,
            },
        }
    }
    // What stands behind the last star fits at the end or nowhere.
    let is_star = |it: &Token| matches!(it, Token::AnyRun);
    let (mut middle, end) = tokens.split_at(tokens.iter().rposition(is_star).map_or(0, |it| it + 1));
    match part_start(end, rest, case, variables) {
        Some(before) => rest = before,
        None => return false,
    }
    while let Some(star) = middle.iter().position(is_star) {
        let (part, tail) = middle.split_at(star);
        match find(part, rest, case, variables) {
            Some(after) => rest = after,
            None => return false,
        }
        middle = tail.get(1..).unwrap_or_default();
    }
    true
}

/// What is left of `text` after a part without stars, matched at its start.
pub(super) fn part_end<'t>(
    part: &[Token],
    text: &'t str,
    case: Case,
    variables: &impl Resolve,
) -> Option<&'t str> {
    let mut rest = text;
    for it in part {
        rest = match it {
            Token::Literal(literal) => strip(rest, literal, case)?,
            Token::Variable(variable) => strip(rest, variables.resolve(variable)?, case)?,
            Token::AnyOne | Token::AnyRun => {
                let mut chars = rest.chars();
                chars.next()?;
                chars.as_str()
            }
        };
    }
    Some(rest)
}

/// What is left of `text` before a part without stars, matched at its end.
fn part_start<'t>(part: &[Token], text: &'t str, case: Case, variables: &impl Resolve) -> Option<&'t str> {
    let mut rest = text;
    for it in part.iter().rev() {
        rest = match it {
            Token::Literal(literal) => strip_end(rest, literal, case)?,
            Token::Variable(variable) => strip_end(rest, variables.resolve(variable)?, case)?,
            Token::AnyOne | Token::AnyRun => {
                let mut chars = rest.chars();
                chars.next_back()?;
                chars.as_str()
            }
        };
    }
    Some(rest)
}

fn strip<'t>(text: &'t str, literal: &str, case: Case) -> Option<&'t str> {
    match case {
        Case::Sensitive => text.strip_prefix(literal),
        Case::Insensitive => {
            let mut chars = text.chars();
            let same = literal.chars().all(|it| chars.next().is_some_and(|other| fold(it) == fold(other)));
            same.then_some(chars.as_str())
        }
    }
}

fn strip_end<'t>(text: &'t str, literal: &str, case: Case) -> Option<&'t str> {
    match case {
        Case::Sensitive => text.strip_suffix(literal),
        Case::Insensitive => {
            let mut chars = text.chars();
            let mut literal = literal.chars().rev();
            let same = literal.all(|it| chars.next_back().is_some_and(|other| fold(it) == fold(other)));
            same.then_some(chars.as_str())
        }
    }
}

/// Lower case for ASCII and Latin-1; other letters as they are (L85).
pub(super) fn fold(it: char) -> char {
    match it {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(it) + 32).unwrap_or(it),
        it => it.to_ascii_lowercase(),
    }
}
