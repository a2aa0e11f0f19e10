//! The files of the repository: everything but what `.gitignore` names.

use std::fs;
use std::path::Path;

/// A file, by its path from the top level, with `/`.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    /// Empty for a file that is not text.
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Tests of a crate: `tests.rs` beside its room, or a `tests` folder in the crate.
    pub(crate) fn is_test(&self) -> bool {
        self.name() == "tests.rs" || self.path.contains("/tests/")
    }
}

pub(crate) fn of_the_repository() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let ignored = Ignored::read(&fs::read_to_string(root.join(".gitignore")).unwrap());
    let mut files = Vec::new();
    collect(root, "", &ignored, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Path, prefix: &str, ignored: &Ignored, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path == ".git" || ignored.covers(&path) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), ignored, files);
        } else {
            let text = String::from_utf8(fs::read(entry.path()).unwrap()).unwrap_or_default();
            files.push(File { path, text });
        }
    }
}

/// The three forms of pattern that our `.gitignore` uses: `/path`, `name` and `*.ending`.
struct Ignored {
    patterns: Vec<String>,
}

impl Ignored {
    fn read(gitignore: &str) -> Ignored {
        let lines = gitignore.lines().map(|it| it.trim().trim_end_matches('/'));
        Ignored {
            patterns: lines.filter(|it| !it.is_empty() && !it.starts_with('#')).map(str::to_owned).collect(),
        }
    }

    fn covers(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        self.patterns.iter().any(|pattern| match (pattern.strip_prefix('/'), pattern.strip_prefix('*')) {
            (Some(whole), _) => whole == path,
            (_, Some(ending)) => name.ends_with(ending),
            (None, None) => pattern == name,
        })
    }
}

#[test]
fn gitignore_patterns_cover_what_git_ignores() {
    let ignored = Ignored::read("# a comment\n/dist\n/web/editor/dist\nnode_modules/\n*.profraw\n");
    let covered = ["dist", "web/editor/dist", "web/editor/node_modules", "a/b.profraw"];
    let kept = ["web/dist", "web/editor/src", "profraw", "# a comment"];
    assert!(covered.iter().all(|it| ignored.covers(it)));
    assert!(!kept.iter().any(|it| ignored.covers(it)));
}
