//! The evaluator for JavaScript: other pages and Node.
//!
//! Two functions, `evaluate` and `check`, in [`api`]. What goes in and comes out is described for TypeScript in
//! `types.d.ts`, by hand; here it is in [`input`] and [`output`], apart from the evaluator's own types and converted
//! exhaustively. What is wrong with the input is thrown as an error with a code, a message and where it stands.
//!
//! ```
//! use iam_playground_js::input::{EvaluateInput, PoliciesInput, PrincipalInput, RequestInput};
//! use iam_playground_js::decide;
//!
//! let allow = r#"{"Version": "2012-10-17", "Statement": [
//!     {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::notes/*"}]}"#;
//! let input = EvaluateInput {
//!     policies: PoliciesInput { identity: vec![allow.to_owned()], ..PoliciesInput::default() },
//!     request: RequestInput {
//!         principal: PrincipalInput::User("arn:aws:iam::111122223333:user/ana".to_owned()),
//!         action: "s3:GetObject".to_owned(),
//!         resource: "arn:aws:s3:::notes/todo.txt".to_owned(),
//!         resource_account: Some("111122223333".to_owned()),
//!         context: Default::default(),
//!         facts: Default::default(),
//!     },
//!     trace: false,
//! };
//! assert_eq!(decide(input).expect("nothing is wrong with it").decision, "allowed");
//! ```

pub mod api;
mod check;
mod error;
mod evaluate;
pub mod input;
mod members;
pub mod output;
mod request;
mod span;
#[cfg(test)]
mod tests;
mod words;

pub use check::{Format, check_text};
pub use error::InputError;
pub use evaluate::{PreparedPolicies, decide};
