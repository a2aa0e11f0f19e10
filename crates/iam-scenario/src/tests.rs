//! Running, editing and sharing scenarios.

mod edit;
mod examples;
mod laws;
mod link;
mod run;
pub(crate) mod sample;
mod steps;
