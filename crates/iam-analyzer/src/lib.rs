//! What follows from a scenario beyond its answers.
//!
//! [`flips`] says which single [`Change`] would flip the answer to a question, the cheapest first. Candidates are read
//! off the trace; each is made in a copy of the scenario and believed only if the question is then decided otherwise.
//! Pure, and limited to [`MAX_DECISIONS`] decisions. [`missing_keys`] says which context keys, absent from the request,
//! could change the answer.
//!
//! ```
//! use iam_analyzer::flips;
//! use iam_organization::NothingPublished;
//! use iam_scenario::{read, run_steps};
//!
//! let text = r#"{
//!   "scenarioVersion": 0,
//!   "title": "A user without policies",
//!   "world": {
//!     "clock": "2026-01-01T10:00:00Z",
//!     "accounts": [{ "id": "111122223333", "name": "prod", "users": [{ "name": "maria" }] }]
//!   },
//!   "questions": [{
//!     "id": "list",
//!     "title": "May Maria list the queues?",
//!     "principal": { "arn": "arn:aws:iam::111122223333:user/maria" },
//!     "action": "sqs:ListQueues",
//!     "resource": "*"
//!   }]
//! }"#;
//! let scenario = read(text).expect("a scenario");
//! let question = scenario.question("list").expect("the question");
//! let run = run_steps(&scenario, &NothingPublished, None);
//! let found = flips(&scenario, &NothingPublished, None, &run, question).expect("policies decide it");
//! let words: Vec<String> = found.flips.iter().map(|it| it.change.to_string()).collect();
//! assert_eq!(
//!     words,
//!     ["add an inline policy `AllowListQueues` to the user `maria` that allows `sqs:ListQueues` on `*`"]
//! );
//! ```

mod attachment;
mod candidates;
mod change;
mod context_value;
mod flips;
mod missing_keys;
mod policy_edit;
mod situation;
#[cfg(test)]
mod tests;
mod words;

pub use attachment::Attachment;
pub use change::{Change, Cost, PrincipalName, StatementAt};
pub use flips::{Flip, Flips, MAX_DECISIONS, flips};
pub use missing_keys::{missing_keys, with_key};
