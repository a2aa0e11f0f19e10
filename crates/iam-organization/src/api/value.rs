//! What calls take and give: parameters and results under AWS's own names.

use std::fmt;

use crate::account::Tags;

/// A value of a parameter or of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text. Policies, times and ARNs are texts too.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Bool(bool),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name.
    Map(Fields),
}

/// Values by name, in the order in which they were put in. A name is there once. The order is for reading: it tells no two
/// apart.
#[derive(Clone, Debug, Default, Eq)]
pub struct Fields {
    fields: Vec<(String, Value)>,
}

impl PartialEq for Fields {
    fn eq(&self, other: &Fields) -> bool {
        self.fields.len() == other.fields.len() && self.iter().all(|(name, it)| other.get(name) == Some(it))
    }
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// Texts in order.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Value {
        Value::List(texts.into_iter().map(Value::text).collect())
    }

    /// Tags as AWS lists them: `[{"Key": …, "Value": …}]`.
    pub fn tags(tags: &Tags) -> Value {
        let tag = |(key, value): (&String, &String)| {
            Value::Map(Fields::of([("Key", Value::text(key)), ("Value", Value::text(value))]))
        };
        Value::List(tags.iter().map(tag).collect())
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Number(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The fields, if it has some.
    pub fn as_map(&self) -> Option<&Fields> {
        match self {
            Value::Map(fields) => Some(fields),
            Value::Text(_) | Value::Number(_) | Value::Bool(_) | Value::List(_) => None,
        }
    }

    /// The items of a list; of anything else, none.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            Value::Text(_) | Value::Number(_) | Value::Bool(_) | Value::Map(_) => &[],
        }
    }
}

impl Fields {
    /// No fields.
    pub fn new() -> Fields {
        Fields::default()
    }

    /// These fields.
    pub fn of<const N: usize>(fields: [(&str, Value); N]) -> Fields {
        let mut it = Fields::new();
        for (name, value) in fields {
            it.set(name, value);
        }
        it
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.fields.iter_mut().find(|(it, _)| it == name) {
            Some((_, place)) => *place = value,
            None => self.fields.push((name.to_owned(), value)),
        }
    }

    /// Sets a field, if there is something to set.
    pub fn set_some(&mut self, name: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(it, _)| it == name).map(|(_, value)| value)
    }

    /// The text of a field that is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// All fields in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// As it is read: texts without quotes, the rest in the way of JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => f.write_str(text),
            Value::Number(number) => number.fmt(f),
            Value::Bool(it) => it.fmt(f),
            Value::List(items) => {
                f.write_str("[")?;
                for (idx, it) in items.iter().enumerate() {
                    f.write_str(if idx == 0 { "" } else { ", " })?;
                    it.fmt(f)?;
                }
                f.write_str("]")
            }
            Value::Map(fields) => {
                for (idx, (name, it)) in fields.iter().enumerate() {
                    f.write_str(if idx == 0 { "" } else { ", " })?;
                    write!(f, "{name}: {it}")?;
                }
                Ok(())
            }
        }
    }
}
