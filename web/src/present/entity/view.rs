//! What the centre of the workbench shows of an entity.

use iam_organization::{EntityRef, PolicyLocation, WorldEdit};

use crate::present::building::AdditionView;
use crate::present::hue::AccountChip;
use crate::present::tone::Icon;

/// The entity in the centre of the workbench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityView {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Its drawing.
    pub icon: Icon,
    /// Its name.
    pub name: String,
    /// Its account, unless it is one.
    pub account: Option<AccountChip>,
    /// Its ARN or id.
    pub id: Option<String>,
    /// What is known about it.
    pub facts: Vec<Fact>,
    /// The policies that are shown with it.
    pub policies: Vec<ShownPolicy>,
    /// What can be built on it.
    pub additions: Vec<AdditionView>,
    /// Whether it can be taken away.
    pub can_be_deleted: bool,
    /// Said where it has no policies.
    pub empty: &'static str,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// One or several values.
    pub values: Vec<FactValue>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// Plain words.
    Words(String),
    /// A name or number as AWS writes it.
    Code(String),
    /// Another entity, to go to.
    Entity {
        /// Which one.
        entity: EntityRef,
        /// Its drawing.
        icon: Icon,
        /// Its name.
        name: String,
        /// The hue of its account, for accounts.
        hue: Option<&'static str>,
    },
}

/// A policy that is shown with an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPolicy {
    /// Where its text is kept.
    pub location: PolicyLocation,
    /// Its name.
    pub name: String,
    /// What it is to the entity.
    pub relation: String,
    /// How it is taken away from the entity.
    pub removal: Option<Removal>,
}

/// A way to change something about a policy, with a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// On the button.
    pub verb: String,
    /// What it does.
    pub edit: WorldEdit,
}
