//! Base64 with the URL-safe alphabet and without padding (RFC 4648, section 5).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a text is not base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invalid {
    /// A character that is not in the alphabet.
    Character,
    /// The last group cannot be the end: no number of bytes has this many characters, or bits of a next byte are there.
    End,
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for idx in 0..=chunk.len() {
            let sextet = bits >> (18 - 6 * idx) & 63;
            text.extend(ALPHABET.get(sextet as usize).map(|it| char::from(*it)));
        }
    }
    text
}

pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Invalid> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for byte in chunk {
            bits = bits << 6 | sextet(*byte).ok_or(Invalid::Character)?;
        }
        let n_bytes = match chunk.len() {
            1 => return Err(Invalid::End),
            n_chars => n_chars - 1,
        };
        let bits = bits << (6 * (4 - chunk.len()));
        let [_, decoded @ ..] = bits.to_be_bytes();
        let (kept, dropped) = decoded.split_at(n_bytes);
        if dropped.iter().any(|it| *it != 0) {
            return Err(Invalid::End);
        }
        bytes.extend(kept);
    }
    Ok(bytes)
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
