//! What is missing for an answer to be final.

use std::fmt;

use crate::applicable::PolicySource;

/// A reason why an answer is not final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incompleteness {
    /// The text of a policy does not parse; the last text that did was evaluated.
    LastValidTextUsed(PolicySource),
    /// No text of the policy ever parsed; the answer is as if it were not attached.
    PolicyDoesNotParse(PolicySource),
    /// A managed policy is attached whose text is not there; the answer is as if it were not attached.
    PolicyNotAvailable(PolicySource),
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
    /// The resource is not in the world and its ARN names no account: it was taken to be the caller's own.
    UnknownResourceOwner,
}

/// Begins in lower case, ends without a period.
impl fmt::Display for Incompleteness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Incompleteness::LastValidTextUsed(source) => {
                write!(
                    f,
                    "the text of `{}` does not parse; its last text that did was evaluated",
                    source.name
                )
            }
            Incompleteness::PolicyDoesNotParse(source) => {
                write!(f, "the text of `{}` does not parse, so it was not evaluated", source.name)
            }
            Incompleteness::PolicyNotAvailable(source) => {
                let name = source.arn.as_ref().unwrap_or(&source.name);
                write!(f, "the text of `{name}` is not available, so it was not evaluated")
            }
            Incompleteness::UnknownPrincipal { arn } => {
                write!(f, "the policies of `{arn}` are not known")
            }
            Incompleteness::UnknownGroup { name } => write!(f, "there is no group `{name}`"),
            Incompleteness::UnknownResourceOwner => {
                f.write_str("nobody is known to own the resource; it was taken to be the caller's own")
            }
        }
    }
}
