//! Numbers that equal texts share, and few others (FNV-1a).

/// The number of a text.
pub(crate) fn fingerprint(text: &str) -> u64 {
    continued(0xcbf2_9ce4_8422_2325, text)
}

/// The number of several texts in order, from that of those before. Whoever needs to be sure compares the texts too.
pub(crate) fn continued(before: u64, text: &str) -> u64 {
    text.bytes().fold(before, |number, it| (number ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3))
}
