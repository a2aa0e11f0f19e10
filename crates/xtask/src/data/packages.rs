//! The pinned packages: fetched by name with the registries' own clients, and refused if a byte differs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use super::archive::{self, Texts};
use super::{FOLDER, unexpected};
use crate::failure::{Failure, while_doing};
use crate::output;
use crate::process;
use crate::project::Project;

/// The packages of `SOURCES.toml`, in its order.
pub(super) struct Packages {
    packages: Vec<Package>,
}

struct Package {
    client: String,
    name: String,
    version: String,
    path: PathBuf,
    sha256: String,
}

impl Packages {
    /// Fetches what is not in the cache yet.
    pub(super) fn fetch(project: &Project) -> Result<Packages, Failure> {
        let sources = project.read_toml(&format!("{FOLDER}/SOURCES.toml"))?;
        let tables = sources.get("package").and_then(toml::Value::as_array);
        let folder = project.cache.join("data");
        while_doing(folder.display(), fs::create_dir_all(&folder))?;
        let mut packages = Vec::new();
        for table in tables.into_iter().flatten() {
            let package = read_package(table, &folder).ok_or_else(|| {
                Failure::new("SOURCES.toml: a package lacks client, name, version, file or sha256")
            })?;
            package.fetch(&folder)?;
            packages.push(package);
        }
        Ok(Packages { packages })
    }

    /// The wanted files of the `nth` package of this name.
    pub(super) fn read(
        &self,
        name: &str,
        nth: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Texts, Failure> {
        archive::read(&self.find(name, nth)?.path, wanted)
    }

    /// The one file of the package of this name whose path ends so.
    pub(super) fn read_one(&self, name: &str, ending: &str) -> Result<String, Failure> {
        let mut texts = self.read(name, 0, |it| it.ends_with(ending))?;
        match (texts.pop_first(), texts.is_empty()) {
            (Some((_, text)), true) => Ok(text),
            _ => Err(unexpected(format_args!("{name}: not one file `{ending}`"))),
        }
    }

    /// Name and version, as they are cited in the text.
    pub(super) fn cite(&self, name: &str, nth: usize) -> Result<String, Failure> {
        self.find(name, nth).map(|it| format!("{} {}", it.name, it.version))
    }

    fn find(&self, name: &str, nth: usize) -> Result<&Package, Failure> {
        let package = self.packages.iter().filter(|it| it.name == name).nth(nth);
        package.ok_or_else(|| Failure::new(format!("SOURCES.toml: no package {} named `{name}`", nth + 1)))
    }
}

fn read_package(table: &toml::Value, folder: &Path) -> Option<Package> {
    let field = |name: &str| table.get(name).and_then(toml::Value::as_str).map(str::to_owned);
    Some(Package {
        client: field("client")?,
        name: field("name")?,
        version: field("version")?,
        path: folder.join(field("file")?),
        sha256: field("sha256")?,
    })
}

impl Package {
    fn fetch(&self, folder: &Path) -> Result<(), Failure> {
        if self.path.is_file() && self.verify().is_ok() {
            output::detail(format_args!("{} {} is in the cache", self.name, self.version));
            return Ok(());
        }
        match self.client.as_str() {
            "pip" => process::run(
                Command::new("python3")
                    .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest"])
                    .arg(folder)
                    .arg(format!("{}=={}", self.name, self.version)),
            )?,
            "npm" => process::run(
                Command::new("npm")
                    .args(["pack", "--silent", "--pack-destination"])
                    .arg(folder)
                    .arg(format!("{}@{}", self.name, self.version)),
            )?,
            other => return Err(Failure::new(format!("SOURCES.toml: unknown client `{other}`"))),
        }
        self.verify()
    }

    fn verify(&self) -> Result<(), Failure> {
        let bytes = while_doing(self.path.display(), fs::read(&self.path))?;
        let actual: String = Sha256::digest(&bytes).iter().map(|it| format!("{it:02x}")).collect();
        match actual == self.sha256 {
            true => Ok(()),
            false => Err(Failure::new(format!(
                "{} {} is not the file that SOURCES.toml pins: its sha256 is {actual}",
                self.name, self.version
            ))),
        }
    }
}
