//! Requests and calls in a small organization.

mod applicable;
mod assume_role;
mod build;
mod edit;
mod entities;
mod time;
mod world;
