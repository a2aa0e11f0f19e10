//! The hue of each account: it follows the account everywhere.

use iam_evaluator::arn::AccountId;
use iam_organization::World;
use sorted::SortedMap;

const N_HUES: usize = 12;

/// The hue of every account of a world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hues(SortedMap<AccountId, usize>);

/// An account as it is shown: its name and its hue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountChip {
    /// Its friendly name, or its id where it has none.
    pub name: String,
    /// Its twelve digits.
    pub id: String,
    /// The CSS class of its hue.
    pub class: &'static str,
}

impl Hues {
    /// Each account takes the hue that its id asks for, or the next free one; with more than twelve accounts hues
    /// repeat.
    pub fn of(world: &World) -> Hues {
        let mut hues = SortedMap::new();
        let mut taken = [0_usize; N_HUES];
        for (round, account) in world.accounts.keys().enumerate() {
            let n_used = round / N_HUES;
            let wanted = account.as_str().bytes().fold(0, |sum, it| (sum * 7 + usize::from(it)) % N_HUES);
            let free = (0..N_HUES).map(|it| (wanted + it) % N_HUES);
            let hue =
                free.into_iter().find(|&it| taken.get(it).is_some_and(|&n| n <= n_used)).unwrap_or(wanted);
            if let Some(n) = taken.get_mut(hue) {
                *n += 1;
            }
            hues.insert(*account, hue);
        }
        Hues(hues)
    }

    /// The CSS class of an account's hue; accounts that are not in the world share one.
    pub fn class(&self, account: AccountId) -> &'static str {
        const CLASSES: [&str; N_HUES] = [
            "hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8", "hue-9",
            "hue-10", "hue-11",
        ];
        let hue = self.0.get(&account).copied();
        hue.and_then(|it| CLASSES.get(it)).copied().unwrap_or("hue-11")
    }

    /// The chip of an account.
    pub fn chip(&self, world: &World, account: AccountId) -> AccountChip {
        let name = world.accounts.get(&account).map(|it| it.name.clone()).filter(|it| !it.is_empty());
        AccountChip {
            name: name.unwrap_or_else(|| account.to_string()),
            id: account.to_string(),
            class: self.class(account),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(n_accounts: usize) -> World {
        let mut world = World::default();
        for n in 0..n_accounts {
            let account = AccountId::parse(&format!("{:012}", n * 7919 + 1)).expect("an account id");
            world.accounts.insert(account, Default::default());
        }
        world
    }

    #[test]
    fn twelve_accounts_have_twelve_hues() {
        let world = world(12);
        let hues = Hues::of(&world);
        let classes: sorted::SortedSet<_> = world.accounts.keys().map(|it| hues.class(*it)).collect();
        assert_eq!(classes.len(), 12);
    }

    #[test]
    fn forty_accounts_share_the_hues_evenly() {
        let world = world(40);
        let hues = Hues::of(&world);
        let mut counts = SortedMap::new();
        for account in world.accounts.keys() {
            *counts.or_default(hues.class(*account)) += 1;
        }
        assert!(counts.values().all(|&n| (3..=4).contains(&n)), "{counts:?}");
    }
}
