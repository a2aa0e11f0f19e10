//! The second module of the app: what no first verdict needs, loaded when somebody asks for it.
//!
//! One file for each thing that it does. Everything crosses as text: the scenario in its file form, in which nothing of it
//! is lost; lists as JSON. AWS's own data are handed over once, in the bytes of its files.
//!
//! ```
//! use iam_playground_extra::flips::{flips, take_flip};
//!
//! let scenario = r#"{
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
//! let list = flips(scenario, "list").expect("policies decide it");
//! assert!(list.starts_with(r#"{"changes":[{"decision":"allowed","words":"add an inline policy"#));
//! let flipped = take_flip(scenario, "list", 0).expect("there is one");
//! assert!(flipped.contains("AllowListQueues"));
//! ```

pub mod aws;
pub mod calls;
mod changes;
pub mod flips;
pub mod link;
pub mod missing_keys;
mod question;
#[cfg(test)]
mod tests;
