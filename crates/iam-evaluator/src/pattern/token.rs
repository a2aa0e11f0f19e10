//! The parts of a pattern.

use crate::context_key::ContextKey;

/// One part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// This text.
    Literal(Box<str>),
    /// `*`: any characters, or none.
    AnyRun,
    /// `?`: any one character.
    AnyOne,
    /// The value of a context key.
    Variable(Variable),
}

/// A policy variable, `${key}` or `${key, 'default'}` (L122, L127).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The context key: names are case-insensitive (L123).
    pub key: ContextKey,
    /// The text to use where the key has no value.
    pub default: Option<Box<str>>,
}

/// Which characters of a text mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// `*` and `?` are wildcards.
    pub wildcards: bool,
    /// `${…}` is a variable or an escaped character.
    pub variables: bool,
}

/// Gives values to variables.
pub trait Resolve {
    /// The value of a variable, its default included; `None` if it has neither (L125).
    fn resolve<'v>(&'v self, variable: &'v Variable) -> Option<&'v str>;
}

/// No variable has a value, except by its default.
#[derive(Clone, Copy, Debug)]
pub struct NoVariables;

impl Resolve for NoVariables {
    fn resolve<'v>(&'v self, variable: &'v Variable) -> Option<&'v str> {
        variable.default.as_deref()
    }
}

/// Splits a text into parts. Neighbouring stars become one, and literal text is joined.
pub(super) fn tokens(text: &str, syntax: Syntax) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    // Behind the last brace nothing is looked for: a text of nothing but `${` would be searched once for each.
    let last_brace_on = text.rfind('}').map_or(usize::MAX, |it| text.len() - it);
    while let Some(it) = rest.chars().next() {
        if syntax.variables
            && rest.len() > last_brace_on
            && let Some((special, after)) = special(rest)
        {
            match special {
                Special::Escaped(it) => literal.push(it),
                Special::Variable(variable) => {
                    flush(&mut literal, &mut tokens);
                    tokens.push(Token::Variable(variable));
                }
            }
            rest = after;
            continue;
        }
        match it {
            '*' if syntax.wildcards => {
                flush(&mut literal, &mut tokens);
                if tokens.last() != Some(&Token::AnyRun) {
                    tokens.push(Token::AnyRun);
                }
            }
            '?' if syntax.wildcards => {
                flush(&mut literal, &mut tokens);
                tokens.push(Token::AnyOne);
            }
            it => literal.push(it),
        }
        rest = rest.get(it.len_utf8()..).unwrap_or_default();
    }
    flush(&mut literal, &mut tokens);
    tokens
}

fn flush(literal: &mut String, tokens: &mut Vec<Token>) {
    if !literal.is_empty() {
        tokens.push(Token::Literal(std::mem::take(literal).into()));
    }
}

enum Special {
    Escaped(char),
    Variable(Variable),
}

/// Reads `${…}` at the start of a text. Without a closing brace it is plain text (L132).
fn special(text: &str) -> Option<(Special, &str)> {
    let (inside, after) = text.strip_prefix("${")?.split_once('}')?;
    let special = match inside {
        "*" => Special::Escaped('*'),
        "?" => Special::Escaped('?'),
        "$" => Special::Escaped('$'),
        _ => Special::Variable(variable(inside)),
    };
    Some((special, after))
}

fn variable(inside: &str) -> Variable {
    let unquote = |it: &str| {
        let it = it.trim();
        it.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')).map(Box::from)
    };
    let (key, default) = match inside.split_once(',') {
        Some((key, default)) => (key, unquote(default)),
        None => (inside, None),
    };
    Variable { key: ContextKey::new(key.trim()), default }
}
