//! The ids that Organizations gives (S4). They follow from the seed of the world.

use iam_evaluator::arn::AccountId;

use crate::unique_id::event_id;
use crate::world::World;

/// An id of lowercase letters and digits behind a prefix: `car-…`, `h-…`.
pub(super) fn new_id(world: &mut World, prefix: &str) -> String {
    let number = world.count_id();
    let id: String = event_id(world.seed, number).chars().filter(|it| *it != '-').collect();
    format!("{prefix}-{id}")
}

/// Twelve digits that no account of the world has.
pub(super) fn new_account_id(world: &mut World) -> Option<AccountId> {
    for _ in 0..100 {
        let id = new_id(world, "a");
        let digits: String =
            id.chars().filter_map(|it| it.to_digit(16)).map(|it| (it % 10).to_string()).collect();
        let id = digits.get(1..13).and_then(|it| AccountId::parse(it).ok());
        if let Some(id) = id.filter(|it| !world.accounts.contains_key(it)) {
            return Some(id);
        }
    }
    None
}
