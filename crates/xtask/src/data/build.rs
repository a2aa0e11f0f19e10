//! `cargo xtask data --build`: the three files that the app loads, from the committed text, into `target/catalog/`.
//!
//! They are gzipped here and named without `.gz`: a host that knows that ending may add `Content-Encoding` and so undo
//! the compression on the way. The app looks at the first two bytes and inflates what is still gzip.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use flate2::Compression;
use flate2::write::GzEncoder;
use iam_catalog::build::{self, InvalidText, Texts};

use super::FOLDER;
use crate::failure::{Failure, while_doing};
use crate::output;
use crate::project::Project;

/// Not committed; `index.html` copies it to `dist/catalog/`.
const BUILT: &str = "target/catalog";

const FILES: [&str; 3] = ["catalog.bin", "managed-top.bin", "managed-rest.bin"];

/// Builds the files, unless they are there and younger than the text and this program.
pub(crate) fn build(project: &Project) -> Result<(), Failure> {
    let folder = project.path(BUILT);
    if is_fresh(&folder, &project.path(FOLDER)) {
        return Ok(());
    }
    let read = |name: &str| {
        let path = project.path(FOLDER).join(name);
        while_doing(path.display(), fs::read_to_string(&path))
    };
    let texts = Texts {
        catalog: &read("catalog.txt")?,
        global_keys: &read("global_keys.txt")?,
        partitions: &read("partitions.txt")?,
        principals: &read("principals.txt")?,
        rcp_services: &read("rcp_services.txt")?,
        managed_policies: &read("managed_policies.ndjson")?,
        managed_top: &read("managed_top.txt")?,
    };
    let catalog = build::catalog(&texts).map_err(invalid)?;
    let managed = build::managed_policies(&texts).map_err(invalid)?;
    while_doing(folder.display(), fs::create_dir_all(&folder))?;
    for (name, bytes) in FILES.into_iter().zip([catalog, managed.top, managed.rest]) {
        let gzipped = while_doing(name, gzip(&bytes))?;
        output::detail(format_args!("{BUILT}/{name}: {} bytes, {} gzipped", bytes.len(), gzipped.len()));
        while_doing(name, fs::write(folder.join(name), gzipped))?;
    }
    Ok(())
}

fn invalid(error: InvalidText) -> Failure {
    Failure::new(format!("{FOLDER}/{error}")).help("run `cargo xtask data`, which writes it")
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn is_fresh(built: &Path, texts: &Path) -> bool {
    let program = std::env::current_exe().unwrap_or_default();
    let entries = fs::read_dir(texts).into_iter().flatten().flatten().map(|it| it.path());
    let newest = entries.chain([program]).filter_map(|it| modified(&it)).max();
    let oldest: Option<Vec<SystemTime>> = FILES.iter().map(|it| modified(&built.join(it))).collect();
    oldest.and_then(|it| it.into_iter().min()).zip(newest).is_some_and(|(built, source)| built > source)
}

fn modified(path: &PathBuf) -> Option<SystemTime> {
    fs::metadata(path).and_then(|it| it.modified()).ok()
}
