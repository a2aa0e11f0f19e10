//! Policy texts of a file that IAM would refuse.

use iam_evaluator::diagnostic::Severity;
use iam_evaluator::policy;
use iam_evaluator::span::LineIndex;

use super::error::{Errors, ReadError};
use super::fields::SCENARIO;
use super::form::{Field, Form};
use super::node::Node;
use super::syntax::parse;
use crate::check::DiagnosticWords;

/// Everything for which IAM would refuse a policy text of the file, wherever the text stands: also where no question
/// depends on it. `words` says in English what is wrong and what to do.
pub(crate) fn refused_texts(
    text: &str,
    words: &DiagnosticWords,
) -> Result<Vec<ReadError>, super::ReadErrors> {
    let file = parse(text)?;
    let mut errors = Errors::new(text);
    check_fields(&mut errors, Node::top(&file), SCENARIO.fields, words);
    Ok(errors.finish().errors)
}

fn check_fields(errors: &mut Errors<'_>, object: Node<'_>, fields: &[Field], words: &DiagnosticWords) {
    for field in fields {
        let node = object.field(field.name);
        match &field.form {
            Form::Policy => {
                let typed = node.field("text");
                check_text(errors, if typed.is_there() { typed } else { node }, words);
            }
            // The session policy of a call.
            Form::TextOrTexts if field.name == "policy" => check_text(errors, node, words),
            Form::Object(form) => check_fields(errors, node, form.fields, words),
            Form::Objects(form) => {
                node.items().for_each(|it| check_fields(errors, it, form.fields, words));
            }
            Form::Choice(form) => check_fields(errors, node, form.fields, words),
            Form::Flag
            | Form::Parameters
            | Form::Text
            | Form::Number(_)
            | Form::Word(_)
            | Form::Words(_)
            | Form::Texts
            | Form::TextOrTexts
            | Form::Tags
            | Form::Context => {}
        }
    }
}

fn check_text(errors: &mut Errors<'_>, node: Node<'_>, words: &DiagnosticWords) {
    if !node.is_there() {
        return;
    }
    let text = node.lines();
    let lines = LineIndex::new(&text);
    let (_, diagnostics) = policy::parse(&text);
    for diagnostic in diagnostics.iter().filter(|it| it.code.severity() == Severity::Error) {
        let line = lines.line(diagnostic.span.start);
        let (message, help) = words(diagnostic);
        let message = format!("IAM would refuse this policy, for its line {line}: {message}");
        // A text may stand there line by line.
        match node.items().nth(line - 1) {
            Some(item) => errors.add_at(item.span(), node.to_string(), message, help),
            None => errors.add(node, message, help),
        }
    }
}
