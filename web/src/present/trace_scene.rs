//! What the views of a trace are made from: the decision in its world, with what its policies' texts say, read once.

use iam_evaluator::policy;
use iam_evaluator::span::LineIndex;
use iam_evaluator::{PolicyType, StatementRef};
use iam_organization::{Authorization, PolicySource, World};
use sorted::SortedMap;

/// A decision in its world.
pub struct TraceScene<'a> {
    /// The world.
    pub world: &'a World,
    /// The decision.
    pub authorization: &'a Authorization,
    texts: SortedMap<(PolicyType, u32, u32), SourceText>,
}

/// What is read from the text of one policy.
struct SourceText {
    lines: LineIndex,
    /// By the place of the statement in the text.
    sids: SortedMap<u32, String>,
}

impl<'a> TraceScene<'a> {
    /// Reads every text once.
    pub fn new(world: &'a World, authorization: &'a Authorization) -> TraceScene<'a> {
        let texts = authorization.sources.iter().map(|(key, source)| (key, SourceText::of(source)));
        TraceScene { world, authorization, texts: texts.collect() }
    }

    /// The Sid of a statement, or which statement it is. The Sid is not in the trace.
    pub fn statement_name(&self, statement: StatementRef) -> String {
        let sid = self.text(statement).and_then(|it| it.sids.get(&statement.statement));
        sid.cloned().unwrap_or_else(|| format!("statement {}", statement.statement + 1))
    }

    /// The line of an offset in the text of a statement's policy.
    pub fn line(&self, statement: StatementRef, offset: u32) -> usize {
        self.text(statement).map_or(1, |it| it.lines.line(offset))
    }

    fn text(&self, statement: StatementRef) -> Option<&SourceText> {
        self.texts.get(&(statement.policy_type, statement.level, statement.policy))
    }
}

impl SourceText {
    fn of(source: &PolicySource) -> SourceText {
        let statements = policy::parse(&source.text).0.map(|it| it.statements).unwrap_or_default();
        let sids = statements.into_iter().filter_map(|it| Some((it.index, it.sid?)));
        SourceText { lines: LineIndex::new(&source.text), sids: sids.collect() }
    }
}
