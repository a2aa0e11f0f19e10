//! One edit of a scenario, in the terms in which a reader thinks of it.

use iam_evaluator::policy::{self, Policy, PrincipalKind, Statement};
use iam_evaluator::request::ContextValue;
use iam_organization::PolicyLocation;
use iam_scenario::{Edit, Question, Scenario};

use crate::attachment::Attachment;
use crate::policy_edit;

/// A single change. [`Change::edits`] are the events that make it; as text it begins in lower case and has no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A context key of the question gets this value.
    SetContextKey {
        /// The key.
        key: String,
        /// Its value, or values.
        value: ContextValue,
    },
    /// A context key that the question sets is taken out of the request.
    RemoveContextKey {
        /// The key.
        key: String,
    },
    /// A policy is attached, or a user put into a group.
    Attach(Attachment),
    /// A policy is detached, or a user taken out of a group.
    Detach(Attachment),
    /// An inline policy, or the policy of a resource, is deleted.
    RemovePolicy(PolicyLocation),
    /// A policy of one statement is made where there is none.
    AddPolicy {
        /// Where.
        location: PolicyLocation,
        /// Its statement.
        statement: Box<Statement>,
    },
    /// A policy gets one statement more.
    AddStatement {
        /// Which policy.
        location: PolicyLocation,
        /// The statement.
        statement: Box<Statement>,
    },
    /// A policy loses a statement.
    RemoveStatement(StatementAt),
    /// A statement lists one principal more in its Principal or NotPrincipal.
    AddPrincipal {
        /// Which statement.
        statement: StatementAt,
        /// Whom.
        principal: PrincipalName,
    },
}

/// A statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementAt {
    /// The policy.
    pub location: PolicyLocation,
    /// Which statement of it, counted from 0.
    pub index: u32,
    /// Its Sid, if it has one.
    pub sid: Option<String>,
}

/// A principal as a policy names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalName {
    /// `AWS`, `Service`, …
    pub kind: PrincipalKind,
    /// An ARN, a service, `*`.
    pub name: String,
}

/// How much a change asks for: ordered, the cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cost {
    /// Another request.
    Context,
    /// Another connection between what is there.
    Attachment,
    /// Another policy text.
    Statement,
    /// Somebody else is let in by a policy.
    Principal,
}

impl Change {
    /// What it asks for.
    pub fn cost(&self) -> Cost {
        match self {
            Change::SetContextKey { .. } | Change::RemoveContextKey { .. } => Cost::Context,
            Change::Attach(_) | Change::Detach(_) | Change::RemovePolicy(_) => Cost::Attachment,
            Change::AddPolicy { .. } | Change::AddStatement { .. } | Change::RemoveStatement(_) => {
                Cost::Statement
            }
            Change::AddPrincipal { .. } => Cost::Principal,
        }
    }

    /// The edits that make it, in order. A context key is changed in the question, which is put in over the one with its
    /// id; a policy that is changed is written anew, with the same meaning and AWS's indentation. `None` if the scenario
    /// has not what is to be changed.
    pub fn edits(&self, scenario: &Scenario, question: &Question) -> Option<Vec<Edit>> {
        let edit = match self {
            Change::SetContextKey { key, value } => {
                let mut question = question.clone();
                question.context.set(key, value.clone());
                Edit::SetQuestion(question)
            }
            Change::RemoveContextKey { key } => {
                let mut question = question.clone();
                question.context.get(key)?;
                question.context.remove(key);
                Edit::SetQuestion(question)
            }
            Change::Attach(attachment) => Edit::World(attachment.attached()),
            Change::Detach(attachment) => Edit::World(attachment.detached()),
            Change::RemovePolicy(location) => Edit::World(policy_edit::deletion(location)?),
            Change::AddPolicy { location, statement } => {
                let text = policy::print(&policy_edit::of_one_statement(statement));
                let creation = Edit::World(policy_edit::creation(location)?);
                return Some(vec![creation, Edit::SetPolicyText { location: location.clone(), text }]);
            }
            Change::AddStatement { location, statement } => {
                edit_policy(scenario, location, |it| policy_edit::add_statement(it, statement))?
            }
            Change::RemoveStatement(at) => {
                edit_policy(scenario, &at.location, |it| policy_edit::remove_statement(it, at.index))?
            }
            Change::AddPrincipal { statement: at, principal } => {
                let add = |it: &mut Policy| policy_edit::add_principal(it, at.index, principal);
                edit_policy(scenario, &at.location, add)?
            }
        };
        Some(vec![edit])
    }
}

/// Types a policy over with what `change` makes of it.
fn edit_policy(
    scenario: &Scenario,
    location: &PolicyLocation,
    change: impl FnOnce(&mut Policy) -> Option<()>,
) -> Option<Edit> {
    let mut policy = policy_edit::editable(scenario, location)?;
    change(&mut policy)?;
    Some(Edit::SetPolicyText { location: location.clone(), text: policy::print(&policy) })
}
