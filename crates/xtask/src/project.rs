//! Where things are, and which versions of tools the project's own files ask for.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, while_doing};

/// The checkout, and the cache of tools outside of it.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    pub(crate) cache: PathBuf,
}

impl Project {
    pub(crate) fn find() -> Result<Project, Failure> {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest_dir.as_deref().and_then(|it| it.ancestors().nth(2)).map(Path::to_path_buf);
        Ok(Project {
            root: root.ok_or_else(|| Failure::new("run this as `cargo xtask`"))?,
            cache: cache_dir().ok_or_else(|| {
                Failure::new("no place for the tool cache").help("set IAM_PLAYGROUND_CACHE to a directory")
            })?,
        })
    }

    /// A file or folder of the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The version of a crate in `Cargo.lock`.
    pub(crate) fn locked_version(&self, crate_name: &str) -> Result<String, Failure> {
        let lock = self.read_toml("Cargo.lock")?;
        let packages = lock.get("package").and_then(toml::Value::as_array);
        let package = packages
            .into_iter()
            .flatten()
            .find(|it| it.get("name").and_then(toml::Value::as_str) == Some(crate_name));
        package
            .and_then(|it| it.get("version")?.as_str())
            .map(str::to_owned)
            .ok_or_else(|| Failure::new(format!("Cargo.lock does not hold the crate `{crate_name}`")))
    }

    /// The version of Trunk that `Trunk.toml` requires.
    pub(crate) fn trunk_version(&self) -> Result<String, Failure> {
        let trunk = self.read_toml("Trunk.toml")?;
        let requirement = trunk.get("trunk-version").and_then(toml::Value::as_str);
        requirement
            .and_then(|it| it.strip_prefix('='))
            .map(str::to_owned)
            .ok_or_else(|| Failure::new("Trunk.toml does not pin `trunk-version` with `=`"))
    }

    /// The version of Binaryen whose `wasm-opt` `Trunk.toml` requires: a plain number.
    pub(crate) fn binaryen_version(&self) -> Result<String, Failure> {
        let trunk = self.read_toml("Trunk.toml")?;
        let tag = trunk.get("tools").and_then(|it| it.get("wasm_opt")?.as_str());
        tag.and_then(|it| it.strip_prefix("version_"))
            .map(str::to_owned)
            .ok_or_else(|| Failure::new("Trunk.toml does not pin `tools.wasm_opt` as `version_N`"))
    }

    pub(crate) fn read_toml(&self, relative: &str) -> Result<toml::Table, Failure> {
        let text = while_doing(relative, std::fs::read_to_string(self.path(relative)))?;
        text.parse().map_err(|error| Failure::new(format!("{relative}: {error}")))
    }
}

fn cache_dir() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let own = set("IAM_PLAYGROUND_CACHE");
    let shared = || Some(set("XDG_CACHE_HOME")?.join("iam-playground"));
    let home = || Some(env::home_dir()?.join(".cache/iam-playground"));
    std::path::absolute(own.or_else(shared).or_else(home)?).ok()
}
