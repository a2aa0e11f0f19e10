//! What policies are called where the answer is shown: the evaluator only counts them.

use iam_evaluator::{PolicyType, StatementRef};

/// Gives names to the policies and levels of an evaluation.
pub trait Names {
    /// The policy that a statement belongs to.
    fn policy(&self, statement: StatementRef) -> Option<PolicyName>;

    /// Whether the caller is in the organization of a resource control policy, so that AWS tells it which one denies (E232). The
    /// other policies that AWS names are of the caller's own account or organization.
    fn is_of_callers_organization(&self, _statement: StatementRef) -> bool {
        false
    }

    /// A level of SCPs or RCPs, counted from the root: `the root`, `the OU Workloads`, `the account prod`.
    fn level(&self, policy_type: PolicyType, level: u32) -> Option<String>;
}

/// What a policy is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyName {
    /// Its name, such as `DenyEC2InUsEast1`.
    pub name: String,
    /// Its ARN; inline and resource-based policies have none (E232).
    pub arn: Option<String>,
    /// What it is attached to, such as `the OU Workloads` or `the group Developers`.
    pub attached_to: Option<String>,
}

/// Knows no names: for evaluations of bare documents.
#[derive(Clone, Copy, Debug)]
pub struct Unnamed;

impl Names for Unnamed {
    fn policy(&self, _: StatementRef) -> Option<PolicyName> {
        None
    }

    fn level(&self, _: PolicyType, _: u32) -> Option<String> {
        None
    }
}
