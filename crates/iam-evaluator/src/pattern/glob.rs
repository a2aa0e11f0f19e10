//! One text against one pattern.

use super::token::{Resolve, Syntax, Token, Variable, tokens};

/// A text with wildcards and variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    tokens: Box<[Token]>,
    case: Case,
    has_variables: bool,
}

/// Whether letters are compared with regard to case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As written.
    Sensitive,
    /// ASCII and Latin-1 letters are folded (L85).
    Insensitive,
}

/// What a comparison with a pattern said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternMatch {
    /// The whole text matches.
    Matched,
    /// It does not.
    NotMatched,
    /// A variable has no value, so that nothing matches (L125).
    Unresolved,
}

impl Pattern {
    /// Reads a pattern. Any text is one.
    pub fn new(text: &str, syntax: Syntax, case: Case) -> Pattern {
        Pattern::from_tokens(tokens(text, syntax), case)
    }

    pub(super) fn from_tokens(tokens: Vec<Token>, case: Case) -> Pattern {
        let has_variables = tokens.iter().any(|it| matches!(it, Token::Variable(_)));
        Pattern { tokens: tokens.into(), case, has_variables }
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whether it is `*` alone (or several stars, which mean the same).
    pub fn is_any(&self) -> bool {
        matches!(*self.tokens, [Token::AnyRun])
    }

    /// The text, if it holds neither wildcard nor variable.
    pub fn literal(&self) -> Option<&str> {
        match &*self.tokens {
            [] => Some(""),
            [Token::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.tokens.iter().filter_map(|it| match it {
            Token::Variable(variable) => Some(variable),
            Token::Literal(_) | Token::AnyRun | Token::AnyOne => None,
        })
    }

    /// Compares the whole text.
    pub fn matches(&self, text: &str, variables: &impl Resolve) -> PatternMatch {
        if self.has_variables && !self.resolves(variables) {
            return PatternMatch::Unresolved;
        }
        if glob(&self.tokens, text, self.case, variables) {
            PatternMatch::Matched
        } else {
            PatternMatch::NotMatched
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

/// Matches greedily: after a star, the part up to the next star is looked for at its first place. That is enough,
/// because a star takes anything: a later place never helps what follows.
fn glob(tokens: &[Token], text: &str, case: Case, variables: &impl Resolve) -> bool {
    let mut rest = text;
    let mut parts = tokens.split(|it| matches!(it, Token::AnyRun));
    let Some(first) = parts.next() else { return text.is_empty() };
    match part_end(first, rest, case, variables) {
        Some(end) => rest = end,
        None => return false,
    }
    let mut has_star = false;
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        has_star = true;
        if parts.peek().is_none() {
            return ends_with(part, rest, case, variables);
        }
        match find(part, rest, case, variables) {
            Some(end) => rest = end,
            None => return false,
        }
    }
    !has_star && rest.is_empty()
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

/// Whether a part without stars matches the end of `text`.
fn ends_with(part: &[Token], text: &str, case: Case, variables: &impl Resolve) -> bool {
    if part.is_empty() {
        return true;
    }
    if let ([Token::Literal(literal)], Case::Sensitive) = (part, case) {
        return text.ends_with(&**literal);
    }
    let mut starts = text.char_indices().map(|(idx, _)| idx).chain([text.len()]);
    starts.any(|start| {
        let rest = text.get(start..).unwrap_or_default();
        part_end(part, rest, case, variables).is_some_and(str::is_empty)
    })
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
