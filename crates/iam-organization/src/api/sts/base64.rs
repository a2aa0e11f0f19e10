//! Base64 (RFC 4648), in both alphabets.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text that is meant, with padding or without; `None` if it is not base64 of a text.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut n_bits) = (0_u32, 0);
    for it in text.trim_end_matches('=').bytes().filter(|it| !it.is_ascii_whitespace()) {
        bits = bits << 6 | digit(it)?;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 0xff) as u8);
        }
        bits &= (1 << n_bits) - 1;
    }
    String::from_utf8(bytes).ok()
}

fn digit(it: u8) -> Option<u32> {
    let value = match it {
        b'A'..=b'Z' => it - b'A',
        b'a'..=b'z' => it - b'a' + 26,
        b'0'..=b'9' => it - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// Bytes as base64 with padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |idx: usize| u32::from(group.get(idx).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for idx in 0..4 {
            let value = (bits >> (18 - 6 * idx) & 63) as usize;
            let digit = DIGITS.get(value).map_or('=', |it| char::from(*it));
            text.push(if idx <= group.len() { digit } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[track_caller]
    fn check(text: &str, base64: &str) {
        assert_eq!(encode(text.as_bytes()), base64);
        assert_eq!(decode(base64).as_deref(), Some(text));
        assert_eq!(decode(base64.trim_end_matches('=')).as_deref(), Some(text));
    }

    #[test]
    fn examples_of_rfc_4648() {
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn both_alphabets_are_read() {
        assert_eq!(decode("w7_DvsO-w78").as_deref(), decode("w7/DvsO+w78=").as_deref());
        assert_eq!(decode("{}"), None);
    }
}
