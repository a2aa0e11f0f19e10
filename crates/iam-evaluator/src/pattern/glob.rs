//! One text against one pattern.

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

/// Matches greedily: what follows a star is looked for at its first place, and only the last star is tried again. That
/// is enough, because a star takes anything: a later place for an earlier part never helps what follows.
///
/// Kept out of [`Pattern::matches`], where the common shapes need none of its registers.
#[inline(never)]
pub(super) fn glob(tokens: &[Token], text: &str, case: Case, variables: &impl Resolve) -> bool {
    let mut rest = text;
    let mut next = 0;
    let mut last_star: Option<(usize, &str)> = None;
    loop {
        match tokens.get(next) {
            None if rest.is_empty() => return true,
            None => {}
            Some(Token::AnyRun) => {
                next += 1;
                last_star = Some((next, rest));
                continue;
            }
            Some(token) => {
                if let Some(after) = part_end(std::slice::from_ref(token), rest, case, variables) {
                    rest = after;
                    next += 1;
                    continue;
                }
            }
        }
        let Some((after_star, from)) = last_star else { return false };
        if after_star == tokens.len() {
            return true;
        }
        let Some(later) = later_start(tokens.get(after_star), from, case) else { return false };
        (rest, next, last_star) = (later, after_star, Some((after_star, later)));
    }
}

/// The rest of `text` from the next place, after its first character, where a token may match.
fn later_start<'t>(token: Option<&Token>, text: &'t str, case: Case) -> Option<&'t str> {
    let mut chars = text.chars();
    chars.next()?;
    let rest = chars.as_str();
    match (token, case) {
        (Some(Token::Literal(literal)), Case::Sensitive) => {
            // The first byte of a character is never one of its others.
            let first = literal.bytes().next()?;
            rest.get(rest.bytes().position(|it| it == first)?..)
        }
        _ => Some(rest),
    }
}

/// What is left of `text` after the first place where a part without stars matches, also in its middle.
pub(super) fn find<'t>(
    part: &[Token],
    text: &'t str,
    case: Case,
    variables: &impl Resolve,
) -> Option<&'t str> {
    let mut starts = text.char_indices().map(|(idx, _)| idx).chain([text.len()]);
    starts.find_map(|start| part_end(part, text.get(start..)?, case, variables))
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

/// Lower case for ASCII and Latin-1; other letters as they are (L85).
fn fold(it: char) -> char {
    match it {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(it) + 32).unwrap_or(it),
        it => it.to_ascii_lowercase(),
    }
}
