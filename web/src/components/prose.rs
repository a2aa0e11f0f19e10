//! Messages: what they quote in backticks is shown as code.

use leptos::prelude::*;

use super::dynamic::built;
use crate::present::prose::{Piece, pieces};

/// A message that follows from the state.
pub(super) fn prose(message: impl Fn() -> String + Send + 'static) -> AnyView {
    built(move || said(&message()))
}

/// A message that stays.
pub(super) fn said(message: &str) -> AnyView {
    let piece = |it: Piece| match it {
        Piece::Words(words) => words.into_any(),
        Piece::Code(code) => view! { <code class="quoted">{code}</code> }.into_any(),
    };
    pieces(message).into_iter().map(piece).collect_view().into_any()
}
