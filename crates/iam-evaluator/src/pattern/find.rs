//! The first place of a part without stars in a text.

use sorted::SortedSet;

use super::glob::{Case, fold, part_end};
use super::token::{Resolve, Token};

/// Texts up to this length are looked for place by place; making a search ready for them would take longer.
const SHORT: usize = 32;

/// As many comparisons of two characters are made one by one; for more, 64 are made at once.
pub(super) const MANY: usize = 1 << 20;

/// What is left of `text` after the first place where a part without stars matches, also in its middle.
pub(super) fn find<'t>(
    part: &[Token],
    text: &'t str,
    case: Case,
    variables: &impl Resolve,
) -> Option<&'t str> {
    // A `?` at either end takes any character, wherever the rest is.
    let is_any = |it: &Token| matches!(it, Token::AnyOne);
    let n_before = part.iter().position(|it| !is_any(it)).unwrap_or(part.len());
    let core = part.get(n_before..)?;
    let core_len = core.iter().rposition(|it| !is_any(it)).map_or(0, |it| it + 1);
    let (core, after) = core.split_at(core_len);
    let rest = skip(text, n_before)?;
    let rest = match (core, case) {
        ([], _) => rest,
        ([Token::Literal(literal)], Case::Sensitive) => find_text(literal, rest)?,
        ([Token::Variable(variable)], Case::Sensitive) => find_text(variables.resolve(variable)?, rest)?,
        _ => find_mixed(core, rest, case, variables)?,
    };
    skip(rest, after.len())
}

/// The text without its first characters, if it has so many.
fn skip(text: &str, n_chars: usize) -> Option<&str> {
    let mut chars = text.chars();
    if n_chars > 0 {
        chars.nth(n_chars - 1)?;
    }
    Some(chars.as_str())
}

/// Plain text.
fn find_text<'t>(wanted: &str, text: &'t str) -> Option<&'t str> {
    let Some(&first) = wanted.as_bytes().first() else { return Some(text) };
    if wanted.len() > SHORT {
        return text.split_once(wanted).map(|(_, after)| after);
    }
    let mut rest = text;
    loop {
        // The first byte of a character is never one of its others.
        rest = rest.get(rest.bytes().position(|it| it == first)?..)?;
        if let Some(after) = rest.strip_prefix(wanted) {
            return Some(after);
        }
        rest = skip(rest, 1)?;
    }
}

/// Text with `?` in it, or with variables beside it.
fn find_mixed<'t>(part: &[Token], text: &'t str, case: Case, variables: &impl Resolve) -> Option<&'t str> {
    let mut n_bytes = 0_usize;
    for it in part {
        n_bytes += match it {
            Token::Literal(literal) => literal.len(),
            Token::Variable(variable) => variables.resolve(variable)?.len(),
            Token::AnyOne | Token::AnyRun => 1,
        };
    }
    if n_bytes.saturating_mul(text.len()) > MANY {
        return find_many_at_once(part, text, case, variables);
    }
    if let ([Token::Literal(first), others @ ..], Case::Sensitive) = (part, case)
        && first.len() <= SHORT
    {
        return find_led(first, others, text, variables);
    }
    let mut starts = text.char_indices().map(|(idx, _)| idx).chain([text.len()]);
    starts.find_map(|start| part_end(part, text.get(start..)?, case, variables))
}

/// A short text with others behind it: where it stands they are compared.
fn find_led<'t>(first: &str, others: &[Token], text: &'t str, variables: &impl Resolve) -> Option<&'t str> {
    let mut rest = text;
    loop {
        let after = find_text(first, rest)?;
        if let Some(end) = part_end(others, after, Case::Sensitive, variables) {
            return Some(end);
        }
        let start = rest.len() - after.len() - first.len();
        rest = skip(rest.get(start..)?, 1)?;
    }
}

/// The same for thousands of characters in thousands. The only comparison that allocates.
#[cold]
fn find_many_at_once<'t>(
    part: &[Token],
    text: &'t str,
    case: Case,
    variables: &impl Resolve,
) -> Option<&'t str> {
    let part_letters = letters(part, case, variables)?;
    let mut search = Search::new(&part_letters);
    for (idx, it) in text.char_indices() {
        if !search.step(folded(it, case)) {
            continue;
        }
        let (before, after) = text.split_at(idx + it.len_utf8());
        let start = before.char_indices().rev().nth(part_letters.len() - 1).map_or(0, |(idx, _)| idx);
        if search.is_exact || part_end(part, text.get(start..)?, case, variables).is_some() {
            return Some(after);
        }
    }
    None
}

/// The characters of a part, `None` for `?`.
fn letters(part: &[Token], case: Case, variables: &impl Resolve) -> Option<Vec<Option<char>>> {
    let mut letters = Vec::new();
    for it in part {
        let text = match it {
            Token::Literal(literal) => literal,
            Token::Variable(variable) => variables.resolve(variable)?,
            Token::AnyOne | Token::AnyRun => {
                letters.push(None);
                continue;
            }
        };
        letters.extend(text.chars().map(|it| Some(folded(it, case))));
    }
    Some(letters)
}

fn folded(it: char, case: Case) -> char {
    match case {
        Case::Sensitive => it,
        Case::Insensitive => fold(it),
    }
}

/// How many different characters of a part are told apart. A part that has more is compared again where it seems to be.
const N_LETTERS: usize = 256;

/// One bit for each place of a part says whether the text so far ends like the part up to that place: a character of the
/// text costs one step for 64 of the part (the algorithm of Baeza-Yates and Gonnet).
struct Search {
    alphabet: Vec<char>,
    /// Whether all characters of the part are told apart.
    is_exact: bool,
    /// For each character of the alphabet, and then for any other, the places where it may stand.
    places: Vec<Vec<u64>>,
    state: Vec<u64>,
    /// The place where the part ends: a word and a bit.
    end: (usize, u64),
}

impl Search {
    fn new(letters: &[Option<char>]) -> Search {
        let mut alphabet: Vec<char> =
            letters.iter().copied().flatten().collect::<SortedSet<_>>().into_iter().collect();
        let is_exact = alphabet.len() < N_LETTERS;
        alphabet.truncate(N_LETTERS - 1);
        let n_words = letters.len().div_ceil(64);
        let mut places = vec![vec![0; n_words]; alphabet.len() + 1];
        let mut end = (0, 0);
        for (place, letter) in letters.iter().enumerate() {
            end = (place / 64, 1 << (place % 64));
            let stands_for = match letter {
                Some(it) => {
                    let number = alphabet.binary_search(it).unwrap_or(alphabet.len());
                    number..number + 1
                }
                None => 0..alphabet.len() + 1,
            };
            for word in places.get_mut(stands_for).into_iter().flatten().filter_map(|it| it.get_mut(end.0)) {
                *word |= end.1;
            }
        }
        Search { alphabet, is_exact, places, state: vec![0; n_words], end }
    }

    /// Reads one character more; whether the part may end with it.
    fn step(&mut self, it: char) -> bool {
        let number = self.alphabet.binary_search(&it).unwrap_or(self.alphabet.len());
        let Some(places) = self.places.get(number) else { return false };
        let mut carry = 1;
        for (word, places) in self.state.iter_mut().zip(places) {
            let next_carry = *word >> 63;
            *word = (*word << 1 | carry) & places;
            carry = next_carry;
        }
        self.state.get(self.end.0).is_some_and(|it| it & self.end.1 != 0)
    }
}
