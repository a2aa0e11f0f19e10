//! A pattern on the first line, a text on the rest: `*` and `?` mean what a slow definition says, and ARN patterns, with
//! variables or without, come to an end.

use iam_evaluator::pattern::{ArnMode, ArnPattern, ArnText, Case, NoVariables, Pattern, Syntax};

/// The slow definition takes time proportional to the product of the lengths.
const LONGEST: usize = 400;

pub(crate) fn hold(data: &[u8]) {
    let Ok(input) = std::str::from_utf8(data) else { return };
    let (pattern, text) = input.split_once('\n').unwrap_or((input, ""));
    if pattern.len() > LONGEST || text.len() > LONGEST {
        return;
    }
    let plain = Pattern::new(pattern, Syntax { wildcards: true, variables: false }, Case::Sensitive);
    let matches = plain.matches(text, &NoVariables);
    assert_eq!(matches, slow(pattern, text), "`{pattern}` against `{text}`");
    let with_variables =
        Pattern::new(pattern, Syntax { wildcards: true, variables: true }, Case::Insensitive);
    with_variables.matches(text, &NoVariables);
    with_variables.resolved_text(&NoVariables);
    for mode in [ArnMode::Resource, ArnMode::Condition] {
        for variables in [false, true] {
            let arn = ArnPattern::new(pattern, variables, mode);
            arn.matches(&ArnText::new(text), &NoVariables);
            arn.resolved_text(&NoVariables);
        }
    }
}

/// For each place in the pattern, the places in the text that can be reached.
fn slow(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for it in pattern.chars() {
        let mut next = vec![false; text.len() + 1];
        for pos in 0..=text.len() {
            let stepped = pos > 0 && reached[pos - 1];
            next[pos] = match it {
                '*' => reached[pos] || pos > 0 && next[pos - 1],
                '?' => stepped,
                it => stepped && text[pos - 1] == it,
            };
        }
        reached = next;
    }
    reached[text.len()]
}
