//! Lists the conformance corpus for the tests in WebAssembly, where there are no files to look for.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../tests/corpus");
    println!("cargo:rerun-if-changed={}", folder.display());
    let entries: Result<Vec<_>, _> = fs::read_dir(&folder)?.collect();
    let paths = entries?.into_iter().map(|it| it.path());
    let mut files: Vec<PathBuf> = paths.filter(|it| it.extension().is_some_and(|it| it == "jsonl")).collect();
    files.sort();
    let names = files.iter().filter_map(|it| Some((it.file_name()?.to_str()?, it)));
    let rows: String = names.map(|(name, path)| format!("({name:?}, include_str!({path:?})),\n")).collect();
    let list =
        format!("/// Every file of the corpus, by name.\nconst CORPUS: &[(&str, &str)] = &[\n{rows}];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("corpus.rs"), list)?;
    Ok(())
}
