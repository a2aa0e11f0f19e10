//! Texts that patterns tell apart: of all texts that the same of some patterns match, a short one.

use sorted::SortedSet;

/// Longer patterns are left out.
const MAX_LEN: usize = 127;

/// How many characters are compared at most.
const MAX_STEPS: usize = 2_000_000;

/// How many texts are given for the same patterns: the first may be ruled out by something else.
const N_OF_CLASS: usize = 2;

/// A pattern with `*` and `?`.
#[derive(Clone, Debug)]
pub(super) struct Glob {
    characters: Vec<char>,
    /// Up to this place no wildcard stands for a colon: in the fields of an ARN (L106).
    without_colons: usize,
}

/// The places of a pattern that a text so far can have led to, as bits.
type Places = u128;

impl Glob {
    /// `None` for a pattern that is too long.
    pub(super) fn new(text: &str, is_arn: bool) -> Option<Glob> {
        let characters: Vec<char> = text.chars().collect();
        let mut colons = characters.iter().enumerate().filter(|(_, it)| **it == ':').map(|(idx, _)| idx);
        let fifth = colons.nth(4).unwrap_or(characters.len());
        let without_colons = if is_arn { fifth } else { 0 };
        (characters.len() <= MAX_LEN).then_some(Glob { characters, without_colons })
    }

    fn start(&self) -> Places {
        self.past_stars(1)
    }

    /// With the places behind stars, which may stand for nothing.
    fn past_stars(&self, places: Places) -> Places {
        (0..).zip(&self.characters).fold(places, |places, (idx, it)| {
            if *it == '*' { places | (places & 1 << idx) << 1 } else { places }
        })
    }

    fn step(&self, places: Places, next: char) -> Places {
        let mut reached = 0;
        for (idx, it) in self.characters.iter().enumerate().filter(|(idx, _)| places >> idx & 1 == 1) {
            let takes_any = next != ':' || idx >= self.without_colons;
            match it {
                '*' if takes_any => reached |= 1 << idx,
                '?' if takes_any => reached |= 1 << (idx + 1),
                it if *it == next => reached |= 1 << (idx + 1),
                _ => {}
            }
        }
        self.past_stars(reached)
    }

    fn is_end(&self, places: Places) -> bool {
        places >> self.characters.len() & 1 == 1
    }
}

/// Texts for every choice of the patterns that some text matches, and no other pattern does. Also whether that is all of
/// them.
pub(super) fn texts(patterns: &[Glob]) -> (Vec<String>, bool) {
    let characters = patterns.iter().flat_map(|it| &it.characters).filter(|it| !matches!(it, '*' | '?'));
    let characters: SortedSet<char> = characters.copied().filter(|it| *it != 'x').collect();
    // Letters look better than signs.
    let alphabet: Vec<char> = ['x'].into_iter().chain(characters.iter().rev().copied()).collect();
    let n_steps_each = alphabet.len() * patterns.iter().map(|it| it.characters.len() + 1).sum::<usize>();
    let max_states = MAX_STEPS / n_steps_each.max(1);
    let start: Vec<Places> = patterns.iter().map(Glob::start).collect();
    let mut known = SortedSet::new();
    known.insert(start.clone());
    let mut open = vec![(start, String::new())];
    let mut classes: Vec<(Vec<bool>, usize)> = Vec::new();
    let mut texts = Vec::new();
    let mut next = 0;
    while let Some((state, text)) = open.get(next).cloned() {
        let class: Vec<bool> = patterns.iter().zip(&state).map(|(it, &places)| it.is_end(places)).collect();
        let known_class = classes.iter().position(|it| it.0 == class).unwrap_or_else(|| {
            classes.push((class, 0));
            classes.len() - 1
        });
        if let Some((_, n_texts)) = classes.get_mut(known_class)
            && *n_texts < N_OF_CLASS
        {
            *n_texts += 1;
            texts.push(text.clone());
        }
        if next == max_states {
            return (texts, false);
        }
        next += 1;
        for &it in &alphabet {
            let state: Vec<Places> =
                patterns.iter().zip(&state).map(|(pattern, &places)| pattern.step(places, it)).collect();
            if known.insert(state.clone()) {
                open.push((state, format!("{text}{it}")));
            }
        }
    }
    (texts, true)
}
