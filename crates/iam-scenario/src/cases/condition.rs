//! Cases of one condition, or of one Condition block.

use std::collections::BTreeMap;

use iam_evaluator::Caveats;
use iam_evaluator::condition::block_holds;
use iam_evaluator::policy::{LanguageVersion, read_condition_block};
use iam_evaluator::request::{ContextValue, RequestContext};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::check::{CaseResult, Outcome};

/// One operator with its values, against a context.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConditionCase {
    id: String,
    operator: String,
    policy_values: Box<RawValue>,
    key: String,
    context: BTreeMap<String, Values>,
    expected: bool,
    version: Option<String>,
    #[serde(rename = "rule")]
    _rule: IgnoredAny,
    #[serde(rename = "source")]
    _source: IgnoredAny,
    #[serde(rename = "confidence")]
    _confidence: IgnoredAny,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

/// A whole Condition block, against a context.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct BlockCase {
    id: String,
    condition: Box<RawValue>,
    context: BTreeMap<String, Values>,
    expected: bool,
    #[serde(rename = "rule")]
    _rule: IgnoredAny,
    #[serde(rename = "source")]
    _source: IgnoredAny,
    #[serde(rename = "confidence")]
    _confidence: IgnoredAny,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

/// The value of a context key.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Values {
    /// Of a single-valued key.
    Single(String),
    /// Of a multivalued key.
    Multi(Vec<String>),
}

impl ConditionCase {
    pub(super) fn run(self) -> Result<CaseResult, String> {
        let ConditionCase { id, operator, policy_values, key, context, expected, version, .. } = self;
        let version = match version.as_deref() {
            None | Some("2012-10-17") => LanguageVersion::V2012_10_17,
            Some("2008-10-17") => LanguageVersion::V2008_10_17,
            Some(other) => return Err(format!("unknown policy language version `{other}`")),
        };
        let keys = BTreeMap::from([(key, policy_values)]);
        let block = serde_json::to_string(&BTreeMap::from([(operator, keys)]));
        run(id, &block.map_err(|it| it.to_string())?, version, context, expected)
    }
}

impl BlockCase {
    pub(super) fn run(self) -> Result<CaseResult, String> {
        let BlockCase { id, condition, context, expected, .. } = self;
        run(id, condition.get(), LanguageVersion::V2012_10_17, context, expected)
    }
}

fn run(
    id: String,
    block: &str,
    version: LanguageVersion,
    context: BTreeMap<String, Values>,
    expected: bool,
) -> Result<CaseResult, String> {
    let (block, diagnostics) = read_condition_block(block);
    let block = block.ok_or_else(|| {
        let codes: Vec<String> = diagnostics.iter().map(|it| it.code.as_str().to_owned()).collect();
        format!("`{id}` holds no Condition block: {}", codes.join(", "))
    })?;
    let actual = block_holds(&block, version, &request_context(context));
    Ok(CaseResult {
        id,
        passed: actual == expected,
        expected: Outcome::plain(expected.to_string()),
        actual: Outcome::plain(actual.to_string()),
        incomplete: Vec::new(),
        caveats: Caveats::default(),
    })
}

pub(super) fn request_context(form: BTreeMap<String, Values>) -> RequestContext {
    let mut context = RequestContext::new();
    for (key, values) in form {
        let value = match values {
            Values::Single(value) => ContextValue::Single(value),
            Values::Multi(values) => ContextValue::Multi(values),
        };
        context.add(&key, value);
    }
    context
}
