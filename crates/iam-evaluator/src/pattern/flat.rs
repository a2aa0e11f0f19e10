//! ARN patterns with a variable whose value may hold whole fields, as in `${aws:PrincipalArn}`.
//!
//! Only with the values at hand is it known where the fields end. The pattern is read character by character, so that
//! nothing has to be put together.

use super::token::{Resolve, Token};

/// A pattern with its variables' values.
pub(super) struct Flat<'p, R> {
    tokens: &'p [Token],
    variables: &'p R,
}

/// A place between two characters of the pattern.
#[derive(Clone, Copy, Default)]
struct Place {
    token: usize,
    /// In the token's text, in bytes.
    offset: usize,
}

/// What stands at a place.
#[derive(Clone, Copy)]
enum Element {
    Character(char),
    AnyRun,
    AnyOne,
    End,
}

impl<'p, R: Resolve> Flat<'p, R> {
    /// `None` if a variable has no value.
    pub(super) fn new(tokens: &'p [Token], variables: &'p R) -> Option<Flat<'p, R>> {
        let resolves = |it: &Token| match it {
            Token::Variable(variable) => variables.resolve(variable).is_some(),
            Token::Literal(_) | Token::AnyRun | Token::AnyOne => true,
        };
        tokens.iter().all(resolves).then_some(Flat { tokens, variables })
    }

    /// How long it is, in bytes.
    pub(super) fn len(&self) -> usize {
        let len = |it: &Token| match it {
            Token::Literal(text) => text.len(),
            Token::Variable(variable) => self.variables.resolve(variable).map_or(0, str::len),
            Token::AnyRun | Token::AnyOne => 1,
        };
        self.tokens.iter().map(len).sum()
    }

    /// The pattern with the values in place of its variables: for texts so long that to put it together is the smaller part of
    /// the work.
    #[cold]
    pub(super) fn replaced(&self) -> Vec<Token> {
        let replace = |it: &Token| match it {
            Token::Variable(variable) => {
                Token::Literal(self.variables.resolve(variable).unwrap_or_default().into())
            }
            Token::Literal(_) | Token::AnyRun | Token::AnyOne => it.clone(),
        };
        self.tokens.iter().map(replace).collect()
    }

    /// Six fields against six fields (L106).
    pub(super) fn matches(&self, fields: &[&str; 6]) -> bool {
        let [before @ .., resource] = fields;
        let mut place = Place::default();
        for field in before {
            match self.field(place, field, Some(':')) {
                Some(after) => place = after,
                None => return false,
            }
        }
        self.field(place, resource, None).is_some()
    }

    /// The place after a field that matches a text: after the character that ends it, or at the end.
    fn field(&self, start: Place, text: &str, end: Option<char>) -> Option<Place> {
        let (mut place, mut rest) = (start, text.chars());
        let mut last_star = None;
        loop {
            let (element, after) = self.element(place);
            match element {
                Element::Character(it) if Some(it) == end => {
                    if rest.as_str().is_empty() {
                        return Some(after);
                    }
                }
                Element::End => {
                    if end.is_some() {
                        return None;
                    }
                    if rest.as_str().is_empty() {
                        return Some(after);
                    }
                }
                Element::AnyRun => {
                    last_star = Some((after, rest.clone()));
                    place = after;
                    continue;
                }
                Element::Character(_) | Element::AnyOne => {
                    let mut next = rest.clone();
                    let fits = match (element, next.next()) {
                        (Element::Character(it), Some(found)) => it == found,
                        (Element::AnyOne, Some(_)) => true,
                        (Element::Character(_) | Element::AnyOne | Element::AnyRun | Element::End, _) => {
                            false
                        }
                    };
                    if fits {
                        (place, rest) = (after, next);
                        continue;
                    }
                }
            }
            let (after_star, mut later) = last_star.take()?;
            later.next()?;
            (place, rest) = (after_star, later.clone());
            last_star = Some((after_star, later));
        }
    }

    fn element(&self, mut place: Place) -> (Element, Place) {
        loop {
            let Some(token) = self.tokens.get(place.token) else { return (Element::End, place) };
            let next = Place { token: place.token + 1, offset: 0 };
            let text = match token {
                Token::AnyRun => return (Element::AnyRun, next),
                Token::AnyOne => return (Element::AnyOne, next),
                Token::Literal(text) => text,
                Token::Variable(variable) => self.variables.resolve(variable).unwrap_or_default(),
            };
            match text.get(place.offset..).and_then(|it| it.chars().next()) {
                Some(it) => {
                    let offset = place.offset + it.len_utf8();
                    return (Element::Character(it), Place { offset, ..place });
                }
                None => place = next,
            }
        }
    }
}
