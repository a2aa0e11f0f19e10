//! The files that the app loads, built once from the committed text.

use std::sync::LazyLock;

use iam_catalog::build::{self, ManagedFiles, Texts};
use iam_catalog::{Catalog, ManagedPolicies, ServiceAction};

pub(crate) static CATALOG_FILE: LazyLock<Vec<u8>> =
    LazyLock::new(|| build::catalog(&Texts::COMMITTED).unwrap());
pub(crate) static MANAGED_FILES: LazyLock<ManagedFiles> =
    LazyLock::new(|| build::managed_policies(&Texts::COMMITTED).unwrap());

pub(crate) static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::from_bytes(&CATALOG_FILE).unwrap());
pub(crate) static MANAGED_POLICIES: LazyLock<ManagedPolicies> = LazyLock::new(|| {
    let mut policies = ManagedPolicies::from_bytes(&MANAGED_FILES.top).unwrap();
    policies.add_documents(&MANAGED_FILES.rest).unwrap();
    policies
});

#[track_caller]
pub(crate) fn action(name: &str) -> ServiceAction<'static> {
    CATALOG.action(name).unwrap_or_else(|| panic!("`{name}` is not in the catalogue"))
}
