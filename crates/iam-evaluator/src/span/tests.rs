use super::{LineColumn, LineIndex, Span};

/// The line and column of every offset of a text, and what [`Span::line`] says.
#[track_caller]
fn check(text: &str, expected: &[(usize, usize)]) {
    let index = LineIndex::new(text);
    let found: Vec<_> = (0..=text.len()).map(|it| index.line_column(it.try_into().unwrap())).collect();
    let expected: Vec<_> = expected.iter().map(|&(line, column)| LineColumn { line, column }).collect();
    assert_eq!(found, expected, "{text:?}");
    for (offset, it) in found.iter().enumerate() {
        assert_eq!(Span::new(offset, offset).line(text), it.line, "{offset} in {text:?}");
        assert_eq!(index.line(offset.try_into().unwrap()), it.line, "{offset} in {text:?}");
    }
}

#[test]
fn a_line_feed_ends_its_line() {
    check("", &[(1, 0)]);
    check("a", &[(1, 0), (1, 1)]);
    check("\n", &[(1, 0), (2, 0)]);
    check("a\n\nb", &[(1, 0), (1, 1), (2, 0), (3, 0), (3, 1)]);
    check("\r\né", &[(1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]);
}

#[test]
fn an_offset_behind_the_text_is_on_its_last_line() {
    assert_eq!(LineIndex::new("a\nb").line_column(100), LineColumn { line: 2, column: 98 });
}
