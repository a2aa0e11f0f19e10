//! ARNs with wildcards: field by field, as Resource elements and as ARN condition operators do it.

use super::find::MANY;
use super::flat::Flat;
use super::floating::{self, ends_with_star};
use super::glob::{Case, Pattern};
use super::token::{Resolve, Syntax, Token, Variable, tokens};
use crate::arn::Colons;

/// Which of AWS's two ways to compare ARNs is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArnMode {
    /// Resource and NotResource: a `*` that ends a field may run past the following colons (E29, L51). Variables only
    /// after the fifth colon (E33).
    Resource,
    /// `ArnEquals` and `ArnLike`: six fields compared one by one; no wildcard crosses a colon between them (L106).
    Condition,
}

/// A text to be compared with many patterns, split once.
#[derive(Clone, Copy, Debug)]
pub struct ArnText<'t> {
    text: &'t str,
    /// Where its six fields end, if it has them.
    colons: Option<Colons>,
}

impl<'t> ArnText<'t> {
    /// Splits a text at its first five colons. Any text will do: one that is no ARN matches few patterns.
    pub fn new(text: &'t str) -> ArnText<'t> {
        ArnText { text, colons: Colons::of(text) }
    }

    /// A text whose first five colons are known.
    pub(crate) fn of_colons(text: &'t str, colons: Colons) -> ArnText<'t> {
        ArnText { text, colons: Some(colons) }
    }

    /// The last of its six fields.
    pub fn resource(&self) -> Option<&'t str> {
        self.field(5)
    }

    #[inline]
    fn field(&self, idx: usize) -> Option<&'t str> {
        self.colons.map(|it| it.field(self.text, idx))
    }
}

/// A pattern of up to six fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArnPattern {
    /// The fields before the last: at most five. A missing one (E30) is not here.
    fields: Box<[Pattern]>,
    /// The last field: the resource, or the last one that was written.
    last: Pattern,
    mode: ArnMode,
    has_variables: bool,
    /// The text of five fields before the last, each with its colon, where they are plain.
    plain_fields: Option<Box<str>>,
    /// A wildcard stands before the region, or in the resource type.
    has_wildcard_head: bool,
    /// A field before the last ends with a star, which may run past colons (L51).
    floats: bool,
    /// A variable stands where none may (E33): the pattern matches nothing.
    misplaced: bool,
    /// The pattern unsplit, for a condition whose variables may hold colons that end fields.
    whole: Option<Box<[Token]>>,
}

impl ArnPattern {
    /// Reads a pattern. `variables`: whether `${…}` is a variable at all (L17).
    ///
    /// Fewer than six fields are kept as they are; see [`ArnPattern::pad`].
    pub fn new(text: &str, variables: bool, mode: ArnMode) -> ArnPattern {
        ArnPattern::from_tokens(tokens(text, Syntax { wildcards: true, variables }), mode)
    }

    fn from_tokens(all: Vec<Token>, mode: ArnMode) -> ArnPattern {
        let has_variables = all.iter().any(|it| matches!(it, Token::Variable(_)));
        let unsplit = (has_variables && mode == ArnMode::Condition).then(|| all.clone().into());
        let mut fields = split_fields(all).into_iter();
        let last = fields.next_back().unwrap_or_default();
        let pattern = |it| Pattern::from_tokens(it, Case::Sensitive);
        let fields: Box<[_]> = fields.map(pattern).collect();
        let last = pattern(last);
        let has_wildcard_head = fields.iter().take(3).any(|it| it.literal().is_none())
            || (fields.len() < 3 && last.literal().is_none())
            || has_wildcard_type(&fields, &last);
        let plain_fields = (fields.len() == 5).then(|| plain_text(&fields)).flatten();
        let early = fields.iter().any(Pattern::has_variables);
        ArnPattern {
            has_variables,
            whole: unsplit.filter(|_| fields.len() < 5),
            floats: fields.iter().any(ends_with_star),
            misplaced: (early || (fields.len() < 5 && last.has_variables())) && mode == ArnMode::Resource,
            has_wildcard_head,
            plain_fields,
            fields,
            last,
            mode,
        }
    }

    /// Whether it has fewer than six fields.
    pub fn is_short(&self) -> bool {
        self.fields.len() < 5
    }

    /// Fills missing fields with `*`, as identity-based policies do (E30).
    #[must_use]
    pub fn pad(mut self) -> ArnPattern {
        if self.fields.len() < 5 {
            let any = Pattern::from_tokens(vec![Token::AnyRun], Case::Sensitive);
            let mut fields = self.fields.into_vec();
            fields.push(std::mem::replace(&mut self.last, any.clone()));
            fields.resize(5, any);
            self.fields = fields.into();
        }
        self
    }

    /// The plain text that the last field of every match begins with; `None` where a match may have other fields. With
    /// [`ArnPattern::floats`] this holds for texts whose last field has no colons.
    pub fn resource_head(&self) -> Option<&str> {
        match (self.fields.len(), self.last.tokens()) {
            (5, [Token::Literal(text), ..]) => Some(text),
            _ => None,
        }
    }

    /// The plain texts that every match holds in its last field behind that head; with the same exception.
    pub fn resource_texts(&self) -> impl Iterator<Item = &str> {
        let tokens = if self.fields.len() == 5 { self.last.tokens() } else { &[] };
        let n_head = usize::from(self.resource_head().is_some());
        tokens.iter().skip(n_head).filter_map(|it| match it {
            Token::Literal(text) => Some(&**text),
            Token::AnyRun | Token::AnyOne | Token::Variable(_) => None,
        })
    }

    /// Whether a star that ends a field may run past further colons (L51).
    pub fn floats(&self) -> bool {
        self.floats
    }

    /// Whether a wildcard stands in its partition, service or resource type, where AWS's pages have none (A15).
    pub fn has_wildcard_head(&self) -> bool {
        self.has_wildcard_head
    }

    /// Whether it holds variables.
    pub fn has_variables(&self) -> bool {
        self.has_variables
    }

    /// The patterns of the fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Pattern> {
        self.fields.iter().chain([&self.last])
    }

    /// The variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.fields().flat_map(Pattern::variables)
    }

    /// The pattern with its variables replaced, for showing; `None` if one has no value.
    pub fn resolved_text(&self, variables: &impl Resolve) -> Option<String> {
        let fields = self.fields().map(|it| it.resolved_text(variables));
        Some(fields.collect::<Option<Vec<_>>>()?.join(":"))
    }

    /// Whether a whole ARN matches. With a variable that has no value nothing does (E34).
    pub fn matches(&self, text: &ArnText<'_>, variables: &impl Resolve) -> bool {
        if let Some(plain_fields) = &self.plain_fields {
            let resource = text.resource();
            return resource.is_some_and(|it| self.last.matches(it, variables))
                && text.text.starts_with(&**plain_fields);
        }
        if self.misplaced {
            return false;
        }
        if let Some(whole) = &self.whole {
            let Some((colons, flat)) = text.colons.zip(Flat::new(whole, variables)) else {
                return false;
            };
            return if flat.len().saturating_mul(text.text.len()) > MANY {
                ArnPattern::from_tokens(flat.replaced(), self.mode).matches(text, variables)
            } else {
                flat.matches(&colons.fields(text.text))
            };
        }
        if self.matches_fields(text, variables) {
            return true;
        }
        // Colons of the text that no field of the pattern stands for can only go to a star.
        let may_float =
            || self.fields.len() < 5 || text.resource().is_none_or(|it| self.floats && it.contains(':'));
        self.mode == ArnMode::Resource
            && may_float()
            && floating::matches(&self.fields, &self.last, text.text, variables)
    }

    /// Whether a variable of the pattern has no value.
    pub fn is_unresolved(&self, variables: &impl Resolve) -> bool {
        self.has_variables && !self.misplaced && !self.fields().all(|it| it.resolves(variables))
    }

    /// Whether a variable stands where none may (E33), so that nothing matches.
    pub fn is_misplaced(&self) -> bool {
        self.misplaced
    }

    /// Six fields against six fields, those first that differ most often.
    fn matches_fields(&self, text: &ArnText<'_>, variables: &impl Resolve) -> bool {
        let [arn, partition, service, region, account] = &*self.fields else { return false };
        let matches =
            |pattern: &Pattern, idx| text.field(idx).is_some_and(|it| pattern.matches(it, variables));
        matches(&self.last, 5)
            && matches(service, 2)
            && matches(account, 4)
            && matches(region, 3)
            && matches(partition, 1)
            && matches(arn, 0)
    }
}

/// Whether a wildcard stands in the type of a resource, such as `inst*/i-1`. In S3, names come first.
fn has_wildcard_type(fields: &[Pattern], last: &Pattern) -> bool {
    let has_types = fields.len() == 5 && fields.get(2).and_then(Pattern::literal) != Some("s3");
    let is_separated = |it: &Token| matches!(it, Token::Literal(text) if text.contains(['/', ':']));
    let is_wildcard = |it: &Token| matches!(it, Token::AnyRun | Token::AnyOne);
    let mut of_type = last.tokens().split(is_separated);
    let first = of_type.next().unwrap_or_default();
    has_types && of_type.next().is_some() && first.iter().any(is_wildcard)
}

/// The text of fields, each with its colon, if all are plain.
fn plain_text(fields: &[Pattern]) -> Option<Box<str>> {
    let mut text = String::new();
    for it in fields {
        text.push_str(it.literal()?);
        text.push(':');
    }
    Some(text.into())
}

/// Splits tokens at the first five colons of their literal text: those inside a variable do not count.
fn split_fields(tokens: Vec<Token>) -> Vec<Vec<Token>> {
    let mut fields = vec![Vec::new()];
    for token in tokens {
        let Token::Literal(literal) = &token else {
            push(&mut fields, token);
            continue;
        };
        let n_open = 7 - fields.len();
        for (idx, part) in literal.splitn(n_open, ':').enumerate() {
            if idx > 0 {
                fields.push(Vec::new());
            }
            if !part.is_empty() {
                push(&mut fields, Token::Literal(part.into()));
            }
        }
    }
    fields
}

fn push(fields: &mut [Vec<Token>], token: Token) {
    if let Some(field) = fields.last_mut() {
        field.push(token);
    }
}
