//! Messages whose backticks become code.

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// What stood between backticks: a name, or what somebody typed.
    Code(String),
}

/// The parts of a message. A backtick without its partner is words.
pub fn pieces(message: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, tail)) = after.split_once('`') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Words(before.to_owned()));
        }
        pieces.push(Piece::Code(code.to_owned()));
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, expected: &str) {
        let shown = pieces(message).into_iter().map(|it| match it {
            Piece::Words(it) => it,
            Piece::Code(it) => format!("<{it}>"),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn what_is_between_backticks_is_code() {
        check("`s3Get` is not an action: write `s3:Get`", "<s3Get> is not an action: write <s3:Get>");
        check("plain", "plain");
        check("an odd ` stays", "an odd ` stays");
        check("`` and `a`", "<> and <a>");
    }
}
