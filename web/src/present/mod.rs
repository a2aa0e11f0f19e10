//! What the screen shows: scenarios, answers and traces as words, colours and rows. Plain Rust, without a browser.

pub mod ask;
pub mod ask_choices;
pub mod ask_notes;
pub mod building;
pub mod call_text;
pub mod calls;
pub mod changes;
pub mod diagnostic;
pub mod english;
pub mod entity;
pub mod entity_key;
pub mod focus;
pub mod gallery;
pub mod gate_words;
pub mod hop;
pub mod hue;
pub mod json_text;
pub mod names;
pub mod picker;
pub mod policy;
pub mod policy_panel;
pub mod prose;
pub mod rule;
pub mod spoken;
pub mod statement;
#[cfg(test)]
mod tests;
pub mod text_lines;
pub mod tone;
pub mod topbar;
pub mod trace;
pub mod trace_scene;
pub mod tree;
pub mod verdict;
