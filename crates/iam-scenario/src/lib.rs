//! What is shared, embedded and tested: a [`Scenario`] is a world, questions about it and calls made in it.
//!
//! [`read`] and [`write()`] are its file form, [`Link`] its form in a URL; [`apply`] changes it, [`ask`] answers a question,
//! [`check`] runs it as a test. Everything is deterministic: time is the world's clock.
//!
//! ```
//! use iam_evaluator::Decision;
//! use iam_organization::NothingPublished;
//! use iam_scenario::{Answer, ask, read};
//!
//! let text = r#"{
//!   "scenarioVersion": 0,
//!   "title": "A user without policies",
//!   "world": {
//!     "clock": "2026-01-01T10:00:00Z",
//!     "accounts": [{ "id": "111122223333", "name": "prod", "users": [{ "name": "maria" }] }]
//!   },
//!   "questions": [{
//!     "id": "read",
//!     "title": "May Maria read the report?",
//!     "principal": { "arn": "arn:aws:iam::111122223333:user/maria" },
//!     "action": "s3:GetObject",
//!     "resource": "arn:aws:s3:::amzn-s3-demo-bucket/report.csv",
//!     "resourceAccount": "111122223333"
//!   }]
//! }"#;
//! let scenario = read(text).expect("a scenario");
//! let question = scenario.question("read").expect("the question");
//! let Answer::Decided(authorization) = ask(&scenario, &NothingPublished, None, question) else {
//!     panic!("nobody refused the credentials");
//! };
//! assert_eq!(authorization.trace.evaluation.decision, Decision::ImplicitDeny);
//! ```

mod acting;
mod base64url;
#[cfg(feature = "cases")]
pub mod cases;
mod check;
mod edit;
mod history;
mod link;
mod names;
mod policy_name;
mod recorded;
mod run;
mod scenario;
mod steps;
#[cfg(test)]
mod tests;
mod wire;

pub use check::{CaseResult, Outcome, Reason, check, check_question};
pub use edit::{Edit, EditError, Event, apply};
pub use history::History;
pub use link::{InvalidLink, Link};
pub use names::{decided_by_name, decision_name, expected_decision_name};
pub use recorded::{RecordedCalls, RecordingApi};
pub use run::{Answer, Problem, applicable_after, ask, ask_after};
pub use scenario::{Call, Expectation, ExpectedDecision, Question, Scenario, Step, StepExpectation, Who};
pub use steps::{Api, Run, StepOutcome, run_steps};
pub use wire::{ReadError, ReadErrors, problems, read, read_step, write, write_compact, write_step};
