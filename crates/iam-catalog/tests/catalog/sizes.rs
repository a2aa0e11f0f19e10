//! How large the three files are, gzipped: what a visitor waits for.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::built::{CATALOG_FILE, MANAGED_FILES};

/// A file may be this much larger than what was measured when the format was chosen.
const TOLERANCE_PERCENT: usize = 5;

#[track_caller]
fn check(file: &[u8], measured: usize) {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(file).unwrap();
    let size = encoder.finish().unwrap().len();
    let most = measured + measured * TOLERANCE_PERCENT / 100;
    assert!(size <= most, "{size} bytes gzipped; {most} are allowed");
}

#[test]
fn the_catalogue() {
    check(&CATALOG_FILE, 205_179);
}

#[test]
fn the_most_used_managed_policies_with_the_index_of_all() {
    check(&MANAGED_FILES.top, 40_768 + 17_665);
}

#[test]
fn the_other_managed_policies() {
    check(&MANAGED_FILES.rest, 422_111);
}
