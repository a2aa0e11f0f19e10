//! Walking the tree by keyboard.

use super::OrganizationTreeView;

/// What a key does in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeMove {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Opens the row, or goes to its first child.
    Open,
    /// Folds the row, or goes to its parent.
    Fold,
    /// Selects the row.
    Activate,
}

impl TreeMove {
    /// What a key does.
    pub fn of_key(key: &str) -> Option<TreeMove> {
        match key {
            "ArrowUp" => Some(TreeMove::Up),
            "ArrowDown" => Some(TreeMove::Down),
            "Home" => Some(TreeMove::First),
            "End" => Some(TreeMove::Last),
            "ArrowRight" => Some(TreeMove::Open),
            "ArrowLeft" => Some(TreeMove::Fold),
            "Enter" | " " => Some(TreeMove::Activate),
            _ => None,
        }
    }
}

impl OrganizationTreeView {
    /// Whether a key folds or opens the row, and does not move.
    pub fn toggles(&self, key: &str, act: TreeMove) -> bool {
        let open = self.rows.get(key).and_then(|it| it.open);
        match act {
            TreeMove::Open => open == Some(false),
            TreeMove::Fold => open == Some(true),
            TreeMove::Up | TreeMove::Down | TreeMove::First | TreeMove::Last | TreeMove::Activate => false,
        }
    }

    /// The row that the focus moves to.
    pub fn moved(&self, key: &str, act: TreeMove) -> Option<String> {
        let here = self.order.iter().position(|it| it == key)?;
        let row = self.rows.get(key)?;
        let to = match act {
            TreeMove::Up => self.order.get(here.checked_sub(1)?),
            TreeMove::Down => self.order.get(here + 1),
            TreeMove::First => self.order.first(),
            TreeMove::Last => self.order.last(),
            TreeMove::Open => self.order.get(here + 1).filter(|_| row.open == Some(true)),
            TreeMove::Fold => row.parent.as_ref(),
            TreeMove::Activate => None,
        };
        to.cloned()
    }
}
