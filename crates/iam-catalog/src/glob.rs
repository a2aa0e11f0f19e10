//! `*` and `?` over the names of services and actions, without regard to ASCII case.

/// Whether `name` matches `pattern`, which is in lower case: `*` is any text, `?` any one character.
pub(crate) fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut pattern, mut name) = (pattern, name);
    // Where to go on if what follows the last `*` does not match: after the star, one character further.
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern.split_first(), name.split_first()) {
            (Some((b'*', rest)), _) => {
                pattern = rest;
                retry = Some((rest, name));
            }
            (Some((expected, rest)), Some((actual, after)))
                if *expected == b'?' || *expected == actual.to_ascii_lowercase() =>
            {
                (pattern, name) = (rest, after);
            }
            (None, None) => return true,
            (Some(_) | None, _) => match retry {
                Some((after_star, [_, rest @ ..])) => {
                    (pattern, name) = (after_star, rest);
                    retry = Some((after_star, rest));
                }
                Some((_, [])) | None => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[track_caller]
    fn check(pattern: &str, name: &str, expected: bool) {
        assert_eq!(matches(pattern.as_bytes(), name.as_bytes()), expected, "{pattern} against {name}");
    }

    #[test]
    fn a_star_is_any_text_and_a_question_mark_one_character() {
        check("get*", "GetObject", true);
        check("*", "", true);
        check("*describe*instance*", "BatchDescribeSomeInstances", true);
        check("*describe*instance*", "DescribeInstance", true);
        check("*describe*instance*", "InstanceDescribe", false);
        check("get?bject", "GetObject", true);
        check("get?", "Get", false);
        check("*object", "GetObjectAclObject", true);
        check("getobject", "GetObjects", false);
        check("", "x", false);
    }
}
