//! The seeds of the fuzz targets, and the crashes that were found, run by every `cargo test`: none is ever dead.

#![cfg(test)]

mod fuzz {
    pub(crate) mod laws {
        pub(crate) mod evaluate;
        pub(crate) mod json;
        pub(crate) mod link;
        pub(crate) mod pattern;
        pub(crate) mod policy;
    }
}

use std::fs;
use std::path::Path;

use fuzz::laws::{evaluate, json, link, pattern, policy};

/// Runs the seeds of one target. A law that does not hold panics, and so fails the test.
#[track_caller]
fn check(target: &str, hold: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut n_seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        hold(&fs::read(entry.unwrap().path()).unwrap());
        n_seeds += 1;
    }
    assert!(n_seeds >= 5, "{target} has only {n_seeds} seeds");
}

#[test]
fn json_seeds_keep_the_laws() {
    check("json", json::hold);
}

#[test]
fn policy_seeds_keep_the_laws() {
    check("policy", policy::hold);
}

#[test]
fn pattern_seeds_keep_the_laws() {
    check("pattern", pattern::hold);
}

#[test]
fn evaluate_seeds_keep_the_laws() {
    check("evaluate", evaluate::hold);
}

#[test]
fn link_seeds_keep_the_laws() {
    check("link", link::hold);
}
