//! Changes that the second module offers, each with the answer after it.

use iam_evaluator::Decision;
use iam_evaluator::json::{self, Value, ValueKind};
use iam_scenario::decision_name;

use super::tone::Tone;
use super::verdict::{decision_tone, decision_word};
use crate::workspace::{Analysis, FileState, Workspace};

/// A list of changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangesView {
    /// The cheapest first.
    pub changes: Vec<ChangeView>,
    /// Said where there are none, or maybe more.
    pub nothing: Option<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeView {
    /// What to do, or what would be.
    pub words: String,
    /// The colour of the answer after it.
    pub tone: Tone,
    /// That answer.
    pub word: &'static str,
}

/// How far an analysis has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The second module is on its way.
    Loading,
    /// It did not come.
    NotLoaded,
    /// It is at work, for the first time on this question.
    Working,
    /// It is at work again, and shows what it found before the last change.
    WorkingAgain,
    /// It could not do it.
    Failed,
    /// It is done.
    Done,
}

/// How far an analysis has come, and what it found. What it found for another question is not shown.
pub fn analysis_view(workspace: &Workspace, analysis: Analysis) -> (Progress, ChangesView) {
    let none = |progress| (progress, ChangesView::default());
    match workspace.extra.module {
        FileState::NotLoaded | FileState::Loading => return none(Progress::Loading),
        FileState::Failed => return none(Progress::NotLoaded),
        FileState::Loaded => {}
    }
    let Some(asked) = workspace.asked() else { return none(Progress::Working) };
    let same_question = |it: &&crate::workspace::Analysed| {
        (it.asked.opened, &it.asked.question) == (asked.opened, &asked.question)
    };
    let Some(analysed) = workspace.extra.analysed(analysis).filter(same_question) else {
        return none(Progress::Working);
    };
    match (&analysed.changes, analysed.asked == asked) {
        (Some(changes), true) => (Progress::Done, changes.clone()),
        (Some(changes), false) => (Progress::WorkingAgain, changes.clone()),
        (None, true) => none(Progress::Failed),
        (None, false) => none(Progress::Working),
    }
}

/// Reads a list as the second module writes it.
pub fn read_changes(text: &str) -> Option<ChangesView> {
    let list = json::parse(text).0?;
    let ValueKind::Array(changes) = &member(&list, "changes")?.kind else { return None };
    let nothing = member(&list, "nothing").and_then(text_of);
    Some(ChangesView { changes: changes.iter().map(read_change).collect::<Option<_>>()?, nothing })
}

fn read_change(change: &Value) -> Option<ChangeView> {
    let words = text_of(member(change, "words")?)?;
    let name = text_of(member(change, "decision")?)?;
    let decisions = [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny];
    let decision = decisions.into_iter().find(|it| decision_name(*it) == name)?;
    Some(ChangeView { words, tone: decision_tone(decision), word: decision_word(decision) })
}

fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let ValueKind::Object(members) = &object.kind else { return None };
    members.iter().find(|it| it.name == name).map(|it| &it.value)
}

fn text_of(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::String(text) => Some(text.clone()),
        ValueKind::Null
        | ValueKind::Bool(_)
        | ValueKind::Number(_)
        | ValueKind::Array(_)
        | ValueKind::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The changes with the answers after them, or what is said where there are none; `unreadable`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let row = |it: &ChangeView| format!("{}: {}", it.words, it.word);
        let shown = read_changes(text).map(|it| {
            let rows: Vec<String> = it.changes.iter().map(row).chain(it.nothing.clone()).collect();
            rows.join(", ")
        });
        assert_eq!(shown.as_deref().unwrap_or("unreadable"), expected, "{text}");
    }

    #[test]
    fn a_list_is_read_whole_or_not_at_all() {
        check(
            r#"{"changes":[{"decision":"allowed","words":"a"},{"decision":"explicitDeny","words":"b"}]}"#,
            "a: Allowed, b: Explicit deny",
        );
        check(r#"{"changes":[],"nothing":"None."}"#, "None.");
        check(r#"{"changes":[{"decision":"maybe","words":"a"}]}"#, "unreadable");
        check(r#"{"changes":[{"decision":"allowed"}]}"#, "unreadable");
        check(r#"{"changes":{}}"#, "unreadable");
        check("", "unreadable");
    }
}
