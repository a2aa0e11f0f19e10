//! SHA-1 (FIPS 180-4): AWS makes a SAML subject's `NameQualifier` with it (S58). Nothing here relies on its strength.

const START: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// The digest of a text.
pub(super) fn sha1(text: &str) -> Vec<u8> {
    let mut message = text.as_bytes().to_vec();
    let n_bits = (message.len() as u64) * 8;
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend(n_bits.to_be_bytes());
    let digest = message.chunks(64).fold(START, block);
    digest.iter().flat_map(|it| it.to_be_bytes()).collect()
}

fn block(state: [u32; 5], block: &[u8]) -> [u32; 5] {
    let mut words: Vec<u32> =
        block.chunks(4).map(|it| it.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))).collect();
    let word = |words: &[u32], idx: usize| words.get(idx).copied().unwrap_or_default();
    for idx in 16..80 {
        let mixed =
            word(&words, idx - 3) ^ word(&words, idx - 8) ^ word(&words, idx - 14) ^ word(&words, idx - 16);
        words.push(mixed.rotate_left(1));
    }
    let [mut a, mut b, mut c, mut d, mut e] = state;
    for (idx, word) in words.into_iter().enumerate() {
        let (mixed, constant) = match idx {
            0..20 => (b & c | !b & d, 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let next: u32 = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e);
        let next = next.wrapping_add(constant).wrapping_add(word);
        (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
    }
    let [s0, s1, s2, s3, s4] = state;
    [s0.wrapping_add(a), s1.wrapping_add(b), s2.wrapping_add(c), s3.wrapping_add(d), s4.wrapping_add(e)]
}

#[cfg(test)]
mod tests {
    use super::sha1;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let digest: String = sha1(text).iter().map(|it| format!("{it:02x}")).collect();
        assert_eq!(digest, expected);
    }

    #[test]
    fn examples_of_the_standard() {
        check("", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        check("abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
        check(
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        );
    }
}
