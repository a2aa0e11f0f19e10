//! Resource patterns with a star that ends a field, which may run past the following colons (L51).

use super::find::find;
use super::glob::{Case, Pattern, glob, part_end};
use super::token::{Resolve, Token};

/// Whether fields, of which some end with a star, and the last one match a whole text.
///
/// Fields between two stars that end a field form a block. A block is looked for at the first colon where it fits;
/// that is enough, because the star before it takes anything.
pub(super) fn matches(mut fields: &[Pattern], last: &Pattern, text: &str, variables: &impl Resolve) -> bool {
    let mut rest = text;
    let mut floating = false;
    loop {
        let block_len = fields.iter().position(ends_with_star);
        let fixed = fields.get(..block_len.unwrap_or(fields.len())).unwrap_or_default();
        let fit = match block_len.and_then(|it| fields.get(it)) {
            Some(star) => block_fit(fixed, star, rest, variables),
            None => last_fit(fixed, last, rest, variables),
        };
        match fit {
            Fit::Whole(matched) => return matched,
            Fit::UpTo(after) => {
                let Some((_, next)) = after.split_once(':') else { return false };
                fields = fields.get(block_len.map_or(fields.len(), |it| it + 1)..).unwrap_or_default();
                rest = next;
                floating = true;
            }
            Fit::No if floating => match rest.split_once(':') {
                Some((_, next)) => rest = next,
                None => return false,
            },
            Fit::No => return false,
        }
    }
}

/// How a block fits at one place of the text.
enum Fit<'t> {
    /// It does not; a later place may do.
    No,
    /// It does, and this is what its star and all that follow can have.
    UpTo(&'t str),
    /// It is the last one: the text matches or does not, and no later place changes that.
    Whole(bool),
}

/// Fixed fields, then the head of the field that a star ends.
fn block_fit<'t>(fixed: &[Pattern], star: &Pattern, text: &'t str, variables: &impl Resolve) -> Fit<'t> {
    let rest = after_fields(fixed, text, variables);
    rest.and_then(|it| head_end(star.tokens(), it, variables)).map_or(Fit::No, Fit::UpTo)
}

/// Fixed fields, then the resource up to the end of the text.
fn last_fit<'t>(fixed: &[Pattern], last: &Pattern, text: &'t str, variables: &impl Resolve) -> Fit<'t> {
    let Some(rest) = after_fields(fixed, text, variables) else { return Fit::No };
    let head_len = last.tokens().iter().position(|it| *it == Token::AnyRun);
    let (head, tail) = last.tokens().split_at(head_len.unwrap_or(last.tokens().len()));
    match part_end(head, rest, Case::Sensitive, variables) {
        None => Fit::No,
        Some(after) if tail.is_empty() => {
            if after.is_empty() {
                Fit::Whole(true)
            } else {
                Fit::No
            }
        }
        // What follows a star fits nowhere later if it does not fit here: later there is less text.
        Some(after) => Fit::Whole(glob(tail, after, Case::Sensitive, variables)),
    }
}

/// The text after fields that match at its start, each with its colon.
fn after_fields<'t>(fields: &[Pattern], text: &'t str, variables: &impl Resolve) -> Option<&'t str> {
    let mut rest = text;
    for field in fields {
        let (head, tail) = rest.split_once(':')?;
        if !field.matches(head, variables) {
            return None;
        }
        rest = tail;
    }
    Some(rest)
}

/// Matches the tokens before the star that ends a field, within one field of `text`.
fn head_end<'t>(tokens: &[Token], text: &'t str, variables: &impl Resolve) -> Option<&'t str> {
    let field_len = text.find(':').unwrap_or(text.len());
    let field = text.get(..field_len)?;
    let [head @ .., Token::AnyRun] = tokens else { return None };
    let mut parts = head.split(|it| matches!(it, Token::AnyRun));
    let mut rest = part_end(parts.next().unwrap_or_default(), field, Case::Sensitive, variables)?;
    for part in parts {
        rest = find(part, rest, Case::Sensitive, variables)?;
    }
    text.get(field_len - rest.len()..)
}

/// Whether a star ends the field, so that it may run on.
pub(super) fn ends_with_star(field: &Pattern) -> bool {
    matches!(field.tokens(), [.., Token::AnyRun])
}
