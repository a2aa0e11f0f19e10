//! The organization as a tree: the rows that are shown, in order.

mod build;
mod walk;

use iam_organization::EntityRef;
use sorted::{SortedMap, SortedSet};

use super::tone::{Icon, Tone};

pub use build::organization_tree;
pub use walk::TreeMove;

/// The rows of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationTreeView {
    /// The keys of the rows that are shown, from top to bottom.
    pub order: Vec<String>,
    /// The rows by key.
    pub rows: SortedMap<String, TreeRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// Its key.
    pub key: String,
    /// The row that it is under.
    pub parent: Option<String>,
    /// What is selected with it; headings select nothing.
    pub entity: Option<EntityRef>,
    /// How deep it is, counted from 0.
    pub depth: usize,
    /// Its drawing.
    pub icon: Icon,
    /// Its name.
    pub name: String,
    /// The hue of the account, on the row of an account.
    pub hue: Option<&'static str>,
    /// Whether it is open, if anything is under it.
    pub open: Option<bool>,
    /// Short words at its end.
    pub badges: Vec<Badge>,
    /// Set on the entity whose policy decided.
    pub deciding: Option<Tone>,
}

/// A short word with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What stands there.
    pub text: String,
    /// What it means.
    pub title: String,
}

/// What the tree shows beside the world itself.
#[derive(Clone, Copy, Debug)]
pub struct TreeState<'a> {
    /// The keys of the rows that are folded.
    pub folded: &'a SortedSet<String>,
    /// Only rows that hold this text, and what they are under; empty shows all.
    pub filter: &'a str,
    /// The entities that hold the policy that decided.
    pub deciding: &'a [EntityRef],
    /// How it decided.
    pub tone: Tone,
}

impl TreeRow {
    /// The CSS classes of the row.
    pub fn class(&self) -> String {
        let depth = self.depth.min(MAX_DEPTH);
        let kind = match (&self.entity, self.hue) {
            (None, _) => "tree-heading",
            (Some(_), Some(_)) => "tree-account",
            (Some(_), None) => "",
        };
        format!("tree-row tree-depth-{depth} {kind} {}", self.hue.unwrap_or_default())
    }
}

/// Deeper rows are indented no further.
const MAX_DEPTH: usize = 8;
