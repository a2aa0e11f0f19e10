//! The JSON Schema of a file, from the tables of its form.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::fields::{BROKEN_POLICY, SCENARIO};
use super::form::{ChoiceForm, Field, Form, ObjectForm, Presence, Word};

pub(super) fn schema() -> Value {
    let mut definitions = BTreeMap::new();
    let mut schema = object(&SCENARIO, &mut definitions);
    let extra = schema.as_object_mut().unwrap();
    extra.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    extra.insert("title".to_owned(), json!(SCENARIO.name));
    extra.insert("$defs".to_owned(), json!(definitions));
    schema
}

type Definitions = BTreeMap<&'static str, Value>;

fn object(form: &'static ObjectForm, definitions: &mut Definitions) -> Value {
    let mut properties = Map::new();
    for field in form.fields {
        properties.insert(field.name.to_owned(), property(field, definitions));
    }
    let is_required = |it: &&Field| it.presence == Presence::Required;
    let required: Vec<&str> = form.fields.iter().filter(is_required).map(|it| it.name).collect();
    json!({
        "description": sentence(form.doc),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &'static Field, definitions: &mut Definitions) -> Value {
    let mut property = value(&field.form, definitions);
    if field.presence == Presence::Optional {
        property = match property["type"].as_str() {
            Some(name) => {
                let types = json!([name, "null"]);
                property["type"] = types;
                property
            }
            None => json!({ "anyOf": [property, { "type": "null" }] }),
        };
    }
    property.as_object_mut().unwrap().insert("description".to_owned(), json!(sentence(field.doc)));
    property
}

fn value(form: &'static Form, definitions: &mut Definitions) -> Value {
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let text_or_texts = || json!({ "anyOf": [{ "type": "string" }, texts()] });
    match form {
        Form::Text => json!({ "type": "string" }),
        Form::Number(max) => json!({ "type": "integer", "minimum": 0, "maximum": max }),
        Form::Word(it) => words(it),
        Form::Words(it) => json!({ "type": "array", "items": words(it) }),
        Form::Texts => texts(),
        Form::TextOrTexts => text_or_texts(),
        Form::Policy => {
            let broken = reference(&BROKEN_POLICY, definitions);
            json!({ "anyOf": [{ "type": "string" }, texts(), broken] })
        }
        Form::Tags => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Form::Context => json!({ "type": "object", "additionalProperties": text_or_texts() }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Parameters => json!({ "type": "object" }),
        Form::Object(form) => reference(form, definitions),
        Form::Objects(form) => json!({ "type": "array", "items": reference(form, definitions) }),
        Form::Choice(form) => choice(form, definitions),
    }
}

fn words(words: &[Word]) -> Value {
    let alternative = |(word, doc): &Word| json!({ "description": sentence(doc), "const": word });
    json!({ "oneOf": words.iter().map(alternative).collect::<Vec<_>>() })
}

fn reference(form: &'static ObjectForm, definitions: &mut Definitions) -> Value {
    if !definitions.contains_key(form.name) {
        // OUs are in OUs.
        definitions.insert(form.name, Value::Null);
        let object = object(form, definitions);
        definitions.insert(form.name, object);
    }
    json!({ "$ref": format!("#/$defs/{}", form.name) })
}

fn choice(form: &'static ChoiceForm, definitions: &mut Definitions) -> Value {
    if !definitions.contains_key(form.name) {
        let mut alternatives: Vec<Value> =
            form.word.iter().map(|it| words(&[*it])["oneOf"][0].clone()).collect();
        for field in form.fields {
            let properties = Map::from_iter([(field.name.to_owned(), value(&field.form, definitions))]);
            alternatives.push(json!({
                "description": sentence(field.doc),
                "type": "object",
                "properties": properties,
                "required": [field.name],
                "additionalProperties": false,
            }));
        }
        definitions.insert(form.name, json!({ "description": sentence(form.doc), "oneOf": alternatives }));
    }
    json!({ "$ref": format!("#/$defs/{}", form.name) })
}

/// `its name` as `Its name.`
fn sentence(doc: &str) -> String {
    let (first, rest) = doc.split_at(doc.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}.", first.to_uppercase())
}
