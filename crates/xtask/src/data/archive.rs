//! Reading files out of a package without unpacking it. What is in it is text to us: none of it is ever run.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::failure::{Failure, while_doing};

/// Texts by their path in the package.
pub(super) type Texts = BTreeMap<String, String>;

/// The files of a wheel (zip) or npm package (tar, gzip) whose path is wanted.
pub(super) fn read(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Texts, Failure> {
    let file = while_doing(path.display(), File::open(path))?;
    let texts = match path.extension().is_some_and(|it| it == "whl") {
        true => read_zip(file, wanted),
        false => read_tar(file, wanted),
    };
    while_doing(path.display(), texts)
}

fn read_zip(file: File, wanted: impl Fn(&str) -> bool) -> std::io::Result<Texts> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut texts = Texts::new();
    for idx in 0..archive.len() {
        let mut entry = archive.by_index(idx)?;
        let path = entry.name()?.into_owned();
        if entry.is_file() && wanted(&path) {
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            texts.insert(path, text);
        }
    }
    Ok(texts)
}

fn read_tar(file: File, wanted: impl Fn(&str) -> bool) -> std::io::Result<Texts> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let mut texts = Texts::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        if wanted(&path) {
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            texts.insert(path, text);
        }
    }
    Ok(texts)
}
