//! Any text: nothing panics, every span is a piece of the text, and what is JSON is what `serde_json` takes for it.

use iam_evaluator::diagnostic::{Diagnostic, DiagnosticCode};
use iam_evaluator::json::{Value, ValueKind, parse};
use iam_evaluator::span::Span;
use serde::de::IgnoredAny;

pub(crate) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (value, diagnostics) = parse(text);
    for it in &diagnostics {
        check_span(it.span, text);
    }
    if let Some(value) = &value {
        check_spans(value, text);
    }
    agrees_with_serde(text, value.is_some(), &diagnostics);
}

/// Readers of JSON differ in how deep they go, in byte order marks and in escapes that name half a character.
fn agrees_with_serde(text: &str, has_value: bool, diagnostics: &[Diagnostic]) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let is_clean = has_value && diagnostics.is_empty();
    assert!(!is_clean || serde_json::from_str::<IgnoredAny>(text).is_ok(), "only this reader takes it");
    let is_too_deep = diagnostics.iter().any(|it| it.code == DiagnosticCode::NestedTooDeeply);
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    assert!(!is_json || is_clean || is_too_deep, "only serde_json takes it: {diagnostics:?}");
}

fn check_spans(value: &Value, text: &str) {
    check_span(value.span, text);
    match &value.kind {
        ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::String(_) => {}
        ValueKind::Array(values) => values.iter().for_each(|it| {
            check_inside(it.span, value.span);
            check_spans(it, text);
        }),
        ValueKind::Object(members) => members.iter().for_each(|it| {
            check_inside(it.span(), value.span);
            check_span(it.name_span, text);
            check_spans(&it.value, text);
        }),
    }
}

fn check_span(span: Span, text: &str) {
    let place = span.start as usize..span.end as usize;
    assert!(text.get(place).is_some(), "{span:?} is no piece of the text");
}

fn check_inside(inner: Span, outer: Span) {
    assert!(outer.start <= inner.start && inner.end <= outer.end, "{inner:?} is not inside {outer:?}");
}
