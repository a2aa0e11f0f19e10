//! The definitions, written as plainly and slowly as possible.

/// `*` takes any characters, `?` one.
pub(crate) fn glob(pattern: &str, text: &str) -> bool {
    matches(&chars(pattern), &chars(text), &|_| true)
}

/// Of the fields before the resource, a `*` takes no colon unless it ends its field (L51), and a `?` never takes one;
/// in the resource both take anything. A pattern of fewer fields ends with its last one, whose end is the end of a
/// field.
pub(crate) fn resource(pattern: &str, text: &str) -> bool {
    let pattern = chars(pattern);
    let takes_colons = |at: usize| {
        let n_colons = pattern[..at].iter().filter(|&&it| it == ':').count();
        let in_last_field = n_colons >= 5 || !pattern[at..].contains(&':');
        in_last_field || pattern[at] == '*' && pattern.get(at + 1) == Some(&':')
    };
    matches(&pattern, &chars(text), &takes_colons)
}

/// Six fields against six fields.
pub(crate) fn condition(pattern: &str, text: &str) -> bool {
    let pattern: Vec<_> = pattern.splitn(6, ':').collect();
    let text: Vec<_> = text.splitn(6, ':').collect();
    pattern.len() == 6
        && text.len() == 6
        && pattern.iter().zip(&text).all(|(pattern, text)| glob(pattern, text))
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// `takes_colons` says of a place in the pattern whether the wildcard there takes colons.
fn matches(pattern: &[char], text: &[char], takes_colons: &dyn Fn(usize) -> bool) -> bool {
    // For each place in the pattern, the places in the text that can be reached.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for (at, &it) in pattern.iter().enumerate() {
        let mut next = vec![false; text.len() + 1];
        for pos in 0..=text.len() {
            let takes = |pos: usize| text[pos] != ':' || takes_colons(at);
            match it {
                '*' => next[pos] = reached[pos] || pos > 0 && next[pos - 1] && takes(pos - 1),
                '?' => next[pos] = pos > 0 && reached[pos - 1] && takes(pos - 1),
                it => next[pos] = pos > 0 && reached[pos - 1] && text[pos - 1] == it,
            }
        }
        reached = next;
    }
    reached[text.len()]
}
