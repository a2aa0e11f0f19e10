//! A policy text with what the decision and the parser say about its lines.

use iam_evaluator::span::Span;
use iam_evaluator::{Decision, StatementRef, Trace};
use iam_explain::{FailedElement, NearMiss};
use iam_organization::{Authorization, PolicyLocation, PolicySources};

use super::diagnostic::DiagnosticView;
use super::entity::Removal;
use super::json_text::JsonLine;
use super::text_lines::TextLines;
use super::tone::{Icon, Tone};

/// A policy as the centre of the workbench shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyView {
    /// Where its text is kept.
    pub location: PolicyLocation,
    /// The id of the element that shows it.
    pub element_id: String,
    /// Its name.
    pub name: String,
    /// What it is to the entity that is shown: "inline policy", "through the group `Developers`".
    pub relation: String,
    /// The text as typed.
    pub text: String,
    /// Its lines, coloured.
    pub lines: Vec<JsonLine>,
    /// What is marked.
    pub marks: Vec<LineMark>,
    /// Which statement came nearest to matching, and what is in its way.
    pub nearest: Option<NearestView>,
    /// What is wrong with it.
    pub diagnostics: Vec<DiagnosticView>,
    /// Said above the text while it cannot be evaluated as it stands.
    pub note: Option<&'static str>,
    /// How it is taken away from the entity.
    pub removal: Option<Removal>,
    /// How a version that AWS has changed is accepted.
    pub acceptance: Option<Removal>,
    /// Whether the reader may type over it.
    pub editable: bool,
    /// Set on the policy that decided.
    pub deciding: Option<Tone>,
}

/// The statement that came nearest to matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestView {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// What kept it from applying.
    pub words: String,
}

/// Lines that are marked, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMark {
    /// The first line, counted from 1.
    pub from_line: usize,
    /// The last line.
    pub to_line: usize,
    /// The first column and the one after the last, in UTF-16 units counted from 1, where the mark is within a line.
    pub columns: Option<(usize, usize)>,
    /// Why.
    pub kind: MarkKind,
    /// Allow or deny, for statements.
    pub tone: Tone,
    /// What a reader is told.
    pub message: String,
}

/// Why lines are marked; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// The policy cannot be saved as it is.
    Error,
    /// The statement decided.
    Deciding,
    /// Saved, but it does not do what it seems to.
    Warning,
    /// What the current step is about.
    Step,
    /// The statement matched the request.
    Matched,
    /// The statement came nearest to matching, where none that matched decided.
    Nearest,
}

impl MarkKind {
    /// The name that the editor knows; it leaves out what it does not.
    pub const fn name(self) -> &'static str {
        match self {
            MarkKind::Error => "error",
            MarkKind::Deciding => "deciding",
            MarkKind::Warning => "warning",
            MarkKind::Step => "step",
            MarkKind::Matched => "matched",
            MarkKind::Nearest => "nearest",
        }
    }

    /// The CSS class of a marked line.
    pub const fn class(self) -> &'static str {
        match self {
            MarkKind::Error => "mark-error",
            MarkKind::Deciding => "mark-deciding",
            MarkKind::Warning => "mark-warning",
            MarkKind::Step => "mark-step",
            MarkKind::Matched => "mark-matched",
            MarkKind::Nearest => "mark-nearest",
        }
    }

    /// What stands in the gutter.
    pub const fn icon(self, tone: Tone) -> Icon {
        match self {
            MarkKind::Error => Icon::Cross,
            MarkKind::Warning => Icon::Warning,
            MarkKind::Step => Icon::Right,
            MarkKind::Deciding | MarkKind::Matched | MarkKind::Nearest => tone.icon(),
        }
    }
}

impl LineMark {
    /// A mark on the part of a text that a span names.
    pub fn new(
        lines: &TextLines<'_>,
        span: Span,
        kind: MarkKind,
        tone: Tone,
        message: impl Into<String>,
    ) -> LineMark {
        let last = span.end.max(span.start.saturating_add(1)) - 1;
        let (from_line, to_line) = (lines.line(span.start), lines.line(last));
        let is_within = from_line == to_line;
        let columns = is_within.then(|| (lines.column(span.start), lines.column(span.end)));
        LineMark { from_line, to_line, columns, kind, tone, message: message.into() }
    }
}

/// The strongest mark on a line.
pub fn mark_of_line(marks: &[LineMark], line: usize) -> Option<&LineMark> {
    marks.iter().filter(|it| (it.from_line..=it.to_line).contains(&line)).min_by_key(|it| it.kind)
}

/// What the decision says about the statements of one policy text: which decided, which matched.
pub fn decision_marks(
    trace: &Trace,
    sources: &PolicySources,
    location: &PolicyLocation,
    lines: &TextLines<'_>,
) -> Vec<LineMark> {
    let mut marks: Vec<LineMark> = Vec::new();
    for statement in statements(trace).filter(|it| it.matched) {
        let Some(source) = sources.of(statement.statement) else { continue };
        if source.location != *location || *source.text != *lines.text() {
            continue;
        }
        let tone = super::trace::effect_tone(statement.effect);
        let (kind, message) = match decides(trace, statement.statement) {
            true => (MarkKind::Deciding, "this statement decided"),
            false => (MarkKind::Matched, "this statement matches the request"),
        };
        let mark = LineMark::new(lines, statement.span, kind, tone, message);
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

/// The statement that came nearest to allowing, if it stands in this text: where nothing allowed and no statement decided,
/// and where one element alone is in its way.
pub fn nearest_miss(
    authorization: &Authorization,
    location: &PolicyLocation,
    lines: &TextLines<'_>,
) -> Option<(LineMark, NearestView)> {
    let Authorization { trace, sources, .. } = authorization;
    let evaluation = &trace.evaluation;
    if evaluation.decision != Decision::ImplicitDeny || evaluation.deciding_statement.is_some() {
        return None;
    }
    let misses = iam_explain::near_misses(trace);
    let miss = misses.iter().find(|it| fails_in_one_element(it))?;
    let source = sources.of(miss.statement.statement)?;
    if source.location != *location || *source.text != *lines.text() {
        return None;
    }
    let words = iam_explain::near_miss(miss);
    let message = format!("nearest to matching. {words}");
    let mark = LineMark::new(lines, miss.statement.span, MarkKind::Nearest, Tone::Missing, message);
    Some((mark.clone(), NearestView { line: mark.from_line, words }))
}

fn fails_in_one_element(miss: &NearMiss<'_>) -> bool {
    miss.failed.len() == 1 || miss.failed.iter().all(|it| matches!(it, FailedElement::Condition(_)))
}

/// Every statement of a trace.
pub fn statements(trace: &Trace) -> impl Iterator<Item = &iam_evaluator::StatementTrace> {
    let levels = trace.gates.iter().flat_map(|it| &it.levels);
    levels.flat_map(|it| &it.policies).flat_map(|it| &it.statements)
}

fn decides(trace: &Trace, statement: StatementRef) -> bool {
    trace.evaluation.deciding_statement == Some(statement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_knows_its_lines_and_columns() {
        let text = "{\n  \"é\": {\n  }\n}";
        let start = text.find("{\n  }").expect("there");
        let mark = |end| {
            LineMark::new(&TextLines::new(text), Span::new(start, end), MarkKind::Step, Tone::Neutral, "")
        };
        let lines = mark(start + 5);
        assert_eq!((lines.from_line, lines.to_line, lines.columns), (2, 3, None));
        assert_eq!(mark(start + 1).columns, Some((8, 9)));
    }

    #[test]
    fn the_strongest_mark_of_a_line_wins() {
        let mark = |kind| LineMark::new(&TextLines::new("{}"), Span::new(0, 2), kind, Tone::Neutral, "");
        let marks = [mark(MarkKind::Matched), mark(MarkKind::Deciding), mark(MarkKind::Step)];
        assert_eq!(mark_of_line(&marks, 1).map(|it| it.kind), Some(MarkKind::Deciding));
        assert_eq!(mark_of_line(&marks, 2), None);
    }
}
