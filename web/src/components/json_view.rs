//! The lines of a policy text, with numbers and marks.

use leptos::prelude::*;

use super::dynamic::{Derived, built, derived, maybe, shown};
use super::icon::IconSvg;
use super::rows::rows;
use crate::present::json_text::{JsonLine, JsonPiece};
use crate::present::policy::{LineMark, MarkKind, PolicyView, mark_of_line};

/// More lines than a reader looks at; the editor has them all.
const MAX_LINES: usize = 1_000;

/// The lines to read, as far as a page can hold them.
#[component]
pub fn ReadLines(policy: Derived<PolicyView>) -> impl IntoView {
    let n_more = derived(move || policy.read().lines.len().saturating_sub(MAX_LINES));
    view! {
        <JsonLines policy max=MAX_LINES />
        {maybe(move || {
            let n_more = n_more.get();
            (n_more > 0).then(|| view! { <p class="json-more">{format!("and {n_more} more lines: edit the policy to see them")}</p> })
        })}
    }
    .into_any()
}

/// The lines, up to a number. Each knows its id, so that it can be brought into view.
#[component]
pub fn JsonLines(policy: Derived<PolicyView>, max: usize) -> impl IntoView {
    let lines = derived(move || policy.read().lines.iter().take(max).cloned().collect::<Vec<_>>());
    let marks = derived(move || policy.read().marks.clone());
    let panel = policy.read_untracked().element_id.clone();
    let row = move |idx: usize, line: Derived<JsonLine>| {
        let mark = derived(move || mark_of_line(&marks.read(), idx + 1).cloned());
        let id = format!("{panel}-line-{}", idx + 1);
        view! { <Line id line mark /> }.into_any()
    };
    view! { <div class="json-lines">{rows(lines, row)}</div> }.into_any()
}

#[component]
fn Line(id: String, line: Derived<JsonLine>, mark: Derived<Option<LineMark>>) -> impl IntoView {
    let class = move || match mark.read().as_ref() {
        Some(mark) => format!("json-line {} {}", mark.kind.class(), mark.tone.class()),
        None => "json-line".to_owned(),
    };
    let number = line.read_untracked().number;
    // The shape stands on the first line of what is marked.
    let gutter = move || {
        let mark = mark.get().filter(|it| it.from_line == number)?;
        let words = mark.message.clone();
        Some(view! {
            <span class="json-mark" title=words>
                <IconSvg icon=mark.kind.icon(mark.tone) />
                <span class="visually-hidden">{mark.message}": "</span>
            </span>
        })
    };
    // Beside the line, so that nothing moves when it comes or goes; the whole of it is read out in the gutter.
    let note = move || {
        let mark = mark.get().filter(|it| it.from_line == number && it.kind == MarkKind::Nearest)?;
        Some(
            view! { <span class="json-note" title=mark.message aria-hidden="true">"nearest to matching"</span> },
        )
    };
    let code = move || pieces(&line.read());
    view! {
        <div class=shown(class) id=id>
            <span class="json-gutter">{maybe(gutter)}</span>
            <span class="json-number" aria-hidden="true">{number}</span>
            <code class="json-code">{built(code)}</code>
            {maybe(note)}
        </div>
    }
    .into_any()
}

/// A line without number or marks.
pub(super) fn json_line(line: &JsonLine) -> AnyView {
    view! { <code class="json-plain">{pieces(line)}"\n"</code> }.into_any()
}

fn pieces(line: &JsonLine) -> AnyView {
    let piece = |it: &JsonPiece| view! { <span class=it.kind.class()>{it.text.clone()}</span> };
    line.pieces.iter().map(piece).collect_view().into_any()
}
