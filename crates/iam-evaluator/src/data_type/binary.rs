//! Base64 text as bytes (L99).

/// The bytes of a base64 text; `None` if it is not base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    bytes(text).collect()
}

/// Whether a base64 text stands for these bytes. Allocates nothing.
pub(crate) fn equals(text: &str, expected: &[u8]) -> bool {
    let mut decoded = bytes(text);
    expected.iter().all(|&it| decoded.next() == Some(Some(it))) && decoded.next().is_none()
}

/// The decoded bytes, or `None` in the place of one that cannot be decoded.
fn bytes(text: &str) -> impl Iterator<Item = Option<u8>> {
    let is_padded = text.len().is_multiple_of(4);
    let unpadded = text.strip_suffix("==").or(text.strip_suffix('=')).unwrap_or(text);
    let groups = unpadded.as_bytes().chunks(4);
    groups.flat_map(move |group| {
        let decoded = if is_padded { decode_group(group) } else { None };
        let (bytes, len) = decoded.unwrap_or(([0; 3], 1));
        bytes.into_iter().take(len).map(move |it| decoded.map(|_| it))
    })
}

/// Up to four characters into up to three bytes.
fn decode_group(group: &[u8]) -> Option<([u8; 3], usize)> {
    let mut bits = 0_u32;
    for idx in 0..4 {
        let digit = group.get(idx).map_or(Some(0), |&it| digit(it))?;
        bits = bits << 6 | digit;
    }
    let [_, first, second, third] = bits.to_be_bytes();
    match group.len() {
        4 => Some(([first, second, third], 3)),
        3 => Some(([first, second, third], 2)),
        2 => Some(([first, second, third], 1)),
        _ => None,
    }
}

fn digit(it: u8) -> Option<u32> {
    let value = match it {
        b'A'..=b'Z' => it - b'A',
        b'a'..=b'z' => it - b'a' + 26,
        b'0'..=b'9' => it - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
