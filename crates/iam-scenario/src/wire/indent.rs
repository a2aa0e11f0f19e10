//! Compact JSON into indented JSON.

/// Puts every member and item on its own line, indented by two spaces. The text must be JSON without white space between
/// its tokens.
pub(super) fn indent(compact: &str) -> String {
    let mut text = String::with_capacity(compact.len() * 2);
    let mut depth = 0;
    let mut in_string = false;
    let mut escaped = false;
    let mut chars = compact.chars().peekable();
    while let Some(it) = chars.next() {
        if in_string {
            text.push(it);
            in_string = escaped || it != '"';
            escaped = !escaped && it == '\\';
            continue;
        }
        match it {
            '{' | '[' if matches!(chars.peek(), Some('}' | ']')) => {
                text.push(it);
                text.extend(chars.next());
            }
            '{' | '[' => {
                depth += 1;
                text.push(it);
                new_line(depth, &mut text);
            }
            '}' | ']' => {
                depth -= 1;
                new_line(depth, &mut text);
                text.push(it);
            }
            ',' => {
                text.push(it);
                new_line(depth, &mut text);
            }
            ':' => text.push_str(": "),
            it => {
                in_string = it == '"';
                text.push(it);
            }
        }
    }
    text
}

fn new_line(depth: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}
