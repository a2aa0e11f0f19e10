//! IAM Playground, the application.
//!
//! `workspace` is what the user has open, as a plain value that events change; `present` turns it into words, colours and
//! rows; `components` show them and send events; `browser` is the only room that touches the browser; `router` reads
//! and writes the fragment of the address; `outside`, `opening` and `extra` carry out what events mean for the world outside.

pub mod browser;
#[expect(
    unreachable_pub,
    reason = "the component macro of leptos makes the properties of every component public"
)]
pub mod components;
pub mod extra;
pub mod opening;
pub mod outside;
pub mod present;
pub mod router;
pub mod workspace;
