//! The shape of the repository: arrows between crates and rooms, sizes, module docs, citations of rules, and what may
//! lie where.
//!
//! A check is a function from files to problems, so that the test of the check can give it a bad file.

#![cfg(test)]

mod tidy {
    pub(crate) mod arrows;
    pub(crate) mod citations;
    pub(crate) mod files;
    pub(crate) mod layout;
    pub(crate) mod rooms;
    pub(crate) mod sizes;
    pub(crate) mod text;
}

use tidy::files::File;
use tidy::{arrows, citations, files, layout, rooms, sizes, text};

#[track_caller]
fn check(rule: fn(&[File]) -> Vec<String>) {
    let problems = rule(&files::of_the_repository());
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn crates_import_only_what_the_design_lets_them() {
    check(arrows::between_crates);
}

#[test]
fn the_evaluator_keeps_its_domain_types_free_of_wire_forms() {
    check(arrows::evaluator_is_pure);
}

#[test]
fn rooms_of_the_evaluator_import_only_what_the_design_lets_them() {
    check(rooms::between_rooms);
}

#[test]
fn every_rule_is_cited_by_a_test_or_has_a_reason() {
    check(citations::every_rule);
}

#[test]
fn rules_out_of_scope_are_told_with_the_reason() {
    check(citations::out_of_scope);
}

#[test]
fn every_mistake_of_another_engine_has_a_row_or_a_reason() {
    check(citations::every_subtlety);
}

#[test]
fn source_files_are_short() {
    check(sizes::source_files);
}

#[test]
fn what_is_sent_to_the_browser_has_no_tables_of_letters() {
    check(text::unicode_tables);
}

#[test]
fn every_module_says_why_it_exists() {
    check(sizes::module_docs);
}

#[test]
fn the_top_level_holds_only_what_the_design_lists() {
    check(layout::top_level);
}

#[test]
fn examples_are_scenario_files() {
    check(layout::examples);
}

#[test]
fn every_style_sheet_is_linked() {
    check(layout::style_sheets);
}

#[test]
fn only_the_browser_room_touches_the_browser() {
    check(text::browser);
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    check(text::machine_paths);
}

#[test]
fn lock_files_name_no_registry() {
    check(text::registries);
}
