//! How AWS IAM decides: the policy language, and the evaluation logic over every kind of policy.
//!
//! Pure and total: policies and a request go in, a [`Decision`] with its reasons comes out. No clock, no I/O, no
//! randomness, no error type: what is wrong with a policy is a [`Diagnostic`](diagnostic::Diagnostic), and what a
//! reader must know beside an answer is a [`Caveat`].
//!
//! ```
//! use iam_evaluator::arn::{AccountId, Arn};
//! use iam_evaluator::request::{
//!     Action, Facts, Principal, Request, RequestContext, Resource, derive_context,
//! };
//! use iam_evaluator::{Decision, Policies, PolicySet, PolicyType, evaluate, policy};
//!
//! let (policy, diagnostics) = policy::parse(
//!     r#"{"Version": "2012-10-17", "Statement": [
//!         {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::notes/${aws:username}/*"}]}"#,
//! );
//! assert!(diagnostics.is_empty());
//! let identity = PolicySet::compile(PolicyType::IdentityBased, &policy);
//! let mut request = Request {
//!     principal: Principal::User { arn: Arn::parse("arn:aws:iam::111122223333:user/ana")?, unique_id: None },
//!     action: Action::parse("s3:GetObject")?,
//!     resource: Resource::Arn(Arn::parse("arn:aws:s3:::notes/ana/todo.txt")?),
//!     resource_account: AccountId::parse("111122223333").ok(),
//!     context: RequestContext::new(),
//!     facts: Facts::default(),
//! };
//! derive_context(&mut request);
//! let policies = Policies::of_identity(&identity);
//! assert_eq!(evaluate(&policies, &request).decision, Decision::Allowed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The modules follow the text on its way: [`json`] keeps every value's place, [`policy`] is the language as a tree,
//! [`pattern`] matches `*`, `?` and variables, [`condition`] decides conditions, [`request`] is what is asked, and the
//! evaluation puts them together. [`explain`] returns the whole way as a [`Trace`]; its rules are in [`Rule`].

pub mod arn;
pub mod condition;
mod context_key;
mod data_type;
pub mod diagnostic;
mod evaluation;
mod fingerprint;
pub mod json;
pub mod pattern;
pub mod policy;
pub mod request;
mod rule;
pub mod span;
mod substitution;
#[cfg(test)]
mod tests;

pub use evaluation::{
    Caveat, Caveats, ConditionTrace, DecidedBy, Decision, ElementOutcome, ElementTrace, Evaluation, Gate,
    GateOutcome, GateReason, GateTrace, LevelTrace, MissingKey, MissingKeys, NamedInTrustPolicy, Policies,
    PolicyOutcome, PolicySet, PolicyTrace, PolicyType, PrincipalMatch, PrincipalTrace,
    RESOURCE_CONTROL_SERVICES, Readings, ResourcePolicy, ResourcePolicyKind, Side, StatementRef,
    StatementTrace, Trace, evaluate, evaluate_by, explain, explain_by, missing_keys,
};
pub use rule::Rule;
