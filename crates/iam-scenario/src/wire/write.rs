//! Scenario → file.

use super::fields::SCENARIO_VERSION;
use super::json::Json;
use super::write_questions::{question, step};
use super::write_world::WorldWriter;
use crate::scenario::{Scenario, Step};

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextStyle {
    /// For people: texts of several lines as arrays.
    Lines,
    /// For links: always one string.
    Whole,
}

impl TextStyle {
    pub(super) fn text(self, text: &str) -> Json {
        match self {
            TextStyle::Lines if text.contains('\n') => Json::texts(text.split('\n')),
            TextStyle::Lines | TextStyle::Whole => Json::text(text),
        }
    }
}

/// The file of a scenario, for people: indented, policies line by line.
pub fn write(scenario: &Scenario) -> String {
    let mut text = scenario_json(scenario, TextStyle::Lines).indented();
    text.push('\n');
    text
}

/// The file of a scenario, for links: as short as it gets without compression.
pub fn write_compact(scenario: &Scenario) -> String {
    scenario_json(scenario, TextStyle::Whole).compact()
}

/// A step alone, as it stands in a file.
pub fn write_step(it: &Step) -> String {
    step(it, TextStyle::Lines).indented()
}

fn scenario_json(scenario: &Scenario, style: TextStyle) -> Json {
    let Scenario { title, description, concepts, world, questions, steps, notes } = scenario;
    let steps = steps.iter().map(|it| step(it, style)).collect();
    let questions = questions.iter().map(question).collect();
    Json::object(vec![
        ("scenarioVersion", Some(Json::Number(SCENARIO_VERSION))),
        ("title", Some(Json::text(title))),
        ("description", Json::text(description).unless_empty()),
        ("concepts", Json::texts(concepts).unless_empty()),
        ("notes", style.text(notes).unless_empty()),
        ("world", Some(WorldWriter::new(style, world).world(world))),
        ("steps", Json::Array(steps).unless_empty()),
        ("questions", Json::Array(questions).unless_empty()),
    ])
}
