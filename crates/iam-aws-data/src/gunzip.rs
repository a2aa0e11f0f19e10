//! Undoing gzip. The files with AWS's data are gzipped because many hosts do not compress what they do not know; a host that
//! does may have undone it on the way.

use std::borrow::Cow;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// No file is longer than this when it is inflated.
const MAX_INFLATED: usize = 16 << 20;
/// The magic bytes, and the method: deflate.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Magic, method, flags, time, level and system.
const HEADER: usize = 10;
/// Checksum and length.
const TRAILER: usize = 8;

/// What was gzipped; what is not gzip is returned as it is. `None` if it is damaged, too long, or has the optional fields
/// that `cargo xtask data` never writes.
pub(crate) fn gunzip(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let Some(rest) = bytes.strip_prefix(&MAGIC) else { return Some(Cow::Borrowed(bytes)) };
    if rest.first() != Some(&0) {
        return None;
    }
    let end = bytes.len().checked_sub(TRAILER)?;
    decompress_to_vec_with_limit(bytes.get(HEADER..end)?, MAX_INFLATED).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Option<&[u8]>) {
        assert_eq!(gunzip(bytes).as_deref(), expected);
    }

    /// `ab`, gzipped.
    const AB: [u8; 22] =
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0x4b, 0x4c, 2, 0, 0x6d, 0x48, 0x83, 0x9e, 2, 0, 0, 0];

    #[test]
    fn gzip_is_undone_and_anything_else_stays() {
        check(&AB, Some(b"ab"));
        check(b"IAM1", Some(b"IAM1"));
        check(b"", Some(b""));
    }

    #[test]
    fn what_is_damaged_is_not_taken() {
        check(AB.get(..12).unwrap_or_default(), None);
        check(&[0x1f, 0x8b, 8, 4], None);
    }
}
