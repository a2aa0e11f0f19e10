//! What is missing for an answer to be final.

use std::fmt;

use iam_evaluator::arn::Arn;
use iam_evaluator::request::Action;

use crate::applicable::PolicySource;
use crate::published::PolicyVersion;

/// A reason why an answer is not final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incompleteness {
    /// IAM would refuse the text of a policy; the last text that it would accept was evaluated.
    LastValidTextUsed(PolicySource),
    /// IAM would have refused every text of the policy so far; the answer is as if it were not attached.
    PolicyDoesNotParse(PolicySource),
    /// A customer managed policy, SCP or RCP is attached that is not in the world; the answer is as if it were not
    /// attached.
    PolicyNotAvailable(PolicySource),
    /// An AWS managed policy is attached and AWS's policies are not loaded, or not yet; the answer is as if it were not
    /// attached.
    PolicyNotLoaded(PolicySource),
    /// AWS publishes no such managed policy; the answer is as if it were not attached.
    PolicyNotPublished {
        /// What is attached.
        source: PolicySource,
        /// What was probably meant.
        suggestion: Option<Arn>,
    },
    /// AWS has changed the managed policy since its version was recorded; the present one was evaluated.
    PolicyVersionChanged {
        /// Which policy.
        source: PolicySource,
        /// The version that the scenario was written with.
        recorded: PolicyVersion,
        /// The version that was evaluated.
        present: PolicyVersion,
    },
    /// The caller is not in the world, so nobody knows its policies.
    UnknownPrincipal {
        /// Its ARN.
        arn: String,
    },
    /// The user is in a group that does not exist.
    UnknownGroup {
        /// The group's name.
        name: String,
    },
    /// There is no code for the operation: it was authorized, and changed nothing.
    OperationNotBuilt {
        /// The operation.
        operation: String,
    },
    /// The resource is not in the world and its ARN names no account: it was taken to be the caller's own.
    UnknownResourceOwner,
    /// Whether the action takes a resource is not loaded, and the answer depends on it: it was taken to (E37).
    ActionNotLoaded {
        /// The action.
        action: Action,
    },
}

/// Begins in lower case, ends without a period.
impl fmt::Display for Incompleteness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Incompleteness::LastValidTextUsed(source) => {
                write!(
                    f,
                    "IAM would refuse the text of `{}`; its last text that IAM would accept was evaluated",
                    source.name
                )
            }
            Incompleteness::PolicyDoesNotParse(source) => {
                write!(f, "IAM would refuse the text of `{}`, so it was not evaluated", source.name)
            }
            Incompleteness::PolicyNotAvailable(source) => {
                write!(f, "the text of `{}` is not available, so it was not evaluated", arn_or_name(source))
            }
            Incompleteness::PolicyNotLoaded(source) => {
                write!(f, "`{}` is not loaded, so it was not evaluated", arn_or_name(source))
            }
            Incompleteness::PolicyNotPublished { source, suggestion } => {
                write!(f, "AWS has no managed policy `{}`, so it was not evaluated", arn_or_name(source))?;
                suggestion.as_ref().map_or(Ok(()), |it| write!(f, "; did you mean `{it}`?"))
            }
            Incompleteness::PolicyVersionChanged { source, recorded, present } => write!(
                f,
                "AWS has changed `{}`: the scenario was written with {recorded}, and {present} was evaluated",
                arn_or_name(source)
            ),
            Incompleteness::UnknownPrincipal { arn } => {
                write!(f, "the policies of `{arn}` are not known")
            }
            Incompleteness::UnknownGroup { name } => write!(f, "there is no group `{name}`"),
            Incompleteness::ActionNotLoaded { action } => {
                write!(f, "it is not loaded whether `{action}` takes a resource; it was taken to")
            }
            Incompleteness::OperationNotBuilt { operation } => {
                write!(
                    f,
                    "the playground has no code for `{operation}`: it was authorized, and changed nothing"
                )
            }
            Incompleteness::UnknownResourceOwner => {
                f.write_str("nobody is known to own the resource; it was taken to be the caller's own")
            }
        }
    }
}

fn arn_or_name(source: &PolicySource) -> &str {
    source.arn.as_ref().unwrap_or(&source.name)
}
