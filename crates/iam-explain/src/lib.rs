//! Reasons in words: what the evaluator's codes mean, in English and in AWS's own phrases.
//!
//! The evaluator says *why* with codes and arguments; everything that a person reads is made here, so that it can be
//! reviewed in one place. Sentences begin with a capital letter and end with a full stop; messages about input begin
//! in lower case and do not.
//!
//! ```
//! use iam_evaluator::{Decision, Gate};
//!
//! assert_eq!(iam_explain::decision(Decision::ImplicitDeny), "Implicit deny");
//! assert_eq!(iam_explain::gate_title(Gate::ServiceControl), "Service control policies");
//! ```

mod access_denied;
mod caveat;
mod condition;
mod diagnostic;
mod gate;
mod missing_key;
mod names;
mod near_miss;
mod summary;
#[cfg(test)]
mod tests;
mod words;

pub use access_denied::{access_denied, access_denied_reason};
pub use caveat::{caveat, unknown_resource_owner};
pub use condition::condition;
pub use diagnostic::{Message, diagnostic};
pub use gate::{gate_reason, gate_title};
pub use missing_key::{missing_key, missing_keys_cut};
pub use names::{Names, PolicyName, Unnamed};
pub use near_miss::{FailedElement, NearMiss, near_miss, near_misses};
pub use summary::summary;
pub use words::{decided_by, decision, element_outcome, gate_outcome, policy_type, principal_match};
