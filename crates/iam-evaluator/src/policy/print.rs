//! A policy as text: indented by two spaces, elements in AWS's order.

use std::fmt::Write;

use super::condition::{ConditionBlock, ConditionScalar};
use super::element::{ActionElement, Entries, PrincipalElement, PrincipalValue, ResourceElement};
use super::{Policy, Statement};

/// Writes a policy so that reading it gives an equal one, where no statement was unreadable.
pub fn print(policy: &Policy) -> String {
    let mut members = Vec::new();
    if let Some(version) = policy.version {
        members.push(("Version".to_owned(), string(version.as_str())));
    }
    if let Some(id) = &policy.id {
        members.push(("Id".to_owned(), string(id)));
    }
    let statements: Vec<_> = policy.statements.iter().map(statement).collect();
    members.push(("Statement".to_owned(), Printed::List(statements)));
    let mut text = String::new();
    write(&Printed::Object(members), 0, &mut text);
    text.push('\n');
    text
}

/// What is to be written.
enum Printed {
    Scalar(String),
    List(Vec<Printed>),
    Object(Vec<(String, Printed)>),
}

fn statement(statement: &Statement) -> Printed {
    let mut members = Vec::new();
    let mut member = |name: &str, value| members.push((name.to_owned(), value));
    if let Some(sid) = &statement.sid {
        member("Sid", string(sid));
    }
    member("Effect", string(statement.effect.as_str()));
    match &statement.principal {
        Some(PrincipalElement::Principal(value)) => member("Principal", principal(value)),
        Some(PrincipalElement::NotPrincipal(value)) => member("NotPrincipal", principal(value)),
        None => {}
    }
    match &statement.action {
        ActionElement::Action(it) => member("Action", list(it, |it| string(&it.0))),
        ActionElement::NotAction(it) => member("NotAction", list(it, |it| string(&it.0))),
    }
    match &statement.resource {
        Some(ResourceElement::Resource(it)) => member("Resource", list(it, |it| string(&it.0))),
        Some(ResourceElement::NotResource(it)) => member("NotResource", list(it, |it| string(&it.0))),
        None => {}
    }
    if let Some(block) = &statement.condition {
        member("Condition", condition(block));
    }
    Printed::Object(members)
}

fn principal(value: &PrincipalValue) -> Printed {
    match value {
        PrincipalValue::Any(_) => string("*"),
        PrincipalValue::Map(values, _) => {
            let names =
                values.iter().map(|it| (it.kind.as_str().to_owned(), list(&it.names, |it| string(it))));
            Printed::Object(names.collect())
        }
    }
}

fn condition(block: &ConditionBlock) -> Printed {
    let operators = block.operators.iter().map(|it| {
        let name = match &it.operator {
            Ok(operator) => operator.to_string(),
            Err(unknown) => unknown.text.clone(),
        };
        let keys = it.keys.iter().map(|it| (it.key.clone(), list(&it.values, scalar)));
        (name, Printed::Object(keys.collect()))
    });
    Printed::Object(operators.collect())
}

fn scalar(scalar: &ConditionScalar) -> Printed {
    match scalar {
        ConditionScalar::String(text) => string(text),
        ConditionScalar::Number(_) | ConditionScalar::Bool(_) => Printed::Scalar(scalar.text().to_owned()),
    }
}

fn list<T>(entries: &Entries<T>, print: impl Fn(&T) -> Printed) -> Printed {
    match entries.entries.as_slice() {
        [one] => print(&one.value),
        many => Printed::List(many.iter().map(|it| print(&it.value)).collect()),
    }
}

fn string(text: &str) -> Printed {
    let mut quoted = String::from("\"");
    for it in text.chars() {
        match it {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            it if it < ' ' => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(it));
            }
            it => quoted.push(it),
        }
    }
    quoted.push('"');
    Printed::Scalar(quoted)
}

fn write(value: &Printed, indent: usize, text: &mut String) {
    match value {
        Printed::Scalar(scalar) => text.push_str(scalar),
        Printed::List(values) => {
            let items = values.iter().map(|it| (None, it));
            bracket('[', ']', items, indent, text);
        }
        Printed::Object(members) => {
            let items = members.iter().map(|(name, it)| (Some(name.as_str()), it));
            bracket('{', '}', items, indent, text);
        }
    }
}

fn bracket<'p>(
    open: char,
    close: char,
    items: impl Iterator<Item = (Option<&'p str>, &'p Printed)>,
    indent: usize,
    text: &mut String,
) {
    text.push(open);
    let mut is_empty = true;
    for (name, value) in items {
        text.push_str(if is_empty { "\n" } else { ",\n" });
        is_empty = false;
        text.extend(std::iter::repeat_n("  ", indent + 1));
        if let Some(name) = name {
            write(&string(name), indent, text);
            text.push_str(": ");
        }
        write(value, indent + 1, text);
    }
    if !is_empty {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", indent));
    }
    text.push(close);
}
