//! The texts of this repository, in the program itself: for a command line and for tests, which have no files to load.

use super::Texts;

impl Texts<'static> {
    /// Everything in `data/`.
    pub const COMMITTED: Texts<'static> = Texts {
        catalog: include_str!("../../data/catalog.txt"),
        global_keys: include_str!("../../data/global_keys.txt"),
        partitions: include_str!("../../data/partitions.txt"),
        principals: include_str!("../../data/principals.txt"),
        rcp_services: include_str!("../../data/rcp_services.txt"),
        managed_policies: include_str!("../../data/managed_policies.ndjson"),
        managed_top: include_str!("../../data/managed_top.txt"),
    };
}
