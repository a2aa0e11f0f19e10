//! The components: each reads one projection and sends events.

mod app;
mod ask;
mod aws_status;
mod bottombar;
mod chip;
mod combobox;
mod context;
mod context_keys;
mod derived;
mod diagnostics;
mod dynamic;
mod entity;
mod field;
mod gate;
mod icon;
mod json_view;
mod notice;
mod policy;
mod policy_text;
mod projections;
mod prose;
mod questions;
mod rows;
mod rule;
mod saved;
mod start;
mod statement;
mod steps;
mod toast;
mod topbar;
mod trace;
mod tree;
mod verdict;
mod who;
mod workbench;

pub use app::App;
